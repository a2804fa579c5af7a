"""Whether a backup is being made, for whoever deletes objects."""

from laksana_infra.backup.snapshot import BACKUP_LOCK
from laksana_infra.database import fetch_one


async def backup_is_running() -> bool:
    """Whether objects must stay: a backup may have read the rows that name them, and not yet the objects.

    Ask after the change that made them nobody's has been committed; what stays is cleared by the next reconciliation.
    """
    row = await fetch_one("select pg_try_advisory_xact_lock_shared($1) as free", BACKUP_LOCK)
    return row is None or not row["free"]
