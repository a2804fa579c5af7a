"""A procedure: how an SOP's work is really carried out, as a table of contents an office can follow on its sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from laksana_sdk.batches import BatchLetter
from laksana_sdk.facts import CaseFacts, ClientBuilder, CoreBuilder, CoreFacts, ReferralFacts, Validator
from laksana_sdk.forms import Form, FormReader, read
from laksana_sdk.letters import Issue, LetterTemplate
from laksana_sdk.nodes import (
    AnyNode,
    Close,
    Dispatch,
    Disposisi,
    Finish,
    Intake,
    Node,
    Outcome,
    Paper,
    ProcedureError,
    Return,
    SignedLetter,
    Step,
    Target,
    Wait,
    WorkingDays,
    working_days,
)
from laksana_sdk.paraf import chain_faults, initialling
from laksana_sdk.roles import KABID, KADIS, Role
from laksana_sdk.sheet import Sheet
from laksana_sdk.states import Status
from laksana_sdk.withdrawal import SURAT_PENCABUTAN

# Everything that a plugin's procedure.py is written with comes from this one module.
__all__ = [
    "AnyNode", "BatchLetter", "CaseFacts", "ClientBuilder", "Close", "CoreBuilder", "CoreFacts", "Dispatch",
    "Disposisi", "EmergencyRule", "Exit", "Finish", "Intake", "Node", "Outcome", "Paper", "Procedure",
    "ProcedureError", "ReferralFacts", "Release", "Return", "SignedLetter", "Step", "Target", "Validator", "Wait",
    "WorkingDays", "step_of_exit", "working_days",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """An early end that these roles may decide; with `through` a letter is signed first, then the case ends.

    `reasons` are the codes with labels from which one is chosen. `after` is the step from which on it is allowed
    (None: at any time); once the way of the case leads past one of the steps `before`, it is too late for it. `form`
    is what must be told about it: a death's place and informant, the attempts to find.
    """

    by: tuple[Role, ...]
    reasons: Mapping[str, str]
    status: Status
    through: str | None = None
    after: str | None = None
    before: tuple[str, ...] = ()
    form: type[Form] | None = None
    validators: tuple[Validator, ...] = ()


def step_of_exit(leaving: str) -> str:
    """Under which name the form of an early end is kept and given to letters; no step is called so."""
    return f"exit.{leaving}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyRule:
    """Who may let steps run ahead of the papers for a person in danger, and who confirms that within how many days."""

    authorised_by: tuple[Role, ...]
    confirmed_by: tuple[Role, ...]
    within: WorkingDays


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """An SOP as it is run. Raises ProcedureError when its parts do not fit together.

    `deviation_by` may order that a step is skipped, `reopened_by` that an ended case goes on as a new episode. `read`
    reads its filled forms; leave it as it is: the service puts its guard there, as it does around every function.
    """

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
    emergency: EmergencyRule | None = None
    batch: BatchLetter | None = None
    deviation_by: tuple[Role, ...] = (KADIS,)
    reopened_by: tuple[Role, ...] = (KADIS, KABID)
    read: FormReader = field(default=read, repr=False, compare=False)

    # Every decision asks for these, so they are worked out once.
    _exits: Mapping[str, Exit] = field(init=False, repr=False, compare=False)
    _nodes: Mapping[str, AnyNode] = field(init=False, repr=False, compare=False)
    _templates: Mapping[str, LetterTemplate] = field(init=False, repr=False, compare=False)
    _roles: tuple[Role, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = [template for node in self.steps for template in _templates_of(node)]
        derived = {
            "_exits": _exits_of(self),
            "_nodes": {node.slug: node for node in self.steps},
            "_templates": {template.kind: template for template in found},
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_roles", _roles_of(self))
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
        return self._exits

    def step(self, slug: str) -> AnyNode:
        """The step of that slug; raises KeyError."""
        return self._nodes[slug]

    def order(self, slug: str) -> int:
        """The step's place in the procedure, from 0."""
        return [node.slug for node in self.steps].index(slug)

    def templates(self) -> tuple[LetterTemplate, ...]:
        """Every letter of this SOP's own that it can make, each kind once, in order of appearance."""
        return tuple(self._templates.values())

    def template(self, kind: str) -> LetterTemplate:
        """The letter template of that kind, the Surat Pencabutan of every SOP included; raises KeyError."""
        return SURAT_PENCABUTAN if kind == SURAT_PENCABUTAN.kind else self._templates[kind]

    def roles(self) -> tuple[Role, ...]:
        """Every office role that somebody must hold before this procedure can run, each once."""
        return self._roles


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


def _exits_of(procedure: Procedure) -> dict[str, Exit]:
    possible = {
        "reject": procedure.reject,
        "forward": procedure.forward,
        "cancel": procedure.cancel,
        "refused_by_client": procedure.refused_by_client,
        "deceased": procedure.deceased,
        "moved": procedure.moved,
        "not_found": procedure.not_found,
        "duplicate": procedure.duplicate,
    }
    return {name: leave for name, leave in possible.items() if leave is not None}


