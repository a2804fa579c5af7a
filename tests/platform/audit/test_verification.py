"""Somebody with the owner's rights changes what was recorded: the verification says what, and where."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import pytest
import pytest_asyncio
from botocore.exceptions import ClientError
from structlog.testing import capture_logs
from tests.support.world import World

import laksana.audit.evidence
from laksana.audit.anchor_office import anchor_office, root_key
from laksana.audit.chain import genesis, link
from laksana.audit.queries import StoredChain, stored_chains, stored_roots
from laksana.audit.verify_nightly import VerifyOffice, verify_nightly
from laksana.audit.verify_office import AuditReport, verify_office
from laksana.jobs.rounds import begin_round, rounds
from laksana_infra.connection import Connection
from laksana_infra.storage import Storage
from laksana_sdk.findings import Finding, error, text

TAMPERED = ("audit_root", "case_event", "case_batch", "submission", "case_")

REWRITE = "update case_event set data = $1, previous_hash = $2, hash = $3 where case_id = $4 and seq = $5"
VANISH = """
with a as (delete from case_event where case_id = $1), b as (delete from case_batch where case_id = $1)
"""

# What is done, as SQL, and what the verification says of the case; {n} is its last event's number.
TAMPERINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "an event says something else": (
        "update case_event set data = replace(data, 'STAF', 'KADIS') || ' ' where case_id = $1 and seq = 2",
        ("audit.event_changed seq=2",),
    ),
    "an event says nothing that can be read": (
        "update case_event set data = 'x' where case_id = $1 and seq = 2",
        ("audit.event_changed seq=2",),
    ),
    "the case's key is replaced": (
        "update case_ set wrapped_key = '\\x00' where id = $1",
        ("audit.key_changed",),
    ),
    "an event is dated back": (
        "update case_event set at = at - interval '1 day' where case_id = $1 and seq = 3",
        ("audit.event_changed seq=3",),
    ),
    "somebody else is said to have done it": (
        "update case_batch set officer_id = gen_random_uuid() where case_id = $1 and first_seq = 1",
        ("audit.event_changed seq=1", "audit.event_changed seq=2"),
    ),
    "an event is removed": (
        "delete from case_event where case_id = $1 and seq = 2",
        ("audit.events_missing first=2 last=2",),
    ),
    "the last event is removed": (
        "delete from case_event where case_id = $1 and seq = {n}",
        ("audit.events_missing first={n} last={n}",),
    ),
    "the last event is removed and the case's row knows nothing of it": (
        """
        with gone as (delete from case_event where case_id = $1 and seq = {n} returning previous_hash)
        update case_ set version = {n} - 1, head_hash = gone.previous_hash from gone where id = $1
        """,
        ("audit.events_missing first={n} last={n}",),
    ),
    "two events change places": (
        """
        update case_event e set kind = o.kind, at = o.at, data = o.data, batch_id = o.batch_id,
        previous_hash = o.previous_hash, hash = o.hash
        from case_event o where e.case_id = $1 and o.case_id = $1 and e.seq in (2, 3) and o.seq = 5 - e.seq
        """,
        ("audit.event_moved seq=2 origin=3", "audit.event_moved seq=3 origin=2"),
    ),
    "the case's row names another end": (
        "update case_ set head_hash = '\\x00' where id = $1",
        ("audit.head_differs seq={n}",),
    ),
    "the case's row is removed": ("delete from case_ where id = $1", ("audit.case_unrowed",)),
    "the case vanishes": (
        f"{VANISH} delete from case_ where id = $1",
        ("audit.case_vanished seq={n}",),
    ),
    "what somebody wrote is replaced": (
        """
        update submission set sealed = (select sealed from submission where case_id <> $1 limit 1)
        where id = (select id from submission where case_id = $1 order by id limit 1)
        """,
        ("audit.words_changed seq=1",),
    ),
    "what somebody wrote is removed": (
        "delete from submission where id = (select id from submission where case_id = $1 order by id limit 1)",
        ("audit.words_missing seq=1",),
    ),
    "the root is removed": ("delete from audit_root where $1::uuid is not null", ("audit.root_missing seq=1",)),
    "the root says nothing that can be read": (
        "update audit_root set heads = 'x' where $1::uuid is not null",
        ("audit.root_changed seq=1",),
    ),
    "the root says something else": (
        "update audit_root set heads = '[]' where $1::uuid is not null",
        ("audit.root_changed seq=1",),
    ),
    "the case vanishes and the root with it": (
        f"{VANISH}, c as (delete from audit_root) delete from case_ where id = $1",
        ("audit.root_missing seq=1", "audit.case_vanished seq={n}"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """Two cases of Lahat, both in a root; `case_id` is the one that somebody tampers with."""

    world: World
    case_id: UUID
    events: int


@pytest_asyncio.fixture
async def anchored(world: World, evidence: Storage) -> AsyncIterator[Anchored]:
    laksana.audit.evidence.install(evidence)
    drive = await world.drive_to("laporkan")
    await world.open_case()
    with world.inside():
        assert await anchor_office() == 2
        await world.drain()
        yield Anchored(world=world, case_id=drive.id, events=len((await chain_of(drive.id)).events))
    laksana.audit.evidence.install(None)


async def test_records_that_nobody_touched_are_whole(anchored: Anchored) -> None:
    report = await verify_office()

    assert report == AuditReport(cases=2, events=anchored.events + 2, roots=1, shredded=0, faults=())


async def test_the_verification_names_every_kind_of_tampering(anchored: Anchored, owner: Connection) -> None:
    for what, (sql, expected) in TAMPERINGS.items():
        async with tampered(owner, sql.format(n=anchored.events), anchored.case_id):
            report = await verify_office()

        assert [said(found) for found in report.faults] == [line.format(n=anchored.events) for line in expected], what
        for found in report.faults:
            assert str(anchored.case_id) in text(found) or "root" in found.code
        assert (await verify_office()).is_whole


async def test_a_history_that_was_written_anew_from_its_second_event_is_found_by_the_root(
    anchored: Anchored, owner: Connection
) -> None:
    chain = await chain_of(anchored.case_id)
    head, rows = genesis(anchored.world.lahat.id, anchored.case_id), []
    for event in chain.events:
        data = event.data.replace("STAF", "KADIS") if event.seq >= 2 else event.data
        following = link(head, seq=event.seq, cause=event.cause, kind=event.kind, data=data)
        rows.append((data, head, following, anchored.case_id, event.seq))
        head = following

    async with tampered(owner, "select $1::uuid", anchored.case_id):
        for row in rows:
            await as_owner(owner, REWRITE, *row)
        await as_owner(owner, "update case_ set head_hash = $1 where id = $2", head, anchored.case_id)
        report = await verify_office()

    assert report.faults == (error("audit.case_rewritten", case=str(anchored.case_id), seq=anchored.events),)


async def test_a_root_holds_what_changed_since_the_one_before_and_only_that(anchored: Anchored) -> None:
    await anchored.world.open_case()

    assert (await anchor_office(), await anchor_office()) == (1, 0)

    first, second = await stored_roots()
    assert (len(first.heads), len(second.heads), second.previous) == (2, 1, first.hash)
    report = await verify_office()
    assert [said(found) for found in report.faults] == ["audit.root_not_kept seq=2"]
    await anchored.world.drain()
    assert (await verify_office()).is_whole


async def test_the_worker_anchors_every_office_hourly(anchored: Anchored) -> None:
    await anchored.world.open_case()

    assert rounds()["anchor_office"] == "7 * * * *"
    await begin_round("anchor_office")
    await anchored.world.drain()

    assert [len(root.heads) for root in await stored_roots()] == [2, 1]


async def test_what_the_nightly_verification_finds_is_an_error_in_the_log(
    anchored: Anchored, owner: Connection
) -> None:
    sql, _ = TAMPERINGS["an event says something else"]

    async with tampered(owner, sql, anchored.case_id):
        with capture_logs() as logged:
            await verify_nightly(VerifyOffice())

    assert rounds()["verify_office"] == "43 17 * * *"
    fault, verified = logged
    assert (fault["log_level"], fault["code"], fault["seq"]) == ("error", "audit.event_changed", 2)
    assert fault["case"] == str(anchored.case_id)
    assert (verified["event"], verified["cases"]) == ("office_verified", 2)


async def test_what_lies_in_the_bucket_of_evidence_can_be_neither_removed_nor_replaced(
    anchored: Anchored, evidence: Storage
) -> None:
    key = root_key(anchored.world.lahat.id, 1)
    client = evidence._client
    version = client.list_object_versions(Bucket=evidence.bucket, Prefix=key)["Versions"][0]["VersionId"]

    with pytest.raises(ClientError, match="AccessDenied"):
        client.delete_object(Bucket=evidence.bucket, Key=key, VersionId=version)
    await evidence.put(key, b"{}", content_type="application/json")
    await evidence.put(key.replace("0001.json", "0002.json"), b"{}", content_type="application/json")

    assert (await verify_office()).is_whole


async def test_a_root_that_is_marked_as_removed_still_proves_what_vanished(
    anchored: Anchored, evidence: Storage, owner: Connection
) -> None:
    await evidence.delete(root_key(anchored.world.lahat.id, 1))
    sql, expected = TAMPERINGS["the case vanishes and the root with it"]

    async with tampered(owner, sql, anchored.case_id):
        report = await verify_office()

    assert [said(found) for found in report.faults] == [line.format(n=anchored.events) for line in expected]


async def chain_of(case_id: UUID) -> StoredChain:
    async for chain in stored_chains():
        if chain.case_id == case_id:
            return chain
    raise LookupError(case_id)


def said(found: Finding) -> str:
    parameters = (f"{name}={value}" for name, value in found.parameters.items() if name != "case")
    return " ".join((found.code, *parameters))


async def as_owner(owner: Connection, sql: str, *arguments: object) -> None:
    """The statement done with triggers and references out of the way, as a superuser can have it."""
    await owner.execute("set session_replication_role = replica")
    try:
        await owner.execute(sql, *arguments)
    finally:
        await owner.execute("reset session_replication_role")


@asynccontextmanager
async def tampered(owner: Connection, sql: str, case_id: UUID) -> AsyncIterator[None]:
    """The tables after the statement, for the block; afterwards they are as they were."""
    for table in TAMPERED:
        await owner.execute(f"create temp table kept_{table} as select * from {table}")
    try:
        await as_owner(owner, sql, case_id)
        yield
    finally:
        for table in TAMPERED:
            await as_owner(owner, f"delete from {table}")
            await as_owner(owner, f"insert into {table} select * from kept_{table}")
            await owner.execute(f"drop table kept_{table}")
