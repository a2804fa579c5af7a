"""Refuse a case that another office hands over."""

from laksana.handover.answer import answer_once
from laksana.handover.inputs import AnswerHandover
from laksana.handover.views import HandoverChanged, HandoverStatus
from laksana_tenants.actor import Actor


async def refuse_handover(asked: AnswerHandover, *, by: Actor, key: str) -> HandoverChanged:
    """The refused hand-over, with the reason; the sender keeps its case. Raises as `answer_once` does."""
    return await answer_once("refuse_handover", asked, HandoverStatus.REFUSED, by=by, key=key, must_say_why=True)
