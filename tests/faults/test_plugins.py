"""A plugin that hangs, eats memory or ends its process costs that process, and is kept from running; others go on."""

import asyncio
import json
import os
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from tests.faults import habits
from tests.faults.watched import Impatient, environment, watched_server, watched_worker
from tests.support import forms, running
from tests.support.database import Urls
from tests.support.world import SOP, World

import laksana.procedures.quarantine
from laksana.cases import inputs
from laksana.cases.receive_case import receive_case
from laksana.correspondence.queries import letters_of_cases
from laksana.jobs.queries import JobStatus, JobView, jobs
from laksana.letters import press
from laksana.procedures.lift_quarantine import lift_quarantine
from laksana.procedures.quarantine import PluginQuarantined, Quarantine
from laksana.procedures.queries import quarantines
from laksana.procedures.views import Fault
from laksana_infra.availability import Part
from laksana_infra.settings import Settings
from laksana_tenants.resolve import officers_for_role
from laksana_tenants.views import TenantView
from laksana_typeset import TypesetCrash, Typesetter, TypesetTimeout, TypstDocument
from laksana_web.administration import new_token
from laksana_web.demo.words import lansia_terlantar as elders

DEEP = int(os.environ.get("LAKSANA_DEEP", "0"))
FAULTS = {
    "loops_in_c": Fault.HUNG, "eats": Fault.GREEDY, "loops": Fault.HUNG, "sleeps": Fault.HUNG, "dies": Fault.DIED,
    "leaves": Fault.DIED,
}  # fmt: skip
SAMPLE = 1
LOOPS = "#for a in range(9999) { for b in range(9999) { for c in range(9999) { } } }"
EATS = "#range(30000000).map(str).len()"


async def test_what_a_plugin_does_to_its_process_ends_its_own_release_and_nobody_elses(
    world: World, postgres: Urls, storage_settings: Settings, tmp_path: Path
) -> None:
    lahat, lamandau = await clerk(world, world.lahat), await clerk(world, world.lamandau)
    elder = elders.permohonan(date.fromisoformat(world.today), elders.WAITS, "01/CONTOH")

    async with watched_server(postgres, storage_settings, tmp_path / "log") as server:
        for habit, fault in list(FAULTS.items())[: None if DEEP else SAMPLE]:
            assert await server.open_case(lahat, SOP, {**forms.laporan(), "request": habit}) is None, habit

            told = await server.until_it_is("siap sebagian")
            refused = await server.open_case(lahat, SOP, forms.laporan())
            opened = await server.open_case(lamandau, "lansia_terlantar", elder)
            assert told["parts"]["plugins"] == f"dikarantina: {SOP} r1"
            assert refused is not None
            assert refused["__typename"] == "Refused", refused
            assert "dikarantina" in refused["findings"][0]["message"]
            assert opened is not None
            assert opened["__typename"] == "CaseOpened", opened
            (standing,) = await quarantines()
            assert (standing.evidence.fault, standing.evidence.call.release) == (fault, "r1")
            assert fault is Fault.DIED or f"in {habit}" in standing.evidence.stack

            await lift_quarantine(SOP, None, by="penguji")
            await server.until_it_is("siap")
            assert (await server.open_case(lahat, SOP, forms.laporan()) or {})["__typename"] == "CaseOpened"


