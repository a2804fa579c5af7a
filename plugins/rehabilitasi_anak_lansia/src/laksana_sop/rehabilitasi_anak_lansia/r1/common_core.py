"""What every SOP shares: the client's particulars, and the codes that statistics need, out of the filled forms."""

from laksana_sdk.clients import client_facts, core_of_client
from laksana_sdk.letters import ClientFacts
from laksana_sdk.procedure import CoreFacts, ReferralFacts
from laksana_sdk.vocabulary import ReferralResult, ServiceItem
from laksana_sop.rehabilitasi_anak_lansia.r1.choices import HasilKasus
from laksana_sop.rehabilitasi_anak_lansia.r1.forms import (
    JawabanLembaga,
    RencanaRujukan,
    SerahTerima,
    Usulan,
    Verifikasi,
)

INSIDE = CoreFacts(outcome=HasilKasus.DALAM_PANTI.value)
OUTSIDE = CoreFacts(outcome=HasilKasus.LUAR_PANTI.value)
RESULTS = {
    "diterima": ReferralResult.ACCEPTED,
    "daftar_tunggu": ReferralResult.QUEUED,
    "layanan_lain": ReferralResult.OTHER_SERVICE,
    "ditolak": ReferralResult.REFUSED,
}


def client(form: Usulan) -> ClientFacts:
    """The proposed beneficiary, numbers normalised; a number that does not parse is left out."""
    return client_facts(form.calon)


def at_intake(form: Usulan) -> CoreFacts:
    """The codes known at the registry."""
    return core_of_client(form.calon, ppks_category=form.ppks_category, guardian_consent=form.guardian_consent)


def at_verification(form: Verifikasi) -> CoreFacts:
    """The category and the minimum service that the section head confirms."""
    return CoreFacts(ppks_category=form.ppks_category.value, spm_code=form.spm_code.value if form.spm_code else None)


def at_plan(form: RencanaRujukan) -> CoreFacts:
    """The guardian's consent with which the person is referred."""
    return CoreFacts(guardian_consent=form.guardian_consent.value)


def answer_of(form: JawabanLembaga, outcome: str) -> ReferralFacts:
    """What the institution answered, in the codes that every SOP shares."""
    return ReferralFacts(
        result=RESULTS[outcome],
        queued_on=form.queued_on,
        queue_position=form.queue_position,
        admitted_on=form.admission_on if outcome == "diterima" else None,
    )


def served(form: SerahTerima) -> tuple[ServiceItem, ...]:
    """What was given at the delivery; nothing where it did not take place."""
    return form.services
