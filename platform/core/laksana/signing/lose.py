"""Take a person's word that their unanswered attempt is lost."""

from math import ceil

from laksana.correspondence.numbers import Bearer
from laksana.signing.attempts import mark_lost
from laksana.signing.papers import Paper
from laksana.signing.queries import standing_attempt
from laksana.signing.views import LEASE, Attempt, SignatureState
from laksana_infra.clock import now
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


async def lose(bearer: Bearer, paper: Paper, by: Actor) -> Attempt:
    """The attempt that is LOST now, inside the caller's unit of work: its letter may be signed again.

    Raises Invalid when there is none that waits for an answer, its time is not over, or it is another person's.
    """
    attempt = await standing_attempt(paper.id, bearer)
    own = attempt is not None and attempt.officer_id == by.officer_id
    unanswered = (
        attempt is not None
        and attempt.state is SignatureState.REQUESTED
        and attempt.lease_left(now()).total_seconds() <= 0
    )
    if attempt is None or not own or not unanswered or not await mark_lost(attempt, by.officer_id):
        state, wait = attempt.state.value if attempt else "-", ceil(LEASE.total_seconds())
        raise Invalid((findings.error("signature.not_lost", letter=paper.title, state=state, wait=wait),))
    return attempt
