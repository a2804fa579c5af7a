"""The case after what has happened to it: a fold that never refuses and never reads the procedure."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar, assert_never

from laksana_engine import events as happened
from laksana_engine.events import AnyEvent, Event
from laksana_engine.release_events import ReleaseChanged
from laksana_engine.state import (
    BatchState,
    CaseState,
    DisposisiState,
    EmergencyState,
    EscalationState,
    HandoverStanding,
    HandoverState,
    LeftState,
    LetterStage,
    LetterState,
    PaperResult,
)
from laksana_sdk.procedure import CoreFacts
from laksana_sdk.states import Status

Key = TypeVar("Key")
Value = TypeVar("Value")


def replay(events: Iterable[Event]) -> CaseState:
    """The case that these events make, in their order."""
    case = CaseState()
    for event in events:
        case = evolve(case, event)
    return case


def evolve(case: CaseState, event: Event) -> CaseState:
    """The case after the event. Total: it never refuses what has happened.

    Raises TypeError for a class that is none of the engine's events.
    """
    if not isinstance(event, AnyEvent):
        raise TypeError(f"{type(event).__name__} is none of the engine's events; add it to laksana_engine.events")
    return replace(_after(case, event), version=case.version + 1)


def _after(case: CaseState, event: AnyEvent) -> CaseState:
    match event:
        case happened.CaseOpened():
            return replace(_entered(case, event.step, Status.DRAFT, event.at), episode_of=event.episode_of)
        case happened.CaseReceived():
            return _received(case, event)
        case happened.StepEntered():
            return _entered(case, event.step, event.status, event.at)
        case happened.CoreRecorded():
            return replace(case, core=merged(case.core, event.core))
        case happened.PapersChecked() | happened.CaseReturned() | happened.CaseResubmitted():
            return _papers(case, event)
        case happened.StepPerformed():
            return replace(case, received_complete_at=_complete(case, event.complete, event.at))
        case happened.CaseAssigned():
            return replace(case, assigned=_with(case.assigned, event.step, event.officer_id))
        case happened.DisposisiGiven() | happened.DisposisiAnswered():
            return replace(case, disposisi=_disposisi(case.disposisi, event))
        case happened.LetterDrafted() | happened.LetterParafed():
            return replace(_letter(case, event), status=event.status)
        case happened.LetterReturned():
            return replace(_letter(case, event), status=Status.IN_PROGRESS)
        case happened.LetterFinalised() | happened.LetterSigned() | happened.LetterRequested():
            return _letter(case, event)
        case happened.LetterIssued() | happened.LetterDispatched():
            return _letter(case, event)
        case happened.LeftInBatch():
            return replace(case, batch=_batch(event))
        case happened.LetterWithdrawn():
            return replace(_letter(case, event), back_to=event.back_to or case.back_to)
        case happened.HandoverSent() | happened.HandoverAnswered() | happened.HandoverWithdrawn():
            return _handover(case, event)
        case happened.OutsideAnswered() | happened.ReferralAnswered() | happened.StepSkipped() | ReleaseChanged():
            return case
        case happened.ServicesGiven():
            return replace(case, services=_and(case.services, event.items))
        case happened.SpmOwnerChanged():
            return replace(case, spm_owner=event.owner)
        case happened.EmergencyDeclared() | happened.EmergencyConfirmed() | happened.PapersOwed():
            return _emergency(case, event)
        case happened.ExitDecided() | happened.ExitRetracted():
            return _exit(case, event)
        case happened.TaskEscalated():
            return replace(case, escalated=(*case.escalated, _shown(event)))
        case happened.CaseEnded():
            return replace(case, status=event.status, outcome=event.outcome, ended_at=event.at, **_NOT_OUTSIDE)
        case happened.CaseReopened():
            return replace(case, reopened_at=event.at)
        case _:
            assert_never(event)


def merged(core: CoreFacts, newer: CoreFacts) -> CoreFacts:
    """The core with every fact that the newer one knows."""
    known = {member.name: getattr(newer, member.name) for member in fields(newer)}
    return replace(core, **{name: value for name, value in known.items() if value is not None})


def _with(known: Mapping[Key, Value], key: Key, value: Value) -> Mapping[Key, Value]:
    return MappingProxyType({**known, key: value})


def _and(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *more)))


# What only a file that is outside for completion has.
_NOT_OUTSIDE: Mapping[str, Any] = MappingProxyType(
    {"back_to": None, "returned_to": None, "complete_until": None, "missing": ()}
)


def _entered(case: CaseState, step: str, status: Status, at: datetime) -> CaseState:
    way = case.trail[: case.trail.index(step)] if step in case.trail else case.trail
    changes: dict[str, Any] = {"step": step, "step_since": at, "status": status, "trail": (*way, step), **_NOT_OUTSIDE}
    left = tuple(replace(one, void=True) if one.pending and one.step != step else one for one in case.disposisi)
    return replace(case, visited=_and(case.visited, (step,)), disposisi=left, **changes)


def _shown(event: happened.TaskEscalated) -> EscalationState:
    return EscalationState(task=event.task, role=event.role, since=event.since, at=event.at, post_id=event.post_id)


def _exit(case: CaseState, event: happened.ExitDecided | happened.ExitRetracted) -> CaseState:
    if isinstance(event, happened.ExitRetracted):
        return _back_again(case, event)
    return replace(case, exit=event.exit, exit_reason=event.reason, trail=(), left=_left(case, event.at))


def _left(case: CaseState, at: datetime) -> LeftState:
    given = case.open_disposisi
    return LeftState(
        at=at,
        step=case.step,
        step_since=case.step_since,
        status=case.status,
        trail=case.trail,
        back_to=case.back_to,
        returned_to=case.returned_to,
        missing=case.missing,
        complete_until=case.complete_until,
        disposisi=given.id if given else None,
    )


def _back_again(case: CaseState, event: happened.ExitRetracted) -> CaseState:
    left, open_id = case.left, case.left.disposisi if case.left else None
    return replace(
        case,
        exit=None,
        exit_reason=None,
        left=None,
        step=event.step,
        step_since=event.since,
        status=event.status,
        trail=left.trail if left else (event.step,),
        back_to=event.back_to,
        returned_to=left.returned_to if left else None,
        missing=left.missing if left else (),
        complete_until=event.complete_until,
        disposisi=tuple(replace(one, void=False) if one.id == open_id else one for one in case.disposisi),
    )


def _emergency(
    case: CaseState, event: happened.EmergencyDeclared | happened.EmergencyConfirmed | happened.PapersOwed
) -> CaseState:
    match event:
        case happened.EmergencyDeclared():
            told = EmergencyState(authorised_by=event.authorised_by, declared_at=event.at, confirm_by=event.confirm_by)
            return replace(case, emergency=told)
        case happened.EmergencyConfirmed():
            stands = case.emergency
            return case if stands is None else replace(case, emergency=replace(stands, confirmed_at=event.at))
        case happened.PapersOwed():
            return replace(case, owed=_and(case.owed, event.papers))
        case _:
            assert_never(event)


def _batch(event: happened.LeftInBatch) -> BatchState:
    return BatchState(dispatch_id=event.dispatch_id, institution=event.institution, sent_on=event.sent_on)


def _handover(
    case: CaseState, event: happened.HandoverSent | happened.HandoverAnswered | happened.HandoverWithdrawn
) -> CaseState:
    if isinstance(event, happened.HandoverSent):
        sent = HandoverState(id=event.handover_id, receiver=event.receiver, round=event.round)
        return replace(case, handovers=_with(case.handovers, sent.id, sent))
    known = case.handovers.get(event.handover_id)
    if known is None:
        return case
    code = HandoverStanding.WITHDRAWN if isinstance(event, happened.HandoverWithdrawn) else event.answer
    standing = HandoverStanding.__members__.get(code, known.standing)
    return replace(case, handovers=_with(case.handovers, known.id, replace(known, standing=standing)))


def _received(case: CaseState, event: happened.CaseReceived) -> CaseState:
    return replace(
        case,
        status=Status.RECEIVED,
        agenda_number=event.agenda_number,
        received_at=event.at,
        received_complete_at=_complete(case, event.complete, event.at),
    )


def _complete(case: CaseState, complete: bool, at: datetime) -> datetime | None:
    return at if complete and case.received_complete_at is None else case.received_complete_at


def _papers(
    case: CaseState, event: happened.PapersChecked | happened.CaseReturned | happened.CaseResubmitted
) -> CaseState:
    match event:
        case happened.PapersChecked():
            came = {slug for slug, result in event.results.items() if result == PaperResult.ACCEPTED}
            return replace(
                case,
                papers=MappingProxyType({**case.papers, **event.results}),
                attachments=MappingProxyType({**case.attachments, **event.attachments}),
                owed=tuple(slug for slug in case.owed if slug not in came),
                received_complete_at=_complete(case, event.complete, event.at),
            )
        case happened.CaseReturned():
            # A paper that was accepted and is now asked for again counts as missing until it is checked anew.
            spoilt = {slug: PaperResult.MISSING.value for slug in event.missing if _accepted(case, slug)}
            return replace(
                case,
                status=Status.RETURNED,
                step_since=event.at,
                round=event.round,
                back_to=event.back_to,
                returned_to=event.to,
                missing=event.missing,
                complete_until=event.complete_until,
                papers=MappingProxyType({**case.papers, **spoilt}),
            )
        case happened.CaseResubmitted():
            unchecked = {slug: result for slug, result in case.papers.items() if slug not in event.papers}
            return replace(
                case,
                status=Status.RECEIVED,
                papers=MappingProxyType(unchecked),
                attachments=MappingProxyType({**case.attachments, **event.attachments}),
            )
        case _:
            assert_never(event)


def _accepted(case: CaseState, slug: str) -> bool:
    return case.papers.get(slug) == PaperResult.ACCEPTED


def _disposisi(
    given: tuple[DisposisiState, ...], event: happened.DisposisiGiven | happened.DisposisiAnswered
) -> tuple[DisposisiState, ...]:
    if isinstance(event, happened.DisposisiGiven):
        new = DisposisiState(id=event.disposisi_id, step=event.step, to=event.to, given_at=event.at, due=event.due)
        return (*given, new)
    return tuple(
        replace(one, answers=_with(one.answers, event.role, event.answer)) if one.id == event.disposisi_id else one
        for one in given
    )


LetterEvent = (
    happened.LetterDrafted
    | happened.LetterParafed
    | happened.LetterReturned
    | happened.LetterFinalised
    | happened.LetterSigned
    | happened.LetterRequested
    | happened.LetterIssued
    | happened.LetterDispatched
    | happened.LetterWithdrawn
)


def _letter(case: CaseState, event: LetterEvent) -> CaseState:
    # A letter that nobody began stays unknown: what has happened is never refused, and nothing is invented.
    known = case.letters.get(event.letter_id)
    if isinstance(event, happened.LetterDrafted | happened.LetterRequested):
        known = known or LetterState(id=event.letter_id, kind=event.letter, stage=LetterStage.REQUESTED)
    if known is None:
        return case
    changed = replace(known, changed_at=event.at, **_changes(known, event))
    return replace(case, letters=_with(case.letters, changed.id, changed))


def _changes(letter: LetterState, event: LetterEvent) -> dict[str, Any]:
    match event:
        case happened.LetterDrafted():
            draft = {"draft": event.draft, "draft_sha256": event.draft_sha256}
            return {"stage": LetterStage.DRAFTED, "parafs": (), "replaces": event.replaces, **draft}
        case happened.LetterParafed():
            return {"parafs": (*letter.parafs, event.role)}
        case happened.LetterReturned():
            return {"stage": LetterStage.RETURNED, "parafs": ()}
        case happened.LetterFinalised():
            final = {"number": event.number, "dated": event.dated, "final_sha256": event.final_sha256}
            return {"stage": LetterStage.FINAL, **final}
        case happened.LetterSigned():
            return {"stage": LetterStage.SIGNED}
        case happened.LetterRequested():
            return {"stage": LetterStage.REQUESTED, "withdraws": event.withdraws}
        case happened.LetterIssued():
            stage = LetterStage.FINAL if event.awaits_signature else LetterStage.ISSUED
            return {"stage": stage, "number": event.number, "final_sha256": event.final_sha256}
        case happened.LetterDispatched():
            sent = {"sent_on": event.sent_on, "institution": event.institution}
            return {"stage": LetterStage.DISPATCHED, **sent}
        case happened.LetterWithdrawn():
            return {"stage": LetterStage.WITHDRAWN}
        case _:
            assert_never(event)
