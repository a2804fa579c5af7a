"""The certificates of an office's own authority, made when first needed, their keys under the office's key."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from laksana.cases.office import Office
from laksana.vault.keys import office_key
from laksana_infra.crypto import open_sealed, seal
from laksana_infra.database import execute, fetch_one
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_infra.signing.authority import Issued, new_authority, new_certificate
from laksana_infra.signing.port import CertifiedKey
from laksana_sdk import findings
from laksana_sdk.dates import indonesian_date
from laksana_sdk.findings import Finding
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid

_COLUMNS = "id, certificate, sealed_key, valid_from, valid_until, revoked_at"
_LATEST = f"""
select {_COLUMNS} from signing_certificate
where tenant_id = $1 and officer_id is not distinct from $2
order by revoked_at is null desc, valid_from desc, id desc limit 1
"""  # noqa: S608 - constants only
_REVOKE = """
update signing_certificate set revoked_at = $3
where tenant_id = $1 and officer_id = $2 and revoked_at is null returning id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A certificate of the office with its opened key."""

    id: UUID
    issued: Issued = field(repr=False)
    revoked_at: datetime | None = None


async def own_certificate(by: Actor, here: Office, at: datetime) -> UUID:
    """The id of the certificate that the person signs with now, made when they never had one.

    Call it inside a unit of work. Raises Invalid when theirs, or the office's authority, has expired or was revoked.
    """
    kept = await _latest(by.officer_id)
    if kept is None:
        return await issue_certificate(by, here, at)
    against = _unusable(kept, by.name, here, at)
    if against:
        raise Invalid(against)
    return kept.id


async def issue_certificate(by: Actor, here: Office, at: datetime) -> UUID:
    """The id of a fresh certificate of the person's, by the office's authority, which is made when there is none."""
    organisation = here.tenant.name
    authority = await _authority(organisation, at)
    if authority.valid_until <= at:
        until = indonesian_date(here.day(authority.valid_until))
        raise Invalid((findings.error("signature.authority_expired", until=until),))
    made = new_certificate(authority, name=by.name, organisation=organisation, at=at)
    return (await _kept(made, by.officer_id)).id


async def revoke_certificates(officer_id: UUID, at: datetime) -> UUID | None:
    """The id of the person's certificate that is revoked now; None when they had none."""
    row = await fetch_one(_REVOKE, current_scope().tenant_id, officer_id, at)
    return row["id"] if row else None


async def certified_key(certificate_id: UUID) -> CertifiedKey:
    """The key that signs under this certificate, with the chain to its authority."""
    row = await fetch_one(
        f"select {_COLUMNS} from signing_certificate where tenant_id = $1 and id = $2",  # noqa: S608
        current_scope().tenant_id, certificate_id,
    )  # fmt: skip
    authority = await _latest(None)
    if row is None or authority is None:
        raise RuntimeError(f"the signing certificate {certificate_id} has gone; certificates are never deleted")
    own = await _opened(row)
    return CertifiedKey(certificate=own.issued.certificate, issuers=(authority.issued.certificate,), key=own.issued.key)


def _unusable(kept: Kept, name: str, here: Office, at: datetime) -> tuple[Finding, ...]:
    if kept.revoked_at is not None:
        return (findings.error("signature.revoked", name=name, since=indonesian_date(here.day(kept.revoked_at))),)
    if kept.issued.valid_until <= at:
        until = indonesian_date(here.day(kept.issued.valid_until))
        return (findings.error("signature.expired", name=name, until=until),)
    return ()


async def _authority(organisation: str, at: datetime) -> Issued:
    kept = await _latest(None)
    return kept.issued if kept else (await _kept(new_authority(organisation, at=at), None)).issued


async def _kept(issued: Issued, officer_id: UUID | None) -> Kept:
    certificate_id = new_id()
    sealed = seal(await office_key(), issued.key, associated=_place(certificate_id))
    await execute(
        "insert into signing_certificate (tenant_id, id, officer_id, serial, certificate, sealed_key, valid_from,"
        " valid_until) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
        current_scope().tenant_id, certificate_id, officer_id, issued.serial, issued.certificate, sealed,
        issued.valid_from, issued.valid_until,
    )  # fmt: skip
    # Read again: another first signature may have been quicker, and then its certificate counts.
    kept = await _latest(officer_id)
    if kept is None:
        raise RuntimeError("unreachable: a certificate was just kept")
    return kept


async def _latest(officer_id: UUID | None) -> Kept | None:
    row = await fetch_one(_LATEST, current_scope().tenant_id, officer_id)
    return await _opened(row) if row else None


async def _opened(row: dict[str, Any]) -> Kept:
    key = open_sealed(await office_key(), bytes(row["sealed_key"]), associated=_place(row["id"]))
    issued = Issued(
        certificate=bytes(row["certificate"]), key=key, valid_from=row["valid_from"], valid_until=row["valid_until"]
    )
    return Kept(id=row["id"], issued=issued, revoked_at=row["revoked_at"])


def _place(certificate_id: UUID) -> bytes:
    return b"signing_certificate/" + certificate_id.bytes
