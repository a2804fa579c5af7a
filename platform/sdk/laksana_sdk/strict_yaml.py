"""YAML files read strictly: what is unknown, missing, doubled or silently converted is refused with its remedy."""

import datetime as dt
from collections.abc import Hashable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import yaml

LARGEST_FILE = 256 * 1024
DEEPEST_NESTING = 12


class PluginFileError(ValueError):
    """A file of a plugin that cannot be taken as it stands: which file and key, what is there, what to write."""

    def __init__(self, file: Path, key: str, what: str, remedy: str) -> None:
        place = f"{file}: {key}" if key else str(file)
        super().__init__(f"{place}: {what}; {remedy}")


class _StrictLoader(yaml.SafeLoader):
    """Safe YAML without aliases, doubled keys or deep nesting."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise yaml.constructor.ConstructorError(
                None, None, "an anchor or alias; write the text out", event.start_mark
            )
        if self.depth >= DEEPEST_NESTING:
            raise yaml.constructor.ConstructorError(None, None, "nested too deeply; flatten it", event.start_mark)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(None, None, "a list or mapping as key", key_node.start_mark)
            if key in seen:
                twice = f"the key {key!r} stands twice; keep one"
                raise yaml.constructor.ConstructorError(None, None, twice, key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


EnumT = TypeVar("EnumT", bound=StrEnum)


class Record:
    """One mapping of a file, taken key by key; `close` refuses the keys that nobody took."""

    def __init__(self, file: Path, path: str, values: object) -> None:
        self.file = file
        self.path = path
        if not isinstance(values, dict):
            raise PluginFileError(file, path, f"{_shown(values)} is no mapping", "write `key: value` lines")
        for key in values:
            if not isinstance(key, str):
                raise self.fault(str(key), f"the key is read as {_shown(key)}", 'quote the key, as in "no"')
        self._values: Mapping[str, object] = values
        self._left = set(values)

    def fault(self, key: str, what: str, remedy: str) -> PluginFileError:
        """The fault at a key of this mapping, ready to raise."""
        return PluginFileError(self.file, f"{self.path}.{key}" if self.path else key, what, remedy)

    def text(self, key: str) -> str:
        """The text at a key."""
        found = self.text_or_none(key)
        if found is None:
            raise self.fault(key, "null where a text must stand", "write the text")
        return found

    def text_or_none(self, key: str) -> str | None:
        """The text at a key, None for null."""
        value = self._take(key)
        return None if value is None else self._as_text(key, value)

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts at a key."""
        return tuple(self._as_text(f"{key}[{at}]", item) for at, item in enumerate(self._list(key), start=1))

    def texts_or_none(self, key: str) -> tuple[str | None, ...]:
        """The list of texts at a key, whose items may be null."""
        items = enumerate(self._list(key), start=1)
        return tuple(None if item is None else self._as_text(f"{key}[{at}]", item) for at, item in items)

    def number_or_none(self, key: str) -> int | None:
        """The whole number from 1 at a key, None for null."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self.fault(key, f"{_shown(value)} is no whole number from 1", "count from 1")
        return value

    def number(self, key: str) -> int:
        """The whole number from 1 at a key."""
        found = self.number_or_none(key)
        if found is None:
            raise self.fault(key, "null where a number must stand", "count from 1")
        return found

    def choice(self, key: str, options: type[EnumT]) -> EnumT:
        """The member of a closed set at a key."""
        value = self.text(key)
        try:
            return options(value)
        except ValueError:
            known = ", ".join(option.value for option in options)
            raise self.fault(key, f"{value!r} is unknown", f"write one of: {known}") from None

    def record(self, key: str) -> "Record":
        """The mapping at a key."""
        return Record(self.file, f"{self.path}.{key}" if self.path else key, self._take(key))

    def records(self, key: str) -> tuple["Record", ...]:
        """The list of mappings at a key."""
        prefix = f"{self.path}.{key}" if self.path else key
        return tuple(Record(self.file, f"{prefix}[{at}]", item) for at, item in enumerate(self._list(key), start=1))

    def close(self) -> None:
        """Refuse the keys that nobody asked for."""
        for key in sorted(self._left):
            raise self.fault(key, "the key is unknown", "correct its spelling or remove it")

    def _take(self, key: str) -> object:
        if key not in self._values:
            raise self.fault(key, "the key is missing", "add it, with null where the paper is blank")
        self._left.discard(key)
        return self._values[key]

    def _list(self, key: str) -> list[object]:
        value = self._take(key)
        if not isinstance(value, list):
            raise self.fault(key, f"{_shown(value)} is no list", "write [] for nothing, or `- item` lines")
        return value

    def _as_text(self, key: str, value: object) -> str:
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, str):
            raise self.fault(key, "the text is empty", "write null where the paper is blank")
        if isinstance(value, bool):
            raise self.fault(key, f"YAML reads {_shown(value)} here", "quote the word as printed")
        if isinstance(value, dt.date):
            raise self.fault(key, f"an unquoted date, {_shown(value)}", f'quote it: "{value.isoformat()}"')
        raise self.fault(key, f"{_shown(value)} is no text", "quote it as printed")


def read_record(file: Path) -> Record:
    """The one mapping that a YAML file holds. Raises PluginFileError when it is missing, too large or not plain."""
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise PluginFileError(file, "", "there is no such file", "write it, or name the right folder") from None
    except OSError as fault:
        raise PluginFileError(file, "", f"it cannot be read ({fault.strerror})", "make it a readable file") from fault
    if len(raw) > LARGEST_FILE:
        raise PluginFileError(file, "", f"it has {len(raw)} bytes", f"keep it under {LARGEST_FILE}")
    try:
        content = yaml.load(raw, Loader=_StrictLoader)  # noqa: S506 - derived from SafeLoader
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 0
        raise PluginFileError(file, f"line {line}", str(fault.problem), "write plain YAML") from fault
    except (yaml.YAMLError, ValueError) as fault:
        raise PluginFileError(
            file, "", f"it is no YAML text ({fault})", "write plain YAML in UTF-8, dates quoted"
        ) from fault
    return Record(file, "", content)


def _shown(value: object) -> str:
    return repr(value.isoformat() if isinstance(value, dt.date) else value)[:80]
