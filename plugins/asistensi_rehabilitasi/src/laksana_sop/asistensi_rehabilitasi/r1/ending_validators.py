"""What stands against the record of an early end. Pure and total."""

from laksana_sdk.checks import each_once, not_before, not_future
from laksana_sdk.findings import Finding
from laksana_sdk.procedure import CaseFacts
from laksana_sop.asistensi_rehabilitasi.r1.ending_forms import Kematian, Pernyataan, TidakDitemukan
from laksana_sop.asistensi_rehabilitasi.r1.validators import birth_date


def check_pernyataan(form: Pernyataan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against a declaration: a day to come."""
    return tuple(not_future("declared_on", "Tanggal pernyataan", form.declared_on, facts.today))


def check_kematian(form: Kematian, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the record of a death: a day to come, or a day before birth."""
    return (
        *not_future("died_on", "Tanggal meninggal", form.died_on, facts.today),
        *not_before("died_on", "Tanggal meninggal", form.died_on, "tanggal lahir", birth_date(facts)),
    )


def check_pencarian(form: TidakDitemukan, facts: CaseFacts) -> tuple[Finding, ...]:
    """What stands against the record of the attempts: one on a day to come, an officer listed twice."""
    days = (
        found
        for index, attempt in enumerate(form.attempts)
        for found in not_future(f"attempts[{index}].attempted_on", "Tanggal", attempt.attempted_on, facts.today)
    )
    return (*days, *each_once(form.officers))
