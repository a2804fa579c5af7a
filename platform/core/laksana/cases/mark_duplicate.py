"""Mark a case as the duplicate of another."""

from laksana.cases.act import Act, change_case
from laksana.cases.episodes import refuse_no_master
from laksana.cases.inputs import MarkDuplicate
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def mark_duplicate(asked: MarkDuplicate, *, by: Actor, key: str) -> CaseChanged:
    """The case, ended because it repeats another case of this office.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    async def command(act: Act) -> commands.Command:
        await refuse_no_master(asked.other_case)
        return commands.LeaveCase(
            exit="duplicate",
            reason=asked.reason,
            other_case=asked.other_case,
            case_id=asked.case_id,
            **act.frame["command"],
        )

    return await change_case(
        "mark_duplicate",
        asked,
        command,
        by=by,
        key=key,
        content={"form": asked.form, "note": asked.note},
        leaving="duplicate",
    )
