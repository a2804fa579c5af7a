"""Which plugins run, and what happens to the others."""

import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, EntryPoint, version
from pathlib import Path

import pytest

import laksana.procedures.quarantine
from laksana.procedures.loader import GROUP, PluginError, load_registry
from laksana.procedures.quarantine import PluginQuarantined, Quarantine
from laksana.procedures.views import WHOLE_PLUGIN, Evidence, Fault, PluginCall

GOOD = "laksana_sop.asistensi_rehabilitasi.plugin"
SOP = "asistensi_rehabilitasi"


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["Plugins"]:
    monkeypatch.syspath_prepend(str(tmp_path))
    made = Plugins(tmp_path)
    yield made
    for name in made.names:
        sys.modules.pop(name, None)


class Plugins:
    """Plugin modules of a test, each a file of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: list[str] = []

    def point(self, name: str, source: str) -> EntryPoint:
        module = f"laksana_test_{name}_{len(self.names)}"
        (self.folder / f"{module}.py").write_text(source)
        self.names.append(module)
        return EntryPoint(name=name, value=module, group=GROUP)

    def distributed(self, name: str, source: str, *, requires: str) -> EntryPoint:
        """The same plugin from a distribution that asks for this."""
        entry = self.point(name, source)
        info = self.folder / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nRequires-Dist: {requires}\n"
        )
        (info / "entry_points.txt").write_text(f"[{GROUP}]\n{entry.name} = {entry.value}\n")
        (point,) = Distribution.at(info).entry_points
        return point


def good() -> EntryPoint:
    return EntryPoint(name=SOP, value=GOOD, group=GROUP)


def test_the_installed_plugins_load_and_none_is_set_aside() -> None:
    registry = load_registry()

    assert registry.quarantined == ()
    assert SOP in registry.slugs
    assert registry.release(SOP, "r1").procedure.slug == SOP


def test_a_plugin_that_does_not_import_is_set_aside_and_the_rest_work(plugin: Plugins) -> None:
    broken = plugin.point("rusak", "raise RuntimeError('tidak ada modul')\n")

    registry = load_registry([broken, good()])

    assert registry.slugs == (SOP,)
    assert [(bad.name, bad.reason) for bad in registry.quarantined] == [("rusak", "RuntimeError: tidak ada modul")]


def test_a_plugin_that_ends_the_process_is_set_aside_and_whoever_needs_its_release_is_told_so(plugin: Plugins) -> None:
    leaving = plugin.point("pergi", "raise SystemExit(3)\n")

    registry = load_registry([leaving, good()])

    assert registry.slugs == (SOP,)
    assert [(bad.name, bad.reason) for bad in registry.quarantined] == [("pergi", "SystemExit: 3")]
    with pytest.raises(PluginQuarantined, match=r"plugin\.quarantined"):
        registry.release("pergi", "r1")


def test_a_plugin_is_noted_while_it_is_loaded_and_not_imported_again_once_it_is_quarantined_for_that(
    plugin: Plugins, monkeypatch: pytest.MonkeyPatch
) -> None:
    noting = "from laksana.procedures import under_way\nSEEN = under_way._slot.read()\n"
    hanging = plugin.point("macet", noting)
    kept = Quarantine()
    monkeypatch.setattr(laksana.procedures.quarantine, "_quarantine", kept)

    load_registry([hanging, good()])
    seen = sys.modules[hanging.value].SEEN
    kept.convict(Evidence(call=seen.call, fault=Fault.HUNG, milliseconds=60_000))
    del sys.modules[hanging.value]
    registry = load_registry([hanging, good()])

    assert seen.call == PluginCall(sop="macet", release=WHOLE_PLUGIN, hook="load", function=hanging.value)
    assert hanging.value not in sys.modules
    assert registry.slugs == (SOP,)
    assert "laksana sop quarantine lift macet" in registry.quarantined[0].reason


def test_a_misspelt_hook_is_set_aside_by_its_name(plugin: Plugins) -> None:
    source = "from laksana_sdk.hookspecs import hookimpl\n\n@hookimpl\ndef laksana_release():\n    return []\n"
    misspelt = plugin.point("salah_eja", source)

    registry = load_registry([misspelt, good()])

    assert registry.slugs == (SOP,)
    assert registry.quarantined[0].name == "salah_eja"
    assert "laksana_release" in registry.quarantined[0].reason


def test_a_plugin_made_for_another_sdk_is_set_aside_before_it_is_imported(plugin: Plugins) -> None:
    late = plugin.distributed("kelak", "raise RuntimeError('diimpor')\n", requires="laksana-sdk >=0.2,<0.3")

    registry = load_registry([late, good()])

    here = version("laksana-sdk")
    assert registry.slugs == (SOP,)
    assert [bad.reason for bad in registry.quarantined] == [
        f"PluginError: it is made for laksana-sdk <0.3,>=0.2, here is {here}; install a version made for this one"
    ]


def test_two_plugins_of_one_slug_are_both_set_aside(plugin: Plugins) -> None:
    twin = EntryPoint(name=SOP, value=GOOD, group=GROUP)

    registry = load_registry([good(), twin])

    assert registry.slugs == ()
    assert [bad.name for bad in registry.quarantined] == [SOP, SOP]
    assert "two distributions" in registry.quarantined[0].reason


def test_a_plugin_that_returns_something_else_than_releases_is_set_aside(plugin: Plugins) -> None:
    source = "from laksana_sdk.hookspecs import hookimpl\n\n@hookimpl\ndef laksana_releases():\n    return ['r1']\n"
    wrong = plugin.point("salah_isi", source)

    registry = load_registry([wrong])

    assert registry.slugs == ()
    assert "returned str" in registry.quarantined[0].reason


def test_a_plugin_without_the_hook_is_set_aside(plugin: Plugins) -> None:
    registry = load_registry([plugin.point("kosong", "ANSWER = 42\n")])

    assert "offers no release" in registry.quarantined[0].reason


def test_a_release_that_is_not_installed_is_named() -> None:
    with pytest.raises(PluginError, match="'r9' of SOP 'asistensi_rehabilitasi' is not installed"):
        load_registry().release(SOP, "r9")
