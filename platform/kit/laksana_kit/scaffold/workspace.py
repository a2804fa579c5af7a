"""The workspace that a new plugin enters: its pyproject.toml names every plugin where tools look for them."""

import tomllib
from pathlib import Path
from typing import Any, Final

import tomlkit
from tomlkit.items import Array

MEMBERS: Final = "plugins/*"
_OF_PLUGINS: Final = "laksana_sop."


def workspace_of(folder: Path) -> Path | None:
    """The nearest folder upward whose pyproject.toml is a workspace of plugins; None where there is none."""
    for place in (folder, *folder.parents):
        file = place / "pyproject.toml"
        if not file.is_file():
            continue
        read = tomllib.loads(file.read_text("utf-8"))
        if MEMBERS in read.get("tool", {}).get("uv", {}).get("workspace", {}).get("members", ()):
            return place
    return None


def entered(pyproject: str, slug: str, distribution: str) -> str:
    """The workspace's pyproject.toml with the plugin in it: dependencies, sources, mypy's path, import contracts.

    Lists that the workspace does not have stay absent; everything else keeps its place and its comments.
    """
    document: Any = tomlkit.parse(pyproject)
    _among(document["project"]["dependencies"], distribution)
    tool = document["tool"]
    source = tomlkit.inline_table()
    source["workspace"] = True
    _beside(tool["uv"]["sources"], distribution, source)
    if "mypy" in tool and "mypy_path" in tool["mypy"]:
        tool["mypy"]["mypy_path"] = f"{tool['mypy']['mypy_path']}:plugins/{slug}/src"
    linter = tool.get("importlinter", {})
    for holder in (linter, *linter.get("contracts", ())):
        for listed in holder.values():
            if isinstance(listed, Array) and any(str(one).startswith(_OF_PLUGINS) for one in listed):
                _among(listed, f"{_OF_PLUGINS}{slug}")
    return tomlkit.dumps(document)


def _among(listed: Array, name: str) -> None:
    """The name takes its place in the alphabet among those of its kind, on a line of its own."""
    kind = name.partition(".")[0] if "." in name else "laksana-sop-"
    places = [place for place, one in enumerate(listed) if str(one).startswith(kind) and str(one) < name]
    listed.insert(places[-1] + 1 if places else len(listed), name)


def _beside(table: Any, name: str, value: Any) -> None:  # noqa: ANN401 - a table of TOML
    """The entry goes behind the last that comes before it."""
    table[name] = value
