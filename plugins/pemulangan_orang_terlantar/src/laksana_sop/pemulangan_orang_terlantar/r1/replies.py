"""What the shelter or panti answers by itself over the link of a hand-over, taken in as the office would enter it."""

from laksana_sdk.replies import HandoverAnswer, Replies, ReplyFacts
from laksana_sop.pemulangan_orang_terlantar.r1.journey_forms import JawabanPenampungan


def answer(reply: ReplyFacts) -> JawabanPenampungan:
    """The answer in the form of the step that waits for it."""
    return JawabanPenampungan(
        contact=f"{reply.replied_by}, {reply.replied_as}"[:200],
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
