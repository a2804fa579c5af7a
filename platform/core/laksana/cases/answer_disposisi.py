"""Answer a disposisi."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import AnswerDisposisi
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def answer_disposisi(asked: AnswerDisposisi, *, by: Actor, key: str) -> CaseChanged:
    """The case after a receiver answered the open disposisi.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.AnswerDisposisi(
            answer=asked.answer,
            **act.frame["command"],
        )

    return await change_case("answer_disposisi", asked, command, by=by, key=key, content={"note": asked.note})
