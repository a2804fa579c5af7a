"""Classes of letters: the two national schemes as far as they are known, and which class follows one that ended."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Scheme(StrEnum):
    """A national scheme: the old one (Permendagri 78/2012 and before), or that of Permendagri 83/2022."""

    LAMA = "LAMA"
    PERMENDAGRI_83_2022 = "2022"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterClass:
    """A class of a national scheme; `source` is the rule that it stands in."""

    scheme: Scheme
    code: str
    name: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """From the day after `until` the office writes `successor` in place of `code`."""

    code: str
    until: date
    successor: str


@cache
def national_classes() -> tuple[LetterClass, ...]:
    """Every known class of both schemes; the classes below 400.9 are each office's own regulation's."""
    text = files("laksana_tenants").joinpath("classification_data/classes.csv").read_text("utf-8")
    return tuple(
        LetterClass(scheme=Scheme(row["scheme"]), code=row["code"], name=row["name"], source=row["source"])
        for row in csv.DictReader(text.splitlines())
    )


def class_on(code: str, successions: Iterable[Succession], day: date) -> str:
    """The class that stands on this day in place of the code: itself, or what followed it by then."""
    seen = {code}
    following = {one.code: one.successor for one in sorted(successions, key=lambda one: one.until) if one.until < day}
    while (successor := following.get(code)) is not None and successor not in seen:
        seen.add(successor)
        code = successor
    return code
