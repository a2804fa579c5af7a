"""A procedure: how an SOP's work is really carried out, as a table of contents an office can follow on its sheet."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from laksana_sdk.findings import Finding
from laksana_sdk.forms import Form
from laksana_sdk.letters import ClientFacts, Issue, LetterTemplate
from laksana_sdk.roles import Role
from laksana_sdk.sheet import Sheet
from laksana_sdk.states import Status


class ProcedureError(ValueError):
    """A procedure contradicts itself; the message names the step, the value and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """A span of office days after the start day."""

    days: int


def working_days(days: int) -> WorkingDays:
    """A span of office days after the start day; weekends, holidays and cuti bersama do not count."""
    return WorkingDays(days=days)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreFacts:
    """What statistics need, copied at that moment: codes that identify nobody. None leaves a column as it is."""

    ppks_category: str | None = None
    spm_code: str | None = None
    kecamatan: str | None = None
    sex: str | None = None
    birth_year: int | None = None
    guardian_consent: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What a validator may know beyond the form: the office's day, the client's birth date and the forms so far.

    `outcome` is the one that is being chosen with this form, None where the step has none.
    """

    today: date
    client_birth_date: date | None
    outcome: str | None = None
    forms: Mapping[str, Form] = field(default_factory=dict)


Validator = Callable[[Any, CaseFacts], tuple[Finding, ...]]
CoreBuilder = Callable[[Any], CoreFacts]
ClientBuilder = Callable[[Any], ClientFacts]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that the applicant hands in; `slug` names it in uploads and findings."""

    slug: str
    label: str
    required: bool = True
    help_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Back to an outside party, which completes the file; the case then re-enters the step it left."""

    to: Role
    within: WorkingDays = WorkingDays(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """The end of the case in a state that ends it."""

    status: Status = Status.COMPLETED


Target = str | Return | Close


@dataclass(frozen=True, slots=True)
class Outcome:
    """A labelled result of a step and where it leads; `letters` are issued with it."""

    code: str
    label: str
    then: Target = field(kw_only=True)
    status: Status | None = field(kw_only=True, default=None)
    letter: LetterTemplate | None = field(kw_only=True, default=None)
    core: CoreFacts | None = field(kw_only=True, default=None)


@dataclass(frozen=True, slots=True)
class Node:
    """What every step has: its slug, the rows of the sheet it carries out or why it is implied, and who does it."""

    slug: str
    label: str = field(kw_only=True)
    by: Role = field(kw_only=True)
    row: int | None = field(kw_only=True, default=None)
    implied: str | None = field(kw_only=True, default=None)
    form: type[Form] | None = field(kw_only=True, default=None)
    validators: tuple[Validator, ...] = field(kw_only=True, default=())
    core: CoreBuilder | None = field(kw_only=True, default=None)
    letters: tuple[LetterTemplate, ...] = field(kw_only=True, default=())

    def targets(self) -> tuple[Target, ...]:
        """Everywhere the case may go from here."""
        raise NotImplementedError(type(self).__name__)


@dataclass(frozen=True, slots=True)
class Intake(Node):
    """The first step: the file is opened at the counter, then received with an agenda number."""

    performed_by: Role = field(kw_only=True)
    client: ClientBuilder = field(kw_only=True)
    then: str = field(kw_only=True)

    def targets(self) -> tuple[Target, ...]:
        """The step that follows receipt."""
        return (self.then,)


@dataclass(frozen=True, slots=True)
class Step(Node):
    """Work of one role: a form, papers to check one by one, outcomes or one successor."""

    papers: tuple[Paper, ...] = field(kw_only=True, default=())
    outcomes: tuple[Outcome, ...] = field(kw_only=True, default=())
    then: Target | None = field(kw_only=True, default=None)
    status: Status = field(kw_only=True, default=Status.IN_PROGRESS)

    def targets(self) -> tuple[Target, ...]:
        """Every outcome's target, or the one successor."""
        return tuple(outcome.then for outcome in self.outcomes) if self.outcomes else (_given(self, self.then),)


@dataclass(frozen=True, slots=True)
class Disposisi(Node):
    """A superior's written instruction to one or more roles; the case goes on when each receiver has answered."""

    to: tuple[Role, ...] = field(kw_only=True)
    then: str = field(kw_only=True)
    returns: Return | None = field(kw_only=True, default=None)
    returns_letter: LetterTemplate | None = field(kw_only=True, default=None)

    def targets(self) -> tuple[Target, ...]:
        """The step after the last answer, and the return to the applicant where the giver may order one."""
        return (self.then,) if self.returns is None else (self.then, self.returns)


@dataclass(frozen=True, slots=True)
class SignedLetter(Node):
    """A letter that is drafted by `by`, initialled lowest first, numbered and signed."""

    letter: LetterTemplate = field(kw_only=True)
    then: Target = field(kw_only=True)

    def targets(self) -> tuple[Target, ...]:
        """The step after the signature."""
        return (self.then,)


@dataclass(frozen=True, slots=True)
class Dispatch(Node):
    """A signed letter leaves the office for an institution, with courier and receipt."""

    letter: LetterTemplate = field(kw_only=True)
    then: str = field(kw_only=True)

    def targets(self) -> tuple[Target, ...]:
        """The step after dispatch."""
        return (self.then,)


