"""Attempts and certificates read by one office."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from laksana.correspondence.numbers import Bearer
from laksana.signing.views import Attempt, CertificateView, SignatureState
from laksana_infra.database import fetch, fetch_one
from laksana_infra.scope import current_scope
from laksana_infra.signing.port import Provider
from laksana_tenants.errors import NotFound

_COLUMNS = ", ".join(column.name for column in fields(Attempt))


async def attempt_by_id(signature_id: UUID) -> Attempt:
    """The attempt; raises NotFound."""
    row = await fetch_one(
        f"select {_COLUMNS} from electronic_signature where tenant_id = $1 and id = $2",  # noqa: S608 - a dataclass's columns
        current_scope().tenant_id, signature_id,
    )  # fmt: skip
    if row is None:
        raise NotFound("electronic_signature", signature_id)
    return _attempt(row)


async def standing_attempt(bearer_id: UUID, bearer: Bearer = Bearer.LETTER) -> Attempt | None:
    """The letter's attempt that is under way or has become its signature; a letter has one at most."""
    row = await fetch_one(
        f"select {_COLUMNS} from electronic_signature"  # noqa: S608 - a dataclass's columns, a member of Bearer
        f" where tenant_id = $1 and {bearer.value} = $2 and state not in ('FAILED', 'LOST')",
        current_scope().tenant_id, bearer_id,
    )  # fmt: skip
    return _attempt(row) if row else None


async def signature_of(bearer_id: UUID, bearer: Bearer = Bearer.LETTER) -> Attempt | None:
    """The verified electronic signature that the letter bears; None when it bears none."""
    attempt = await standing_attempt(bearer_id, bearer)
    return attempt if attempt and attempt.state is SignatureState.VERIFIED else None


async def certificate_by_id(certificate_id: UUID) -> CertificateView:
    """The certificate, without its key; raises NotFound."""
    row = await fetch_one(
        "select serial, valid_from, valid_until, revoked_at from signing_certificate where tenant_id = $1 and id = $2",
        current_scope().tenant_id, certificate_id,
    )  # fmt: skip
    if row is None:
        raise NotFound("signing_certificate", certificate_id)
    return CertificateView(**row)


async def authority_certificates() -> tuple[bytes, ...]:
    """Every certificate (DER) with which the office has ever issued others."""
    rows = await fetch(
        "select certificate from signing_certificate where tenant_id = $1 and officer_id is null",
        current_scope().tenant_id,
    )
    return tuple(bytes(row["certificate"]) for row in rows)


def _attempt(row: dict[str, Any]) -> Attempt:
    sealed = row["sealed_appendix"]
    return Attempt(
        **{
            **row,
            "state": SignatureState(row["state"]),
            "provider": Provider(row["provider"]),
            "sealed_appendix": bytes(sealed) if sealed is not None else None,
        }
    )
