"""A case driven through the engine as the people of an office would, without storing anything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from plugins.pemulangan_orang_terlantar.tests.example import PROCEDURE, RAW, TODAY

from laksana_engine import commands as ask
from laksana_engine.decide import decide
from laksana_engine.decision import Accepted, Refusal
from laksana_engine.events import Event, LetterRequested, SubmissionRef
from laksana_engine.evolve import evolve
from laksana_engine.state import CaseState
from laksana_engine.worktime import Calendar, OfficeHours, Schedule
from laksana_sdk.findings import Finding
from laksana_sdk.paraf import initialling
from laksana_sdk.procedure import Finish, SignedLetter, Wait
from laksana_sdk.roles import Role

HOURS = (OfficeHours(opens=time(7, 30), closes=time(16)),)
CALENDAR = Calendar(zone="Asia/Pontianak", schedules=(Schedule(week=(HOURS, HOURS, HOURS, HOURS, HOURS, (), ())),))
MORNING = datetime(2026, 3, 12, 2, 0, tzinfo=UTC)
DIGEST = "d" * 64
SUBMISSION = SubmissionRef(id=UUID(int=1), digest="e" * 64)


class RefusedError(AssertionError):
    """The engine refused; the findings say why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__([finding.code for finding in findings])
        self.codes = [finding.code for finding in findings]


def holding(*roles: Role) -> ask.Acting:
    """A person of the office with these roles."""
    grant = ask.Grant(post_id=UUID(int=7), capacity="DEFINITIF")
    return ask.Acting(officer_id=UUID(int=8), roles={role.code: grant for role in roles})


@dataclass
class Course:
    """One case on its way; every call gives a command and keeps what happened."""

    state: CaseState = field(default_factory=CaseState)
    events: list[Event] = field(default_factory=list)
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)
    ids: int = 100

    @property
    def letters(self) -> list[str]:
        """The papers that were asked to be issued, in order."""
        return [event.letter for event in self.events if isinstance(event, LetterRequested)]

    def give(
        self, kind: Callable[..., ask.Command], by: Role, *, form: dict[str, Any] | None = None, **told: object
    ) -> None:
        """The command given by that role; raises RefusedError, and then nothing has happened."""
        fresh = tuple(UUID(int=self.ids + place) for place in range(1, 9))
        self.ids += 8
        command = kind(
            by=holding(by), at=MORNING + timedelta(minutes=len(self.events)), calendar=CALENDAR,
            submission=SUBMISSION, form=form, forms=dict(self.forms), new_ids=fresh, **told,
        )  # fmt: skip
        decision = decide(PROCEDURE, self.state, command)
        if isinstance(decision, Refusal):
            raise RefusedError(decision.findings)
        assert isinstance(decision, Accepted)
        if form is not None and self.state.step is not None:
            self.forms[self.state.step] = form
        for event in decision.events:
            self.state = evolve(self.state, event)
            self.events.append(event)

    def to_interview(self, **changes: object) -> "Course":
        """Opened and received: the case stands at row 2."""
        intake = PROCEDURE.intake
        form = {**RAW[intake.slug], **changes}
        self.give(ask.OpenCase, intake.by, form=form)
        self.forms[intake.slug] = form
        self.give(ask.ReceiveCase, intake.by, agenda_number="0117/2026")
        return self

    def papers_found(self, *accepted: str) -> "Course":
        """These papers checked at the current step and found in order."""
        assert self.state.step is not None
        by = PROCEDURE.step(self.state.step).by
        self.give(ask.CheckPapers, by, results=dict.fromkeys(accepted, "ACCEPTED"))
        return self

    def done(self, step: str, outcome: str | None = None, **changes: object) -> "Course":
        """That step performed, answered or closed by its role with the example's form."""
        node = PROCEDURE.step(step)
        form = {**RAW[step], **changes} if node.form is not None else None
        if isinstance(node, Wait):
            self.give(ask.RecordOutsideAnswer, node.by, outcome=outcome, answered_on=TODAY, form=form)
        elif isinstance(node, Finish):
            self.give(ask.CompleteCase, node.by, outcome=outcome, form=form)
        else:
            self.give(ask.PerformStep, node.by, step=step, outcome=outcome, form=form)
        return self

    def signed(self, step: str) -> "Course":
        """The letter of that step drafted, initialled, fixed and signed."""
        node = PROCEDURE.step(step)
        assert isinstance(node, SignedLetter)
        self.give(ask.DraftLetter, node.by, letter=node.letter.kind, draft_sha256=DIGEST)
        letter = self.state.letter_of(node.letter.kind)
        assert letter is not None
        for role in initialling(node.letter.paraf):
            self.give(ask.ParafLetter, role, letter_id=letter.id, draft_sha256=DIGEST)
        self.give(
            ask.FinaliseLetter, node.letter.signer, letter_id=letter.id, draft_sha256=DIGEST, final_sha256=DIGEST,
            number="400.9/1/Dinsos.C/2026", dated=TODAY,
        )  # fmt: skip
        self.give(
            ask.SignLetter, node.by, letter_id=letter.id, final_sha256=DIGEST, scan_id=UUID(int=5), scan_sha256=DIGEST
        )
        return self

    def left(self, name: str, reason: str, *, institution: str | None = None) -> "Course":
        """The early end decided by the first role that may; a duplicate names its case, a move its region."""
        details: dict[str, dict[str, Any]] = {
            "duplicate": {"case_id": UUID(int=1), "other_case": UUID(int=2)},
            "moved": {"region": "62.71"},
        }
        by = PROCEDURE.exits[name].by[0]
        told = details.get(name, {})
        self.give(ask.LeaveCase, by, exit=name, reason=reason, institution=institution, **told)
        return self

    def to_assessment(self) -> "Course":
        """Interviewed, the police letter in order."""
        return self.to_interview().papers_found("suket_polres", "foto").done("verifikasi", "lanjut")

    def to_plan(self) -> "Course":
        """Assessed; both letters signed and handed down."""
        return self.to_assessment().planned()

    def planned(self) -> "Course":
        """From the assessment to the plan."""
        self.done("asesmen", "dipulangkan").signed("surat_rekomendasi").signed("surat_tugas")
        return self.done("serahkan")
