"""One covering letter over many cases: what it says, who makes it, and which dispatches it carries out at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from laksana_sdk.letters import InstitutionFacts, LetterFacts, Register
from laksana_sdk.paraf import ParafChain
from laksana_sdk.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFacts:
    """All that a batch letter's context may be built from: its receiver, and each case in the order of the letter."""

    today: date
    institution: InstitutionFacts
    cases: tuple[LetterFacts, ...]


BatchContextBuilder = Callable[[BatchFacts], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLetter:
    """A letter over many cases to one institution; `by` choose the cases and draft it.

    `at` names the Dispatch steps that it carries out for every case together. A case may leave with it from there, or
    from the SignedLetter that leads there, whose own letter it then replaces. Whoever does the Dispatch sends it.
    `register` numbers it (None: it bears no number); a `strategic` one may not be signed by a Plt. or Plh.
    """

    kind: str
    title: str
    template: str
    by: tuple[Role, ...]
    signer: Role
    context: BatchContextBuilder
    at: tuple[str, ...]
    paraf: ParafChain = ()
    register: Register | None = Register.SURAT_KELUAR
    page: Literal["A4", "F4"] = "F4"
    strategic: bool = False
