"""Cases that have changed since their office's last root."""

from uuid import UUID

from laksana_infra.database import fetch
from laksana_infra.scope import current_scope


async def take_unanchored(most: int) -> list[tuple[UUID, int, str]]:
    """Id, last event's number and its hash of at most so many such cases, which count as anchored when this commits.

    A case that somebody is just changing is left for the next root.
    """
    rows = await fetch(
        "update case_ set anchored_version = version where tenant_id = $1 and id in ("
        "select id from case_ where tenant_id = $1 and version > anchored_version limit $2 for update skip locked"
        ") returning id, version, encode(head_hash, 'hex') as hash",
        current_scope().tenant_id, most,
    )  # fmt: skip
    return [(row["id"], row["version"], row["hash"]) for row in rows]
