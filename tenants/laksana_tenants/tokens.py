"""Bearer tokens of officers: printed once, known here by their hash alone."""

import base64
import binascii
import hashlib
import re
import secrets
from datetime import date, timedelta
from uuid import UUID

from laksana_infra import clock
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import Scope, scoped
from laksana_tenants.actor import Actor
from laksana_tenants.errors import NotFound
from laksana_tenants.queries import tenant_by_slug
from laksana_tenants.resolve import bearer_of
from laksana_tenants.tables import ApiToken

LIFETIME = timedelta(days=90)

_TOKEN = re.compile(r"laks_([a-z2-7]{26})_([A-Za-z0-9_-]{43})", re.ASCII)
_OFFICER = "select id from officer where tenant_id = $1 and code = $2 and ended_on is null"
_REVOKE = """
update api_token k set revoked_at = $3 from officer o
where k.tenant_id = $1 and o.tenant_id = k.tenant_id and o.id = k.officer_id and o.code = $2 and k.revoked_at is null
"""


async def issue_token(
    tenant_slug: str, officer_code: str, *, label: str = "CLI", lifetime: timedelta = LIFETIME
) -> str:
    """A new token of this person, to be shown once: it cannot be read back, only revoked.

    Raises NotFound for an unknown office, or a person who does not work there.
    """
    tenant = await tenant_by_slug(tenant_slug)
    if tenant is None:
        raise NotFound("tenant", tenant_slug)
    secret = secrets.token_urlsafe(32)
    with scoped(Scope(tenant.id)):
        async with unit_of_work():
            officer = await fetch_one(_OFFICER, tenant.id, officer_code)
            if officer is None:
                raise NotFound("officer", officer_code)
            token = ApiToken(
                tenant_id=tenant.id,
                id=new_id(),
                officer_id=officer["id"],
                secret_sha256=_digest(secret),
                label=label,
                created_at=clock.now(),
                expires_at=clock.now() + lifetime,
            )
            await ApiToken.insert(token)
    return f"laks_{_written(tenant.id)}_{secret}"


async def actor_for_token(token: str, on: date | None = None) -> Actor | None:
    """The person whose token this is, as they act on that day (without one: today in their office), or None.

    Unknown office, wrong secret, expired, revoked, no longer employed: all the same None. Enters the office's scope by
    itself, because the token names its office.
    """
    match = _TOKEN.fullmatch(token)
    if match is None:
        return None
    tenant_id = _read(match.group(1))
    if tenant_id is None:
        return None
    with scoped(Scope(tenant_id)):
        return await bearer_of(_digest(match.group(2)), at=clock.now(), on=on)


async def revoke_tokens(tenant_slug: str, officer_code: str) -> int:
    """How many tokens of this person were valid until now; NotFound for an unknown office."""
    tenant = await tenant_by_slug(tenant_slug)
    if tenant is None:
        raise NotFound("tenant", tenant_slug)
    with scoped(Scope(tenant.id)):
        async with unit_of_work():
            revoked = await execute(_REVOKE, tenant.id, officer_code, clock.now())
    return revoked


def _digest(secret: str) -> bytes:
    # The secret has 256 random bits, so a fast hash is enough: there is nothing to guess.
    return hashlib.sha256(secret.encode()).digest()


def _written(tenant_id: UUID) -> str:
    return base64.b32encode(tenant_id.bytes).decode().rstrip("=").lower()


def _read(text: str) -> UUID | None:
    try:
        return UUID(bytes=base64.b32decode(f"{text.upper()}======"))
    except (binascii.Error, ValueError):
        return None
