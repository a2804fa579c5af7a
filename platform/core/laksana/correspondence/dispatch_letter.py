"""Send a signed letter to an institution."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import DispatchLetter
from laksana.cases.queries import case_by_id
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.directory import institution_by_slug
from laksana_tenants.errors import Invalid


async def dispatch_letter(asked: DispatchLetter, *, by: Actor, key: str) -> CaseChanged:
    """The case after its signed letter left for an institution of the office's register.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """
    if await institution_by_slug(asked.institution, asked.sent_on) is None:
        await case_by_id(asked.case_id)  # a case that the office does not have is not found, whatever else is wrong
        finding = findings.error("case.unknown_institution", field="institution", institution=asked.institution[:60])
        raise Invalid((finding,))

    def command(act: Act) -> commands.Command:
        return commands.DispatchLetter(
            institution=asked.institution, courier=asked.courier, sent_on=asked.sent_on, **act.frame["command"]
        )

    return await change_case("dispatch_letter", asked, command, by=by, key=key, content={"form": asked.form})
