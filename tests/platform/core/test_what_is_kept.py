"""What stands in the database after a whole case: a whole chain, a true projection, nothing that names the client."""

from uuid import UUID

import msgspec
import pytest
from tests.support.world import World

from laksana.audit.chain import genesis, link
from laksana.audit.queries import stored_chains
from laksana.cases.ledger import load_case
from laksana.cases.queries import case_by_id, tasks_of_cases
from laksana.people.queries import open_person
from laksana_infra.connection import Connection
from laksana_infra.database import fetch

SECRETS = ("SULASTRI", "1604104507600001", "Mayor Ruslan", "tidak dapat berjalan", "Perbaiki alamat tujuan", "RUSLAN")


async def test_every_event_of_a_case_is_linked_to_the_one_before(world: World) -> None:
    drive = await world.drive_to("selesai", detours=True)

    with world.inside():
        rows = await fetch("select * from case_event where case_id = $1 order by seq", drive.id)
        causes = {
            event.hash: event.cause
            async for chain in stored_chains()
            if chain.case_id == drive.id
            for event in chain.events
        }
        head = await fetch("select head_hash from case_ where id = $1", drive.id)
    expected = genesis(world.lahat.id, drive.id)
    for row in rows:
        assert bytes(row["previous_hash"]) == expected
        cause = causes[bytes(row["hash"])]
        expected = link(expected, seq=row["seq"], cause=cause, kind=row["kind"], data=row["data"])
        assert bytes(row["hash"]) == expected
    assert bytes(head[0]["head_hash"]) == expected
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))


async def test_the_case_row_is_what_its_events_say(world: World) -> None:
    drive = await world.drive_to("rekap")

    with world.inside():
        state, row = (await load_case(drive.id)).state, await case_by_id(drive.id)
        tasks = (await tasks_of_cases([drive.id]))[drive.id]
    assert (row.status, row.step, row.version, row.round) == (state.status, state.step, state.version, state.round)
    assert (row.agenda_number, row.received_at, row.received_complete_at) == (
        state.agenda_number, state.received_at, state.received_complete_at,
    )  # fmt: skip
    assert (row.ppks_category, row.spm_code, row.kecamatan) == ("PENYANDANG_DISABILITAS", "K1", "16.04.10")
    assert (row.sex, row.birth_year, row.guardian_consent) == ("P", 1960, "GIVEN")
    assert [(task.kind, task.step, task.role) for task in tasks] == [("PERFORM", "rekap", "STAF")]


@pytest.mark.parametrize("secret", SECRETS)
async def test_nothing_that_names_or_describes_the_client_stands_in_clear(
    world: World, owner: Connection, secret: str
) -> None:
    await world.drive_to("selesai", detours=True)

    tables = await owner.fetch("select tablename from pg_tables where schemaname in ('app', 'jobs')")
    for row in tables:
        table = row["tablename"]
        if table.startswith("region"):
            continue
        found = await owner.fetch(f"select 1 from {table} t where t::text ilike $1 limit 1", f"%{secret}%")
        assert found == [], f"{secret} stands in {table}"


async def test_two_cases_of_one_nik_are_about_one_person(world: World) -> None:
    first = await world.open_case()

    second = await world.open_case()

    assert second.ids["client_id"] == first.ids["client_id"]
    with world.inside():
        assert (await open_person(UUID(first.ids["client_id"]))).name == "SULASTRI"


async def test_each_batch_keeps_the_command_that_caused_it(world: World) -> None:
    drive = await world.drive_to("laporkan")

    with world.inside():
        rows = await fetch(
            "select command, payload::text as payload, role, capacity, performed_by from case_batch"
            " where case_id = $1 order by first_seq",
            drive.id,
        )
    commands = [(row["command"], row["role"], row["capacity"], row["performed_by"]) for row in rows]
    assert commands[:2] == [("OPEN", "STAF", "DEFINITIF", None), ("RECEIVE", "STAF", "DEFINITIF", "PELAPOR")]
    performed = next(msgspec.json.decode(row["payload"]) for row in rows if row["command"] == "PERFORM_STEP")
    assert (performed["step"], performed["outcome"]) == ("periksa_berkas", "lengkap")