def _roles_of(procedure: Procedure) -> tuple[Role, ...]:
    batch, emergency = procedure.batch, procedure.emergency
    named = [*procedure.assigners, *(role for leave in procedure.exits.values() for role in leave.by)]
    named += [*procedure.deviation_by, *procedure.reopened_by]
    named += [*batch.by, batch.signer, *initialling(batch.paraf)] if batch else []
    named += [*emergency.authorised_by, *emergency.confirmed_by] if emergency else []
    for node in procedure.steps:
        named.append(node.by)
        named.extend(node.to if isinstance(node, Disposisi) else ())
        for template in _templates_of(node):
            named.extend((template.signer, *initialling(template.paraf)))
    return tuple({role.code: role for role in named if not role.outside}.values())


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
    for template in procedure.templates():
        if template.kind == SURAT_PENCABUTAN.kind:
            yield f"the letter {template.kind!r} has the kind by which every SOP withdraws; give it one of its own"
        yield from (f"the letter {template.kind!r} {fault}" for fault in chain_faults(template.paraf, template.signer))
    for name, leave in procedure.exits.items():
        yield from _faults_of_exit(procedure, name, leave, slugs)
    if procedure.batch is not None:
        yield from _faults_of_batch(procedure, procedure.batch)


def _faults_of_status(node: AnyNode) -> Iterator[str]:
    if isinstance(node, Step) and not _under_way(node.status):
        yield f"step {node.slug!r} has the status {node.status.value}; no work is done in that state"
    for outcome in node.outcomes if isinstance(node, Step | Wait | Finish) else ():
        if isinstance(outcome.then, str) and outcome.status is not None and not _under_way(outcome.status):
            yield (
                f"the outcome {outcome.code!r} of step {node.slug!r} leads on to {outcome.then!r} with the status "
                f"{outcome.status.value}; give it a state of an open case, or let it close or return the case"
            )


def _faults_of_batch(procedure: Procedure, batch: BatchLetter) -> Iterator[str]:
    if batch.kind in {template.kind for template in procedure.templates()}:
        yield f"the batch letter {batch.kind!r} has the kind of another letter; give it one of its own"
    if not batch.at or not batch.by:
        yield f"the batch letter {batch.kind!r} must name the dispatches it carries out (at) and who makes it (by)"
    yield from (f"the batch letter {batch.kind!r} {fault}" for fault in chain_faults(batch.paraf, batch.signer))
    dispatches = {node.slug for node in procedure.steps if isinstance(node, Dispatch)}
    for slug in sorted(set(batch.at) - dispatches):
        yield f"the batch letter {batch.kind!r} carries out {slug!r}, which is no Dispatch"
    for node in procedure.steps:
        if isinstance(node, SignedLetter) and node.then in batch.at and node.form is not None:
            yield f"the batch letter {batch.kind!r} leads past {node.slug!r}, whose form nobody would fill in"


def _faults_of_replies(node: Wait) -> Iterator[str]:
    known = {outcome.code for outcome in node.outcomes}
    for answer, code in node.replies.outcomes.items() if node.replies else ():
        if code not in known:
            yield f"step {node.slug!r} takes the answer {answer.value} in as {code!r}, which is none of its outcomes"


def _under_way(status: Status) -> bool:
    return not status.ended and status not in {Status.DRAFT, Status.RETURNED}


def _faults_of_exit(procedure: Procedure, name: str, leave: Exit, slugs: list[str]) -> Iterator[str]:
    if not leave.status.ended:
        yield f"the exit {name!r} has the status {leave.status.value}; give it one that ends a case"
    for named in (leave.through, leave.after, *leave.before):
        if named is not None and named not in slugs:
            yield f"the exit {name!r} names the step {named!r}, which does not exist"
    if leave.through == slugs[0]:
        yield f"the exit {name!r} leads through the intake {leave.through!r}; a case is taken in once"
    elif leave.through is not None and (again := _met_twice(procedure, leave.through)) is not None:
        yield f"the exit {name!r} leads through {leave.through!r}, from where {again!r} comes round again; let it end"


def _met_twice(procedure: Procedure, first: str) -> str | None:
    """The step that a case may come back to on its way from the first one; a Wait for the same party may last."""
    nodes = {node.slug: node for node in procedure.steps}
    done: set[str] = set()

    def seek(slug: str, way: tuple[str, ...]) -> str | None:
        if slug in way:
            return slug
        if slug in done or slug not in nodes:
            return None
        node = nodes[slug]
        onward = (then for then in node.targets() if isinstance(then, str))
        found = [seek(then, (*way, slug)) for then in onward if not (then == slug and isinstance(node, Wait))]
        done.add(slug)
        return next((again for again in found if again is not None), None)

    return seek(first, ())


def _papers(procedure: Procedure) -> Iterator[Paper]:
    yield from procedure.papers
    for node in procedure.steps:
        if isinstance(node, Step):
            yield from node.papers


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
        if isinstance(target, Return) and (unknown := {*target.asks} - {*_papers(procedure)}):
            yield f"step {node.slug!r} asks for {sorted(paper.slug for paper in unknown)}, which nobody checks"
        if target == slugs[0]:
            yield f"step {node.slug!r} leads back to the intake {target!r}; name a later step, or return the file"
    yield from _faults_of_status(node)
    if isinstance(node, Wait):
        yield from _faults_of_replies(node)
    if isinstance(node, SignedLetter) and node.letter.issue is not Issue.SIGNED:
        yield f"step {node.slug!r} signs {node.letter.kind!r}, which is issued without a signature"
