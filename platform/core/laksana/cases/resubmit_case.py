"""Take the completed file back in."""

from laksana.attachments.require import require_promoted
from laksana.cases.act import Act, change_case
from laksana.cases.inputs import ResubmitCase
from laksana.cases.usable import refuse_twice
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def resubmit_case(asked: ResubmitCase, *, by: Actor, key: str) -> CaseChanged:
    """The case after the completed file came back; what was brought is checked again.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    async def command(act: Act) -> commands.Command:
        refuse_twice((brought.paper for brought in asked.papers), field="papers")
        await require_promoted(
            asked.case_id,
            {
                f"papers[{at}].attachment_id": brought.attachment_id
                for at, brought in enumerate(asked.papers)
                if brought.attachment_id
            },
        )
        return commands.ResubmitCase(
            papers=tuple(brought.paper for brought in asked.papers),
            attachments={brought.paper: brought.attachment_id for brought in asked.papers if brought.attachment_id},
            **act.frame["command"],
        )

    return await change_case("resubmit_case", asked, command, by=by, key=key, content={"note": asked.note})
