"""The workspace is one: folders, dependencies, entry points and tools name the same packages."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.support.sources import ROOT

NOT_PACKAGES = ("platform", "graphql", "tenants", "infra", "infra/adapters", "plugins", "tests")


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


WORKSPACE = read(ROOT / "pyproject.toml")
PLUGINS = sorted(folder.name for folder in (ROOT / "plugins").iterdir() if (folder / "pyproject.toml").is_file())


@pytest.mark.parametrize("folder", NOT_PACKAGES)
def test_a_room_is_no_package(folder: str) -> None:
    # platform/__init__.py would shadow the standard library, graphql/__init__.py graphql-core.
    assert not (ROOT / folder / "__init__.py").exists()


def test_no_test_folder_and_no_namespace_of_plugins_is_a_package() -> None:
    inits = {path.parent for room in ("tests", "plugins") for path in (ROOT / room).rglob("__init__.py")}

    assert {
        folder for folder in inits if folder.name == "laksana_sop" or "tests" in folder.relative_to(ROOT).parts
    } == set()


def test_every_plugin_folder_is_a_dependency_of_the_workspace_and_nothing_else() -> None:
    named = {f"laksana-sop-{slug.replace('_', '-')}" for slug in PLUGINS}
    dependencies = {name for name in WORKSPACE["project"]["dependencies"] if name.startswith("laksana-sop-")}
    sources = {name for name in WORKSPACE["tool"]["uv"]["sources"] if name.startswith("laksana-sop-")}

    assert dependencies == sources == named


@pytest.mark.parametrize("slug", PLUGINS)
def test_a_plugin_is_called_by_its_folders_name_everywhere(slug: str) -> None:
    plugin = read(ROOT / "plugins" / slug / "pyproject.toml")["project"]

    assert plugin["name"] == f"laksana-sop-{slug.replace('_', '-')}"
    assert plugin["entry-points"]["laksana.sop"] == {slug: f"laksana_sop.{slug}.plugin"}
    assert (ROOT / "plugins" / slug / "src" / "laksana_sop" / slug / "plugin.py").is_file()
    assert f"plugins/{slug}/src" in WORKSPACE["tool"]["mypy"]["mypy_path"].split(":")


def test_the_import_contracts_know_every_package() -> None:
    contracts = WORKSPACE["tool"]["importlinter"]
    plugins = {f"laksana_sop.{slug}" for slug in PLUGINS}
    packages = {
        path.parent.name
        for room in ("platform/*", "graphql", "tenants", "infra/adapters")
        for path in ROOT.glob(f"{room}/laksana*/__init__.py")
    }

    assert set(contracts["root_packages"]) == packages | plugins
    for contract in contracts["contracts"]:
        if contract["name"] == "A plugin imports the SDK alone":
            assert set(contract["source_modules"]) == plugins
            assert set(contract["forbidden_modules"]) == packages - {"laksana_sdk"}
        if contract["name"] == "Nobody imports a plugin: entry points find it":
            assert set(contract["protected_modules"]) == plugins
