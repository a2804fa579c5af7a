"""Record what the check of papers found, one by one."""

from laksana.attachments.require import require_promoted
from laksana.cases.act import Act, change_case
from laksana.cases.inputs import CheckPapers
from laksana.cases.usable import refuse_twice
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def check_papers(asked: CheckPapers, *, by: Actor, key: str) -> CaseChanged:
    """The case after some papers were looked at; the others keep their last result.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    async def command(act: Act) -> commands.Command:
        refuse_twice((check.paper for check in asked.checks), field="checks")
        await require_promoted(
            asked.case_id,
            {
                f"checks[{at}].attachment_id": check.attachment_id
                for at, check in enumerate(asked.checks)
                if check.attachment_id
            },
        )
        return commands.CheckPapers(
            results={check.paper: check.result for check in asked.checks},
            attachments={check.paper: check.attachment_id for check in asked.checks if check.attachment_id},
            originals_seen=tuple(check.paper for check in asked.checks if check.original_seen),
            **act.frame["command"],
        )

    return await change_case("check_papers", asked, command, by=by, key=key)
