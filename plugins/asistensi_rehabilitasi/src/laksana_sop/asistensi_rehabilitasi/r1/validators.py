"""What stands against a filled form: a wrong format blocks, a doubtful content only warns. Pure and total."""

from collections.abc import Iterator
from datetime import date

from laksana_sdk.findings import Finding, error, warning
from laksana_sdk.identity import OLDEST_AGE, nik_doubts, parse_kk, parse_nik, parse_phone
from laksana_sdk.procedure import CaseFacts
from laksana_sdk.vocabulary import GuardianConsent, PPKSCategory, SPMCode
from laksana_sop.asistensi_rehabilitasi.r1.choices import Hubungan
from laksana_sop.asistensi_rehabilitasi.r1.forms import (
    Edukasi,
    HasilSentra,
    JawabanSentra,
    Laporan,
    LaporanAsesmen,
    LaporanPermohonan,
    Pemohon,
    Penutupan,
    Rekap,
)
from laksana_sop.asistensi_rehabilitasi.r1.wording import day

ADULT_AGE = 18
ELDER_AGE = 60

# UU 23/2002 art. 1: a child is anybody below 18. These categories say it by their name.
CHILD_CATEGORIES = frozenset(
    {
        PPKSCategory.ANAK_BALITA_TERLANTAR,
        PPKSCategory.ANAK_TERLANTAR,
        PPKSCategory.ANAK_BERHADAPAN_HUKUM,
        PPKSCategory.ANAK_JALANAN,
        PPKSCategory.ANAK_DENGAN_KEDISABILITASAN,
        PPKSCategory.ANAK_KORBAN_KEKERASAN,
        PPKSCategory.ANAK_PERLINDUNGAN_KHUSUS,
    }
)
USUAL_CATEGORIES = {
    SPMCode.K1: frozenset({PPKSCategory.PENYANDANG_DISABILITAS, PPKSCategory.ANAK_DENGAN_KEDISABILITASAN}),
    SPMCode.K2: CHILD_CATEGORIES,
    SPMCode.K3: frozenset({PPKSCategory.LANJUT_USIA_TERLANTAR}),
    SPMCode.K4: frozenset({PPKSCategory.GELANDANGAN, PPKSCategory.PENGEMIS, PPKSCategory.TUNA_SUSILA}),
    SPMCode.K5: frozenset({PPKSCategory.KORBAN_BENCANA_ALAM, PPKSCategory.KORBAN_BENCANA_SOSIAL}),
}
OPEN_CONSENTS = frozenset({GuardianConsent.PENDING, GuardianConsent.REFUSED})


