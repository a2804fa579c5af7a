"""A plugin's function that raises or gives the wrong thing stops its own call, by name, and nothing else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from types import FunctionType
from typing import Any, NoReturn
from uuid import UUID

import pytest
import structlog
from tests.support import forms
from tests.support.small_procedure import SMALL
from tests.support.world import SOP, World

from laksana.cases import inputs
from laksana.cases.perform_step import perform_step
from laksana.cases.queries import case_by_id
from laksana.procedures import installed
from laksana.procedures.guard import PluginFailed, guarded
from laksana.procedures.loader import Registry, load_registry
from laksana.procedures.under_way import CallSlot, UnderWay, watch
from laksana_sdk.findings import Finding, text
from laksana_sdk.forms import Form, read
from laksana_sdk.procedure import Intake, Procedure, SignedLetter, Wait
from laksana_sdk.replies import Replies


def raises(*_given: object) -> NoReturn:
    raise ZeroDivisionError("pembagian dengan nol")


def gives_the_wrong_thing(*_given: object) -> dict[str, object]:
    return {"bukan": object()}


def functions(part: object, path: str = "") -> Iterator[tuple[str, FunctionType]]:
    """Every function that can be reached in a procedure, with its place."""
    if isinstance(part, FunctionType):
        yield path, part
    elif isinstance(part, tuple):
        for one in part:
            yield from functions(one, path)
    elif is_dataclass(part) and not isinstance(part, type):
        for one in fields(part):
            yield from functions(getattr(part, one.name), one.name)


def hook(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function as the service calls it, from a procedure that a plugin made with it."""
    first, *others = SMALL.steps
    wait = next(node for node in others if isinstance(node, Wait))
    letter = next(node for node in others if isinstance(node, SignedLetter))
    assert isinstance(first, Intake)
    with_it: Any = {
        "validators": replace(first, validators=(function,)),
        "core": replace(first, core=function),
        "client": replace(first, client=function),
        "services": replace(first, services=function),
        "referral": replace(wait, referral=function),
        "form": replace(wait, replies=Replies(outcomes={}, form=function)),
        "context": replace(letter, letter=replace(letter.letter, context=function)),
    }[name]
    steps = tuple(with_it if node.slug == with_it.slug else node for node in SMALL.steps)
    made = guarded(replace(SMALL, steps=steps), "r1")
    return next(one for place, one in functions(made.step(with_it.slug)) if place == name and called(one) is function)


def called(function: FunctionType) -> object:
    return getattr(function, "__wrapped__", None)


@pytest.mark.parametrize("bad", [raises, gives_the_wrong_thing], ids=["raises", "wrong"])
@pytest.mark.parametrize("name", ["validators", "core", "client", "services", "referral", "form", "context"])
def test_each_hook_stops_at_its_guard_and_says_who_it_was(name: str, bad: Callable[..., Any]) -> None:
    function = hook(name, bad)

    with structlog.testing.capture_logs() as log, pytest.raises(PluginFailed) as failed:
        function("formulir", "fakta")

    (finding,) = failed.value.findings
    assert bad.__name__ in text(finding, "id")
    assert SMALL.slug in text(finding, "id")
    assert [(entry["event"], entry["sop"], entry["hook"]) for entry in log] == [("plugin_failed", SMALL.slug, name)]


class Broken(Form, frozen=True):
    """A form with code of its own, which fails as no message of msgspec does."""

    name: str

    def __post_init__(self) -> None:
        """Nothing for a name; a lookup that fails without one."""
        _ = {"nama": 1}[self.name]


def test_the_code_of_a_form_itself_stops_at_the_guard_too() -> None:
    slot = CallSlot()
    watch(slot)
    seen: list[UnderWay | None] = []

    def looked_at(form: type[Form], raw: Mapping[str, Any], /) -> tuple[Any, tuple[Finding, ...]]:
        seen.append(slot.read())
        return read(form, raw)

    procedure = guarded(replace(SMALL, read=looked_at), "r1")

    filled, found = procedure.read(Broken, {"name": "nama"})
    with pytest.raises(PluginFailed) as failed:
        procedure.read(Broken, {"name": ""})

    assert (filled, found) == (Broken(name="nama"), ())
    assert "test_guard:Broken (form)" in text(failed.value.findings[0], "id")
    assert [one.call.hook for one in seen if one is not None] == ["form", "form"]
    assert slot.read() is None


def test_no_function_of_an_installed_plugin_is_called_without_its_guard() -> None:
    registry = load_registry()

    bare = [
        (key, place, one)
        for key, release in registry.releases.items()
        for place, one in functions(release.procedure)
        if called(one) is None
    ]

    assert bare == []


async def test_whoever_meets_a_broken_plugin_reads_it_in_indonesian_and_other_acts_go_on(world: World) -> None:
    drive = await world.drive_to("laporkan")
    before = await world_version(world, drive.id)
    whole = installed.registry()
    installed.install(broken_at("laporkan", whole))
    try:
        with pytest.raises(PluginFailed, match=r"plugin\.failed"):
            await world.act(perform_step, report(drive.id), "ANALIS")
        assert await world_version(world, drive.id) == before
        await world.open_case()
    finally:
        installed.install(whole)

    assert (await world.act(perform_step, report(drive.id), "ANALIS")).step != "laporkan"


async def world_version(world: World, case_id: UUID) -> int:
    with world.inside():
        return (await case_by_id(case_id)).version


def report(case_id: UUID) -> inputs.PerformStep:
    return inputs.PerformStep(case_id=case_id, step="laporkan", form=forms.LAPORAN_PERMOHONAN)


def broken_at(step: str, registry: Registry) -> Registry:
    """The registry, with Lahat's SOP broken at this step."""

    def broken(procedure: Procedure) -> Procedure:
        steps = tuple(replace(node, validators=(raises,)) if node.slug == step else node for node in procedure.steps)
        return guarded(replace(procedure, steps=steps), "r1")

    releases = {
        key: replace(release, procedure=broken(release.procedure)) if key[0] == SOP else release
        for key, release in registry.releases.items()
    }
    return replace(registry, releases=releases)
