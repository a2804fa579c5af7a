"""Write an instruction to the posts below."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import GiveDisposisi
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def give_disposisi(asked: GiveDisposisi, *, by: Actor, key: str) -> CaseChanged:
    """The case after a disposisi was written.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.GiveDisposisi(
            to=asked.to,
            instructions=asked.instructions,
            due=asked.due,
            **act.frame["command"],
        )

    return await change_case("give_disposisi", asked, command, by=by, key=key, content={"note": asked.note})
