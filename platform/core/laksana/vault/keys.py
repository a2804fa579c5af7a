"""The keys of offices and cases: the master key wraps each office's key, the office's key each case's."""

import time
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from laksana_infra.clock import now
from laksana_infra.crypto import MasterKey, SealedValueError, SecretKey, new_key, unwrap_key, wrap_key, wrapped_anew
from laksana_infra.database import execute, fetch, fetch_one, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import Scope, current_scope, scoped
from laksana_tenants.actor import TenantKind
from laksana_tenants.queries import all_tenants


class VaultError(RuntimeError):
    """The service was started without its master key, or a key does not exist any more."""


class KeyShredded(VaultError):
    """The case's key was destroyed with its dossier; what it sealed can never be read again."""


FIRST_VERSION = 1
REREAD_SECONDS = 60.0
"""So long a process goes on with an office's keys before it looks whether there is a newer one."""

PERSON_SEARCH = "person_search"

_master: MasterKey | None = None
_offices: dict[UUID, tuple[float, SecretKey]] = {}
_person_search: SecretKey | None = None


def install_master_key(master: MasterKey) -> None:
    """Make this the process's master key and forget every key unwrapped with another."""
    global _master  # noqa: PLW0603 - one key a process, set by the composition root
    _master = master
    forget_keys()


def forget_keys() -> None:
    """Every key is read anew when it is needed next."""
    global _person_search  # noqa: PLW0603 - see install_master_key
    _offices.clear()
    _person_search = None


def master_key() -> MasterKey:
    """The process's master key; raises VaultError where none was installed."""
    return _installed()


async def person_search_key() -> SecretKey:
    """The platform's one key under which identity numbers are digested for search; the same under every master key."""
    global _person_search  # noqa: PLW0603 - see install_master_key
    if _person_search is None:
        row = await fetch_one("select wrapped_key from platform_key where purpose = $1", PERSON_SEARCH)
        # Until a master key is changed for the first time, the key is the one that follows from it.
        _person_search = (
            _opened(bytes(row["wrapped_key"]), platform_place(PERSON_SEARCH), f"the platform's key {PERSON_SEARCH!r}")
            if row
            else _installed().person_search_key().first
        )
    return _person_search


async def office_key() -> SecretKey:
    """The key of the office in scope, made at its first use; call it inside a unit of work when that may be now.

    Its `others` are the office's other versions: what they sealed opens too.
    """
    tenant_id = current_scope().tenant_id
    read_at, known = _offices.get(tenant_id, (0.0, None))
    if known is not None and time.monotonic() - read_at < REREAD_SECONDS:
        return known
    rows = await _stored_keys()
    if not rows:
        await _make_key(tenant_id)
        # Not cached: the unit of work that made it may still be rolled back, or another one may have won.
        rows = await _stored_keys()
        if not rows:
            raise VaultError(
                "the office's key could not be made; open a unit of work before sealing for the first time"
            )
        return _ring(tenant_id, rows)
    _offices[tenant_id] = (time.monotonic(), _ring(tenant_id, rows))
    return _offices[tenant_id][1]


async def make_missing_keys() -> None:
    """Every office has its key afterwards; call it at start-up.

    Made at first use instead, the key would be an uncommitted row on which everybody's first act waits.
    """
    offices = [tenant for tenant in await all_tenants() if tenant.kind is TenantKind.OFFICE]
    for office in offices:
        with scoped(Scope(office.id)):
            if not await _stored_keys():
                async with unit_of_work():
                    await office_key()


async def opens_with_master_key() -> bool:
    """Whether the stored keys of the office in scope open with this process's master key; True while it has none."""
    rows = await _stored_keys()
    try:
        return not rows or bool(_ring(current_scope().tenant_id, rows))
    except VaultError:
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


def rewrapped_case_key(office: SecretKey, case_id: UUID, wrapped: bytes) -> bytes | None:
    """The case's key wrapped by the version of the office's key that seals now; None where it is."""
    return wrapped_anew(office, wrapped, associated=_case_place(case_id))


def _installed() -> MasterKey:
    if _master is None:
        raise VaultError("no master key: set LAKSANA_MASTER_KEY, or start with the embedded defaults, which make one")
    return _master


async def _stored_keys() -> list[dict[str, Any]]:
    return await fetch(
        "select wrapped_key, active_from from office_key where tenant_id = $1 order by version desc",
        current_scope().tenant_id,
    )


def _ring(tenant_id: UUID, newest_first: Iterable[Mapping[str, Any]]) -> SecretKey:
    what, place = f"the key of office {tenant_id}", office_place(tenant_id)
    versions = [(row["active_from"], _opened(bytes(row["wrapped_key"]), place, what)) for row in newest_first]
    # A version that is still to come opens already: another process may be the first to seal with it.
    sealing = next(key for active_from, key in versions if active_from is None or active_from <= now())
    # The one that seals is among them, for it may also be the first.
    return SecretKey(sealing.material, tuple(key for _, key in versions) if len(versions) > 1 else ())


async def _make_key(tenant_id: UUID) -> None:
    wrapped = wrap_key(_installed().office_wrapping_key(), new_key(), associated=office_place(tenant_id))
    await execute(
        "insert into office_key (tenant_id, id, wrapped_key, created_at, version) values ($1, $2, $3, $4, $5)"
        " on conflict (tenant_id, version) do nothing",
        tenant_id, new_id(), wrapped, now(), FIRST_VERSION,
    )  # fmt: skip


def _opened(wrapped: bytes, place: bytes, what: str) -> SecretKey:
    try:
        return unwrap_key(_installed().office_wrapping_key(), wrapped, associated=place)
    except SealedValueError as error:
        message = (
            f"{what} was wrapped by another master key than LAKSANA_MASTER_KEY or LAKSANA_MASTER_KEY_PREVIOUS; set the "
            "key of its time"
        )
        raise VaultError(message) from error


def platform_place(purpose: str) -> bytes:
    """Where a wrapped key of the platform belongs."""
    return b"platform_key/" + purpose.encode()


def office_place(tenant_id: UUID) -> bytes:
    """Where a wrapped key of this office belongs."""
    return b"office_key/" + tenant_id.bytes


def _case_place(case_id: UUID) -> bytes:
    return b"case_key/" + case_id.bytes
