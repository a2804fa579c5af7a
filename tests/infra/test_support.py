"""What every room's tests stand on: a migrated database that is empty again, and a bucket."""

from laksana_infra.connection import Connection
from laksana_infra.database import TenantEngine, execute, fetch, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import Scope, scoped
from laksana_infra.storage import Storage

DEFER = (
    "select procrastinate_defer_jobs_v1(array[row('default', 'task', 0, null, null, '{}'::jsonb, null)"
    "::procrastinate_job_to_defer_v1])"
)


async def test_rows_of_one_test_are_there(database: TenantEngine) -> None:
    with scoped(Scope(new_id())):
        async with unit_of_work():
            await execute(DEFER)

        assert await fetch("select count(*) from procrastinate_jobs") == [{"count": 1}]
    assert database.pool is not None


async def test_and_gone_in_the_next(database: TenantEngine, owner: Connection) -> None:
    assert not database.transaction_exists()
    assert await owner.fetchval("select count(*) from procrastinate_jobs") == 0


async def test_the_bucket_takes_and_gives_bytes(storage: Storage) -> None:
    key = f"tenants/{new_id()}/a.txt"

    await storage.put(key, b"halo", content_type="text/plain")

    assert await storage.get(key) == b"halo"
