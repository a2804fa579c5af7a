"""What every SOP shares: the client's particulars, and the codes that statistics need, out of the filled forms."""

from laksana_sdk.clients import client_facts, core_of_client
from laksana_sdk.letters import ClientFacts
from laksana_sdk.procedure import CoreFacts, ReferralFacts
from laksana_sdk.vocabulary import PPKSCategory, ReferralResult, ServiceItem, SPMCode
from laksana_sop.lansia_terlantar.r1.choices import HasilKasus, Keluarga
from laksana_sop.lansia_terlantar.r1.forms import (
    Asesmen,
    JawabanPanti,
    Permohonan,
    PersyaratanAdministratif,
    SerahTerima,
    TinjauanAsesmen,
)
from laksana_sop.lansia_terlantar.r1.other_forms import Mediasi, PenutupanLuarPanti

ANSWERS = {
    "diterima": ReferralResult.ACCEPTED,
    "daftar_tunggu": ReferralResult.QUEUED,
    "berkas_kurang": ReferralResult.MORE_PAPERS,
    "tidak_diterima": ReferralResult.REFUSED,
}

# The kabupaten owns the service until the panti has received the client; then the province does (PP 2/2018 art. 10).
ADMITTED = CoreFacts(spm_code=SPMCode.P3.value)

IN_PANTI = CoreFacts(outcome=HasilKasus.TINGGAL_DI_PANTI.value)
LEFT_PANTI = CoreFacts(outcome=HasilKasus.KELUAR_DARI_PANTI.value)
WITH_FAMILY = CoreFacts(outcome=HasilKasus.DIRAWAT_KELUARGA.value)
AT_HOME = CoreFacts(outcome=HasilKasus.PERAWATAN_DI_RUMAH.value)
FORWARDED = CoreFacts(outcome=HasilKasus.DITERUSKAN.value)
DIED_UNSERVED = CoreFacts(outcome=HasilKasus.MENINGGAL_SEBELUM_DILAYANI.value)
DIED_SERVED = CoreFacts(outcome=HasilKasus.MENINGGAL_SETELAH_DILAYANI.value)


def client(form: Permohonan) -> ClientFacts:
    """The elder, numbers normalised; a number that does not parse is left out."""
    return client_facts(form.lansia)


def at_intake(form: Permohonan) -> CoreFacts:
    """The codes known at the counter; whoever comes with this SOP counts as lanjut usia terlantar until reviewed."""
    return core_of_client(form.lansia, ppks_category=PPKSCategory.LANJUT_USIA_TERLANTAR)


def at_assessment(form: Asesmen) -> CoreFacts:
    """The family's or guardian's consent as the social worker found it."""
    return CoreFacts(guardian_consent=form.family_consent.value)


def at_review(form: TinjauanAsesmen) -> CoreFacts:
    """The category and the SPM code that the Kasi sets after the assessment."""
    return CoreFacts(ppks_category=form.ppks_category.value, spm_code=form.spm_code.value if form.spm_code else None)


def at_registration(form: PersyaratanAdministratif) -> CoreFacts:
    """The consent with which the file goes to the panti."""
    return CoreFacts(guardian_consent=form.consent.value)


def answer_of_panti(form: JawabanPanti, outcome: str) -> ReferralFacts:
    """What the panti answered, with the day and the place on its waiting list."""
    return ReferralFacts(
        result=ANSWERS[outcome],
        queued_on=form.queued_on,
        queue_position=form.queue_position,
        admitted_on=form.admitted_on,
    )


def served_at_visit(form: Asesmen) -> tuple[str, ...]:
    """What the visit delivered: what the social worker ticked, and the tracing of the family once it is done."""
    traced = () if form.family is Keluarga.BELUM_DITELUSURI else (ServiceItem.FAMILY_TRACING,)
    return (*form.services, *traced)


def served_at_mediation(form: Mediasi) -> tuple[str, ...]:
    """The talk with the family is guidance, agreed or not."""
    return (ServiceItem.FAMILY_GUIDANCE,)


def served_outside(form: PenutupanLuarPanti) -> tuple[str, ...]:
    """What the office ticked as delivered at home or with the family."""
    return form.services


def served_at_handover(form: SerahTerima) -> tuple[str, ...]:
    """A referral is delivered when the panti has taken the client in, not when it turned them away."""
    return (ServiceItem.REFERRAL,) if form.reason is None else ()
