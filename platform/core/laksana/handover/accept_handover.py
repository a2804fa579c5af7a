"""Accept a case that another office hands over."""

from laksana.handover.answer import answer_once
from laksana.handover.inputs import AnswerHandover
from laksana.handover.views import HandoverChanged, HandoverStatus
from laksana_tenants.actor import Actor


async def accept_handover(asked: AnswerHandover, *, by: Actor, key: str) -> HandoverChanged:
    """The accepted hand-over, from which the counter may now open a case; raises as `answer_once` does."""
    return await answer_once("accept_handover", asked, HandoverStatus.ACCEPTED, by=by, key=key)
