"""Withdraw a signed letter."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import WithdrawLetter
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def withdraw_letter(asked: WithdrawLetter, *, by: Actor, key: str) -> CaseChanged:
    """The case after its signed letter was withdrawn; if it is open, it stands at the step that makes the letter anew.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.WithdrawLetter(letter_id=asked.letter_id, **act.frame["command"])

    return await change_case(
        "withdraw_letter", asked, command, by=by, key=key, content={"reason": asked.reason.strip() or None}
    )
