"""End a case because its client does not want what was found for them."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import RefuseByClient
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def refuse_by_client(asked: RefuseByClient, *, by: Actor, key: str) -> CaseChanged:
    """The case after its client refused the placement, journey or service.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.LeaveCase(
            exit="refused_by_client",
            reason=asked.reason,
            **act.frame["command"],
        )

    return await change_case(
        "refuse_by_client",
        asked,
        command,
        by=by,
        key=key,
        content={"form": asked.form, "note": asked.note},
        leaving="refused_by_client",
        performed_by="PELAPOR",
    )
