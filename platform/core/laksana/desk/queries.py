"""What waits for a person besides the tasks of cases: joint dispatches, hand-overs, answers to look at."""

from collections.abc import Iterable, Iterator

from laksana.cases.queries import PAGE_LIMIT, cases_of_ids
from laksana.cases.views import CaseView
from laksana.correspondence.numbers import Bearer
from laksana.correspondence.wanted import numbered, registers_by_hand
from laksana.desk.views import DeskKind, DeskTask
from laksana.dispatches.queries import open_dispatches, parafs_of_dispatches, register_of, roles_asked
from laksana.dispatches.views import DispatchParafView, DispatchStatus, DispatchView
from laksana.handover.answer import ANSWERED_BY
from laksana.handover.queries import received_unanswered, sent_to_look_at
from laksana.handover.views import SentHandoverView
from laksana.procedures.installed import registry
from laksana_engine.handing_over import told_of_answers
from laksana_sdk.roles import TU, Role
from laksana_tenants.actor import Actor

_TURNS = {
    DispatchStatus.DRAFT: DeskKind.DRAFT_DISPATCH,
    DispatchStatus.AWAITING_PARAF: DeskKind.PARAF_DISPATCH,
    DispatchStatus.AWAITING_SIGNATURE: DeskKind.FINALISE_DISPATCH,
    DispatchStatus.FINAL: DeskKind.SIGN_DISPATCH,
    DispatchStatus.SIGNED: DeskKind.SEND_DISPATCH,
}


async def desk_of(by: Actor) -> tuple[DeskTask, ...]:
    """Up to 100 things that wait for somebody of the person's roles, oldest first."""
    waiting = (*await _dispatches(by), *await _received(by), *await _sent(by))
    return tuple(sorted(waiting, key=lambda task: (task.since, task.id))[:PAGE_LIMIT])


async def _dispatches(by: Actor) -> list[DeskTask]:
    views = await open_dispatches()
    parafs = await parafs_of_dispatches([view.id for view in views])
    turns = [task for view in views for task in _turn(view, parafs[view.id], by)]
    return [*turns, *await _numbers(views, by)]


async def _numbers(views: Iterable[DispatchView], by: Actor) -> list[DeskTask]:
    """The joint letters that are about to be signed and wait for a number by hand, for the registry."""
    if TU.code not in by.roles:
        return []
    by_hand = await registers_by_hand()
    wanted = [
        view for view in views if view.status is DispatchStatus.AWAITING_SIGNATURE and register_of(view) in by_hand
    ]
    has_number = await numbered([view.id for view in wanted], Bearer.DISPATCH)
    return [
        DeskTask(id=view.id, kind=DeskKind.NUMBER_DISPATCH, role=TU.code, since=view.updated_at)
        for view in wanted
        if view.id not in has_number
    ]


def _turn(view: DispatchView, parafs: Iterable[DispatchParafView], by: Actor) -> Iterator[DeskTask]:
    asked = roles_asked(view, tuple(parafs))
    held = by.signing_roles if view.status is DispatchStatus.AWAITING_SIGNATURE else by.roles
    role = _held(asked, held | by.roles)
    if role is not None:
        yield DeskTask(id=view.id, kind=_TURNS[view.status], role=role, since=view.updated_at)


async def _received(by: Actor) -> list[DeskTask]:
    role = _held(ANSWERED_BY, by.roles)
    if role is None:
        return []
    return [
        DeskTask(id=view.id, kind=DeskKind.ANSWER_HANDOVER, role=role, since=view.delivered_at)
        for view in await received_unanswered()
    ]


async def _sent(by: Actor) -> list[DeskTask]:
    views = await sent_to_look_at()
    cases = await cases_of_ids([view.case_id for view in views])
    return [task for view in views for task in _news(view, cases[view.case_id], by)]


def _news(view: SentHandoverView, case: CaseView, by: Actor) -> Iterator[DeskTask]:
    role = _held(told_of_answers(registry().release(case.sop_slug, case.release).procedure), by.roles)
    if role is None:
        return
    answered = view.answered_at is not None
    kind = DeskKind.HANDOVER_ANSWERED if answered else DeskKind.HANDOVER_UNANSWERED
    since = view.answered_at or view.reminded_at or view.sent_at
    yield DeskTask(id=view.id, kind=kind, role=role, since=since, case_id=case.id)


def _held(asked: Iterable[Role], held: frozenset[str]) -> str | None:
    return next((role.code for role in asked if role.code in held), None)
