"""What stands against a filled form: a wrong format blocks, a doubtful content only warns. Pure and total."""

from collections.abc import Iterator
from datetime import date

from laksana_sdk.checks import (
    age_doubts,
    client_findings,
    consent_asked,
    consent_closed,
    each_once,
    is_child,
    letter_dated,
    needed,
    not_before,
    not_future,
    spm_doubts,
)
from laksana_sdk.findings import Finding, warning
from laksana_sdk.phrases import day
from laksana_sdk.procedure import CaseFacts
from laksana_sop.asistensi_rehabilitasi.r1.choices import Hubungan
from laksana_sop.asistensi_rehabilitasi.r1.forms import (
    Edukasi,
    HasilSentra,
    JawabanSentra,
    Laporan,
    LaporanAsesmen,
    LaporanPermohonan,
    Penutupan,
    Rekap,
)


def check_laporan(form: Laporan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the request at the counter: identity, dates, region, consent."""
    return (
        *client_findings(form.pemohon, facts.today, at="pemohon"),
        *not_future("letter_date", "Tanggal surat permohonan", form.letter_date, facts.today),
        *letter_dated("letter_date", form.letter_number, form.letter_date),
        *_reporter(form),
        *consent_asked(
            form.guardian_consent, form.guardian_name, form.ppks_category, form.pemohon.birth_date, facts.today
        ),
        *age_doubts(form.ppks_category, form.pemohon.birth_date, facts.today),
    )


def check_laporan_permohonan(form: LaporanPermohonan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the analyst's report: a service or an age that does not fit the category."""
    return (
        *spm_doubts(form.spm_code, form.ppks_category),
        *age_doubts(form.ppks_category, birth_date(facts), facts.today),
    )


def check_edukasi(form: Edukasi, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the note of the education: a day to come, an officer listed twice."""
    return (
        *not_future("given_on", "Tanggal edukasi", form.given_on, facts.today),
        *each_once(form.officers),
    )


def check_rekap(form: Rekap, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against passing the file on: a child's file needs the guardian's consent (UU 27/2022 art. 25)."""
    return tuple(consent_closed(form.guardian_consent, child=_client_is_child(facts)))


def check_jawaban_sentra(form: JawabanSentra, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the entry of the institution's answer: its date, or its reason, must be there."""
    found = [
        *not_future("letter_date", "Tanggal surat jawaban", form.letter_date, facts.today),
        *letter_dated("letter_date", form.letter_number, form.letter_date),
        *each_once(form.officers),
    ]
    if facts.outcome == "dijadwalkan" and form.assessment_on is None:
        found.append(needed("assessment_on", "Tanggal asesmen", "Asesmen dijadwalkan"))
    if facts.outcome == "ditolak" and form.reason is None:
        found.append(needed("reason", "Alasan penolakan", "Usulan tidak dapat diterima lembaga tujuan"))
    if form.assessment_on and form.assessment_on < facts.today:
        shown = day(form.assessment_on) or ""
        found.append(warning("service.date_passed", field="assessment_on", label="Tanggal asesmen", date=shown))
    found.extend(
        not_before("assessment_until", "Sampai tanggal", form.assessment_until, "Tanggal asesmen", form.assessment_on)
    )
    return tuple(found)


def check_asesmen(form: LaporanAsesmen, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the assessment report: a day to come, or a day before the one the institution set."""
    answer = facts.forms.get("jawaban_sentra")
    scheduled = answer.assessment_on if isinstance(answer, JawabanSentra) else None
    return (
        *not_future("assessed_on", "Tanggal asesmen", form.assessed_on, facts.today),
        *not_before("assessed_on", "Tanggal asesmen", form.assessed_on, "jadwal dari lembaga tujuan", scheduled),
    )


def check_hasil_sentra(form: HasilSentra, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the entry of the institution's decision: a refusal says why."""
    found = [
        *not_future("letter_date", "Tanggal surat hasil", form.letter_date, facts.today),
        *letter_dated("letter_date", form.letter_number, form.letter_date),
    ]
    if facts.outcome == "tidak_layak" and form.reason is None:
        found.append(needed("reason", "Alasan tidak layak", "Tidak layak menurut lembaga tujuan"))
    return tuple(found)


def check_penutupan(form: Penutupan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against closing: aid that was given has a name and a day."""
    found = [*not_future("received_on", "Tanggal diterima", form.received_on, facts.today)]
    if facts.outcome == "bantuan_diberikan":
        given = (("aid", "Bantuan yang diterima", form.aid), ("received_on", "Tanggal diterima", form.received_on))
        found.extend(needed(name, label, "Bantuan diberikan") for name, label, value in given if value is None)
    assessed = facts.forms.get("asesmen")
    if isinstance(assessed, LaporanAsesmen):
        found.extend(
            not_before("received_on", "Tanggal diterima", form.received_on, "tanggal asesmen", assessed.assessed_on)
        )
    return tuple(found)


def birth_date(facts: CaseFacts) -> date | None:
    """The applicant's day of birth as registered, else as the request told it."""
    intake = facts.forms.get("terima_laporan")
    return facts.client_birth_date or (intake.pemohon.birth_date if isinstance(intake, Laporan) else None)


def _reporter(form: Laporan) -> Iterator[Finding]:
    if form.hubungan is not Hubungan.SENDIRI and form.pelapor_name is None:
        because = f"yang mengajukan: {form.hubungan.label}"
        yield warning("service.name_missing", field="pelapor_name", label="Nama pelapor", because=because)


def _client_is_child(facts: CaseFacts) -> bool:
    intake, report = facts.forms.get("terima_laporan"), facts.forms.get("laporkan")
    category = intake.ppks_category if isinstance(intake, Laporan) else None
    if isinstance(report, LaporanPermohonan):
        category = report.ppks_category
    return is_child(category, birth_date(facts), facts.today)
