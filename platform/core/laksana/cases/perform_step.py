"""Perform the current step."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import PerformStep
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def perform_step(asked: PerformStep, *, by: Actor, key: str) -> CaseChanged:
    """The case after its current step has been performed.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.PerformStep(
            step=asked.step,
            outcome=asked.outcome,
            **act.frame["command"],
        )

    return await change_case(
        "perform_step", asked, command, by=by, key=key, content={"form": asked.form}, step=asked.step
    )
