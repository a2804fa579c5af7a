"""Reject an application."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import RejectCase
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def reject_case(asked: RejectCase, *, by: Actor, key: str) -> CaseChanged:
    """The case after the rejection was decided; it ends when the letter to the applicant is signed.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.LeaveCase(
            exit="reject",
            reason=asked.reason,
            **act.frame["command"],
        )

    return await change_case("reject_case", asked, command, by=by, key=key, content={"ground": asked.ground})
