"""Send a draft back for revision."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import ReturnLetter
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def return_letter(asked: ReturnLetter, *, by: Actor, key: str) -> CaseChanged:
    """The case with its draft back at the drafter, the reason kept and every paraf void.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.ReturnLetter(letter_id=asked.letter_id, **act.frame["command"])

    content = {"reason": asked.reason.strip() or None}
    return await change_case("return_letter", asked, command, by=by, key=key, content=content)