@dataclass(frozen=True, slots=True)
class Wait(Node):
    """Time that belongs to a party outside the office; `by` enters the answer that `on` gives."""

    on: Role = field(kw_only=True)
    outcomes: tuple[Outcome, ...] = field(kw_only=True)
    remind: WorkingDays = field(kw_only=True)

    def targets(self) -> tuple[Target, ...]:
        """Every outcome's target."""
        return tuple(outcome.then for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class Finish(Node):
    """The office closes the case with an outcome for its statistics."""

    outcomes: tuple[Outcome, ...] = field(kw_only=True)

    def targets(self) -> tuple[Target, ...]:
        """Every outcome's end."""
        return tuple(outcome.then for outcome in self.outcomes)


AnyNode = Intake | Step | Disposisi | SignedLetter | Dispatch | Wait | Finish


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """An early end that these roles may decide; with `through` a letter is signed first, then the case ends.

    `reasons` are the codes with labels from which one is chosen. `after` is the step from which on it is allowed
    (None: at any time).
    """

    by: tuple[Role, ...]
    reasons: Mapping[str, str]
    status: Status
    through: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """An SOP as it is run. Raises ProcedureError when its parts do not fit together."""

    slug: str
    name: str
    service: str
    sheet: Sheet
    steps: tuple[AnyNode, ...]
    assigners: tuple[Role, ...]
    reject: Exit
    forward: Exit
    cancel: Exit
    refused_by_client: Exit | None = None
    deceased: Exit | None = None
    moved: Exit | None = None
    not_found: Exit | None = None
    duplicate: Exit | None = None
    papers: tuple[Paper, ...] = ()

    def __post_init__(self) -> None:
        for fault in _faults(self):
            raise ProcedureError(f"{self.slug}: {fault}")

    @property
    def intake(self) -> Intake:
        """The first step."""
        first = self.steps[0]
        if not isinstance(first, Intake):
            raise ProcedureError(f"{self.slug}: the first step {first.slug!r} must be an Intake")
        return first

    @property
    def exits(self) -> Mapping[str, Exit]:
        """The early ends by the name that commands and events give them."""
        possible = {
            "reject": self.reject,
            "forward": self.forward,
            "cancel": self.cancel,
            "refused_by_client": self.refused_by_client,
            "deceased": self.deceased,
            "moved": self.moved,
            "not_found": self.not_found,
            "duplicate": self.duplicate,
        }
        return {name: leave for name, leave in possible.items() if leave is not None}

    def step(self, slug: str) -> AnyNode:
        """The step of that slug; raises KeyError."""
        for node in self.steps:
            if node.slug == slug:
                return node
        raise KeyError(slug)

    def order(self, slug: str) -> int:
        """The step's place in the procedure, from 0."""
        return [node.slug for node in self.steps].index(slug)

    def templates(self) -> tuple[LetterTemplate, ...]:
        """Every letter this procedure can make, each kind once, in order of appearance."""
        found = {template.kind: template for node in self.steps for template in _templates_of(node)}
        return tuple(found.values())

    def template(self, kind: str) -> LetterTemplate:
        """The letter template of that kind; raises KeyError."""
        for template in self.templates():
            if template.kind == kind:
                return template
        raise KeyError(kind)

    def roles(self) -> tuple[Role, ...]:
        """Every office role that somebody must hold before this procedure can run, each once."""
        named = [*self.assigners, *(role for leave in self.exits.values() for role in leave.by)]
        for node in self.steps:
            named.append(node.by)
            named.extend(node.to if isinstance(node, Disposisi) else ())
            for template in _templates_of(node):
                named.extend((template.signer, *template.paraf))
        return tuple({role.code: role for role in named if not role.outside}.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One published release of an SOP: its name (`r1`), its procedure and the folder whose bytes are pinned."""

    name: str
    procedure: Procedure
    folder: Path

    @property
    def slug(self) -> str:
        """The SOP's slug."""
        return self.procedure.slug


def _given(node: Node, target: Target | None) -> Target:
    if target is None:
        raise ProcedureError(f"step {node.slug!r} has neither outcomes nor then=; give it one of them")
    return target


def _templates_of(node: AnyNode) -> Iterator[LetterTemplate]:
    yield from node.letters
    if isinstance(node, SignedLetter | Dispatch):
        yield node.letter
    if isinstance(node, Disposisi) and node.returns_letter:
        yield node.returns_letter
    if isinstance(node, Step | Wait | Finish):
        yield from (outcome.letter for outcome in node.outcomes if outcome.letter)


def _faults(procedure: Procedure) -> Iterator[str]:
    slugs = [node.slug for node in procedure.steps]
    if not slugs or not isinstance(procedure.steps[0], Intake):
        yield "the first step must be an Intake"
        return
    for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        yield f"the step {slug!r} stands twice; give each step a slug of its own"
    rows = {node.row for node in procedure.steps if node.row is not None}
    for missing in sorted(set(range(1, len(procedure.sheet.langkah) + 1)) - rows):
        yield f"row {missing} of the sheet is carried out by no step"
    for node in procedure.steps:
        yield from _faults_of(procedure, node, slugs)
    for leave in procedure.exits.values():
        for named in (leave.through, leave.after):
            if named is not None and named not in slugs:
                yield f"an exit names the step {named!r}, which does not exist"


def _faults_of(procedure: Procedure, node: AnyNode, slugs: list[str]) -> Iterator[str]:
    if (node.row is None) == (node.implied is None):
        yield f"step {node.slug!r} must name either the row it carries out or why it is implied"
    if node.row is not None and not 1 <= node.row <= len(procedure.sheet.langkah):
        yield f"step {node.slug!r} names row {node.row}; the sheet has {len(procedure.sheet.langkah)} rows"
    if node.by.outside:
        yield f"step {node.slug!r} is done by the outside role {node.by.code}; name the office role that enters it"
    for target in node.targets():
        if isinstance(target, str) and target not in slugs:
            yield f"step {node.slug!r} leads to {target!r}, which does not exist"
    if isinstance(node, SignedLetter) and node.letter.issue is not Issue.SIGNED:
        yield f"step {node.slug!r} signs {node.letter.kind!r}, which is issued without a signature"
