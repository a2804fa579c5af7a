"""End a case at the wish of the applicant."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import CancelCase
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def cancel_case(asked: CancelCase, *, by: Actor, key: str) -> CaseChanged:
    """The case, cancelled at the wish of the applicant or family.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.LeaveCase(
            exit="cancel",
            reason=asked.reason,
            **act.frame["command"],
        )

    return await change_case(
        "cancel_case",
        asked,
        command,
        by=by,
        key=key,
        content={"requested_by": asked.requested_by, "relation": asked.relation, "note": asked.note},
        performed_by="PELAPOR",
    )
