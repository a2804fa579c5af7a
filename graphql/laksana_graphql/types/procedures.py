"""SOPs as they are run: steps, forms, outcomes, papers, letters and exits."""

from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated

import strawberry
from strawberry.scalars import JSON

from laksana.procedures.queries import ActiveProcedure
from laksana_graphql.described import doc, weighed
from laksana_graphql.types.offices import RoleType
from laksana_sdk.forms import Form, json_schema
from laksana_sdk.letters import LetterTemplate
from laksana_sdk.paraf import ParafChain, stages
from laksana_sdk.procedure import (
    AnyNode,
    BatchLetter,
    Dispatch,
    Disposisi,
    EmergencyRule,
    Exit,
    Finish,
    Intake,
    Outcome,
    Paper,
    Procedure,
    Return,
    SignedLetter,
    Step,
    Wait,
)
from laksana_sdk.states import Status

strawberry.enum(Status, name="CaseStatus", description="A case's state; COMPLETED and those after it end the case.")


@strawberry.enum
class StepKind(StrEnum):
    """What a step asks for, and so by which mutation it is done."""

    INTAKE = "INTAKE"
    STEP = "STEP"
    DISPOSISI = "DISPOSISI"
    SIGNED_LETTER = "SIGNED_LETTER"
    DISPATCH = "DISPATCH"
    WAIT = "WAIT"
    FINISH = "FINISH"


@strawberry.enum
class ExitAct(StrEnum):
    """By which mutation a case ends early."""

    REJECT = "REJECT"
    FORWARD = "FORWARD"
    CANCEL = "CANCEL"
    REFUSE_BY_CLIENT = "REFUSE_BY_CLIENT"
    RECORD_DEATH = "RECORD_DEATH"
    RECORD_MOVE = "RECORD_MOVE"
    RECORD_NOT_FOUND = "RECORD_NOT_FOUND"
    MARK_DUPLICATE = "MARK_DUPLICATE"


ACTS = {
    "reject": ExitAct.REJECT,
    "forward": ExitAct.FORWARD,
    "cancel": ExitAct.CANCEL,
    "refused_by_client": ExitAct.REFUSE_BY_CLIENT,
    "deceased": ExitAct.RECORD_DEATH,
    "moved": ExitAct.RECORD_MOVE,
    "not_found": ExitAct.RECORD_NOT_FOUND,
    "duplicate": ExitAct.MARK_DUPLICATE,
}
"""The act by which a case takes each of a procedure's exits."""

_KINDS: dict[type, StepKind] = {
    Intake: StepKind.INTAKE,
    Step: StepKind.STEP,
    Disposisi: StepKind.DISPOSISI,
    SignedLetter: StepKind.SIGNED_LETTER,
    Dispatch: StepKind.DISPATCH,
    Wait: StepKind.WAIT,
    Finish: StepKind.FINISH,
}


@strawberry.type(name="RequiredPaper")
class PaperType:
    """A paper that the applicant hands in."""

    slug: Annotated[str, doc("Its name in uploads, checks and findings.")]
    label: str
    required: bool
    help_text: str | None

    @classmethod
    def of(cls, paper: Paper) -> "PaperType":
        """The paper as the procedure names it."""
        return cls(slug=paper.slug, label=paper.label, required=paper.required, help_text=paper.help_text)


@strawberry.type(name="Outcome")
class OutcomeType:
    """A result that a step may have."""

    code: Annotated[str, doc("Give it as `outcome`.")]
    label: str
    returns_to_applicant: Annotated[bool, doc("Whether it sends the file back for completion.")]

    @classmethod
    def of(cls, outcome: Outcome) -> "OutcomeType":
        """The outcome as the procedure names it."""
        return cls(code=outcome.code, label=outcome.label, returns_to_applicant=isinstance(outcome.then, Return))


@strawberry.type(name="ParafStage")
class ParafStageType:
    """The roles that initial a draft beside each other, in whichever order; the next stage waits for all of them."""

    roles: Annotated[list[RoleType], doc("Each gives its own initials.", size=4)]

    @classmethod
    def of_chain(cls, chain: ParafChain) -> "list[ParafStageType]":
        """The stages in their order."""
        return [cls(roles=[RoleType.of(role) for role in stage]) for stage in stages(chain)]


