"""Enter the answer of a party outside the office."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import RecordOutsideAnswer
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def record_outside_answer(asked: RecordOutsideAnswer, *, by: Actor, key: str) -> CaseChanged:
    """The case after the answer was entered; who answered and who entered it differ.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.RecordOutsideAnswer(
            outcome=asked.outcome,
            answered_on=asked.answered_on,
            **act.frame["command"],
        )

    return await change_case("record_outside_answer", asked, command, by=by, key=key, content={"form": asked.form})
