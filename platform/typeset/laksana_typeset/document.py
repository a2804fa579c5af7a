"""What goes into one letter."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

MAIN = "main.typ"
CONTEXT = "context.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypstDocument:
    """A template with everything that it may read, and the date that the PDF carries.

    `main` is the template's text, which reads its context by `json("context.json")`. `files` are other templates by the
    name that `main` imports (give `house_files()` here, and freeze them with a draft: a later house style then cannot
    change a letter that was initialled). `images` lie beside them under their own names (`lambang.svg`): drawings, for
    the compiler is given text alone.
    Raises ValueError when a name is taken twice or points elsewhere.
    """

    main: str
    context: Mapping[str, Any]
    date: date
    files: Mapping[str, bytes] = field(default_factory=dict)
    images: Mapping[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse file names that Typst would read as another file's."""
        names = [MAIN, CONTEXT, *self.files, *self.images]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"the document has two files named {name!r}; rename one")
            if not name or name.startswith("/") or "\\" in name or ".." in name.split("/"):
                raise ValueError(f"{name!r} is no file name of a document; use a plain relative name such as 'kop.typ'")

    def sources(self) -> Iterator[tuple[str, bytes]]:
        """Every file of the document by name, the context among them as JSON."""
        yield MAIN, self.main.encode()
        yield CONTEXT, json.dumps(_spaced(self.context), ensure_ascii=False, sort_keys=True, allow_nan=False).encode()
        yield from sorted({**self.files, **self.images}.items())

    def timestamp(self) -> int:
        """Midnight UTC of the date in Unix seconds: the same day in all three Indonesian time zones."""
        return int(datetime.combine(self.date, time(), tzinfo=UTC).timestamp())

    def sha256(self) -> str:
        """The digest of all that is set, in hex: a paraf on it binds template, house style, context and images."""
        digest = hashlib.sha256(str(self.timestamp()).encode())
        for name, content in self.sources():
            digest.update(f"\n{name}\n{len(content)}\n".encode())
            digest.update(content)
        return digest.hexdigest()


def _spaced(value: object) -> object:
    # A tab behind a carriage return makes Typst ask the font for a tab's picture; elsewhere both are white space to it.
    match value:
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        case Mapping():
            return {key: _spaced(item) for key, item in value.items()}
        case list() | tuple():
            return [_spaced(item) for item in value]
        case _:
            return value


@cache
def house_files() -> Mapping[str, bytes]:
    """The shared Typst library of all letters, by the names under which templates import it (`house.typ`)."""
    folder = files("laksana_typeset") / "house"
    return MappingProxyType({item.name: item.read_bytes() for item in folder.iterdir() if item.name.endswith(".typ")})