@strawberry.type
class LetterKind:
    """A letter that the SOP can make."""

    kind: Annotated[str, doc("Give it as `letter` to `draftLetter`.")]
    title: str
    issue: Annotated[str, doc("SIGNED: drafted, initialled, numbered, signed. ISSUED: made at the act it records.")]
    signer: RoleType
    paraf: Annotated[list[ParafStageType], doc("Who initials it, lowest stage first.", size=4)]

    @classmethod
    def of(cls, template: LetterTemplate) -> "LetterKind":
        """The letter as the procedure names it."""
        return cls(
            kind=template.kind,
            title=template.title,
            issue=template.issue.value,
            signer=RoleType.of(template.signer),
            paraf=ParafStageType.of_chain(template.paraf),
        )


@strawberry.type(name="Step")
class StepType:
    """One step: the row of the signed sheet that it carries out, or why it is implied, and who does it."""

    slug: Annotated[str, doc("Give it as `step`.")]
    label: str
    kind: StepKind
    row: Annotated[int | None, doc("The row of the sheet, counted from 1; null for an implied step.")]
    printed: Annotated[str | None, doc("What that row says, as printed.")]
    implied: Annotated[str | None, doc("Why a step stands here that the sheet does not print, in English.")]
    role: Annotated[RoleType, doc("Who does it, or enters it for a party outside.")]
    on: Annotated[RoleType | None, doc("Whose answer a WAIT waits for, or for whom an INTAKE is entered.")]
    to: Annotated[list[RoleType], doc("To whom a DISPOSISI may go.", size=4)]
    form_schema: Annotated[
        JSON | None, doc("JSON Schema (2020-12) of its form, labels as `title`; null without a form.")
    ]
    outcomes: Annotated[list[OutcomeType], doc("Empty where there is only one way on.", size=4)]
    papers: Annotated[list[PaperType], doc("The papers that are checked here.", size=8)]
    letter: Annotated[LetterKind | None, doc("The letter that is signed or sent here.")]

    @classmethod
    def of(cls, procedure: Procedure, node: AnyNode) -> "StepType":
        """The step as the procedure has it."""
        outside = node.on if isinstance(node, Wait) else node.performed_by if isinstance(node, Intake) else None
        return cls(
            slug=node.slug,
            label=node.label,
            kind=_KINDS[type(node)],
            row=node.row,
            printed=procedure.sheet.row(node.row).kegiatan if node.row is not None else None,
            implied=node.implied,
            role=RoleType.of(node.by),
            on=RoleType.of(outside) if outside else None,
            to=[RoleType.of(role) for role in node.to] if isinstance(node, Disposisi) else [],
            form_schema=JSON(_schema(node.form)) if node.form else None,
            outcomes=[OutcomeType.of(outcome) for outcome in getattr(node, "outcomes", ())],
            papers=[PaperType.of(paper) for paper in getattr(node, "papers", ())],
            letter=LetterKind.of(node.letter) if isinstance(node, SignedLetter | Dispatch) else None,
        )


@strawberry.type
class Reason:
    """Why a case may end early."""

    code: Annotated[str, doc("Give it as `reason`.")]
    label: str


@strawberry.type(name="Exit")
class ExitType:
    """An early end of a case, and who may decide it."""

    act: ExitAct
    status: Annotated[Status, doc("What the case becomes.")]
    roles: Annotated[list[RoleType], doc("Who may decide it.", size=4)]
    reasons: Annotated[list[Reason], doc("One of these is given.", size=10)]
    after: Annotated[str | None, doc("The step from which on it is allowed; null: at any time.")]
    before: Annotated[list[str], doc("Once the case has come to one of these steps, it is too late for it.", size=3)]
    through: Annotated[str | None, doc("The step that comes first, before the case ends; null: at once.")]
    form_schema: Annotated[JSON | None, doc("JSON Schema (2020-12) of its form; null where it asks for none.")]

    @classmethod
    def of(cls, act: ExitAct, leave: Exit) -> "ExitType":
        """The exit as the procedure has it."""
        return cls(
            act=act,
            status=leave.status,
            roles=[RoleType.of(role) for role in leave.by],
            reasons=[Reason(code=code, label=label) for code, label in leave.reasons.items()],
            after=leave.after,
            before=list(leave.before),
            through=leave.through,
            form_schema=JSON(_schema(leave.form)) if leave.form else None,
        )


