"""Seal an office's persons by the newest version of the office's key."""

from laksana.people.record import resealed
from laksana_infra.crypto import SecretKey
from laksana_infra.database import execute, fetch, unit_of_work
from laksana_infra.scope import current_scope

_PAGE = 500
_PERSONS = """
select id, sealed from person
where tenant_id = $1 and ($2::uuid is null or id > $2) order by id limit $3"""
# Who was changed meanwhile was sealed by the newest version already.
_REPLACE = """
update person set sealed = fresh from unnest($2::uuid[], $3::bytea[], $4::bytea[]) as anew (person_id, stale, fresh)
where tenant_id = $1 and id = person_id and sealed = stale"""


async def reseal_persons(office: SecretKey) -> int:
    """How many persons were sealed anew; the digests that find them stay as they are. Repeatable."""
    tenant_id, after, done = current_scope().tenant_id, None, 0
    while rows := await fetch(_PERSONS, tenant_id, after, _PAGE):
        after = rows[-1]["id"]
        anew = [
            (row["id"], stale, fresh)
            for row in rows
            if (fresh := resealed(stale := bytes(row["sealed"]), person_id=row["id"], key=office)) is not None
        ]
        if anew:
            async with unit_of_work():
                done += await execute(_REPLACE, tenant_id, *map(list, zip(*anew, strict=True)))
    return done
