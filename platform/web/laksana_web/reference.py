"""The reference pages that are made from docstrings: `python -m laksana_web.reference` writes them."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import laksana_sdk
from laksana_engine.commands import COMMANDS, Command
from laksana_engine.events import EVENTS, Event
from laksana_kit.check.rules import RULES
from laksana_sdk import hookspecs
from laksana_sdk.states import Status

FOLDER: Final = Path(__file__).parents[2] / "docs" / "reference"
_MADE: Final = "<!-- Made by `python -m laksana_web.reference`; a test compares. -->"


def pages() -> Mapping[str, str]:
    """The text of each reference page by its file name."""
    return {"engine.md": _engine(), "hooks.md": _hooks(), "sdk.md": _sdk(), "check-rules.md": _rules()}


def write(folder: Path = FOLDER) -> None:
    """Write every page into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8")


def _engine() -> str:
    lines = [_MADE, "", "# What a case can be told, and what can happen to it", "", "## Commands", ""]
    lines += _listed(COMMANDS, Command)
    lines += ["", "## Events", ""]
    lines += _listed(EVENTS, Event)
    lines += ["", "## States", "", *(f"- `{status.value}`: {status.label}" for status in Status)]
    return "\n".join(lines) + "\n"


def _listed(kinds: Mapping[str, type], base: type) -> Iterator[str]:
    shared = {field.name for field in fields(base)}
    for kind, described in kinds.items():
        own = [field.name for field in fields(described) if field.name not in shared]
        carried = f" Carries {', '.join(f'`{name}`' for name in own)}." if own else ""
        yield f"- `{kind}`: {_first_line(described)}{carried}"


def _hooks() -> str:
    lines = [
        _MADE,
        "",
        "# Hooks",
        "",
        f"Project name for pluggy: `{hookspecs.NAMESPACE}`. Entry-point group: `laksana.sop`.",
    ]
    for name, function in inspect.getmembers(hookspecs, inspect.isfunction):
        if hasattr(function, f"{hookspecs.NAMESPACE}_spec"):
            lines += ["", f"## `{name}{inspect.signature(function)}`", "", inspect.getdoc(function) or ""]
    return "\n".join(lines) + "\n"


def _sdk() -> str:
    lines = [_MADE, "", "# What a plugin imports", ""]
    lines += ["Everything that a plugin may use, by module. What is not listed here is not promised."]
    for found in sorted(pkgutil.iter_modules(laksana_sdk.__path__), key=lambda one: one.name):
        module = importlib.import_module(f"{laksana_sdk.__name__}.{found.name}")
        offered = [_offered(name, thing) for name, thing in vars(module).items() if _is_own(module, name, thing)]
        if offered:
            lines += ["", f"## `{module.__name__}`", "", inspect.cleandoc(module.__doc__ or ""), "", *offered]
    return "\n".join(lines) + "\n"


def _is_own(module: ModuleType, name: str, thing: object) -> bool:
    made_here = getattr(thing, "__module__", None) == module.__name__
    return made_here and not name.startswith("_") and (inspect.isclass(thing) or inspect.isfunction(thing))


def _offered(name: str, thing: Any) -> str:  # noqa: ANN401 - a class or a function of any shape
    if inspect.isfunction(thing):
        # What stands there is the contract; the types are in the code, and long.
        return f"- `{name}({', '.join(inspect.signature(thing).parameters)})`: {_first_line(thing)}"
    if issubclass(thing, Enum):
        parts, called = [member.name for member in thing], "One of"
    else:
        parts = [part.name for part in fields(thing)] if is_dataclass(thing) else list(thing.__annotations__)
        called = "Has"
    carried = f" {called} {', '.join(f'`{part}`' for part in parts if not part.startswith('_'))}." if parts else ""
    return f"- `{name}`: {_first_line(thing)}{carried}"


def _rules() -> str:
    lines = [_MADE, "", "# Rules of `laksana sop check`", ""]
    lines += ["An error ends the check with 1, a warning does not. No rule changes a file.", ""]
    for rule in RULES:
        lines.append(f"- `{rule.code}` ({rule.severity.value.lower()}): {rule.first_line}")
        lines.append(f"  Why: {rule.why}. Remedy: {rule.remedy}.")
    return "\n".join(lines) + "\n"


def _first_line(described: object) -> str:
    return (inspect.getdoc(described) or "").splitlines()[0]


if __name__ == "__main__":
    write()
