"""What stands against a form on the way to the panti: a wrong format blocks, a doubt warns. Pure and total."""

from collections.abc import Iterator

from laksana_sdk.checks import (
    ELDER_AGE,
    OPEN_CONSENTS,
    age_doubts,
    age_on,
    client_findings,
    consent_closed,
    each_once,
    letter_dated,
    needed,
    not_before,
    not_future,
    spm_doubts,
)
from laksana_sdk.findings import Finding, error, warning
from laksana_sdk.identity import parse_phone
from laksana_sdk.phrases import day
from laksana_sdk.procedure import CaseFacts
from laksana_sdk.vocabulary import GuardianConsent, IdentityStatus, PPKSCategory
from laksana_sop.lansia_terlantar.r1.choices import Keluarga, Kemandirian, Kesediaan, Kesehatan, Simpulan
from laksana_sop.lansia_terlantar.r1.forms import (
    Asesmen,
    JawabanPanti,
    Keberangkatan,
    LaporanPendampingan,
    Penugasan,
    Penutupan,
    PenyerahanRekomendasi,
    Permohonan,
    PersyaratanAdministratif,
    RencanaPendampingan,
    SerahTerima,
    TambahanBerkas,
    Telaah,
    TinjauanAsesmen,
)
from laksana_sop.lansia_terlantar.r1.other_forms import Mediasi

HEALTH_LETTER_DAYS = 14
OUTSIDE_PANTI_HEALTH = frozenset({Kesehatan.PERLU_PERAWATAN, Kesehatan.MENULAR, Kesehatan.GANGGUAN_JIWA})
OPEN_IDENTITIES = frozenset({IdentityStatus.UNKNOWN, IdentityStatus.SELF_DECLARED})


