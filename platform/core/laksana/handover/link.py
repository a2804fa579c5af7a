"""The link that opens a hand-over to an institution: who holds it may read and answer; its hash alone is kept."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from laksana.vault.keys import office_key
from laksana_infra.clock import now
from laksana_infra.crypto import keyed_digest
from laksana_infra.database import execute, fetch_one
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope

LIFETIME = timedelta(days=30)

_TOKEN = re.compile(r"([a-z2-7]{26})([A-Za-z0-9_-]{43})", re.ASCII)
_OPEN = """
select id as link_id, handover_id from handover_link
where tenant_id = $1 and secret_sha256 = $2 and revoked_at is null and expires_at > $3
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkToken:
    """What a link says: its office, and the hash of its secret."""

    tenant_id: UUID
    secret_sha256: bytes


_NOBODYS = LinkToken(tenant_id=UUID(int=0), secret_sha256=bytes(32))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedLink:
    """A link that opens now, and the hand-over that it opens."""

    link_id: UUID
    handover_id: UUID


async def issue_link(handover_id: UUID, *, officer_id: UUID) -> UUID:
    """The id of a new link to the hand-over, the only one that opens it; inside the caller's unit of work."""
    link_id, at = new_id(), now()
    await revoke_links(handover_id)
    await execute(
        "insert into handover_link (tenant_id, id, handover_id, secret_sha256, issued_by, issued_at, expires_at)"
        " values ($1, $2, $3, $4, $5, $6, $7)",
        current_scope().tenant_id, link_id, handover_id, _hash(await _secret(link_id)), officer_id, at, at + LIFETIME,
    )  # fmt: skip
    return link_id


async def revoke_links(handover_id: UUID) -> None:
    """No link issued so far opens the hand-over any more; inside the caller's unit of work."""
    await execute(
        "update handover_link set revoked_at = $3 where tenant_id = $1 and handover_id = $2 and revoked_at is null",
        current_scope().tenant_id, handover_id, now(),
    )  # fmt: skip


async def link_path(link_id: UUID) -> str:
    """Where the link leads, to be given to the institution: whoever has it can read the hand-over and answer it.

    The secret is made from the office's key each time, so that a repeated act gives the same link and none is stored.
    """
    office = base64.b32encode(current_scope().tenant_id.bytes).decode().rstrip("=").lower()
    return f"/serah-terima/{office}{await _secret(link_id)}"


def read_token(text: str) -> LinkToken:
    """What the last part of a link says; what cannot be one is nobody's, and is looked up like any other.

    So nobody learns from the time of an answer how near to a real link a guess came.
    """
    match = _TOKEN.fullmatch(text)
    if match is None:
        return _NOBODYS
    try:
        tenant_id = UUID(bytes=base64.b32decode(f"{match.group(1).upper()}======"))
    except (binascii.Error, ValueError):
        return _NOBODYS
    return LinkToken(tenant_id=tenant_id, secret_sha256=_hash(match.group(2)))


async def opened_link(token: LinkToken) -> OpenedLink | None:
    """The link with what it opens now, in its office's scope; None when it is unknown, expired or revoked."""
    row = await fetch_one(_OPEN, token.tenant_id, token.secret_sha256, now())
    return OpenedLink(**row) if row else None


async def _secret(link_id: UUID) -> str:
    made = keyed_digest(await office_key(), link_id.bytes, purpose="handover link")
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _hash(secret: str) -> bytes:
    # The secret has 256 bits that only the office's key can make, so a fast hash is enough.
    return hashlib.sha256(secret.encode()).digest()
