"""What stands against a filled form from the report to the assessment: a wrong format blocks, a doubt only warns."""

from collections.abc import Iterator
from datetime import date

from laksana_sdk.checks import (
    ADULT_AGE,
    OPEN_CONSENTS,
    age_doubts,
    age_on,
    birth_findings,
    each_once,
    identity_findings,
    letter_dated,
    needed,
    not_before,
    not_future,
    region_findings,
)
from laksana_sdk.findings import Finding, error, warning
from laksana_sdk.identity import parse_phone
from laksana_sdk.phrases import day
from laksana_sdk.procedure import CaseFacts
from laksana_sdk.vocabulary import GuardianConsent, PPKSCategory
from laksana_sop.pemulangan_orang_terlantar.r1.choices import (
    UNFIT,
    Foto,
    HasilCek,
    Kewarganegaraan,
    Pelapor,
    PernahDibantu,
    SikapKeluarga,
    SuratPolres,
)
from laksana_sop.pemulangan_orang_terlantar.r1.common_core import shared_client
from laksana_sop.pemulangan_orang_terlantar.r1.forms import Asesmen, HasilPerawatan, Laporan, PenyerahanSurat, Wawancara

# SPM K4 is for tuna sosial, khususnya gelandangan dan pengemis (PP 2/2018 art. 10).
TUNA_SOSIAL = frozenset({PPKSCategory.GELANDANGAN, PPKSCategory.PENGEMIS})
GOES_ON = frozenset({"lanjut", "kiriman"})
FAMILY_REACHED = frozenset({SikapKeluarga.MENERIMA, SikapKeluarga.MENJEMPUT, SikapKeluarga.MENOLAK})


