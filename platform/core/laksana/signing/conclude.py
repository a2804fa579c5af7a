"""The end of an attempt: a verified signature becomes its letter's, in one commit."""

from typing import assert_never

from laksana.cases.ledger import case_for_update, record
from laksana.cases.office import office
from laksana.correspondence.numbers import Bearer
from laksana.correspondence.queries import letter_by_id
from laksana.dispatches.bind_signature import bind_signature
from laksana.dispatches.loaded import dispatch_for_update
from laksana.signing.attempts import mark_verified
from laksana.signing.views import Attempt
from laksana_engine import commands
from laksana_engine.commands import Acting, Grant
from laksana_engine.events import ElectronicSignature
from laksana_engine.moves import new_ids_needed
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_infra.ids import new_id


async def conclude(attempt: Attempt, *, certificate_serial: str) -> None:
    """The STORED attempt is VERIFIED and its letter signed; when another process was first, nothing happens.

    Raises Invalid when the letter waits for no signature any more; then the attempt is where it was.
    """
    signature = ElectronicSignature(
        id=attempt.id, signed_sha256=attempt.signed_sha256 or "", certificate_serial=certificate_serial
    )
    async with unit_of_work():
        match attempt.bearer:
            case Bearer.LETTER:
                await _letter_signed(attempt, signature)
            case Bearer.DISPATCH:
                await _dispatch_signed(attempt, signature)
            case _:
                assert_never(attempt.bearer)


async def _letter_signed(attempt: Attempt, signature: ElectronicSignature) -> None:
    case = await case_for_update((await letter_by_id(attempt.bearer_id)).case_id)
    if not await mark_verified(attempt, certificate_serial=signature.certificate_serial):
        return
    here = await office()
    grant = Grant(post_id=attempt.post_id, capacity=attempt.capacity)
    command = commands.SignLetter(
        by=Acting(officer_id=attempt.officer_id, roles={attempt.role: grant}),
        at=now(),
        calendar=here.calendar,
        new_ids=tuple(new_id() for _ in range(new_ids_needed(case.procedure))),
        letter_id=attempt.bearer_id,
        final_sha256=attempt.final_sha256,
        electronic=signature,
    )
    await record(case, command, calendar=here.calendar)


async def _dispatch_signed(attempt: Attempt, signature: ElectronicSignature) -> None:
    dispatch = await dispatch_for_update(attempt.bearer_id)
    if await mark_verified(attempt, certificate_serial=signature.certificate_serial):
        await bind_signature(dispatch, signature, final_sha256=attempt.final_sha256, at=now())
