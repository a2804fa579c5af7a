"""What every SOP shares: the client's particulars, and the codes that statistics need, out of the filled forms."""

from laksana_sdk.clients import client_facts, core_of_client
from laksana_sdk.letters import ClientFacts
from laksana_sdk.procedure import CoreFacts
from laksana_sop.asistensi_rehabilitasi.r1.choices import HasilKasus
from laksana_sop.asistensi_rehabilitasi.r1.forms import Laporan, LaporanPermohonan, Rekap

GIVEN = CoreFacts(outcome=HasilKasus.BANTUAN_DIBERIKAN.value)
NOT_GIVEN = CoreFacts(outcome=HasilKasus.TIDAK_DIBERIKAN.value)


def client(form: Laporan) -> ClientFacts:
    """The person who needs the aid, numbers normalised; a number that does not parse is left out."""
    return client_facts(form.pemohon)


def at_intake(form: Laporan) -> CoreFacts:
    """The codes known at the counter."""
    return core_of_client(form.pemohon, ppks_category=form.ppks_category, guardian_consent=form.guardian_consent)


def at_report(form: LaporanPermohonan) -> CoreFacts:
    """The codes that the policy analyst confirms."""
    return CoreFacts(ppks_category=form.ppks_category.value, spm_code=form.spm_code.value if form.spm_code else None)


def at_recap(form: Rekap) -> CoreFacts:
    """The guardian's consent with which the file leaves the office."""
    return CoreFacts(guardian_consent=form.guardian_consent.value)