def check_laporan(form: Laporan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the report: identity, dates, place, the police letter, the sender, a child's consent."""
    return (
        *identity_findings(shared_client(form), at="klien"),
        *birth_findings(form.klien.birth_date, facts.today, field="klien.birth_date"),
        *region_findings(form.region, field="region"),
        *not_future("found_on", "Tanggal ditemukan / datang", form.found_on, facts.today),
        *_phone("pelapor_phone", form.pelapor_phone),
        *_reporter(form),
        *_police_letter(form, facts.today),
        *_sender(form, facts.today),
        *_consent(form, facts.today),
        *_citizenship(form),
    )


def check_wawancara(form: Wawancara, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the interview, and against going on from it: illness, the sender's letter (S1-1)."""
    report = reported(facts)
    return (
        *not_future("interviewed_on", "Tanggal wawancara", form.interviewed_on, facts.today),
        *_phone("family_phone", form.family_phone),
        *_story(form),
        *_earlier_help(form),
        *_family(form),
        *_illness(form, facts.outcome),
        *_photo(form),
        *(_sent_by_another(facts.outcome) if report is not None and report.passed_on else ()),
    )


def check_perawatan(form: HasilPerawatan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the hospital's answer: a letter dated to come or not dated."""
    return (
        *not_future("letter_date", "Tanggal surat keterangan sehat", form.letter_date, facts.today),
        *letter_dated("letter_date", form.letter_number, form.letter_date),
    )


def check_asesmen(form: Asesmen, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the assessment: days, officers, the PPKS kind, and SPM K4 for whom it is not (S1-12)."""
    report = reported(facts)
    born_on = facts.client_birth_date or (report.klien.birth_date if report else None)
    doubts = age_doubts(form.ppks_category, born_on, facts.today) if form.ppks_category else ()
    return (
        *not_future("assessed_on", "Tanggal asesmen", form.assessed_on, facts.today),
        *not_before("ends_on", "Sampai tanggal", form.ends_on, "tanggal mulai tugas", form.starts_on),
        *each_once(form.officers),
        *doubts,
        *_spm(form, report),
    )


def check_penyerahan(form: PenyerahanSurat, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the receipt of the signed letters: a day to come, an officer listed twice."""
    return (
        *not_future("received_on", "Tanggal diterima", form.received_on, facts.today),
        *each_once(form.officers),
    )


def reported(facts: CaseFacts) -> Laporan | None:
    """The report of row 1, None where it cannot be read."""
    form = facts.forms.get("terima_laporan")
    return form if isinstance(form, Laporan) else None


def is_minor(form: Laporan, today: date) -> bool:
    """Whether the person is below 18, by the birth date or else by the age that somebody guessed."""
    if form.klien.birth_date is not None:
        return age_on(form.klien.birth_date, today) < ADULT_AGE
    return form.klien.age is not None and form.klien.age < ADULT_AGE


def _phone(field: str, number: str | None) -> Iterator[Finding]:
    if number is not None:
        yield from parse_phone(number, field=field)[1]


def _reporter(form: Laporan) -> Iterator[Finding]:
    if form.pelapor is not Pelapor.DIRI_SENDIRI and form.pelapor_name is None:
        because = f"yang melaporkan: {form.pelapor.label}"
        yield warning("service.name_missing", field="pelapor_name", label="Nama pelapor", because=because)


def _police_letter(form: Laporan, today: date) -> Iterator[Finding]:
    chosen = form.suket_polres.label
    if form.suket_polres is SuratPolres.MENYUSUL:
        if form.to_follow is None:
            yield error("pemulangan.to_follow_unexplained", field="to_follow", chosen=chosen)
        return
    for field, label, value in (
        ("police_unit", "Kantor polisi yang menerbitkan", form.police_unit),
        ("letter_number", "Nomor surat keterangan polisi", form.letter_number),
        ("letter_date", "Tanggal surat keterangan polisi", form.letter_date),
    ):
        if value is None:
            yield error("pemulangan.police_letter_unnamed", field=field, label=label, chosen=chosen)
    yield from not_future("letter_date", "Tanggal surat keterangan polisi", form.letter_date, today)


def _sender(form: Laporan, today: date) -> Iterator[Finding]:
    if form.passed_on and form.sender is None:
        because = "klien adalah kiriman dari Dinas Sosial lain"
        yield error("service.name_missing", field="sender", label="Dinas Sosial pengirim", because=because)
    if not form.passed_on and (form.sender is not None or form.sender_letter_number is not None):
        yield warning("pemulangan.sender_without_tick", field="passed_on", sender=form.sender or "-")
    yield from not_future("sender_letter_date", "Tanggal surat Dinas Sosial pengirim", form.sender_letter_date, today)
    yield from letter_dated("sender_letter_date", form.sender_letter_number, form.sender_letter_date)


def _consent(form: Laporan, today: date) -> Iterator[Finding]:
    consent = form.guardian_consent
    if consent is GuardianConsent.GIVEN and form.guardian_name is None:
        because = "persetujuan dicatat diberikan"
        yield error("service.name_missing", field="guardian_name", label="Nama orang tua / wali", because=because)
    if consent is GuardianConsent.NOT_REQUIRED and is_minor(form, today):
        yield error("service.guardian_consent_child", field="guardian_consent", consent=consent.label)


def _citizenship(form: Laporan) -> Iterator[Finding]:
    if form.klien.citizenship is Kewarganegaraan.WNA:
        yield warning("pemulangan.foreigner", field="klien.citizenship", citizenship=form.klien.citizenship.label)


def _story(form: Wawancara) -> Iterator[Finding]:
    if form.story_check is HasilCek.TIDAK_SESUAI:
        yield warning("pemulangan.story_contradicted", field="story_check", result=form.story_check.label)
    elif form.story_check is HasilCek.SESUAI and form.story_checked_with is None:
        yield warning("pemulangan.story_unsourced", field="story_checked_with", result=form.story_check.label)


def _earlier_help(form: Wawancara) -> Iterator[Finding]:
    if form.repeat is PernahDibantu.TIDAK_DITEMUKAN:
        return
    yield warning("pemulangan.helped_before", field="repeat", result=form.repeat.label)
    if form.repeat is PernahDibantu.PERNAH and form.repeat_note is None:
        yield error("pemulangan.helped_before_unexplained", field="repeat_note", result=form.repeat.label)


def _family(form: Wawancara) -> Iterator[Finding]:
    if form.family in FAMILY_REACHED and form.family_name is None:
        because = f"sikap keluarga: {form.family.label}"
        yield warning("service.name_missing", field="family_name", label="Nama keluarga", because=because)


def _illness(form: Wawancara, outcome: str | None) -> Iterator[Finding]:
    if form.health in UNFIT and outcome in GOES_ON:
        yield error("pemulangan.hospital_first", field="health", health=form.health.label)
    if outcome == "perlu_perawatan" and form.health_note is None:
        yield needed("health_note", "Keterangan kesehatan", "Perlu perawatan lebih dahulu")


def _photo(form: Wawancara) -> Iterator[Finding]:
    if form.photo is Foto.BELUM:
        yield warning("pemulangan.photo_expected", field="photo", photo=form.photo.label)


def _sent_by_another(outcome: str | None) -> Iterator[Finding]:
    if outcome == "lanjut":
        yield error("pemulangan.sender_letter_unchecked", field="outcome")


def _spm(form: Asesmen, report: Laporan | None) -> Iterator[Finding]:
    category = form.ppks_category
    if form.spm_code is None:
        if category in TUNA_SOSIAL and category is not None:
            yield warning("pemulangan.spm_possible", field="spm_code", category=category.label)
        return
    if category not in TUNA_SOSIAL:
        shown = category.label if category else "-"
        yield error("pemulangan.spm_needs_tuna_sosial", field="spm_code", spm=form.spm_code.value, category=shown)
    if report is not None and report.klien.citizenship is Kewarganegaraan.WNA:
        citizenship = report.klien.citizenship.label
        yield error("pemulangan.spm_citizens", field="spm_code", spm=form.spm_code.value, citizenship=citizenship)


def consent_open(form: Laporan | None, today: date) -> Iterator[Finding]:
    """What stands against a child's journey: a consent that was refused or not yet asked for."""
    if form is not None and is_minor(form, today) and form.guardian_consent in OPEN_CONSENTS:
        shown = day(form.found_on) or ""
        yield warning("pemulangan.child_consent_open", consent=form.guardian_consent.label, date=shown)
