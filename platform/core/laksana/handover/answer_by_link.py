"""Answer a hand-over over its link, as the institution that it was sent to."""

from laksana.cases.office import office
from laksana.cases.usable import refuse_unusable
from laksana.handover.inputs import Reply
from laksana.handover.link import LinkToken, opened_link
from laksana.handover.sent import in_name_of, sent_handover
from laksana.handover.take_reply import take_reply
from laksana.handover.views import HandoverStatus
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_infra.scope import Scope, scoped


async def answer_by_link(token: LinkToken, reply: Reply, *, seen_answers: int) -> HandoverStatus | None:
    """Where the hand-over stands now; None for a link that opens nothing.

    `seen_answers` is how many answers the page showed: whoever was faster, or sends twice, or comes back to an old
    page changes nothing and learns what stands. Raises Invalid with the findings that stand against the answer, and
    Conflict when the hand-over was withdrawn; then nothing is written.
    """
    refuse_unusable(reply)
    with scoped(Scope(token.tenant_id)):
        async with unit_of_work():
            link = await opened_link(token)
            if link is None:
                return None
            sent = await sent_handover(link.handover_id, locked=True)
            if sent.answers != seen_answers and sent.status is not HandoverStatus.WITHDRAWN:
                return sent.status
            by = await in_name_of(sent.sent_by)
            return await take_reply(sent, reply, answered_on=(await office()).day(now()), by=by, by_party=True)
