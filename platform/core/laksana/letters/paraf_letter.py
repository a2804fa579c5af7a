"""Initial a draft."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import ParafLetter
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def paraf_letter(asked: ParafLetter, *, by: Actor, key: str) -> CaseChanged:
    """The case after the next role of the chain initialled exactly this draft.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.ParafLetter(letter_id=asked.letter_id, draft_sha256=asked.draft_sha256, **act.frame["command"])

    return await change_case("paraf_letter", asked, command, by=by, key=key)
