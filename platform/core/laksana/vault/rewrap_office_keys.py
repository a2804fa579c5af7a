"""Wrap what hangs on the master key by the present one, so that the one before can be given up."""

import structlog

from laksana.vault.keys import (
    PERSON_SEARCH,
    VaultError,
    master_key,
    office_place,
    opens_with_master_key,
    person_search_key,
    platform_place,
)
from laksana_infra.clock import now
from laksana_infra.crypto import wrap_key, wrapped_anew
from laksana_infra.database import execute, fetch, fetch_one, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope

_log = structlog.stdlib.get_logger("laksana.vault")


async def require_openable() -> None:
    """Nothing, when each key of the office in scope opens with the present or the previous master key.

    Raises VaultError otherwise; ask it of every office before the first key is touched.
    """
    if not await opens_with_master_key():
        message = (
            f"the key of office {current_scope().tenant_id} opens neither with LAKSANA_MASTER_KEY nor with "
            "LAKSANA_MASTER_KEY_PREVIOUS, so no key was changed; set the latter to the key by which it was wrapped"
        )
        raise VaultError(message)


async def rewrap_office_keys() -> int:
    """How many keys of the office in scope are wrapped by the present master key now that were not; repeatable.

    Before them the key by which a NIK is found again: it was derived from the first master key, and is kept. Raises
    VaultError, with nothing changed, when a key opens with neither master key.
    """
    await require_openable()
    await _keep_person_search_key()
    tenant_id, wrapping, done = current_scope().tenant_id, master_key().office_wrapping_key(), 0
    for row in await fetch("select id, wrapped_key from office_key where tenant_id = $1", tenant_id):
        stale = bytes(row["wrapped_key"])
        fresh = wrapped_anew(wrapping, stale, associated=office_place(tenant_id))
        if fresh is not None:
            async with unit_of_work():
                done += await execute(
                    "update office_key set wrapped_key = $4, wrapped_at = $5"
                    " where tenant_id = $1 and id = $2 and wrapped_key = $3",
                    tenant_id, row["id"], stale, fresh, now(),
                )  # fmt: skip
    _log.info("office_keys_rewrapped", tenant_id=str(tenant_id), keys=done)
    return done


async def _keep_person_search_key() -> None:
    wrapping, place = master_key().office_wrapping_key(), platform_place(PERSON_SEARCH)
    row = await fetch_one("select id, wrapped_key from platform_key where purpose = $1", PERSON_SEARCH)
    if row is None:
        kept = wrap_key(wrapping, await person_search_key(), associated=place)
        async with unit_of_work():
            await execute(
                "insert into platform_key (id, purpose, wrapped_key, wrapped_at) values ($1, $2, $3, $4)"
                " on conflict (purpose) do nothing",
                new_id(), PERSON_SEARCH, kept, now(),
            )  # fmt: skip
        return
    fresh = wrapped_anew(wrapping, stale := bytes(row["wrapped_key"]), associated=place)
    if fresh is not None:
        async with unit_of_work():
            await execute(
                "update platform_key set wrapped_key = $3, wrapped_at = $4 where id = $1 and wrapped_key = $2",
                row["id"], stale, fresh, now(),
            )  # fmt: skip