@strawberry.type(name="EmergencyRule")
class EmergencyType:
    """Who may let steps run ahead of the papers, and who confirms it within how many days."""

    authorised_by: Annotated[list[RoleType], doc("Who may allow it by word of mouth.", size=3)]
    confirmed_by: Annotated[list[RoleType], doc("Who confirms it afterwards.", size=2)]
    within_working_days: int

    @classmethod
    def of(cls, rule: EmergencyRule) -> "EmergencyType":
        """The rule as the procedure has it."""
        return cls(
            authorised_by=[RoleType.of(role) for role in rule.authorised_by],
            confirmed_by=[RoleType.of(role) for role in rule.confirmed_by],
            within_working_days=rule.within.days,
        )


@strawberry.type(name="BatchLetter")
class BatchLetterType:
    """The covering letter that this SOP may put over many cases; `composeDispatch` begins one."""

    kind: str
    title: str
    composed_by: Annotated[list[RoleType], doc("Who may choose the cases and draft it.", size=2)]
    paraf: Annotated[list[ParafStageType], doc("Who initials it, lowest stage first.", size=2)]
    signer: RoleType
    steps: Annotated[list[str], doc("Where a case may leave with it, by step.", size=4)]

    @classmethod
    def of(cls, procedure: Procedure, batch: BatchLetter) -> "BatchLetterType":
        """The letter as the procedure declares it."""
        before = [node.slug for node in procedure.steps if isinstance(node, SignedLetter) and node.then in batch.at]
        return cls(
            kind=batch.kind,
            title=batch.title,
            composed_by=[RoleType.of(role) for role in batch.by],
            paraf=ParafStageType.of_chain(batch.paraf),
            signer=RoleType.of(batch.signer),
            steps=[*before, *batch.at],
        )


@strawberry.type(name="Procedure")
class ProcedureType:
    """An SOP as it is run, in one published release."""

    slug: Annotated[str, doc("Give it as `sop`.")]
    name: str
    release: Annotated[str, doc("A case stays on the release that it began with: `r1`.")]
    effective_from: Annotated[date | None, doc("Since when the office works by it; null on the SOP of a case.")]
    procedure: strawberry.Private[Procedure]

    @classmethod
    def of(cls, procedure: Procedure, release: str, *, since: date | None = None) -> "ProcedureType":
        """The SOP in that release."""
        return cls(slug=procedure.slug, name=procedure.name, release=release, effective_from=since, procedure=procedure)

    @classmethod
    def from_active(cls, active: ActiveProcedure) -> "ProcedureType":
        """An SOP that the office works by."""
        release = active.release
        return cls.of(release.procedure, release.name, since=active.effective_from)

    @weighed(size=16)
    def steps(self) -> list[StepType]:
        """Every step, in the order of the sheet."""
        return [StepType.of(self.procedure, node) for node in self.procedure.steps]

    @weighed(size=8)
    def papers(self) -> list[PaperType]:
        """The papers that an applicant hands in."""
        return [PaperType.of(paper) for paper in self.procedure.papers]

    @weighed(size=12)
    def letters(self) -> list[LetterKind]:
        """Every letter that it can make."""
        return [LetterKind.of(template) for template in self.procedure.templates()]

    @weighed(size=8)
    def exits(self) -> list[ExitType]:
        """How a case may end early."""
        return [ExitType.of(ACTS[name], leave) for name, leave in self.procedure.exits.items()]

    @strawberry.field
    def emergency(self) -> EmergencyType | None:
        """What an emergency allows; null where the SOP knows none."""
        return EmergencyType.of(self.procedure.emergency) if self.procedure.emergency else None

    @strawberry.field
    def batch(self) -> BatchLetterType | None:
        """Its one covering letter over many cases; null where each file goes alone."""
        return BatchLetterType.of(self.procedure, self.procedure.batch) if self.procedure.batch else None

    @weighed(size=2)
    def deviation_by(self) -> list[RoleType]:
        """Who may order that a step is skipped."""
        return [RoleType.of(role) for role in self.procedure.deviation_by]

    @weighed(size=2)
    def reopened_by(self) -> list[RoleType]:
        """Who may let an ended case go on as a new episode."""
        return [RoleType.of(role) for role in self.procedure.reopened_by]

    @weighed(size=4)
    def assigners(self) -> list[RoleType]:
        """Who may give a step to one person."""
        return [RoleType.of(role) for role in self.procedure.assigners]


@cache
def _schema(form: type[Form]) -> dict[str, object]:
    return json_schema(form)
