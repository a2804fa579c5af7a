"""Sign a final once: begin its attempt under a key, or go on with the one that stands."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

import structlog

from laksana.cases.idempotency import claim, replayed, settle
from laksana.cases.usable import refuse_unusable
from laksana.signing.attempts import fail
from laksana.signing.carry_on import carry_on, why_failed
from laksana.signing.papers import Paper, paper_of
from laksana.signing.queries import attempt_by_id
from laksana.signing.views import LEASE, Attempt, Requested, SignatureState
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_infra.signing.port import Passphrase, SigningUnanswered
from laksana_infra.storage import StorageError
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid

Begin = Callable[[], Awaitable[tuple[UUID, bool]]]
"""Gives the id of the attempt and whether it was begun just now, inside a unit of work; raises Invalid and NotFound."""

_log = structlog.stdlib.get_logger("laksana.signing")


async def sign_once(
    operation: str, asked: object, begin: Begin, *, by: Actor, key: str, passphrase: Passphrase | None
) -> Attempt:
    """The attempt as far as it could be brought: VERIFIED, or waiting for a storage that is down.

    Raises Invalid with the findings that stand against it, and what `begin` raises.
    """
    refuse_unusable(asked)
    begun = False
    requested = await replayed(operation, key, asked, by=by, result=Requested)
    if requested is None:
        async with unit_of_work():
            requested = await claim(operation, key, asked, by=by, result=Requested)
            if requested is None:
                signature_id, begun = await begin()
                requested = await settle(key, Requested(signature_id=signature_id), by=by)
    attempt = await attempt_by_id(requested.signature_id)
    paper = await paper_of(attempt)
    return await (_begun(attempt, paper, passphrase) if begun else _resumed(attempt, paper))


async def _begun(attempt: Attempt, paper: Paper, passphrase: Passphrase | None) -> Attempt:
    try:
        return await carry_on(attempt, passphrase)
    except SigningUnanswered as unanswered:
        raise Invalid((_unanswered(attempt, paper, now()),)) from unanswered
    except StorageError as down:
        seen = await attempt_by_id(attempt.id)
        if seen.state is SignatureState.REQUESTED and not seen.is_deterministic:
            # Its passphrase ends with this call, and BSrE was not asked yet.
            raise Invalid((why_failed(await fail(seen, "signature.storage_down"), paper),)) from down
        return _waiting(seen)


async def _resumed(attempt: Attempt, paper: Paper) -> Attempt:
    if attempt.state is SignatureState.REQUESTED and not attempt.is_deterministic:
        left = attempt.lease_left(now())
        if left > timedelta(0):
            since = attempt.requested_at.isoformat(timespec="seconds")
            under_way = findings.error(
                "signature.under_way", letter=paper.title, since=since, wait=ceil(left.total_seconds())
            )
            raise Invalid((under_way,))
        raise Invalid((_unanswered(attempt, paper, now()),))
    try:
        return await carry_on(attempt)
    except StorageError:
        return _waiting(await attempt_by_id(attempt.id))


def _waiting(attempt: Attempt) -> Attempt:
    _log.warning("signature_waits_for_storage", signature_id=str(attempt.id), state=attempt.state.value)
    return attempt


def _unanswered(attempt: Attempt, paper: Paper, at: datetime) -> findings.Finding:
    left = max(attempt.lease_left(at), timedelta(0))
    wait = ceil(left.total_seconds())
    return findings.error("signature.unanswered", letter=paper.title, wait=min(wait, int(LEASE.total_seconds())))
