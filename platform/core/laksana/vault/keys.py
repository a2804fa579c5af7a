"""The keys of offices and cases: the master key wraps each office's key, the office's key each case's."""

from uuid import UUID

from laksana_infra.clock import now
from laksana_infra.crypto import CryptoError, MasterKey, SecretKey, new_key, unwrap_key, wrap_key
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import Scope, current_scope, scoped
from laksana_tenants.actor import TenantKind
from laksana_tenants.queries import all_tenants


class VaultError(RuntimeError):
    """The service was started without its master key, or a key does not exist any more."""


class KeyShredded(VaultError):
    """The case's key was destroyed with its dossier; what it sealed can never be read again."""


_master: MasterKey | None = None
# Unwrapping costs a query and an HKDF; an office's key never changes under a running process without a restart.
_offices: dict[UUID, SecretKey] = {}


def install_master_key(master: MasterKey) -> None:
    """Make this the process's master key and forget every key unwrapped with another."""
    global _master  # noqa: PLW0603 - one key a process, set by the composition root
    _master = master
    _offices.clear()


def person_search_key() -> SecretKey:
    """The platform's one key under which identity numbers are digested for search."""
    return _installed().person_search_key()


async def office_key() -> SecretKey:
    """The key of the office in scope, made at its first use; call it inside a unit of work when that may be now."""
    tenant_id = current_scope().tenant_id
    known = _offices.get(tenant_id)
    if known is not None:
        return known
    row = await _stored_key()
    if row is None:
        await _make_key(tenant_id)
        # Not cached: the unit of work that made it may still be rolled back, or another one may have won.
        row = await _stored_key()
        if row is None:
            raise VaultError(
                "the office's key could not be made; open a unit of work before sealing for the first time"
            )
        return _unwrapped(tenant_id, row)
    _offices[tenant_id] = _unwrapped(tenant_id, row)
    return _offices[tenant_id]


async def make_missing_keys() -> None:
    """Every office has its key afterwards; call it at start-up.

    Made at first use instead, the key would be an uncommitted row on which everybody's first act waits.
    """
    offices = [tenant for tenant in await all_tenants() if tenant.kind is TenantKind.OFFICE]
    for office in offices:
        with scoped(Scope(office.id)):
            if await _stored_key() is None:
                async with unit_of_work():
                    await office_key()


async def opens_with_master_key() -> bool:
    """Whether the stored key of the office in scope opens with this process's master key; True while it has none."""
    row = await _stored_key()
    try:
        return row is None or bool(_unwrapped(current_scope().tenant_id, row))
    except CryptoError:
        return False


def new_case_key(office: SecretKey, case_id: UUID) -> tuple[SecretKey, bytes]:
    """A fresh key for a case, and the same wrapped by the office's key."""
    key = new_key()
    return key, wrap_key(office, key, associated=_case_place(case_id))


def unwrap_case_key(office: SecretKey, case_id: UUID, wrapped: bytes | None) -> SecretKey:
    """The case's key; raises KeyShredded when the dossier was destroyed."""
    if wrapped is None:
        raise KeyShredded(f"the dossier of case {case_id} was destroyed; nothing it sealed can be opened")
    return unwrap_key(office, wrapped, associated=_case_place(case_id))


def _installed() -> MasterKey:
    if _master is None:
        raise VaultError("no master key: set LAKSANA_MASTER_KEY, or start with the embedded defaults, which make one")
    return _master


async def _stored_key() -> bytes | None:
    row = await fetch_one(
        "select wrapped_key from office_key where tenant_id = $1 order by created_at desc limit 1",
        current_scope().tenant_id,
    )
    return bytes(row["wrapped_key"]) if row else None


async def _make_key(tenant_id: UUID) -> None:
    wrapped = wrap_key(_installed().office_wrapping_key(), new_key(), associated=_office_place(tenant_id))
    await execute(
        "insert into office_key (tenant_id, id, wrapped_key, created_at) values ($1, $2, $3, $4)"
        " on conflict (tenant_id) do nothing",
        tenant_id, new_id(), wrapped, now(),
    )  # fmt: skip


def _unwrapped(tenant_id: UUID, wrapped: bytes) -> SecretKey:
    return unwrap_key(_installed().office_wrapping_key(), wrapped, associated=_office_place(tenant_id))


def _office_place(tenant_id: UUID) -> bytes:
    return b"office_key/" + tenant_id.bytes


def _case_place(case_id: UUID) -> bytes:
    return b"case_key/" + case_id.bytes
