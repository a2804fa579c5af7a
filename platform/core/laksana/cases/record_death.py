"""Record that the client has died."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import RecordDeath
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def record_death(asked: RecordDeath, *, by: Actor, key: str) -> CaseChanged:
    """The case after the client's death was recorded; it ends now, or at the step that confirms the death.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.LeaveCase(
            exit="deceased",
            reason=asked.reason,
            **act.frame["command"],
        )

    return await change_case(
        "record_death",
        asked,
        command,
        by=by,
        key=key,
        content={"form": asked.form, "note": asked.note},
        leaving="deceased",
    )
