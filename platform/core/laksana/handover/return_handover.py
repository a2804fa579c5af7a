"""Send a hand-over back because more is needed."""

from laksana.handover.answer import answer_once
from laksana.handover.inputs import AnswerHandover
from laksana.handover.views import HandoverChanged, HandoverStatus
from laksana_tenants.actor import Actor


async def return_handover(asked: AnswerHandover, *, by: Actor, key: str) -> HandoverChanged:
    """The hand-over, back at its sender with what is asked for; raises as `answer_once` does."""
    return await answer_once("return_handover", asked, HandoverStatus.RETURNED, by=by, key=key, must_say_why=True)
