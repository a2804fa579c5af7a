"""Record that the client could not be found."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import RecordNotFound
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def record_not_found(asked: RecordNotFound, *, by: Actor, key: str) -> CaseChanged:
    """The case after it was recorded that its client could not be found.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.LeaveCase(
            exit="not_found",
            reason=asked.reason,
            **act.frame["command"],
        )

    return await change_case(
        "record_not_found",
        asked,
        command,
        by=by,
        key=key,
        content={"form": asked.form, "note": asked.note},
        leaving="not_found",
    )
