"""What the institution answers by itself over the link of a hand-over, taken in as the office would enter it."""

from laksana_sdk.replies import HandoverAnswer, Replies, ReplyFacts
from laksana_sop.rehabilitasi_anak_lansia.r1.forms import JawabanLembaga


def answer(reply: ReplyFacts) -> JawabanLembaga:
    """The answer in the form of the step that waits for it."""
    return JawabanLembaga(
        admission_on=reply.admitted_on,
        conditions=reply.place,
        queued_on=reply.queued_on,
        queue_position=reply.queue_position,
        reason=reply.reason,
    )


REPLIES = Replies(
    outcomes={
        HandoverAnswer.ACCEPTED: "diterima",
        HandoverAnswer.QUEUED: "daftar_tunggu",
        HandoverAnswer.REFUSED: "ditolak",
    },
    form=answer,
)
