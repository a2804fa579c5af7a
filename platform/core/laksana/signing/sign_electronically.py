"""Sign a letter electronically, with one's own certificate."""

from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

import structlog

from laksana.cases.act import Act, begin
from laksana.cases.idempotency import claim, replayed, settle
from laksana.cases.ledger import load_case
from laksana.cases.usable import refuse_unusable
from laksana.cases.views import CaseChanged
from laksana.correspondence.queries import LetterView, letter_by_id
from laksana.signing.attempts import Signing, fail, request
from laksana.signing.carry_on import carry_on, why_failed
from laksana.signing.certificates import own_certificate
from laksana.signing.inputs import SignElectronically
from laksana.signing.passphrases import nik_digest
from laksana.signing.queries import attempt_by_id, standing_attempt
from laksana.signing.signatory import signatory
from laksana.signing.views import LEASE, Attempt, Requested, SignatureState
from laksana_engine import commands
from laksana_engine.decide import decide
from laksana_engine.decision import Refusal
from laksana_engine.events import ElectronicSignature
from laksana_engine.withdrawing import signer_of
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_infra.signing.port import Passphrase, Provider, SigningUnanswered
from laksana_infra.storage import StorageError
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid, NotFound
from laksana_tenants.resolve import actor_of

OPERATION = "sign_electronically"
# Stands in a trial for the signature that is to come.
_TRIAL = ElectronicSignature(id=UUID(int=0), signed_sha256="0" * 64, certificate_serial="0")

_log = structlog.stdlib.get_logger("laksana.signing")


async def sign_electronically(
    asked: SignElectronically, *, by: Actor, key: str, passphrase: Passphrase | None = None
) -> CaseChanged:
    """The case with its letter signed, or with a signature that still has to be stored (`ids["signature_state"]`).

    A repeat goes on with the attempt that stands; there is never a second one beside it. Raises Invalid with the
    findings that stand against it, NotFound, and Conflict when someone was first.
    """
    refuse_unusable(asked)
    begun = False
    requested = await replayed(OPERATION, key, asked, by=by, result=Requested)
    if requested is None:
        async with unit_of_work():
            requested = await claim(OPERATION, key, asked, by=by, result=Requested)
            if requested is None:
                signature_id, begun = await _request(asked, by, passphrase)
                requested = await settle(key, Requested(signature_id=signature_id), by=by)
    attempt = await attempt_by_id(requested.signature_id)
    letter = await letter_by_id(asked.letter_id)
    if begun:
        attempt = await _begun(attempt, letter, passphrase)
    else:
        attempt = await _resumed(attempt, letter)
    return await _outcome(asked, attempt)


async def _request(asked: SignElectronically, by: Actor, passphrase: Passphrase | None) -> tuple[UUID, bool]:
    act = await begin(asked, by=by, content={}, kind=OPERATION, step=None, signing=True)
    letter = await letter_by_id(asked.letter_id)
    if letter.case_id != asked.case_id:
        raise NotFound("letter", asked.letter_id)
    standing = await standing_attempt(asked.letter_id)
    if standing is not None and (standing.officer_id, standing.final_sha256) == (by.officer_id, asked.final_sha256):
        return standing.id, False
    _refuse(asked, act)
    await _refuse_other_signer(letter, by, act)
    signs = signatory()
    if signs is None:
        raise Invalid((findings.error("signature.not_offered", letter=letter.title),))
    role = signer_of(act.case.procedure, act.case.state, letter.id).code
    held = act.frame["command"]["by"].roles[role]
    local = signs.provider is Provider.LOCAL
    signing = Signing(
        letter_id=letter.id,
        final_sha256=asked.final_sha256,
        officer_id=by.officer_id,
        post_id=held.post_id,
        role=role,
        capacity=held.capacity,
        provider=signs.provider,
        certificate_id=await own_certificate(by, act.office, act.at) if local else None,
        nik_digest=None if local else await nik_digest(passphrase, by),
    )
    return await request(signing, act.at), True


def _refuse(asked: SignElectronically, act: Act) -> None:
    command = commands.SignLetter(
        letter_id=asked.letter_id, final_sha256=asked.final_sha256, electronic=_TRIAL, **act.frame["command"]
    )
    trial = decide(act.case.procedure, act.case.state, command)
    if isinstance(trial, Refusal):
        raise Invalid(trial.findings)


async def _refuse_other_signer(letter: LetterView, by: Actor, act: Act) -> None:
    if letter.signer_id is None or letter.signer_id == by.officer_id:
        return
    # Their name stands in the letter's block: a signature of somebody else would not be the letter's.
    named = await actor_of(letter.signer_id, act.office.day(act.at))
    signer = named.name if named else "pejabat yang menetapkannya"
    raise Invalid((findings.error("signature.other_signer", letter=letter.title, signer=signer),))


async def _begun(attempt: Attempt, letter: LetterView, passphrase: Passphrase | None) -> Attempt:
    try:
        return await carry_on(attempt, passphrase)
    except SigningUnanswered as unanswered:
        raise Invalid((_unanswered(attempt, letter, now()),)) from unanswered
    except StorageError as down:
        seen = await attempt_by_id(attempt.id)
        if seen.state is SignatureState.REQUESTED:
            raise Invalid((why_failed(await fail(seen, "signature.storage_down"), letter),)) from down
        return _waiting(seen)


async def _resumed(attempt: Attempt, letter: LetterView) -> Attempt:
    if attempt.state is SignatureState.REQUESTED and not attempt.is_deterministic:
        left = attempt.lease_left(now())
        if left > timedelta(0):
            since = attempt.requested_at.isoformat(timespec="seconds")
            under_way = findings.error(
                "signature.under_way", letter=letter.title, since=since, wait=ceil(left.total_seconds())
            )
            raise Invalid((under_way,))
        raise Invalid((_unanswered(attempt, letter, now()),))
    try:
        return await carry_on(attempt)
    except StorageError as down:
        seen = await attempt_by_id(attempt.id)
        if seen.state is SignatureState.REQUESTED:
            raise Invalid((findings.error("signature.storage_down"),)) from down
        return _waiting(seen)


def _waiting(attempt: Attempt) -> Attempt:
    _log.warning("signature_waits_for_storage", signature_id=str(attempt.id), state=attempt.state.value)
    return attempt


def _unanswered(attempt: Attempt, letter: LetterView, at: datetime) -> findings.Finding:
    left = max(attempt.lease_left(at), timedelta(0))
    wait = ceil(left.total_seconds())
    return findings.error("signature.unanswered", letter=letter.title, wait=min(wait, int(LEASE.total_seconds())))


async def _outcome(asked: SignElectronically, attempt: Attempt) -> CaseChanged:
    case = await load_case(asked.case_id)
    return CaseChanged(
        case_id=case.id,
        version=case.state.version,
        status=case.state.status,
        step=case.state.step,
        ids={
            "letter_id": str(attempt.letter_id),
            "signature_id": str(attempt.id),
            "signature_state": attempt.state.value,
        },
        notices=(),
    )
