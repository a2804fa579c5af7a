"""A case driven through the engine as the people of the office would, without storing anything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from plugins.rehabilitasi_anak_lansia.tests.example import PROCEDURE, RAW, TODAY

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

    def opened(self, **changes: object) -> "Course":
        """Opened and received: the case lies with the Sekretaris."""
        intake = PROCEDURE.intake
        form = {**RAW[intake.slug], **changes}
        self.give(ask.OpenCase, intake.by, form=form)
        self.forms[intake.slug] = form
        self.give(ask.ReceiveCase, intake.by, agenda_number="0117")
        return self

    def papers_found(self, **found: str) -> "Course":
        """The papers checked; accepted but for those named."""
        results = {paper.slug: found.get(paper.slug, "ACCEPTED") for paper in PROCEDURE.papers}
        self.give(ask.CheckPapers, PROCEDURE.step("identifikasi").by, results=results)
        return self

    def perform(self, step: str, *, outcome: str | None = None, **changes: object) -> "Course":
        """That step performed by its role."""
        node = PROCEDURE.step(step)
        form = {**RAW[step], **changes} if node.form is not None else None
        self.give(ask.PerformStep, node.by, step=step, outcome=outcome, form=form)
        return self

    def dispose(self, step: str, *to: Role) -> "Course":
        """A disposisi given to these roles, or to the first receiver."""
        node = PROCEDURE.step(step)
        assert isinstance(node, Disposisi)
        asked = to or node.to[:1]
        self.give(
            ask.GiveDisposisi, node.by, to=tuple(role.code for role in asked), instructions=("PROSES_LEBIH_LANJUT",)
        )
        return self

    def disposed(self, step: str, *to: Role) -> "Course":
        """A disposisi given and carried out by each receiver."""
        node = PROCEDURE.step(step)
        assert isinstance(node, Disposisi)
        self.dispose(step, *to)
        for role in to or node.to[:1]:
            self.give(ask.AnswerDisposisi, role, answer="CARRIED_OUT")
        return self

    def signed(self, step: str) -> "Course":
        """The letter of that step drafted, initialled, fixed and signed."""
        node = PROCEDURE.step(step)
        assert isinstance(node, SignedLetter)
        form = RAW[step] if node.form is not None else None
        self.give(ask.DraftLetter, node.by, letter=node.letter.kind, draft_sha256=DIGEST, form=form)
        letter = self.state.letter_of(node.letter.kind)
        assert letter is not None
        for role in initialling(node.letter.paraf):
            self.give(ask.ParafLetter, role, letter_id=letter.id, draft_sha256=DIGEST)
        self.give(
            ask.FinaliseLetter, node.letter.signer, letter_id=letter.id, draft_sha256=DIGEST, final_sha256=DIGEST,
            number="400.9/1/Rehsos/2026", dated=TODAY,
        )  # fmt: skip
        self.give(
            ask.SignLetter, node.by, letter_id=letter.id, final_sha256=DIGEST, scan_id=UUID(int=5), scan_sha256=DIGEST
        )
        return self

    def sent(self, step: str, institution: str) -> "Course":
        """The letter of that step on its way."""
        node = PROCEDURE.step(step)
        self.give(
            ask.DispatchLetter, node.by, institution=institution, courier="Diantar staf", sent_on=TODAY,
            form=RAW[step],
        )  # fmt: skip
        return self

    def answered(self, step: str, outcome: str, **changes: object) -> "Course":
        """The institution's answer entered."""
        node = PROCEDURE.step(step)
        form = {**RAW[step], **changes}
        self.give(ask.RecordOutsideAnswer, node.by, outcome=outcome, answered_on=TODAY, form=form)
        return self

    def closed(self, outcome: str) -> "Course":
        """The case closed at its last step."""
        node = PROCEDURE.step("selesaikan")
        self.give(ask.CompleteCase, node.by, outcome=outcome, form=RAW["selesaikan"])
        return self

    def to_identification(self, **intake: object) -> "Course":
        """Through the chain of dispositions: the case stands at row 5."""
        self.opened(**intake).perform("pertimbangan", outcome="diajukan")
        return self.disposed("disposisi_kadis").disposed("disposisi_kabid")

    def to_verification(self, **intake: object) -> "Course":
        """Every paper accepted: the case stands at the second act of row 5."""
        return self.to_identification(**intake).papers_found().perform("identifikasi", outcome="lengkap")

    def to_answer(self) -> "Course":
        """The plan signed, sent and spoken about: the case waits for the panti."""
        self.to_verification().perform("verifikasi", outcome="layak").perform("rencana_rujukan")
        return (
            self.signed("surat_pengantar")
            .sent("kirim", "pstw_sinta_rangkang")
            .perform("koordinasi", outcome="menunggu_panti")
        )