def check_permohonan(form: Permohonan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the village's request at the counter: identity, phone, dates, an age below the limit."""
    return (
        *client_findings(form.lansia, facts.today, at="lansia"),
        *_phone("village_phone", form.village_phone),
        *not_future("letter_date", "Tanggal surat permohonan", form.letter_date, facts.today),
        *letter_dated("letter_date", form.letter_number, form.letter_date),
        *age_doubts(PPKSCategory.LANJUT_USIA_TERLANTAR, form.lansia.birth_date, facts.today, field="lansia.birth_date"),
    )


def check_penugasan(form: Penugasan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the assignment: an officer listed twice, a visit planned for a day gone by."""
    found = [*each_once(form.officers)]
    if form.visit_on < facts.today:
        shown = day(form.visit_on) or ""
        found.append(warning("service.date_passed", field="visit_on", label="Rencana tanggal kunjungan", date=shown))
    return tuple(found)


def check_asesmen(form: Asesmen, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the assessment: days, names that are missing, a conclusion its own facts contradict."""
    return (
        *not_future("assessed_on", "Tanggal asesmen", form.assessed_on, facts.today),
        *_phone("family_phone", form.family_phone),
        *_age_differs(form, facts),
        *_family_named(form),
        *_contradictions(form),
    )


def check_tinjauan(form: TinjauanAsesmen, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the review: codes that do not fit, and for the panti each criterion that is not met.

    Criteria: 60 years (UU 13/1998 art. 1), nobody in the family who can care, the elder's own wish.
    """
    found = [*spm_doubts(form.spm_code, form.ppks_category)]
    if facts.outcome != "ke_panti":
        return tuple(found)
    if form.spm_code is None:
        found.append(needed("spm_code", "Jenis pelayanan SPM", "Diajukan ke panti"))
    assessed = facts.forms.get("asesmen")
    if isinstance(assessed, Asesmen):
        found.extend(_criteria_not_met(assessed, mediated=isinstance(facts.forms.get("mediasi"), Mediasi)))
    return tuple(found)


def check_persyaratan(form: PersyaratanAdministratif, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the prepared file: agenda not compared, consent still open, identity to be recorded."""
    found = [*consent_closed(form.consent, child=False, field="consent")]
    if not form.agenda_checked:
        found.append(error("elder.agenda_unchecked", field="agenda_checked"))
    if form.consent is GuardianConsent.GIVEN and form.consent_name is None:
        label, because = "Nama keluarga / wali yang menyetujui", "persetujuan dicatat diberikan"
        found.append(error("service.name_missing", field="consent_name", label=label, because=because))
    if form.identity in OPEN_IDENTITIES:
        found.append(warning("elder.identity_open", field="identity", identity=form.identity.label))
    return tuple(found)


def check_telaah(form: Telaah, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the Kabid's reading: a file that goes back says why."""
    returns = {"perbaiki": "Kembalikan ke Kasi", "asesmen_ulang": "Asesmen diulang"}
    if facts.outcome in returns and form.note is None:
        return (needed("note", "Catatan telaah", returns[facts.outcome]),)
    return ()


def check_penyerahan(form: PenyerahanRekomendasi, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against handing the letters down: a day to come, a receiver listed twice."""
    return (
        *not_future("handed_on", "Tanggal diserahkan", form.handed_on, facts.today),
        *each_once(form.receivers, field="receivers"),
    )


def check_jawaban_panti(form: JawabanPanti, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the entry of the panti's answer: each answer has the field that explains it."""
    found = [
        *not_future("letter_date", "Tanggal surat jawaban", form.letter_date, facts.today),
        *letter_dated("letter_date", form.letter_number, form.letter_date),
        *not_future("queued_on", "Masuk daftar tunggu sejak", form.queued_on, facts.today),
    ]
    asked = {
        "diterima": ("admitted_on", "Tanggal klien dapat masuk", "Diterima panti", form.admitted_on),
        "daftar_tunggu": ("queued_on", "Masuk daftar tunggu sejak", "Masuk daftar tunggu", form.queued_on),
        "berkas_kurang": ("papers_wanted", "Berkas yang diminta panti", "Panti meminta berkas", form.papers_wanted),
        "tidak_diterima": ("reason", "Alasan tidak diterima", "Tidak diterima panti", form.reason),
    }
    if facts.outcome in asked:
        field, label, outcome, value = asked[facts.outcome]
        found.extend([needed(field, label, outcome)] if value is None else [])
    if form.admitted_on is not None and form.admitted_on < facts.today:
        shown = day(form.admitted_on) or ""
        label = "Tanggal klien dapat masuk"
        found.append(warning("service.date_passed", field="admitted_on", label=label, date=shown))
    return tuple(found)


def check_tambahan(form: TambahanBerkas, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the note of further papers: a day to come."""
    return tuple(not_future("sent_on", "Tanggal disampaikan", form.sent_on, facts.today))


def check_rencana_pendampingan(form: RencanaPendampingan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the planned escort: days out of order, a departure before the bed is free, an old letter."""
    answer = facts.forms.get("jawaban_panti")
    admitted = answer.admitted_on if isinstance(answer, JawabanPanti) else None
    found = [
        *each_once(form.officers),
        *not_before("return_on", "Tanggal kembali", form.return_on, "tanggal berangkat", form.depart_on),
        *not_before("depart_on", "Tanggal berangkat", form.depart_on, "tanggal klien dapat masuk", admitted),
        *not_future("health_letter_date", "Tanggal surat keterangan sehat", form.health_letter_date, facts.today),
    ]
    if form.depart_on < facts.today:
        shown = day(form.depart_on) or ""
        found.append(warning("service.date_passed", field="depart_on", label="Tanggal berangkat", date=shown))
    if (form.depart_on - form.health_letter_date).days > HEALTH_LETTER_DAYS:
        shown = day(form.health_letter_date) or ""
        found.append(
            warning("elder.health_letter_old", field="health_letter_date", date=shown, days=HEALTH_LETTER_DAYS)
        )
    return tuple(found)


def check_keberangkatan(form: Keberangkatan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the departure: a day to come, or no reason where nobody left."""
    found = [*not_future("departed_on", "Tanggal berangkat", form.departed_on, facts.today)]
    stayed = {"tertunda": "Keberangkatan ditunda", "klien_menolak": "Klien menolak berangkat"}
    if facts.outcome in stayed and form.reason is None:
        found.append(needed("reason", "Alasan tidak jadi berangkat", stayed[facts.outcome]))
    return tuple(found)


def check_serah_terima(form: SerahTerima, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the hand-over: a day to come or before the departure, a refusal without its reason."""
    label, refused = "Alasan ditolak panti", "Ditolak saat tiba di panti"
    departure = facts.forms.get("kirim_klien")
    departed_on = departure.departed_on if isinstance(departure, Keberangkatan) else None
    found = [
        *not_future("handed_on", "Tanggal serah terima", form.handed_on, facts.today),
        *not_before("handed_on", "Tanggal serah terima", form.handed_on, "tanggal berangkat", departed_on),
    ]
    if facts.outcome == "ditolak_di_pintu" and form.reason is None:
        found.append(needed("reason", label, refused))
    if facts.outcome == "diserahkan" and form.reason is not None:
        found.append(error("elder.field_surplus", field="reason", label=label, outcome=refused))
    return tuple(found)


def check_laporan(form: LaporanPendampingan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the escort's report: back on a day to come, or before the hand-over."""
    handed = facts.forms.get("serah_terima")
    handed_on = handed.handed_on if isinstance(handed, SerahTerima) else None
    return (
        *not_future("returned_on", "Tanggal petugas kembali", form.returned_on, facts.today),
        *not_before("returned_on", "Tanggal petugas kembali", form.returned_on, "tanggal serah terima", handed_on),
    )


def check_penutupan(form: Penutupan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against closing: a follow-up on a day to come or before the hand-over."""
    handed = facts.forms.get("serah_terima")
    handed_on = handed.handed_on if isinstance(handed, SerahTerima) else None
    label = "Tanggal pemantauan terakhir"
    return (
        *not_future("followed_up_on", label, form.followed_up_on, facts.today),
        *not_before("followed_up_on", label, form.followed_up_on, "tanggal serah terima", handed_on),
    )


def _criteria_not_met(form: Asesmen, *, mediated: bool) -> Iterator[Finding]:
    if form.age < ELDER_AGE:
        yield error("elder.age_below_limit", age=form.age, limit=ELDER_AGE)
    if form.family is Keluarga.ADA_MAMPU and not mediated:
        yield error("elder.family_can_care", family=form.family.label)
    if form.family is Keluarga.BELUM_DITELUSURI:
        yield error("elder.family_untraced", family=form.family.label)
    if form.willingness is Kesediaan.MENOLAK:
        yield error("elder.not_willing", will=form.willingness.label)
    if form.health in OUTSIDE_PANTI_HEALTH:
        yield warning("elder.panti_may_refuse", condition=form.health.label)
    if form.self_care is Kemandirian.TIRAH_BARING:
        yield warning("elder.panti_may_refuse", condition=form.self_care.label)


def _age_differs(form: Asesmen, facts: CaseFacts) -> Iterator[Finding]:
    intake = facts.forms.get("terima_permohonan")
    born_on = facts.client_birth_date or (intake.lansia.birth_date if isinstance(intake, Permohonan) else None)
    if born_on is None or born_on > facts.today:
        return
    age = age_on(born_on, facts.today)
    # A birthday between visit and entry is no doubt.
    if abs(age - form.age) > 1:
        yield warning("elder.age_differs", field="age", age=form.age, date=day(born_on) or "", born=age)


def _family_named(form: Asesmen) -> Iterator[Finding]:
    if form.family not in {Keluarga.TIDAK_ADA, Keluarga.BELUM_DITELUSURI} and form.family_name is None:
        because = f"hasil penelusuran: {form.family.label}"
        yield error("service.name_missing", field="family_name", label="Nama keluarga terdekat", because=because)


def _contradictions(form: Asesmen) -> Iterator[Finding]:
    told = form.conclusion
    for_panti, for_family = told is Simpulan.LAYAK_PANTI, told is Simpulan.ADA_KELUARGA
    doubts = (
        (for_panti and form.age < ELDER_AGE, "age", "Usia", f"{form.age} tahun"),
        (for_panti and form.family is Keluarga.ADA_MAMPU, "family", "Keluarga", form.family.label),
        (for_panti and form.willingness is Kesediaan.MENOLAK, "willingness", "Kehendak", form.willingness.label),
        (for_panti and form.family_consent in OPEN_CONSENTS, "family_consent", "Persetujuan keluarga",
         form.family_consent.label),
        (for_family and form.family is Keluarga.TIDAK_ADA, "family", "Keluarga", form.family.label),
        (told is Simpulan.TIDAK_BERSEDIA and form.willingness is Kesediaan.BERSEDIA, "willingness", "Kehendak",
         form.willingness.label),
    )  # fmt: skip
    for doubtful, field, label, value in doubts:
        if doubtful:
            yield warning("elder.conclusion_contradicts", field=field, conclusion=told.label, label=label, value=value)


def _phone(field: str, written: str | None) -> tuple[Finding, ...]:
    return parse_phone(written, field=field)[1] if written is not None else ()
