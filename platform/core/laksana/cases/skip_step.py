"""Deviate from the SOP: pass a step without its act."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import SkipStep
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def skip_step(asked: SkipStep, *, by: Actor, key: str) -> CaseChanged:
    """The case past its current step, the deviation and its reason on record.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.SkipStep(step=asked.step, outcome=asked.outcome, **act.frame["command"])

    return await change_case(
        "skip_step", asked, command, by=by, key=key, content={"reason": asked.reason.strip() or None}
    )
