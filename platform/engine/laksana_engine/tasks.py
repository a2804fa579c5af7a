"""Who is asked now, for what, and until when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from laksana_engine import worktime
from laksana_engine.moves import unaccepted
from laksana_engine.owing import checker_of, no_way_on
from laksana_engine.signing import asked_for_paraf, letter_under_way
from laksana_engine.standing import current
from laksana_engine.state import CaseState, EscalationState, LetterStage
from laksana_engine.withdrawing import drafter_of, unsigned_withdrawals
from laksana_engine.worktime import Calendar
from laksana_sdk.procedure import AnyNode, Dispatch, Disposisi, Finish, Intake, Procedure, SignedLetter, Step, Wait
from laksana_sdk.sheet import TimeBasis
from laksana_sdk.states import Status


class TaskKind(StrEnum):
    """What somebody is asked to do."""

    RECEIVE = "RECEIVE"
    PERFORM = "PERFORM"
    COMPLETE_FILE = "COMPLETE_FILE"
    GIVE_DISPOSISI = "GIVE_DISPOSISI"
    ANSWER_DISPOSISI = "ANSWER_DISPOSISI"
    DRAFT = "DRAFT"
    PARAF = "PARAF"
    FINALISE = "FINALISE"
    SIGN = "SIGN"
    SIGN_WITHDRAWAL = "SIGN_WITHDRAWAL"
    DISPATCH = "DISPATCH"
    OUTSIDE = "OUTSIDE"
    COMPLETE = "COMPLETE"
    CONFIRM_EMERGENCY = "CONFIRM_EMERGENCY"
    OWED_PAPERS = "OWED_PAPERS"


LEADING_ON = frozenset({TaskKind.PERFORM, TaskKind.OUTSIDE, TaskKind.SIGN, TaskKind.COMPLETE})
"""What takes a case from its step to the next, or to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing asked of a role, or of the person it is assigned to.

    `due` (aware UTC) is the end of the printed handling time, the last day for completion, the disposisi's day or the
    day to remind; None where nothing sets one. `waits_for` is the outside role whose turn it really is: then the role
    only enters what comes, and no office time runs. `escalated` says since when the post above sees it, overdue.
    """

    kind: TaskKind
    step: str
    role: str
    since: datetime
    due: datetime | None = None
    officer_id: UUID | None = None
    letter_id: UUID | None = None
    disposisi_id: UUID | None = None
    waits_for: str | None = None
    escalated: EscalationState | None = None


def open_tasks(procedure: Procedure, case: CaseState, calendar: Calendar) -> tuple[Task, ...]:
    """Every task that is open now, none before the case is opened and after it has ended."""
    shown = {(one.task, one.role, one.since): one for one in case.escalated}
    return tuple(
        replace(task, escalated=shown.get((task.kind.value, task.role, task.since)))
        for task in _asked(procedure, case, calendar)
    )


def _asked(procedure: Procedure, case: CaseState, calendar: Calendar) -> tuple[Task, ...]:
    if not case.exists or case.status.ended or case.step_since is None:
        return ()
    node = current(procedure, case)
    beside = (*_withdrawals(procedure, case, case.step_since), *_confirmation(procedure, case, calendar))
    if case.status is Status.RETURNED:
        return (_completion(procedure, case, calendar, case.step_since), *beside)
    asked = _at(procedure, case, calendar, node, case.step_since)
    return (*_possible(procedure, case, node, asked), *_owed(procedure, case), *beside)


def _possible(procedure: Procedure, case: CaseState, node: AnyNode, asked: Iterable[Task]) -> Iterator[Task]:
    """Without what would only be refused: a case that ran ahead may not be completed before all has followed."""
    stuck = no_way_on(procedure, case, node) and not unaccepted(procedure, case)
    for task in asked:
        if not (stuck and task.kind in LEADING_ON):
            yield task


def _owed(procedure: Procedure, case: CaseState) -> Iterator[Task]:
    stands = case.emergency
    if stands is None:
        return
    for node in {one.slug: one for one in (checker_of(procedure, case, slug) for slug in case.owed)}.values():
        yield Task(
            kind=TaskKind.OWED_PAPERS,
            step=node.slug,
            role=node.by.code,
            since=stands.declared_at,
            officer_id=case.assigned.get(node.slug),
        )


def _withdrawals(procedure: Procedure, case: CaseState, since: datetime) -> Iterator[Task]:
    for notice in unsigned_withdrawals(case):
        withdrawn = case.letters[notice.withdraws or notice.id]
        yield Task(
            kind=TaskKind.SIGN_WITHDRAWAL,
            step=case.step or procedure.intake.slug,
            role=drafter_of(procedure, withdrawn.kind).code,
            since=notice.changed_at or since,
            letter_id=notice.id,
        )


def _confirmation(procedure: Procedure, case: CaseState, calendar: Calendar) -> Iterator[Task]:
    stands, rule = case.emergency, procedure.emergency
    if stands is None or rule is None or stands.confirmed_at is not None or case.step is None:
        return
    for role in rule.confirmed_by:
        yield Task(
            kind=TaskKind.CONFIRM_EMERGENCY,
            step=case.step,
            role=role.code,
            since=stands.declared_at,
            due=_end_of(calendar, stands.confirm_by),
        )


def _at(procedure: Procedure, case: CaseState, calendar: Calendar, node: AnyNode, since: datetime) -> Iterator[Task]:
    due = handling_end(procedure, node, calendar, since)
    assigned = case.assigned.get(node.slug)

    def own(kind: TaskKind) -> Task:
        return Task(kind=kind, step=node.slug, role=node.by.code, since=since, due=due, officer_id=assigned)

    match node:
        case Intake():
            yield own(TaskKind.RECEIVE)
        case Step():
            yield own(TaskKind.PERFORM)
        case Disposisi():
            yield from _disposisi(case, calendar, own(TaskKind.GIVE_DISPOSISI))
        case SignedLetter():
            yield from _letter(case, node, own(TaskKind.DRAFT))
        case Dispatch():
            letter = case.letter_of(node.letter.kind)
            task = own(TaskKind.DISPATCH)
            yield replace(task, letter_id=letter.id if letter else None)
        case Wait():
            remind = worktime.nth_working_day(calendar, worktime.local_date(calendar, since), node.remind.days)
            task = own(TaskKind.OUTSIDE)
            yield replace(task, due=worktime.closing(calendar, remind), waits_for=node.on.code)
        case Finish():
            yield own(TaskKind.COMPLETE)
        case _:
            assert_never(node)


def handling_end(procedure: Procedure, node: AnyNode, calendar: Calendar, since: datetime) -> datetime | None:
    """When the handling time printed on the step's row ends (the longest one printed); None where none is printed.

    A time counted in nothing sure (a bare "hari", "1 x 24 jam") sets no end: how an office reads it is not printed.
    """
    waktu = procedure.sheet.row(node.row).waktu if node.row is not None else None
    longest = waktu.longest if waktu is not None else None
    if waktu is None or longest is None:
        return None
    match waktu.basis:
        case TimeBasis.OFFICE_TIME:
            return worktime.add_office_minutes(calendar, since, longest // timedelta(minutes=1))
        case TimeBasis.WORKING_DAYS:
            day = worktime.nth_working_day(calendar, worktime.local_date(calendar, since), longest.days)
            return worktime.closing(calendar, day)
        case TimeBasis.CALENDAR | TimeBasis.UNKNOWN:
            return None
        case _:
            assert_never(waktu.basis)


def _completion(procedure: Procedure, case: CaseState, calendar: Calendar, since: datetime) -> Task:
    intake = procedure.intake
    return Task(
        kind=TaskKind.COMPLETE_FILE,
        step=case.back_to or intake.slug,
        role=intake.by.code,
        since=since,
        due=_end_of(calendar, case.complete_until),
        waits_for=case.returned_to or intake.performed_by.code,
    )


def _disposisi(case: CaseState, calendar: Calendar, give: Task) -> Iterator[Task]:
    given = case.open_disposisi
    if given is None:
        yield give
        return
    for role in given.pending:
        yield Task(
            kind=TaskKind.ANSWER_DISPOSISI,
            step=give.step,
            role=role,
            since=given.given_at or give.since,
            due=_end_of(calendar, given.due) or give.due,
            disposisi_id=given.id,
        )


def _letter(case: CaseState, node: SignedLetter, draft: Task) -> Iterator[Task]:
    letter = letter_under_way(case, node)
    if letter is None:
        yield draft
        return
    begun = replace(draft, letter_id=letter.id, since=letter.changed_at or draft.since)
    if letter.stage is LetterStage.RETURNED:
        yield begun
        return
    if letter.stage is LetterStage.FINAL:
        # The signer has decided already; printing, ink and scan come back to whoever drafted.
        yield replace(begun, kind=TaskKind.SIGN)
        return
    asked = asked_for_paraf(node, letter)
    for role in asked:
        yield replace(begun, kind=TaskKind.PARAF, role=role.code, officer_id=None)
    if not asked:
        yield replace(begun, kind=TaskKind.FINALISE, role=node.letter.signer.code, officer_id=None)


def _end_of(calendar: Calendar, day: date | None) -> datetime | None:
    return None if day is None else worktime.closing(calendar, day)
