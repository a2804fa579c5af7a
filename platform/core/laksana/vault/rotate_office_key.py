"""Give an office a new version of its key, and seal anew by it what is longest at risk: cases' keys and persons."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from laksana.cases.rewrap_case_keys import rewrap_case_keys
from laksana.people.reseal_persons import reseal_persons
from laksana.vault.keys import REREAD_SECONDS, VaultError, forget_keys, master_key, office_key, office_place
from laksana_infra.clock import now
from laksana_infra.crypto import new_key, wrap_key
from laksana_infra.database import execute, fetch, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope

# Every process must know the new version before one of them seals by it, and seal by it before the rest is sealed anew.
_SEALS_AFTER = timedelta(seconds=REREAD_SECONDS + 30)
_SETTLED_AFTER = timedelta(seconds=REREAD_SECONDS + 30)

_log = structlog.stdlib.get_logger("laksana.vault")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """A rotation under way: the version that is coming, and from when on `finish_rotation` may be called."""

    version: int
    settled_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resealed:
    """How many cases' keys and persons the new version seals now that an older one sealed."""

    cases: int
    persons: int


async def begin_rotation() -> Rotation:
    """The rotation of the office in scope: a new one, or the one that was begun before and did not end.

    The service goes on: each process learns of the version within a minute, and older ones still open.
    """
    tenant_id = current_scope().tenant_id
    async with unit_of_work():
        rows = await fetch(
            "select version, active_from, finished_at from office_key where tenant_id = $1"
            " order by version desc limit 1 for update",
            tenant_id,
        )
        if not rows:
            message = f"office {tenant_id} has no key yet; there is nothing to rotate"
            raise VaultError(message)
        newest = rows[0]
        if newest["active_from"] is not None and newest["finished_at"] is None:
            return Rotation(version=newest["version"], settled_at=newest["active_from"] + _SETTLED_AFTER)
        version, seals_from = newest["version"] + 1, now() + _SEALS_AFTER
        wrapped = wrap_key(master_key().office_wrapping_key(), new_key(), associated=office_place(tenant_id))
        await execute(
            "insert into office_key (tenant_id, id, wrapped_key, created_at, version, active_from)"
            " values ($1, $2, $3, $4, $5, $6)",
            tenant_id, new_id(), wrapped, now(), version, seals_from,
        )  # fmt: skip
    _log.info("office_key_rotation_begun", tenant_id=str(tenant_id), version=version)
    return Rotation(version=version, settled_at=seals_from + _SETTLED_AFTER)


async def finish_rotation(rotation: Rotation) -> Resealed:
    """What was sealed anew; killed at any point it is called again. VaultError before the rotation settled."""
    if now() < rotation.settled_at:
        message = f"version {rotation.version} settles at {rotation.settled_at.isoformat()}; wait until then"
        raise VaultError(message)
    tenant_id = current_scope().tenant_id
    forget_keys()
    office = await office_key()
    done = Resealed(cases=await rewrap_case_keys(office), persons=await reseal_persons(office))
    async with unit_of_work():
        await execute(
            "update office_key set finished_at = $3 where tenant_id = $1 and version = $2 and finished_at is null",
            tenant_id, rotation.version, now(),
        )  # fmt: skip
    _log.info(
        "office_key_rotated", tenant_id=str(tenant_id), version=rotation.version, cases=done.cases, persons=done.persons
    )
    return done
