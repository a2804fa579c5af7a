"""What stands against a filled form: a wrong format blocks, a doubtful content only warns. Pure and total."""

from collections.abc import Iterator
from datetime import date

from laksana_sdk.checks import (
    ELDER_AGE,
    age_doubts,
    age_on,
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
from laksana_sdk.findings import Finding, error, warning
from laksana_sdk.phrases import day
from laksana_sdk.procedure import CaseFacts
from laksana_sdk.vocabulary import PPKSCategory
from laksana_sop.rehabilitasi_anak_lansia.r1.choices import Bentuk, Kekerasan, Kesediaan, Pengusul, Sasaran
from laksana_sop.rehabilitasi_anak_lansia.r1.forms import (
    Asesmen,
    JawabanLembaga,
    Kematian,
    Koordinasi,
    Pernyataan,
    RencanaRujukan,
    SerahTerima,
    TidakDitemukan,
    Usulan,
    Verifikasi,
)

ELIGIBLE, VIOLENCE = "layak", "dugaan_kekerasan"
OPEN_WILLINGNESS = frozenset({Kesediaan.TIDAK_BERSEDIA, Kesediaan.BELUM_DITANYA})
# What an institution's answer must say, by outcome: the field, its label, the outcome in words.
ANSWER_NEEDS = {
    "diterima": ("admission_on", "Tanggal penerimaan", "Diterima"),
    "daftar_tunggu": ("queue_position", "Urutan dalam daftar tunggu", "Masuk daftar tunggu"),
    "layanan_lain": ("other_service", "Layanan lain yang ditawarkan", "Layanan lain"),
    "ditolak": ("reason", "Alasan", "Ditolak lembaga tujuan"),
}
DELIVERED = {
    "diterima_panti": "Diterima di dalam panti",
    "diterima_luar_panti": "Diterima, dilayani di luar panti",
    "diterima_sebagian": "Diterima sebagian, sisanya menyusul",
}
PLACES = {"diterima_panti": Bentuk.DALAM_PANTI, "diterima_luar_panti": Bentuk.LUAR_PANTI}
UNFINISHED = {
    "diterima_sebagian": "Diterima sebagian, sisanya menyusul",
    "ditolak_penerima": "Ditolak penerima di tempat",
    "berubah_pikiran": "Yang bersangkutan berubah pikiran",
}


def check_usulan(form: Usulan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the proposal at the registry: identity, dates, region, proposer, consent, target group."""
    born_on, category = form.calon.birth_date, form.ppks_category
    return (
        *client_findings(form.calon, facts.today, at="calon"),
        *not_future("letter_date", "Tanggal surat usulan", form.letter_date, facts.today),
        *letter_dated("letter_date", form.letter_number, form.letter_date),
        *_proposer(form),
        *consent_asked(form.guardian_consent, form.guardian_name, category, born_on, facts.today),
        *age_doubts(category, born_on, facts.today),
        *_outside_target(category, born_on, facts.today, blocks=False),
    )


def check_verifikasi(form: Verifikasi, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the verification; who is found eligible is willing, and suspected violence is reported."""
    born_on, category = _birth_date(facts), form.ppks_category
    return (
        *not_future("verified_on", "Tanggal verifikasi", form.verified_on, facts.today),
        *each_once(form.officers),
        *spm_doubts(form.spm_code, category),
        *age_doubts(category, born_on, facts.today),
        *_outside_target(category, born_on, facts.today, blocks=facts.outcome == ELIGIBLE),
        *_protection(form, facts),
        *(_eligible(form, facts) if facts.outcome == ELIGIBLE else ()),
    )


def check_asesmen(form: Asesmen, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the report of the visit: a day to come, an officer listed twice."""
    return (
        *not_future("assessed_on", "Tanggal kunjungan", form.assessed_on, facts.today),
        *each_once(form.officers),
    )


def check_rencana(form: RencanaRujukan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the referral plan: a child's referral needs the guardian's consent (UU 27/2022 art. 25)."""
    return tuple(consent_closed(form.guardian_consent, child=_client_is_child(facts)))


def check_koordinasi(form: Koordinasi, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the coordination: a day to come, or an answer awaited from another than the plan names."""
    found = [*not_future("coordinated_on", "Tanggal koordinasi", form.coordinated_on, facts.today)]
    plan = facts.forms.get("rencana_rujukan")
    if isinstance(plan, RencanaRujukan) and facts.outcome is not None:
        awaited = "menunggu_sentra" if plan.target is Sasaran.SENTRA_KEMENSOS else "menunggu_panti"
        if facts.outcome != awaited:
            found.append(error("rehabilitation.other_target", field="outcome", target=plan.target.label))
    return tuple(found)


def check_jawaban(form: JawabanLembaga, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the entry of the institution's answer: each outcome says what it means for the person."""
    found = [
        *not_future("letter_date", "Tanggal surat jawaban", form.letter_date, facts.today),
        *letter_dated("letter_date", form.letter_number, form.letter_date),
        *not_future("queued_on", "Masuk daftar tunggu tanggal", form.queued_on, facts.today),
    ]
    if (asked := ANSWER_NEEDS.get(facts.outcome or "")) and getattr(form, asked[0]) is None:
        found.append(needed(*asked))
    if form.admission_on is not None and form.admission_on < facts.today:
        shown = day(form.admission_on) or ""
        found.append(warning("service.date_passed", field="admission_on", label="Tanggal penerimaan", date=shown))
    return tuple(found)


def check_serah_terima(form: SerahTerima, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the delivery: its day, what was given, and why something was not."""
    spoken = facts.forms.get("koordinasi")
    agreed = spoken.coordinated_on if isinstance(spoken, Koordinasi) else None
    given, unfinished = DELIVERED.get(facts.outcome or ""), UNFINISHED.get(facts.outcome or "")
    found = [
        *not_future("handed_over_on", "Tanggal serah terima", form.handed_over_on, facts.today),
        *not_before("handed_over_on", "Tanggal serah terima", form.handed_over_on, "tanggal koordinasi", agreed),
        *each_once(form.officers),
    ]
    if given is not None and not form.services:
        found.append(needed("services", "Layanan yang diberikan", given))
    plan, place = facts.forms.get("rencana_rujukan"), PLACES.get(facts.outcome or "")
    if isinstance(plan, RencanaRujukan) and place is not None and plan.care is not place:
        found.append(error("rehabilitation.other_care", field="outcome", care=plan.care.label))
    if unfinished is not None and form.outstanding is None:
        found.append(needed("outstanding", "Yang belum diberikan, atau sebab tidak terlaksana", unfinished))
    return tuple(found)


def check_pernyataan(form: Pernyataan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against a declaration: a day to come."""
    return tuple(not_future("declared_on", "Tanggal pernyataan", form.declared_on, facts.today))


def check_kematian(form: Kematian, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the record of a death: a day to come, or a day before birth."""
    return (
        *not_future("died_on", "Tanggal meninggal", form.died_on, facts.today),
        *not_before("died_on", "Tanggal meninggal", form.died_on, "tanggal lahir", _birth_date(facts)),
    )


def check_pencarian(form: TidakDitemukan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the record of a search: an attempt on a day to come, an officer listed twice."""
    days = (
        found
        for index, attempt in enumerate(form.attempts)
        for found in not_future(f"attempts[{index}].attempted_on", "Tanggal", attempt.attempted_on, facts.today)
    )
    return (*days, *each_once(form.officers))


def _proposer(form: Usulan) -> Iterator[Finding]:
    if form.pengusul is not Pengusul.SENDIRI and form.pengusul_name is None:
        because = f"yang mengusulkan: {form.pengusul.label}"
        yield warning("service.name_missing", field="pengusul_name", label="Nama pengusul", because=because)


def _outside_target(category: PPKSCategory, born_on: date | None, today: date, *, blocks: bool) -> Iterator[Finding]:
    known = born_on if born_on is not None and born_on <= today else None
    elder = category is PPKSCategory.LANJUT_USIA_TERLANTAR if known is None else age_on(known, today) >= ELDER_AGE
    if elder or is_child(category, known, today):
        return
    if blocks:
        yield error("rehabilitation.not_child_or_elder", field="ppks_category", category=category.label)
    else:
        yield warning("rehabilitation.child_or_elder_doubtful", field="ppks_category", category=category.label)


def _eligible(form: Verifikasi, facts: CaseFacts) -> Iterator[Finding]:
    if is_child(form.ppks_category, _birth_date(facts), facts.today) and form.child_interest is None:
        yield needed("child_interest", "Kepentingan terbaik bagi anak", "Layak dirujuk")
    if form.willingness in OPEN_WILLINGNESS:
        yield error("rehabilitation.not_willing", field="willingness", willingness=form.willingness.label)
    reported = form.protection_reported_on is not None or "kirim_perlindungan" in facts.forms
    if form.violence is Kekerasan.DIDUGA and not reported:
        yield error("rehabilitation.violence_unreported", field="protection_reported_on")


def _protection(form: Verifikasi, facts: CaseFacts) -> Iterator[Finding]:
    label = "Tanggal dilaporkan"
    yield from not_future("protection_reported_on", label, form.protection_reported_on, facts.today)
    if facts.outcome == VIOLENCE and form.violence is Kekerasan.TIDAK_ADA:
        yield error("rehabilitation.violence_not_noted", field="violence", violence=form.violence.label)
    handled = form.violence is Kekerasan.TERBUKTI or form.protection_reported_on is not None
    if handled and form.protection_agency is None:
        because = form.violence.label if form.violence is Kekerasan.TERBUKTI else "tanggal laporan sudah diisi"
        yield error("service.name_missing", field="protection_agency", label="Dilaporkan kepada", because=because)


def _client_is_child(facts: CaseFacts) -> bool:
    intake, verified = facts.forms.get("terima_usulan"), facts.forms.get("verifikasi")
    category = intake.ppks_category if isinstance(intake, Usulan) else None
    if isinstance(verified, Verifikasi):
        category = verified.ppks_category
    return is_child(category, _birth_date(facts), facts.today)


def _birth_date(facts: CaseFacts) -> date | None:
    intake = facts.forms.get("terima_usulan")
    return facts.client_birth_date or (intake.calon.birth_date if isinstance(intake, Usulan) else None)
