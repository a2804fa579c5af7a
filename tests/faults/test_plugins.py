"""A plugin that hangs, eats memory or ends its process costs that process, and is kept from running; others go on."""

import os
from datetime import date
from functools import partialmethod
from pathlib import Path

import pytest
from tests.faults.watched import watched_server
from tests.support import forms
from tests.support.database import Urls
from tests.support.world import SOP, World

import laksana.procedures.quarantine
from laksana.letters import press
from laksana.procedures.lift_quarantine import lift_quarantine
from laksana.procedures.quarantine import OVERRUNS, PluginQuarantined, Quarantine
from laksana.procedures.queries import quarantines
from laksana.procedures.views import Fault
from laksana_infra.settings import Settings
from laksana_tenants.resolve import officers_for_role
from laksana_tenants.views import TenantView
from laksana_typeset import Typesetter, TypstDocument
from laksana_web.administration import new_token
from laksana_web.demo.words import lansia_terlantar as elders

DEEP = int(os.environ.get("LAKSANA_DEEP", "0"))
FAULTS = {
    "loops_in_c": Fault.HUNG, "eats": Fault.GREEDY, "loops": Fault.HUNG, "sleeps": Fault.HUNG, "dies": Fault.DIED,
    "leaves": Fault.DIED,
}  # fmt: skip
SAMPLE = 1
LOOPS = "#for a in range(9999) { for b in range(9999) { for c in range(9999) { } } }"


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
            assert "dikarantina" in refused["findings"][0]["message"]
            assert opened is not None
            assert opened["__typename"] == "CaseOpened", opened
            (standing,) = await quarantines()
            assert (standing.evidence.fault, standing.evidence.call.release) == (fault, "r1")
            assert fault is Fault.DIED or f"in {habit}" in standing.evidence.stack

            await lift_quarantine(SOP, None, by="penguji")
            await server.until_it_is("siap")
            assert (await server.open_case(lahat, SOP, forms.laporan()) or {})["__typename"] == "CaseOpened"


async def test_a_template_that_loops_stops_its_own_letter_and_at_the_third_its_release(
    typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Quarantine()
    monkeypatch.setattr(laksana.procedures.quarantine, "_quarantine", kept)
    monkeypatch.setattr(Typesetter, "compile_async", partialmethod(Typesetter.compile_async, timeout_seconds=0.2))
    press.install(typesetter)
    looping = TypstDocument(main=LOOPS, date=date(2026, 11, 16), context={})
    sound = TypstDocument(main="Surat", date=date(2026, 11, 16), context={})

    for _ in range(OVERRUNS):
        with pytest.raises(press.PluginOverran, match="template"):
            await press.printed(looping, "berputar.typ", sop=SOP, release="r1")

    (found,) = kept.found
    assert (found.fault, found.call.function) == (Fault.OVERRAN, "berputar.typ")
    with pytest.raises(PluginQuarantined):
        await press.printed(sound, "baik.typ", sop=SOP, release="r1")
    monkeypatch.undo()
    assert (await press.printed(sound, "baik.typ", sop="lansia_terlantar", release="r1")).startswith(b"%PDF")


async def clerk(world: World, office: TenantView) -> str:
    """A token of whoever sits at the office's counter."""
    with world.inside(office):
        holder = (await officers_for_role("STAF", date.fromisoformat(world.today)))[0]
    return await new_token(office.slug, holder.officer_code)
