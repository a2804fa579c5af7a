"""What must hold after every fault: nothing lost, nothing doubled, no number spent, no fault of the program's own."""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]
import httpx
from tests.faults.installation import OFFICE, Installation

from laksana.attachments.reconcile import reconcile_files
from laksana_infra.connection import Connection
from laksana_infra.scope import Scope, scoped
from laksana_tenants.queries import tenant_by_slug
from laksana_web.demo.records import damaged
from laksana_web.demo.under_way import CaseUnderWay

_PATIENCE_SECONDS: Final = 60.0
_UNDER_WAY: Final = (
    "select task_name, args->'waited'->>'part' as part from procrastinate_jobs where status in ('todo', 'doing')"
    # What was asked for a later moment, such as a look at a signature after 90 s, is not under way; what waits or has
    # failed and is tried again soon is.
    " and (scheduled_at is null or scheduled_at < now() or args ? 'waited'"
    " or attempts > 0 and scheduled_at < now() + interval '20 s')"
)
_OF_CASE: Final = {
    "entries of the agenda": "select count(*) from incoming_letter where case_id = $1",
    "batches": "select count(*) from case_batch where case_id = $1",
    "submissions": "select count(*) from submission where case_id = $1",
    "signatures that stand": (
        "select count(*) from electronic_signature s join letter l on (l.tenant_id, l.id) = (s.tenant_id, s.letter_id)"
        " where l.case_id = $1 and s.state = 'VERIFIED'"
    ),
    "numbers used": (
        "select count(*) from register_number n join letter l on (l.tenant_id, l.id) = (n.tenant_id, n.letter_id)"
        " where l.case_id = $1 and n.status = 'USED'"
    ),
}
_OF_OFFICE: Final = {
    "numbers reserved or void": "select count(*) from register_number where status <> 'USED'",
    "gaps in a register": (
        "select count(*) from (select max(serial) <> count(*) or min(serial) <> 1 as gap from register_number"
        " group by tenant_id, register, year) book where gap"
    ),
    "counters beside their book": (
        "select count(*) from register_counter c where last_serial <> (select count(*) from register_number n where"
        " (n.tenant_id, n.register, n.year) = (c.tenant_id, c.register, c.year)) and register <> 'AGENDA_MASUK'"
    ),
    "keys without a result": "select count(*) from idempotency_key where result is null",
    "files not promoted": "select count(*) from attachment where stage <> 'PROMOTED'",
}
_NOT_OURS: Final = frozenset({"graphql_bug", "request_failed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A case counted: events, letters and files by kind, rows of its own. Two tellings of one story count the same."""

    status: str
    events: Mapping[str, int]
    letters: Mapping[str, int]
    files: int
    rows: Mapping[str, int]


async def account(here: Installation, case: CaseUnderWay) -> Account:
    """The case as its office sees it and as its rows lie in the database."""
    seen = await case.seen()
    connection = await _looking(here)
    try:
        rows = {what: await connection.fetchval(sql, UUID(case.case_id)) for what, sql in _OF_CASE.items()}
    finally:
        await connection.close()
    return Account(
        status=seen["status"],
        events=Counter(entry["kind"] for entry in seen["timeline"]),
        letters=Counter(f"{letter['kind']} {letter['stage']}" for letter in seen["letters"]),
        files=len(seen["attachments"]),
        rows=rows,
    )


async def settled(here: Installation, *, seconds: float = _PATIENCE_SECONDS) -> None:
    """No job is due or under way any more; AssertionError with their names when that lasts longer."""
    deadline = asyncio.get_running_loop().time() + seconds
    while True:
        await here.alive.wait()
        # It may be killed again meanwhile.
        with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError):
            connection = await _looking(here)
            try:
                while left := await connection.fetch(_UNDER_WAY):
                    assert asyncio.get_running_loop().time() < deadline, _still_under_way(left, seconds)
                    await asyncio.sleep(0.03)
            finally:
                await connection.close()
            return
        assert asyncio.get_running_loop().time() < deadline, f"PostgreSQL did not come back within {seconds:g} s"
        await asyncio.sleep(0.03)


async def faults(here: Installation, *, seconds: float = _PATIENCE_SECONDS) -> list[str]:
    """Everything that does not hold in the office once jobs have settled, in plain words; empty when all does."""
    await settled(here, seconds=seconds)
    office = await tenant_by_slug(OFFICE)
    assert office is not None
    connection = await _looking(here)
    try:
        counted = {what: await connection.fetchval(sql) for what, sql in _OF_OFFICE.items()}
        opened = await connection.fetchval("select count(*) from case_")
        failed = await connection.fetch("select id, task_name from procrastinate_jobs where status = 'failed'")
    finally:
        await connection.close()
    found = [f"{count} {what}" for what, count in counted.items() if count]
    found += [f"the job {job['task_name']}[{job['id']}] failed" for job in failed]
    if opened != here.cases:
        found.append(f"{opened} cases where {here.cases} were opened")
    with scoped(Scope(office.id)):
        reconciliation = await reconcile_files(apply=False)
    found += [f"{one.kind} {one.key or one.attachment_id}" for one in reconciliation.found]
    if await damaged([OFFICE]):
        # A root that the storage had no room for is kept as soon as there is some; what is damaged stays so.
        await settled(here, seconds=seconds)
        found += [f"the records of {slug} are damaged" for slug in await damaged([OFFICE])]
    return found + logged(here)


def logged(here: Installation) -> list[str]:
    """What the programs logged as faults of their own, by name of the event and error."""
    found = Counter[str]()
    for line in here.log.read_text().splitlines():
        if not line.startswith("{"):
            if "Traceback" in line:
                found[line] += 1
            continue
        try:
            entry: dict[str, Any] = json.loads(line)
        except ValueError:
            found[f"not JSON in the log: {line[:160]}"] += 1
            continue
        if entry.get("event") in _NOT_OURS:
            found[f"{entry['event']} {str(entry.get('exception'))[-300:]}"] += 1
    return [f"{count} x {what}" for what, count in found.items()]


async def letters_are_kept(case: CaseUnderWay, http: httpx.AsyncClient) -> list[str]:
    """Every final of the case that cannot be fetched, or is not the one on record."""
    wrong = []
    for letter in (await case.seen())["letters"]:
        opened = await case.office["STAF"].read("open_letter", letterId=letter["id"], which="FINAL")
        content = (await http.get(opened["url"])).content
        if hashlib.sha256(content).hexdigest() != letter["finalSha256"]:
            wrong.append(f"the final of {letter['kind']} is not the one on record")
    return wrong


def _still_under_way(left: Sequence[Mapping[str, Any]], seconds: float) -> str:
    named = {job["task_name"] + (f" waits for the {job['part']}" if job["part"] else "") for job in left}
    return f"jobs are still under way after {seconds:g} s: {', '.join(sorted(named))}"


async def _looking(here: Installation) -> Connection:
    connection: Connection = await asyncpg.connect(
        here.postgres.superuser_url, server_settings={"search_path": "app,jobs"}
    )
    return connection
