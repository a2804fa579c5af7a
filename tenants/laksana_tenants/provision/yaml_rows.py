"""Read a pack's YAML with line numbers, refusing whatever YAML would quietly turn into something else."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

import yaml

from laksana_tenants.provision.faults import Fault, Place

MAX_BYTES = 500_000
_MAX_DEPTH = 12
_STRING, _NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

T = TypeVar("T")


class _UnwantedYaml(Exception):
    """YAML that a pack has no use for."""

    def __init__(self, problem: str, event: yaml.Event) -> None:
        self.line = event.start_mark.line + 1 if event.start_mark else 1
        super().__init__(problem)


@dataclass(slots=True)
class Faults:
    """The faults found so far, in the order of reading."""

    found: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Keep one more fault."""
        self.found.append(fault)


@dataclass(slots=True)
class Row:
    """A mapping of a pack's file; reading a field marks it as known, and what stays unread is a fault.

    A faulty value yields an empty one of its type, so that reading goes on to the next fault.
    """

    place: Place
    faults: Faults
    nodes: dict[str, yaml.Node]
    known: set[str] = field(default_factory=set)

    def optional_text(self, name: str) -> str | None:
        """The text of a field, None when it is missing, null or empty."""
        node = self._node(name)
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.refuse(name, "", "not_text")
            return None
        value = self._scalar(name, node)
        return value.strip() or None if value is not None else None

    def text(self, name: str, *, longest: int = 200) -> str:
        """The text of a field that must be filled in."""
        value = self.optional_text(name)
        if value is None:
            self.refuse(name, "", "missing")
            return ""
        if len(value) > longest:
            self.refuse(name, value, "too_long", longest=longest)
        return value

    def matching(self, name: str, pattern: str, example: str) -> str:
        """The text of a field that must look like the example."""
        value = self.text(name)
        if value and not re.fullmatch(pattern, value):
            self.refuse(name, value, "shape", example=example)
        return value

    def one_of(self, name: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """One word of a closed list."""
        value = self.optional_text(name) if default is not None else self.text(name)
        if value is None and default is not None:
            return default
        if value and value not in choices:
            self.refuse(name, value, "choice", choices=", ".join(choices))
            return ""
        return value or ""

    def flag(self, name: str) -> bool:
        """Whether the field says "true"; missing means no."""
        return self.one_of(name, ("true", "false"), default="false") == "true"

    def optional_day(self, name: str) -> date | None:
        """A day written "2026-11-21", None when it is missing or null."""
        value = self.optional_text(name)
        return None if value is None else self._day(name, value)

    def day(self, name: str) -> date:
        """A day that must be given."""
        value = self.text(name)
        return (self._day(name, value) if value else None) or date.min

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; missing means none."""
        node = self._node(name)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(name, "", "not_list")
            return ()
        values = []
        for item in node.value:
            value = self._scalar(name, item) if isinstance(item, yaml.ScalarNode) else None
            if value is None or not value.strip():
                self.refuse(name, value or "", "not_text", line=_line(item))
            else:
                values.append(value)
        return tuple(values)

    def rows(self, name: str, read: Callable[["Row"], T]) -> list[T]:
        """What `read` makes of each mapping of a list; missing means none."""
        node = self._node(name)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(name, "", "not_list")
            return []
        return [row.read(read) for row in (self._row(name, item) for item in node.value) if row is not None]

    def read(self, read: Callable[["Row"], T]) -> T:
        """What `read` makes of this row; fields that it did not ask for are faults."""
        result = read(self)
        for name in self.nodes.keys() - self.known:
            self.refuse(name, "", "unknown_field", fields=", ".join(sorted(self.known)))
        return result

    def refuse(self, name: str, value: object, code: str, *, line: int | None = None, **parameters: str | int) -> None:
        """Record a fault in a field of this row."""
        node = self.nodes.get(name)
        at = line or (_line(node) if node is not None else self.place.line)
        self.faults.add(Place(self.place.file, at).fault(code, name, value, **parameters))

    def _day(self, name: str, value: str) -> date | None:
        try:
            if _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.refuse(name, value, "day")
        return None

    def _node(self, name: str) -> yaml.Node | None:
        self.known.add(name)
        node = self.nodes.get(name)
        return None if node is None or node.tag == _NULL else node

    def _scalar(self, name: str, node: yaml.ScalarNode) -> str | None:
        if node.tag == _NULL:
            return None
        value = str(node.value)
        if node.tag != _STRING:
            self.refuse(name, value, "unquoted", line=_line(node), read_as=node.tag.rpartition(":")[2])
        elif _CONTROL.search(value):
            self.refuse(name, ascii(value), "control", line=_line(node))
        return value

    def _row(self, name: str, node: yaml.Node) -> "Row | None":
        if isinstance(node, yaml.MappingNode):
            return _row_of(self.place.file, node, self.faults)
        self.refuse(name, "", "not_row", line=_line(node))
        return None


def read_file(path: Path, faults: Faults) -> Row:
    """The outermost mapping of a YAML file; an unreadable file is one fault and yields no fields."""
    place = Place(path.name, 1)
    empty = Row(place=place, faults=faults, nodes={})
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as failure:
        faults.add(place.fault("no_file", "file", path.name, reason=failure.strerror or "?"))
        return empty
    if len(content) > MAX_BYTES:
        faults.add(place.fault("too_large", "file", path.name, longest=MAX_BYTES))
        return empty
    try:
        node = _composed(content.decode("utf-8"))
    except UnicodeDecodeError as failure:
        faults.add(place.fault("not_utf8", "file", f"byte {failure.start}"))
        return empty
    except yaml.MarkedYAMLError as failure:
        line = failure.problem_mark.line + 1 if failure.problem_mark else 1
        faults.add(Place(path.name, line).fault("not_yaml", "file", failure.problem or "?"))
        return empty
    except _UnwantedYaml as failure:
        faults.add(Place(path.name, failure.line).fault("not_yaml", "file", failure))
        return empty
    except yaml.YAMLError as failure:
        faults.add(place.fault("not_yaml", "file", failure))
        return empty
    if not isinstance(node, yaml.MappingNode):
        faults.add(place.fault("not_row", "file", path.name))
        return empty
    return _row_of(path.name, node, faults)


def _composed(content: str) -> yaml.Node | None:
    depth = 0
    for event in yaml.parse(content, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise _UnwantedYaml("alias", event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise _UnwantedYaml("nesting", event)
    return yaml.compose(content, Loader=yaml.SafeLoader)


def _row_of(file: str, node: yaml.MappingNode, faults: Faults) -> Row:
    nodes: dict[str, yaml.Node] = {}
    place = Place(file, _line(node))
    for key, value in node.value:
        at = Place(file, _line(key))
        if not isinstance(key, yaml.ScalarNode) or key.tag != _STRING:
            faults.add(at.fault("key", "key", getattr(key, "value", "?")))
        elif key.value in nodes:
            faults.add(at.fault("field_twice", key.value, ""))
        else:
            nodes[key.value] = value
    return Row(place=place, faults=faults, nodes=nodes)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
