"""Close a case at its last step."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import CompleteCase
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def complete_case(asked: CompleteCase, *, by: Actor, key: str) -> CaseChanged:
    """The completed case.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.CompleteCase(
            outcome=asked.outcome,
            **act.frame["command"],
        )

    return await change_case("complete_case", asked, command, by=by, key=key, content={"form": asked.form})
