"""Bring an attempt as far as it can be brought: signed, stored, verified, and then the letter's signature."""

import hashlib

from laksana.attachments.store import store
from laksana.cases.ledger import case_for_update, record
from laksana.cases.office import office
from laksana.correspondence.queries import LetterView, letter_by_id
from laksana.signing.attempts import appendix_of, fail, keep_signed, keep_stored, mark_verified
from laksana.signing.certificates import certified_key
from laksana.signing.queries import attempt_by_id, authority_certificates
from laksana.signing.signatory import signatory
from laksana.signing.views import Attempt, SignatureState
from laksana_engine import commands
from laksana_engine.commands import Acting, Grant
from laksana_engine.events import ElectronicSignature
from laksana_engine.moves import new_ids_needed
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_infra.signing.port import (
    Credentials,
    Passphrase,
    Provider,
    Signatory,
    SignatureInvalid,
    SigningRefused,
)
from laksana_infra.storage import ObjectNotFound
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_tenants.errors import Invalid

PDF = "application/pdf"


async def carry_on(attempt: Attempt, passphrase: Passphrase | None = None) -> Attempt:
    """The attempt as VERIFIED, its letter signed; each step that was taken before is not taken again.

    A kill between two steps costs nothing: the next call goes on there. `passphrase` is the one with which this very
    call began a BSrE attempt. Raises StorageError and SigningUnanswered, which leave the attempt where it is, and
    Invalid with what made it FAILED.
    """
    letter = await letter_by_id(attempt.letter_id)
    signs = _installed(attempt.provider)
    if attempt.state in (SignatureState.REQUESTED, SignatureState.SIGNED, SignatureState.STORED):
        final = await _final(attempt, letter)
        if attempt.state is SignatureState.REQUESTED:
            attempt = await _sign(attempt, letter, final, signs, passphrase)
        if attempt.state is SignatureState.SIGNED:
            attempt = await _store(attempt, final)
        if attempt.state is SignatureState.STORED:
            attempt = await _verify(attempt, letter, final, signs)
    if attempt.state is SignatureState.FAILED:
        raise Invalid((why_failed(attempt, letter),))
    return attempt


def why_failed(attempt: Attempt, letter: LetterView, detail: str = "-") -> Finding:
    """The sentence that says why a FAILED attempt failed."""
    if attempt.failure is None:
        raise RuntimeError(f"the attempt {attempt.id} is {attempt.state}; it has not failed")
    return findings.error(attempt.failure, letter=letter.title, detail=detail)


def _installed(provider: Provider) -> Signatory:
    signs = signatory()
    if signs is None or signs.provider is not provider:
        raise RuntimeError(f"an attempt by {provider} waits; start the service with its LAKSANA_SIGNING to end it")
    return signs


async def _final(attempt: Attempt, letter: LetterView) -> bytes:
    try:
        final = await store().get(letter.final_key or "")
    except ObjectNotFound:
        final = b""
    if hashlib.sha256(final).hexdigest() != attempt.final_sha256:
        raise Invalid((why_failed(await fail(attempt, "signature.final_damaged"), letter),))
    return final


async def _sign(
    attempt: Attempt, letter: LetterView, final: bytes, signs: Signatory, passphrase: Passphrase | None
) -> Attempt:
    credentials = await _credentials(attempt, passphrase)
    try:
        signed = await signs.sign(final, credentials, at=attempt.requested_at)
    except SigningRefused as refused:
        failed = await fail(attempt, f"signature.refused_{refused.reason.value}")
        raise Invalid((why_failed(failed, letter, refused.detail),)) from refused
    if not signed.startswith(final):
        # What was signed is not provably what was decided upon, whoever says so.
        return await fail(attempt, "signature.not_this_final")
    return await keep_signed(attempt, appendix=signed[len(final) :], signed_sha256=hashlib.sha256(signed).hexdigest())


async def _credentials(attempt: Attempt, passphrase: Passphrase | None) -> Credentials:
    if attempt.certificate_id is not None:
        return await certified_key(attempt.certificate_id)
    if passphrase is None:
        raise RuntimeError("only the call that was given a passphrase can ask BSrE for the signature")
    return passphrase


async def _store(attempt: Attempt, final: bytes) -> Attempt:
    tenant_id = current_scope().tenant_id
    key = f"tenants/{tenant_id}/letters/{attempt.letter_id}/signed-{attempt.signed_sha256}.pdf"
    await store().put(key, final + await appendix_of(attempt), content_type=PDF)
    return await keep_stored(attempt, signed_key=key)


async def _verify(attempt: Attempt, letter: LetterView, final: bytes, signs: Signatory) -> Attempt:
    # What is looked at is what lies in the storage, not what this process remembers.
    stored = await store().get(attempt.signed_key or "")
    roots = await authority_certificates()
    try:
        seen = await signs.validate(stored, final=final, roots=roots, at=attempt.requested_at)
    except SignatureInvalid:
        return await fail(attempt, "signature.invalid")
    try:
        await _conclude(attempt, letter, seen.certificate_serial)
    except Invalid:
        return await fail(attempt, "signature.overtaken")
    return await attempt_by_id(attempt.id)


async def _conclude(attempt: Attempt, letter: LetterView, certificate_serial: str) -> None:
    """The verified signature becomes the letter's, in one commit with the case's event."""
    async with unit_of_work():
        case = await case_for_update(letter.case_id)
        if not await mark_verified(attempt, certificate_serial=certificate_serial):
            return
        here = await office()
        signed = ElectronicSignature(
            id=attempt.id, signed_sha256=attempt.signed_sha256 or "", certificate_serial=certificate_serial
        )
        grant = Grant(post_id=attempt.post_id, capacity=attempt.capacity)
        command = commands.SignLetter(
            by=Acting(officer_id=attempt.officer_id, roles={attempt.role: grant}),
            at=now(),
            calendar=here.calendar,
            new_ids=tuple(new_id() for _ in range(new_ids_needed(case.procedure))),
            letter_id=attempt.letter_id,
            final_sha256=attempt.final_sha256,
            electronic=signed,
        )
        await record(case, command, calendar=here.calendar)