def check_laporan(form: Laporan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the request at the counter: identity, dates, region, consent."""
    return (
        *_identity(form.pemohon),
        *_birth(form.pemohon.birth_date, facts.today),
        *_region(form.pemohon.region),
        *_not_future("letter_date", "Tanggal surat permohonan", form.letter_date, facts.today),
        *_letter_dated("letter_date", form.letter_number, form.letter_date),
        *_reporter(form),
        *_consent(form, facts.today),
        *_age_and_category(form.ppks_category, form.pemohon.birth_date, facts.today),
    )


def check_laporan_permohonan(form: LaporanPermohonan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the analyst's report: a service or an age that does not fit the category."""
    return (
        *_spm(form.spm_code, form.ppks_category),
        *_age_and_category(form.ppks_category, _birth_date(facts), facts.today),
    )


def check_edukasi(form: Edukasi, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the note of the education: a day to come, an officer listed twice."""
    return (
        *_not_future("given_on", "Tanggal edukasi", form.given_on, facts.today),
        *_each_once(form.officers),
    )


def check_rekap(form: Rekap, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against passing the file on: a child's file needs the guardian's consent (UU 27/2022 art. 25)."""
    consent = form.guardian_consent
    if consent in OPEN_CONSENTS:
        return (error("service.guardian_consent_open", field="guardian_consent", consent=consent.label),)
    if consent is GuardianConsent.NOT_REQUIRED and _client_is_child(facts):
        return (error("service.guardian_consent_child", field="guardian_consent", consent=consent.label),)
    return ()


def check_jawaban_sentra(form: JawabanSentra, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the entry of the institution's answer: its date, or its reason, must be there."""
    found = [
        *_not_future("letter_date", "Tanggal surat jawaban", form.letter_date, facts.today),
        *_letter_dated("letter_date", form.letter_number, form.letter_date),
        *_each_once(form.officers),
    ]
    if facts.outcome == "dijadwalkan" and form.assessment_on is None:
        found.append(_needed("assessment_on", "Tanggal asesmen", "Asesmen dijadwalkan"))
    if facts.outcome == "ditolak" and form.reason is None:
        found.append(_needed("reason", "Alasan penolakan", "Usulan tidak dapat diterima lembaga tujuan"))
    if form.assessment_on and form.assessment_on < facts.today:
        shown = day(form.assessment_on) or ""
        found.append(warning("service.date_passed", field="assessment_on", label="Tanggal asesmen", date=shown))
    found.extend(
        _not_before("assessment_until", "Sampai tanggal", form.assessment_until, "Tanggal asesmen", form.assessment_on)
    )
    return tuple(found)


def check_asesmen(form: LaporanAsesmen, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the assessment report: a day to come, or a day before the one the institution set."""
    answer = facts.forms.get("jawaban_sentra")
    scheduled = answer.assessment_on if isinstance(answer, JawabanSentra) else None
    return (
        *_not_future("assessed_on", "Tanggal asesmen", form.assessed_on, facts.today),
        *_not_before("assessed_on", "Tanggal asesmen", form.assessed_on, "jadwal dari lembaga tujuan", scheduled),
    )


def check_hasil_sentra(form: HasilSentra, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the entry of the institution's decision: a refusal says why."""
    found = [
        *_not_future("letter_date", "Tanggal surat hasil", form.letter_date, facts.today),
        *_letter_dated("letter_date", form.letter_number, form.letter_date),
    ]
    if facts.outcome == "tidak_layak" and form.reason is None:
        found.append(_needed("reason", "Alasan tidak layak", "Tidak layak menurut lembaga tujuan"))
    return tuple(found)


def check_penutupan(form: Penutupan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against closing: aid that was given has a name and a day."""
    found = [*_not_future("received_on", "Tanggal diterima", form.received_on, facts.today)]
    if facts.outcome == "bantuan_diberikan":
        given = (("aid", "Bantuan yang diterima", form.aid), ("received_on", "Tanggal diterima", form.received_on))
        found.extend(_needed(name, label, "Bantuan diberikan") for name, label, value in given if value is None)
    assessed = facts.forms.get("asesmen")
    if isinstance(assessed, LaporanAsesmen):
        found.extend(
            _not_before("received_on", "Tanggal diterima", form.received_on, "tanggal asesmen", assessed.assessed_on)
        )
    return tuple(found)


def age_on(born_on: date, when: date) -> int:
    """The age in full years on a day; negative before birth."""
    return when.year - born_on.year - ((when.month, when.day) < (born_on.month, born_on.day))


def _identity(person: Pemohon) -> Iterator[Finding]:
    if person.name is None:
        yield warning("service.client_unnamed", field="pemohon.name")
    if person.nik is not None:
        nik, found = parse_nik(person.nik, field="pemohon.nik")
        yield from found
        if nik is not None:
            yield from nik_doubts(nik, sex=person.sex, born_on=person.birth_date, field="pemohon.nik")
    if person.no_kk is not None:
        yield from parse_kk(person.no_kk, field="pemohon.no_kk")[1]
    if person.phone is not None:
        yield from parse_phone(person.phone, field="pemohon.phone")[1]


def _birth(born_on: date | None, today: date) -> Iterator[Finding]:
    yield from _not_future("pemohon.birth_date", "Tanggal lahir", born_on, today)
    if born_on is not None and age_on(born_on, today) > OLDEST_AGE:
        age, shown = age_on(born_on, today), day(born_on) or ""
        yield warning("service.born_too_long_ago", field="pemohon.birth_date", date=shown, age=age)


def _region(region: str) -> Iterator[Finding]:
    if len(region.split(".")) < 3:
        yield error("service.region_too_coarse", field="pemohon.region", region=region)


def _reporter(form: Laporan) -> Iterator[Finding]:
    if form.hubungan is not Hubungan.SENDIRI and form.pelapor_name is None:
        because = f"yang mengajukan: {form.hubungan.label}"
        yield warning("service.name_missing", field="pelapor_name", label="Nama pelapor", because=because)


def _consent(form: Laporan, today: date) -> Iterator[Finding]:
    consent, category = form.guardian_consent, form.ppks_category
    if consent is GuardianConsent.GIVEN and form.guardian_name is None:
        because = "persetujuan dicatat diberikan"
        yield error("service.name_missing", field="guardian_name", label="Nama orang tua / wali", because=because)
    if consent is not GuardianConsent.NOT_REQUIRED:
        return
    if _is_child(category, form.pemohon.birth_date, today):
        yield error("service.guardian_consent_child", field="guardian_consent", consent=consent.label)
    elif category is PPKSCategory.PENYANDANG_DISABILITAS:
        # UU 27/2022 art. 26: the disabled person and/or the guardian agrees.
        yield warning(
            "service.guardian_consent_disability",
            field="guardian_consent",
            category=category.label,
            consent=consent.label,
        )


def _age_and_category(category: PPKSCategory, born_on: date | None, today: date) -> Iterator[Finding]:
    if born_on is None or born_on > today:
        return
    age = age_on(born_on, today)
    ages = None
    if category in CHILD_CATEGORIES and age >= ADULT_AGE:
        ages = f"di bawah {ADULT_AGE} tahun"
    elif category is PPKSCategory.LANJUT_USIA_TERLANTAR and age < ELDER_AGE:
        ages = f"{ELDER_AGE} tahun ke atas"
    if ages is not None:
        yield warning("service.age_doubts_category", field="ppks_category", category=category.label, ages=ages, age=age)


def _spm(spm: SPMCode | None, category: PPKSCategory) -> Iterator[Finding]:
    if spm is None:
        return
    if spm.is_provincial:
        yield warning("service.spm_provincial", field="spm_code", spm=spm.value)
    elif category not in USUAL_CATEGORIES.get(spm, frozenset()):
        yield warning("service.spm_doubts_category", field="spm_code", spm=spm.value, category=category.label)


def _is_child(category: PPKSCategory, born_on: date | None, today: date) -> bool:
    # A known birth date outweighs the category's name.
    return category in CHILD_CATEGORIES if born_on is None else age_on(born_on, today) < ADULT_AGE


def _client_is_child(facts: CaseFacts) -> bool:
    intake, report = facts.forms.get("terima_laporan"), facts.forms.get("laporkan")
    category = intake.ppks_category if isinstance(intake, Laporan) else None
    if isinstance(report, LaporanPermohonan):
        category = report.ppks_category
    born_on = _birth_date(facts)
    if category is None:
        return born_on is not None and age_on(born_on, facts.today) < ADULT_AGE
    return _is_child(category, born_on, facts.today)


def _birth_date(facts: CaseFacts) -> date | None:
    intake = facts.forms.get("terima_laporan")
    return facts.client_birth_date or (intake.pemohon.birth_date if isinstance(intake, Laporan) else None)


def _not_future(field: str, label: str, when: date | None, today: date) -> Iterator[Finding]:
    if when is not None and when > today:
        yield error("service.date_in_future", field=field, label=label, date=day(when) or "")


def _not_before(field: str, label: str, when: date | None, other: str, limit: date | None) -> Iterator[Finding]:
    if when is not None and limit is not None and when < limit:
        shown, bound = day(when) or "", day(limit) or ""
        yield error("service.date_before", field=field, label=label, date=shown, other=other, other_date=bound)


def _letter_dated(field: str, number: str | None, when: date | None) -> Iterator[Finding]:
    if number is not None and when is None:
        yield warning("service.letter_without_date", field=field, number=number)


def _each_once(officers: tuple[str, ...]) -> Iterator[Finding]:
    for index, officer in enumerate(officers):
        if officer in officers[:index]:
            yield error("service.officer_twice", field=f"officers[{index}]", place=index + 1)


def _needed(field: str, label: str, outcome: str) -> Finding:
    return error("service.needed_for_outcome", field=field, label=label, outcome=outcome)