async def test_a_worker_that_hangs_in_a_letter_is_replaced_and_its_jobs_wait_until_the_plugin_is_mended(
    world: World, postgres: Urls, storage_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(habits, "mended", tmp_path / "mended")
    case = await world.open_case(form={**forms.laporan(), "request": "loops_until_mended"})
    receive = inputs.ReceiveCase(case_id=case.case_id, sender="SULASTRI", subject="Permohonan kursi roda")
    await world.act(receive_case, receive, "STAF")

    async with watched_worker(postgres, storage_settings, tmp_path / "log"):
        waiting = await until(lambda: jobs_of(world, case.case_id), first_waits_for_the_plugin)
        (standing,) = await quarantines()
        habits.mended.touch()
        lifted = await command(environment(postgres, storage_settings), "sop", "quarantine", "lift", SOP)
        done = await until(lambda: jobs_of(world, case.case_id), all_done)

    call = standing.evidence.call
    assert (standing.evidence.fault, call.hook, call.release) == (Fault.HUNG, "context", "r1")
    assert "in loops_until_mended" in standing.evidence.stack
    assert lifted.startswith(f"Karantina SOP {SOP} rilis r1 dicabut")
    assert [job.status for job in waiting] == [JobStatus.TODO] * 2
    assert len(done) == 2
    with world.inside():
        letters = (await letters_of_cases([case.case_id]))[case.case_id]
    assert all(letter.final_key for letter in letters)


@pytest.mark.skipif(not DEEP, reason="set LAKSANA_DEEP=1: it waits for three starts; the suite tries the parts")
async def test_a_plugin_that_hangs_while_it_is_imported_costs_one_start_and_the_service_goes_on_without_it(
    world: World, postgres: Urls, storage_settings: Settings, tmp_path: Path
) -> None:
    lahat = await clerk(world, world.lahat)

    async with watched_server(postgres, storage_settings, tmp_path / "log", limits=Impatient()) as server:
        told = await server.until_it_serves()
        opened = await server.open_case(lahat, SOP, forms.laporan())
        listed = await command(server.environ, "sop", "quarantine", "list", "--json")

    (standing,) = json.loads(listed)
    assert told["parts"]["plugins"] == "dikarantina: macet *"
    assert (opened or {})["__typename"] == "CaseOpened"
    assert (standing["sop"], standing["release"], standing["fault"]) == ("macet", "*", "HUNG")
    assert standing["function"] == "tests.faults.hanging"
    assert "in loops_in_c" in standing["stack"]


async def jobs_of(world: World, case_id: UUID) -> tuple[JobView, ...]:
    """The jobs for papers of the case."""
    with world.inside():
        return tuple(job for job in await jobs() if job.payload.get("case_id") == str(case_id))


def first_waits_for_the_plugin(found: Sequence[JobView]) -> bool:
    # A case's jobs are done one after the other.
    return found[-1].waited is not None and found[-1].waited.part is Part.PLUGIN


def all_done(found: Sequence[JobView]) -> bool:
    return all(job.status is JobStatus.SUCCEEDED for job in found)


async def until(
    look: Callable[[], Awaitable[Sequence[JobView]]], wanted: Callable[[Sequence[JobView]], bool]
) -> Sequence[JobView]:
    """What is seen once it is as wanted; AssertionError when it is not within half a minute."""
    deadline = time.monotonic() + 30
    while not wanted(found := await look()):
        assert time.monotonic() < deadline, found
        await asyncio.sleep(0.05)
    return found


async def command(environ: Mapping[str, str], *arguments: str) -> str:
    """What the command of the operator printed."""
    return await asyncio.to_thread(running.laksana, {**os.environ, **environ}, *arguments)


async def test_a_template_that_loops_or_eats_memory_stops_its_own_letter_and_at_the_third_its_release(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept, patiently = Quarantine(), Typesetter.compile_async
    monkeypatch.setattr(laksana.procedures.quarantine, "_quarantine", kept)
    monkeypatch.setattr(press, "_typesetter", None)

    async def impatiently(given: Typesetter, document: TypstDocument) -> bytes:
        return await patiently(given, document, timeout_seconds=0.2 if document.main == LOOPS else 10)

    monkeypatch.setattr(Typesetter, "compile_async", impatiently)
    with Typesetter(processes=1, memory_megabytes=256) as typesetter:
        press.install(typesetter)
        for main, cause in ((LOOPS, TypesetTimeout), (EATS, TypesetCrash), (LOOPS, TypesetTimeout)):
            with pytest.raises(press.PluginOverran, match="template") as overran:
                await press.printed(document(main), "buruk.typ", sop=SOP, release="r1")
            assert isinstance(overran.value.__cause__, cause)

        (found,) = kept.found
        assert (found.fault, found.call.function) == (Fault.OVERRAN, "buruk.typ")
        with pytest.raises(PluginQuarantined):
            await press.printed(document("Surat"), "baik.typ", sop=SOP, release="r1")
        assert (await press.printed(document("Surat"), "baik.typ", sop="lansia_terlantar", release="r1"))[:4] == b"%PDF"


def document(main: str) -> TypstDocument:
    """A letter of this template alone."""
    return TypstDocument(main=main, date=date(2026, 11, 16), context={})


async def clerk(world: World, office: TenantView) -> str:
    """A token of whoever sits at the office's counter."""
    with world.inside(office):
        holder = (await officers_for_role("STAF", date.fromisoformat(world.today)))[0]
    return await new_token(office.slug, holder.officer_code)
