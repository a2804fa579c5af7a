"""A case driven through the engine as the people of an office would, without storing anything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from plugins.asistensi_rehabilitasi.tests.example import PROCEDURE, RAW, TODAY

from laksana_engine import commands as ask
from laksana_engine.decide import decide
from laksana_engine.decision import Accepted, Refusal
from laksana_engine.events import Event, LetterRequested, SubmissionRef
from laksana_engine.evolve import evolve
from laksana_engine.state import CaseState
from laksana_engine.worktime import Calendar, OfficeHours, Schedule
from laksana_sdk.findings import Finding
from laksana_sdk.paraf import initialling
from laksana_sdk.procedure import Disposisi, SignedLetter
from laksana_sdk.roles import Role

HOURS = (OfficeHours(opens=time(7, 30), closes=time(16)),)
CALENDAR = Calendar(zone="Asia/Jakarta", schedules=(Schedule(week=(HOURS, HOURS, HOURS, HOURS, HOURS, (), ())),))
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

    def to_paper_check(self) -> "Course":
        """Opened and received: the case stands at row 2."""
        intake = PROCEDURE.intake
        self.give(ask.OpenCase, intake.by, form=RAW[intake.slug])
        self.forms[intake.slug] = RAW[intake.slug]
        self.give(ask.ReceiveCase, intake.by, agenda_number="0117")
        return self

    def papers_found(self, **missing: str) -> "Course":
        """The five papers checked; accepted but for those named."""
        results = {paper.slug: missing.get(paper.slug, "ACCEPTED") for paper in PROCEDURE.papers}
        self.give(ask.CheckPapers, PROCEDURE.step("periksa_berkas").by, results=results)
        return self

    def perform(self, step: str, *, outcome: str | None = None, **changes: object) -> "Course":
        """That step performed by its role."""
        node = PROCEDURE.step(step)
        form = {**RAW[step], **changes} if node.form is not None else None
        self.give(ask.PerformStep, node.by, step=step, outcome=outcome, form=form)
        return self

    def disposed(self) -> "Course":
        """The disposisi given by the head and carried out by each receiver."""
        node = PROCEDURE.step("disposisi")
        self.give(ask.GiveDisposisi, node.by, to=("KABID",), instructions=("PROSES_LEBIH_LANJUT",))
        assert isinstance(node, Disposisi)
        for role in node.to:
            self.give(ask.AnswerDisposisi, role, answer="CARRIED_OUT")
        return self

    def signed(self, step: str, *, form: dict[str, Any] | None = None) -> "Course":
        """The letter of that step drafted, initialled, fixed and signed."""
        node = PROCEDURE.step(step)
        assert isinstance(node, SignedLetter)
        self.give(ask.DraftLetter, node.by, letter=node.letter.kind, draft_sha256=DIGEST, form=form)
        letter = self.state.letter_of(node.letter.kind)
        assert letter is not None
        for role in initialling(node.letter.paraf):
            self.give(ask.ParafLetter, role, letter_id=letter.id, draft_sha256=DIGEST)
        self.give(
            ask.FinaliseLetter, node.letter.signer, letter_id=letter.id, draft_sha256=DIGEST, final_sha256=DIGEST,
            number="400.9/1/Dinsos/2026", dated=TODAY,
        )  # fmt: skip
        self.give(
            ask.SignLetter, node.by, letter_id=letter.id, final_sha256=DIGEST, scan_id=UUID(int=5), scan_sha256=DIGEST
        )
        return self

    def sent(self) -> "Course":
        """The file on its way to the institution."""
        node = PROCEDURE.step("kirim")
        self.give(
            ask.DispatchLetter, node.by, institution="sentra_budi_perkasa", courier="PT Pos Indonesia", sent_on=TODAY,
            form=RAW["kirim"],
        )  # fmt: skip
        return self

    def answered(self, step: str, outcome: str, **changes: object) -> "Course":
        """The institution's answer entered."""
        node = PROCEDURE.step(step)
        form = {**RAW[step], **changes}
        self.give(ask.RecordOutsideAnswer, node.by, outcome=outcome, answered_on=TODAY, form=form)
        return self

    def closed(self, outcome: str, **changes: object) -> "Course":
        """The case closed at its last step."""
        node = PROCEDURE.step("selesaikan")
        self.give(ask.CompleteCase, node.by, outcome=outcome, form={**RAW["selesaikan"], **changes})
        return self

    def to_dispatch(self) -> "Course":
        """Everything up to the institution's answer."""
        self.to_paper_check().papers_found().perform("periksa_berkas", outcome="lengkap").perform("laporkan").disposed()
        self.perform("edukasi").perform("tanda_terima").perform("rekap")
        return self.signed("surat_pengantar").sent()
