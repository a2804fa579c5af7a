"""A seeded sample of the fuzzer finds nothing; with one wall broken, it does."""

from collections.abc import AsyncIterator
from random import Random
from typing import TypeVar
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]
import pytest
import pytest_asyncio
from structlog.testing import capture_logs
from tests.isolation.attempts import ACCEPTED, BROKEN, DIFFERENT, SHOWN, Pair
from tests.isolation.besiegers import besieging
from tests.isolation.catalogue import ONE_OFFICE
from tests.isolation.command_attempts import COMMANDS, OF_NO_OFFICE, commands
from tests.isolation.fuzz import Orders, Siege
from tests.isolation.statements import Watch
from tests.isolation.timing import differences
from tests.support.inhabited import Inhabited

from laksana.cases import queries
from laksana_infra.database import fetch_as
from laksana_infra.ids import new_id
from laksana_infra.scope import Scope
from laksana_infra.settings import Settings
from laksana_infra.storage import Storage

SEED = "suite"
ViewT = TypeVar("ViewT")


@pytest_asyncio.fixture(scope="module")
async def siege(inhabited: Inhabited, storage: Storage, storage_settings: Settings) -> AsyncIterator[Siege]:
    """The fuzzer before the gates of the two offices."""
    behind = await asyncpg.connect(inhabited.urls.superuser, server_settings={"search_path": "app,jobs"})
    with inhabited.entered():
        async with besieging(inhabited, behind, storage, storage_settings, seed=SEED) as (surfaces, watch):
            yield Siege(surfaces=surfaces, watch=watch, behind=behind, theirs=inhabited.theirs.id)
    await behind.close()


async def test_a_seeded_sample_of_attempts_reaches_nothing(siege: Siege) -> None:
    report = await siege.run(Orders(seed=SEED, attempts=1000, workers=11), lambda _: None)

    assert [(leak.tried.asked, leak.tried.fault) for leak in report.leaks] == []
    assert report.attempts >= 1000
    assert report.statements > 100
    assert {kind.partition(",")[0] for kind in report.counts} >= {"sql", "graphql", "http"}


BROKEN_WALLS = {
    "a policy is gone": (
        "sql",
        ("alter policy letter_wall on letter using (true)", "alter policy letter_office on letter using (true)"),
        (
            f"alter policy letter_wall on letter using {ONE_OFFICE}",
            f"alter policy letter_office on letter using {ONE_OFFICE}",
        ),
        {SHOWN, ACCEPTED, DIFFERENT},
    ),
    "a grant too many": (
        "sql",
        ("grant usage on schema app to laksana_province", "grant select on person to laksana_province"),
        ("revoke select on person from laksana_province", "revoke usage on schema app from laksana_province"),
        {ACCEPTED},
    ),
    "a grant is gone": (
        "graphql",
        ("revoke select on case_ from laksana_app",),
        ("grant select on case_ to laksana_app",),
        {BROKEN},
    ),
}


@pytest.mark.parametrize("damage", BROKEN_WALLS)
async def test_a_broken_wall_is_found(damage: str, siege: Siege) -> None:
    surface, breaking, mending, expected = BROKEN_WALLS[damage]
    for sql in breaking:
        await siege.behind.execute(sql)
    try:
        found = await faults(siege, surface, batches=60)
    finally:
        for sql in mending:
            await siege.behind.execute(sql)

    assert found & expected


async def test_a_forgotten_predicate_is_found(siege: Siege, monkeypatch: pytest.MonkeyPatch) -> None:
    async def forgetful(view: type[ViewT], sql: str, *args: object) -> tuple[ViewT, ...]:
        return await fetch_as(view, sql.replace("tenant_id = $1", "$1::uuid is not null"), *args)

    monkeypatch.setattr(queries, "fetch_as", forgetful)

    await faults(siege, "graphql", batches=40)

    unscoped = siege.watch.drained()
    assert any(statement.startswith("case_ in: select") for statement in unscoped)


async def faults(siege: Siege, surface: str, *, batches: int) -> set[str]:
    """What one side was found guilty of in its first batches, without the details."""
    (besieger,) = [one for one, _ in siege.surfaces if one.name == surface]
    found: set[str] = set()
    with capture_logs():
        for number in range(0, batches * 20, 20):
            batch = await besieger.batch(number, Random(f"{SEED}, batch {number}"))  # noqa: S311
            found |= {tried.fault.partition(" (")[0] for tried in batch.tried if tried.fault}
            if found or siege.watch.unscoped:
                break
    return found


async def test_every_command_is_attempted_or_has_a_reason() -> None:
    assert set(commands()) == set(COMMANDS) | set(OF_NO_OFFICE)


OURS, THEIRS = new_id(), new_id()
ONE = "select 1 from case_ where tenant_id = $1 and id = $2"
TIED = "select 1 from case_ c join letter l on (l.tenant_id, l.case_id) = (c.tenant_id, c.id) where c.tenant_id = $1"
LOOSE = "select 1 from case_ c join letter l on l.case_id = c.id where c.tenant_id = $1"
WITHIN = "select 1 from case_ c where tenant_id = $1 and exists (select from letter l where l.case_id = c.id)"
ADDED = "insert into case_ (tenant_id, id) values ($1, $2)"


@pytest.mark.parametrize(
    ("sql", "office", "is_tied"),
    [
        (ONE, OURS, True),
        (ONE, THEIRS, False),
        ("select 1 from case_ where id = $1", OURS, False),
        (TIED, OURS, True),
        (LOOSE, OURS, False),
        (WITHIN, OURS, False),
        (ADDED, OURS, True),
        (ADDED, THEIRS, False),
        ("update case_ set tenant_id = $1 where id = $2", OURS, False),
        ("delete from letter l using case_ c where l.tenant_id = $1 and c.tenant_id = l.tenant_id", OURS, True),
    ],
)
def test_a_statement_is_tied_to_its_office_in_every_table(sql: str, office: UUID, is_tied: bool) -> None:
    watch = Watch(office_tables=frozenset({"case_", "letter"}))

    watch.see(Scope(OURS), sql, (office, new_id()))

    assert (watch.drained() == []) is is_tied


@pytest.mark.parametrize(("slower", "betrays"), [(1.5, True), (1.02, False)])
def test_only_a_steady_difference_in_time_betrays_something(slower: float, betrays: bool) -> None:
    random = Random(1)  # noqa: S311
    noise = [random.uniform(0.9, 1.6) for _ in range(400)]
    timed = [Pair(kind="q", theirs=slower * noise[n], nobodys=noise[n - 1]) for n in range(400)]

    (found,) = differences(timed)

    assert found.betrays is betrays
