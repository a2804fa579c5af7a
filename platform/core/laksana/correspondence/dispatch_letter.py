"""Send a signed letter to an institution."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import DispatchLetter
from laksana.cases.office import require_institution
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def dispatch_letter(asked: DispatchLetter, *, by: Actor, key: str) -> CaseChanged:
    """The case after its signed letter left for an institution of the office's register.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    async def command(act: Act) -> commands.Command:
        await require_institution(asked.institution, asked.sent_on)
        return commands.DispatchLetter(
            institution=asked.institution, courier=asked.courier, sent_on=asked.sent_on, **act.frame["command"]
        )

    content = {"courier": asked.courier, "form": asked.form}
    return await change_case("dispatch_letter", asked, command, by=by, key=key, content=content)
