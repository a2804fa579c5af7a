"""Take back an early end that is decided and not carried out."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import RetractExit
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def retract_exit(asked: RetractExit, *, by: Actor, key: str) -> CaseChanged:
    """The case back where it stood when the early end was decided: the report of a death was false, say.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.RetractExit(**act.frame["command"])

    return await change_case(
        "retract_exit", asked, command, by=by, key=key, content={"reason": asked.reason.strip() or None}
    )
