"""Wrap the keys of an office's cases by the newest version of the office's key."""

from laksana.vault.keys import rewrapped_case_key
from laksana_infra.crypto import SecretKey
from laksana_infra.database import execute, fetch, unit_of_work
from laksana_infra.scope import current_scope

_PAGE = 500
_CASES = """
select id, wrapped_key from case_
where tenant_id = $1 and ($2::uuid is null or id > $2) and wrapped_key is not null order by id limit $3"""
# A dossier destroyed meanwhile has no key any more, and gets none back.
_REPLACE = """
update case_ set wrapped_key = fresh from unnest($2::uuid[], $3::bytea[], $4::bytea[]) as anew (case_id, stale, fresh)
where tenant_id = $1 and id = case_id and wrapped_key = stale"""


async def rewrap_case_keys(office: SecretKey) -> int:
    """How many cases' keys were wrapped anew; what the cases' keys seal stays as it is. Repeatable."""
    tenant_id, after, done = current_scope().tenant_id, None, 0
    while rows := await fetch(_CASES, tenant_id, after, _PAGE):
        after = rows[-1]["id"]
        anew = [
            (row["id"], stale, fresh)
            for row in rows
            if (fresh := rewrapped_case_key(office, row["id"], stale := bytes(row["wrapped_key"]))) is not None
        ]
        if anew:
            async with unit_of_work():
                done += await execute(_REPLACE, tenant_id, *map(list, zip(*anew, strict=True)))
    return done
