"""Pass a case on to who is competent."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import ForwardCase
from laksana.cases.office import require_institution
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def forward_case(asked: ForwardCase, *, by: Actor, key: str) -> CaseChanged:
    """The case after it was decided to pass it on to an institution of the office's register.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    async def command(act: Act) -> commands.Command:
        await require_institution(asked.institution, act.office.day(act.at))
        return commands.LeaveCase(
            exit="forward",
            reason=asked.reason,
            institution=asked.institution,
            **act.frame["command"],
        )

    return await change_case(
        "forward_case", asked, command, by=by, key=key, content={"note": asked.note, "institution": asked.institution}
    )
