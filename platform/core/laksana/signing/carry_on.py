"""Bring an attempt as far as it can be brought: signed, stored, verified, and then its letter's signature."""

import hashlib

from laksana.attachments.store import store
from laksana.signing.attempts import appendix_of, fail, keep_signed, keep_stored
from laksana.signing.certificates import certified_key
from laksana.signing.conclude import conclude
from laksana.signing.papers import Paper, paper_of
from laksana.signing.queries import attempt_by_id, authority_certificates
from laksana.signing.signatory import signatory
from laksana.signing.views import Attempt, SignatureState
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
from laksana_tenants.errors import Invalid, Suspended

PDF = "application/pdf"


async def carry_on(attempt: Attempt, passphrase: Passphrase | None = None) -> Attempt:
    """The attempt as VERIFIED, its letter signed; each step that was taken before is not taken again.

    A kill between two steps costs nothing: the next call goes on there. `passphrase` is the one with which this very
    call began a BSrE attempt. Raises StorageError and SigningUnanswered, which leave the attempt where it is, and
    Invalid with what made it FAILED.
    """
    paper = await paper_of(attempt)
    signs = _installed(attempt.provider)
    if attempt.state in (SignatureState.REQUESTED, SignatureState.SIGNED, SignatureState.STORED):
        final = await _final(attempt, paper)
        if attempt.state is SignatureState.REQUESTED:
            attempt = await _sign(attempt, paper, final, signs, passphrase)
        if attempt.state is SignatureState.SIGNED:
            attempt = await _store(attempt, paper, final)
        if attempt.state is SignatureState.STORED:
            attempt = await _verify(attempt, paper, final, signs)
    if attempt.state is SignatureState.FAILED:
        raise Invalid((why_failed(attempt, paper),))
    return attempt


def why_failed(attempt: Attempt, paper: Paper, detail: str = "-") -> Finding:
    """The sentence that says why a FAILED attempt failed."""
    if attempt.failure is None:
        raise RuntimeError(f"the attempt {attempt.id} is {attempt.state}; it has not failed")
    return findings.error(attempt.failure, letter=paper.title, detail=detail)


def _installed(provider: Provider) -> Signatory:
    signs = signatory()
    if signs is None or signs.provider is not provider:
        raise RuntimeError(f"an attempt by {provider} waits; start the service with its LAKSANA_SIGNING to end it")
    return signs


async def _final(attempt: Attempt, paper: Paper) -> bytes:
    try:
        final = await store().get(paper.final_key or "")
    except ObjectNotFound:
        final = b""
    if hashlib.sha256(final).hexdigest() != attempt.final_sha256:
        raise Invalid((why_failed(await fail(attempt, "signature.final_damaged"), paper),))
    return final


async def _sign(
    attempt: Attempt, paper: Paper, final: bytes, signs: Signatory, passphrase: Passphrase | None
) -> Attempt:
    credentials = await _credentials(attempt, passphrase)
    try:
        signed = await signs.sign(final, credentials, at=attempt.requested_at)
    except SigningRefused as refused:
        failed = await fail(attempt, f"signature.refused_{refused.reason.value}")
        raise Invalid((why_failed(failed, paper, refused.detail),)) from refused
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


async def _store(attempt: Attempt, paper: Paper, final: bytes) -> Attempt:
    # Beside the final, wherever that lies: whoever removes the one removes the other.
    key = f"{str(paper.final_key).rpartition('/')[0]}/signed-{attempt.signed_sha256}.pdf"
    await store().put(key, final + await appendix_of(attempt), content_type=PDF)
    return await keep_stored(attempt, signed_key=key)


async def _verify(attempt: Attempt, paper: Paper, final: bytes, signs: Signatory) -> Attempt:
    # What is looked at is what lies in the storage, not what this process remembers.
    stored = await store().get(attempt.signed_key or "")
    roots = await authority_certificates()
    try:
        seen = await signs.validate(stored, final=final, roots=roots, at=attempt.requested_at)
    except SignatureInvalid:
        return await fail(attempt, "signature.invalid")
    try:
        await conclude(attempt, certificate_serial=seen.certificate_serial)
    except Suspended:
        raise
    except Invalid:
        return await fail(attempt, "signature.overtaken")
    return await attempt_by_id(attempt.id)
