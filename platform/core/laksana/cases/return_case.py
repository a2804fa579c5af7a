"""Send a file back for completion."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import ReturnCase
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def return_case(asked: ReturnCase, *, by: Actor, key: str) -> CaseChanged:
    """The case after its file went back with the missing papers named.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.ReturnCase(
            step=asked.step,
            missing=asked.missing,
            **act.frame["command"],
        )

    return await change_case("return_case", asked, command, by=by, key=key, content={"note": asked.note})
