"""Letters a procedure makes: their template, who initials and signs, and the facts a template may use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, TypeVar

from laksana_sdk.forms import Form
from laksana_sdk.paraf import ParafChain
from laksana_sdk.roles import Role

FormT = TypeVar("FormT", bound=Form)


class Issue(StrEnum):
    """How a letter comes into being.

    SIGNED letters are drafted, initialled, numbered and signed. ISSUED ones (receipts, notes, the lembar disposisi) are
    made by the office at the moment of the act they record, in the name of the person who performed it.
    """

    SIGNED = "SIGNED"
    ISSUED = "ISSUED"


class Register(StrEnum):
    """The registers of an office; its pack says how each numbers."""

    AGENDA_MASUK = "AGENDA_MASUK"
    SURAT_KELUAR = "SURAT_KELUAR"
    SURAT_TUGAS = "SURAT_TUGAS"
    TANDA_TERIMA = "TANDA_TERIMA"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFacts:
    """The person a case is about. `label` is what a letter prints: the name, or the office's label for the unknown.

    A plugin's intake builds this from its form and leaves `label` empty; the office fills it in. `sex` is L or P,
    `kecamatan` a region code, `village` a name or region code, `nik` 16 digits, `phone` E.164.
    """

    name: str | None
    label: str = ""
    nik: str | None = None
    birth_place: str | None = None
    birth_date: date | None = None
    sex: str | None = None
    address: str | None = None
    village: str | None = None
    kecamatan: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerFacts:
    """A person of the office as a letter prints them; `nip` is 18 digits, None for those who have none."""

    name: str
    title: str
    pangkat: str | None = None
    golongan: str | None = None
    nip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionFacts:
    """A receiver outside the office."""

    name: str
    address: str | None
    city: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """One required paper and what the last check found: ACCEPTED, MISSING or UNREADABLE."""

    slug: str
    label: str
    status: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposisiFacts:
    """One entry of the lembar disposisi, its ticks in words; `answers` are by receiver's role, as they came."""

    giver: OfficerFacts
    to: tuple[str, ...]
    instructions: tuple[str, ...]
    note: str | None
    given_at: datetime
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideFacts:
    """What a party outside the office answered: outcome code, its letter and the filled form of the wait."""

    outcome: str
    letter_number: str | None
    letter_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnFacts:
    """A signed letter that holds no longer: how its receivers know it, and why it was withdrawn."""

    title: str
    number: str | None
    dated: date | None
    reason: str
    subject: str | None = None
    addressee: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """All that a template's context may be built from; times are aware UTC, dates are the office's local dates.

    `withdrawn` is the letter that this one withdraws, for the Surat Pencabutan alone.
    """

    today: date
    agenda_number: str | None
    incoming_letter_number: str | None
    incoming_letter_date: date | None
    received_on: date | None
    client: ClientFacts
    forms: Mapping[str, Form]
    papers: tuple[PaperFacts, ...] = ()
    round: int = 0
    complete_until: date | None = None
    disposisi: tuple[DisposisiFacts, ...] = ()
    institution: InstitutionFacts | None = None
    officers: Mapping[str, OfficerFacts] = field(default_factory=dict)
    performed_by: OfficerFacts | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None
    withdrawn: WithdrawnFacts | None = None

    def form(self, step: str, kind: type[FormT]) -> FormT | None:
        """The latest filled form of a step, None when the step has not been performed."""
        filled = self.forms.get(step)
        return filled if isinstance(filled, kind) else None


ContextBuilder = Callable[[LetterFacts], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterTemplate:
    """One kind of letter: `template` names a file in the release's templates/, `context` gives its `isi`.

    `paraf` are the stages in which its draft is initialled, lowest first. `register` is the office's register that
    numbers it (None: the paper carries no number). `strategic` letters may not be signed by a Plt. or Plh.
    """

    kind: str
    title: str
    template: str
    signer: Role
    context: ContextBuilder
    issue: Issue = Issue.SIGNED
    paraf: ParafChain = ()
    register: Register | None = Register.SURAT_KELUAR
    page: Literal["A4", "F4"] = "F4"
    strategic: bool = False
