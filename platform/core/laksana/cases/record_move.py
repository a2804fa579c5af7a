"""Record that the client lives elsewhere now."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import RecordMove
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid
from laksana_tenants.regions import regions_by_code


async def record_move(asked: RecordMove, *, by: Actor, key: str) -> CaseChanged:
    """The case after its client moved to another region of the Kemendagri list.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    async def command(act: Act) -> commands.Command:
        if asked.region not in await regions_by_code([asked.region]):
            raise Invalid((findings.error("case.unknown_region", field="region", region=asked.region),))
        return commands.LeaveCase(
            exit="moved",
            reason=asked.reason,
            region=asked.region,
            **act.frame["command"],
        )

    return await change_case(
        "record_move",
        asked,
        command,
        by=by,
        key=key,
        content={"form": asked.form, "note": asked.note},
        leaving="moved",
    )
