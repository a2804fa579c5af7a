"""What stands against an input or a command, in words a person can act on."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

import yaml

Language = Literal["id", "en"]
Parameter = str | int


class Severity(StrEnum):
    """How much a finding weighs: an error blocks, a warning is shown and recorded, information only helps."""

    ERROR = "ERROR"
    WARNING = "WARNING"
    INFO = "INFO"


class UnknownFindingCode(LookupError):
    """A finding was made with a code that the catalogue does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong or worth knowing: what, where, and the values its sentence needs.

    `field` is a dotted path into the input (`pemohon.nik`), or None when the finding concerns the whole.
    Parameters must not carry a person's full identity number; mask it first.
    """

    code: str
    severity: Severity = Severity.ERROR
    field: str | None = None
    parameters: Mapping[str, Parameter] = dataclasses.field(default_factory=dict)

    @property
    def blocks(self) -> bool:
        """Whether nothing may happen while this finding stands."""
        return self.severity is Severity.ERROR


def error(code: str, *, field: str | None = None, **parameters: Parameter) -> Finding:
    """A finding that blocks."""
    return Finding(code=code, severity=Severity.ERROR, field=field, parameters=parameters)


def warning(code: str, *, field: str | None = None, **parameters: Parameter) -> Finding:
    """A finding that is shown and recorded, but blocks nothing."""
    return Finding(code=code, severity=Severity.WARNING, field=field, parameters=parameters)


def info(code: str, *, field: str | None = None, **parameters: Parameter) -> Finding:
    """A finding that only helps."""
    return Finding(code=code, severity=Severity.INFO, field=field, parameters=parameters)


def placed_at(group: str | None, finding: Finding) -> Finding:
    """The finding about a field as one about that field of a group (`pemohon.nik`); unchanged without a group."""
    if group is None or finding.field is None:
        return finding
    return dataclasses.replace(finding, field=f"{group}.{finding.field}")


@cache
def catalogue() -> Mapping[str, Mapping[Language, str]]:
    """Every finding's sentence by code and language, from the YAML files of this package.

    Raises ValueError when two files define one code or a code lacks a language.
    """
    texts: dict[str, Mapping[Language, str]] = {}
    folder = files("laksana_sdk") / "catalogue"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".yaml"):
            continue
        for code, sentences in yaml.safe_load(entry.read_text("utf-8")).items():
            if code in texts:
                raise ValueError(f"the finding {code!r} in {entry.name} is defined twice; keep one")
            if set(sentences) != {"id", "en"}:
                raise ValueError(f"the finding {code!r} in {entry.name} needs exactly the languages id and en")
            texts[code] = MappingProxyType(dict(sentences))
    return MappingProxyType(texts)


def text(finding: Finding, language: Language = "id") -> str:
    """The finding as a full sentence: the thing, the value, the remedy.

    Raises UnknownFindingCode when the catalogue does not have the code.
    """
    sentences = catalogue().get(finding.code)
    if sentences is None:
        raise UnknownFindingCode(f"no text for the finding {finding.code!r}; add it to laksana_sdk/catalogue/")
    return sentences[language].format_map(dict(finding.parameters))
