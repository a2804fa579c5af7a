"""What a process knows of quarantined releases: how they come about, what they keep from running, and how they end."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import NoReturn

import pytest
from tests.support.small_procedure import SMALL

import laksana.procedures.quarantine
from laksana.procedures.guard import PluginFailed, guarded
from laksana.procedures.lift_quarantine import lift_quarantine
from laksana.procedures.quarantine import PluginQuarantined, Quarantine, quarantine
from laksana.procedures.queries import quarantines
from laksana.procedures.share_quarantines import share_quarantines
from laksana.procedures.under_way import CallSlot, noted, under_way, watch
from laksana.procedures.views import Evidence, Fault, PluginCall
from laksana_infra.database import TenantEngine
from laksana_sdk.procedure import Intake
from laksana_tenants.errors import NotFound

CALL = PluginCall(sop="sop_contoh", release="r1", hook="validators", function="contoh:periksa")
HUNG = Evidence(call=CALL, fault=Fault.HUNG, milliseconds=5000, megabytes=3, stack="File contoh.py")


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch) -> Iterator[Quarantine]:
    """A process that knows of no quarantine, and what it notes."""
    kept = Quarantine(timedelta(milliseconds=100))
    monkeypatch.setattr(laksana.procedures.quarantine, "_quarantine", kept)
    yield kept
    watch(CallSlot())


def test_the_third_overrun_within_an_hour_quarantines_the_release(own: Quarantine) -> None:
    own.took(CALL, 0.2, 0.2)
    own.took(CALL, 0.1, 0.1)
    own.took(CALL, 0.2, 0.2)
    own.refuse("sop_contoh", "r1")

    own.took(CALL, 0.3, 0.4)

    assert own.found == (Evidence(call=CALL, fault=Fault.OVERRAN, milliseconds=400),)
    with pytest.raises(PluginQuarantined, match=r"plugin\.quarantined"):
        own.refuse("sop_contoh", "r1")
    own.refuse("sop_contoh", "r2")


def test_overruns_that_lie_apart_are_forgotten(own: Quarantine, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter((0.0, 1800.0, 3601.0, 3602.0))
    monkeypatch.setattr(time, "monotonic", lambda: next(times))

    for _ in range(3):
        own.took(CALL, 0.2, 0.2)
    assert own.found == ()

    own.took(CALL, 0.2, 0.2)
    assert len(own.found) == 1


def test_a_call_that_waited_for_a_busy_machine_has_not_overrun(own: Quarantine) -> None:
    for _ in range(3):
        with under_way(CALL):
            pass

    assert own.found == ()


def test_another_process_reads_the_outermost_calls_beginning_and_the_innermost_calls_name() -> None:
    slot = CallSlot()
    watch(slot)
    inner = replace(CALL, hook="core")

    with noted(CALL):
        outer = slot.read()
        with noted(inner):
            within = slot.read()
        after = slot.read()

    assert outer is not None
    assert within == replace(outer, call=inner)
    assert after == outer
    assert slot.read() is None
    with noted(CALL):
        following = slot.read()
    assert following is not None
    assert following.number == outer.number + 1


def test_a_quarantined_releases_functions_are_not_called_and_no_way_out_of_one_ends_the_service(
    own: Quarantine,
) -> None:
    called = []

    def leaves(*_given: object) -> NoReturn:
        called.append("leaves")
        raise SystemExit(3)

    steps = tuple(replace(node, validators=(leaves,)) if isinstance(node, Intake) else node for node in SMALL.steps)
    (check,) = guarded(replace(SMALL, steps=steps), "r1").intake.validators

    with pytest.raises(PluginFailed, match=r"plugin\.failed"):
        check("formulir", "fakta")  # type: ignore[arg-type]
    own.convict(replace(HUNG, call=replace(CALL, sop=SMALL.slug)))
    with pytest.raises(PluginQuarantined):
        check("formulir", "fakta")  # type: ignore[arg-type]

    assert called == ["leaves"]


async def test_a_quarantine_holds_for_every_process_until_an_operator_lifts_it(
    own: Quarantine, database: TenantEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.convict(HUNG)
    await share_quarantines()
    own.convict(replace(HUNG, fault=Fault.GREEDY))
    await share_quarantines()
    other = Quarantine()
    monkeypatch.setattr(laksana.procedures.quarantine, "_quarantine", other)
    await share_quarantines()

    (standing,) = await quarantines()
    assert (standing.evidence, standing.lifted_by) == (HUNG, None)
    assert own.found == ()
    assert own.keys == quarantine().keys == {("sop_contoh", "r1")}

    with pytest.raises(NotFound, match="sop_contoh r9"):
        await lift_quarantine("sop_contoh", "r9", by="pengelola")
    assert await lift_quarantine("sop_contoh", None, by="pengelola") == ("r1",)
    await share_quarantines()

    assert quarantine().keys == set()
    assert await quarantines() == ()
    (lifted,) = await quarantines(lifted_too=True)
    assert (lifted.id, lifted.lifted_by) == (standing.id, "pengelola")
    with pytest.raises(NotFound):
        await lift_quarantine("sop_contoh", None, by="pengelola")
