"""What the panti answers by itself over the link of a hand-over, taken in as the office would enter it."""

from laksana_sdk.replies import HandoverAnswer, Replies, ReplyFacts
from laksana_sop.lansia_terlantar.r1.choices import AlasanPanti
from laksana_sop.lansia_terlantar.r1.forms import JawabanPanti


def answer(reply: ReplyFacts) -> JawabanPanti:
    """The answer in the form of the step that waits for it."""
    return JawabanPanti(
        admitted_on=reply.admitted_on,
        conditions=reply.place,
        queued_on=reply.queued_on,
        queue_position=reply.queue_position,
        papers_wanted=reply.papers_wanted,
        reason=AlasanPanti[reply.reason_code] if reply.reason_code else None,
        reason_told=reply.reason,
    )


REPLIES = Replies(
    outcomes={
        HandoverAnswer.ACCEPTED: "diterima",
        HandoverAnswer.QUEUED: "daftar_tunggu",
        HandoverAnswer.RETURNED: "berkas_kurang",
        HandoverAnswer.REFUSED: "tidak_diterima",
    },
    form=answer,
    reasons=AlasanPanti,
)
