"""Send all cases of a joint dispatch off together, or none."""

from dataclasses import dataclass
from datetime import date, datetime

from laksana.cases.act import begin
from laksana.cases.idempotency import claim, settle
from laksana.cases.inputs import Change
from laksana.cases.ledger import case_for_update, record
from laksana.cases.office import require_institution
from laksana.cases.registered import unregistered
from laksana.cases.usable import refuse_unusable
from laksana.cases.views import CaseChanged
from laksana.correspondence.numbers import Bearer
from laksana.dispatches.inputs import SendDispatch
from laksana.dispatches.loaded import LoadedDispatch, dispatch_for_update, named_case
from laksana.dispatches.views import DispatchChanged, DispatchStatus
from laksana.signing.queries import signature_of
from laksana_engine import commands
from laksana_engine.batching import way_in_batch
from laksana_engine.decision import Refusal
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid

Refusals = dict[str, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedLetter:
    """What leaves with every case: the day that the letter bears, and the bytes that bear its signature, by hash."""

    dated: date
    sha256: str | None


async def send_dispatch(asked: SendDispatch, *, by: Actor, key: str) -> DispatchChanged:
    """The dispatch after every one of its cases left with its signed letter, in one unit of work.

    Raises Invalid with the findings that stand against any case, by the case's number; then none has left. NotFound.
    """
    refuse_unusable(asked)
    async with unit_of_work():
        stored = await claim("send_dispatch", key, asked, by=by, result=DispatchChanged)
        if stored is not None:
            return stored
        dispatch = await dispatch_for_update(asked.dispatch_id)
        dated, against = dispatch.view.dated, dispatch.not_at(DispatchStatus.SIGNED)
        if against or dated is None:
            raise Invalid(against)
        await require_institution(dispatch.view.institution, asked.sent_on)
        signature = await signature_of(dispatch.id, Bearer.DISPATCH)
        signed = SignedLetter(dated=dated, sha256=signature.signed_sha256 if signature else dispatch.view.scan_sha256)
        sent = await _sent(dispatch, asked, by, signed)
        await _store(dispatch, asked, sent, now())
        result = DispatchChanged(
            dispatch_id=dispatch.id,
            status=DispatchStatus.SENT,
            ids={},
            cases=sent,
            notices=tuple(notice for case in sent for notice in case.notices),
        )
        return await settle(key, result, by=by)


async def _sent(
    dispatch: LoadedDispatch, asked: SendDispatch, by: Actor, letter: SignedLetter
) -> tuple[CaseChanged, ...]:
    refusals: Refusals = {}
    left: list[CaseChanged] = []
    # In the order in which the composition locked them.
    for case_id in sorted(dispatch.case_ids):
        case = await case_for_update(case_id)
        way = way_in_batch(case.procedure, case.state)
        if isinstance(way, Refusal):
            refusals[named_case(case)] = way.findings
            continue
        content = {"courier": asked.courier} | ({"form": asked.form} if asked.form is not None else {})
        step = way.dispatch.slug
        act = await begin(Change(case_id=case_id), by=by, content=content, kind="send_dispatch", step=step)
        form = case.procedure.read(way.dispatch.form, asked.form or {})[0] if way.dispatch.form else None
        unknown = await unregistered(form, act.office.day(act.at))
        words = act.frame["words"]
        command = commands.LeaveInBatch(
            dispatch_id=dispatch.id,
            institution=dispatch.view.institution,
            courier=asked.courier,
            dated=letter.dated,
            letter_sha256=letter.sha256,
            sent_on=asked.sent_on,
            **act.frame["command"],
        )
        try:
            left.append(
                await record(
                    act.case, command, calendar=act.office.calendar, words=(words,) if words else (), against=unknown
                )
            )
        except Invalid as refusal:
            refusals[named_case(case)] = refusal.findings
    if refusals:
        raise Invalid(_told(refusals, len(dispatch.case_ids)))
    return tuple(left)


def _told(refusals: Refusals, cases: int) -> tuple[Finding, ...]:
    """What stands against all of them once, then what stands against each, under its number."""
    first = next(iter(refusals.values()))
    common = tuple(
        found for found in first if len(refusals) == cases and all(found in against for against in refusals.values())
    )
    told = list(common)
    for name, against in refusals.items():
        own = [found for found in against if found not in common]
        if own:
            told += [findings.error("batch.case_refused", case=name), *own]
    return tuple(told)


async def _store(dispatch: LoadedDispatch, asked: SendDispatch, sent: tuple[CaseChanged, ...], at: datetime) -> None:
    tenant_id = current_scope().tenant_id
    await execute(
        "update dispatch set status = 'SENT', courier = $3, receipt_number = $4, sent_on = $5, updated_at = $6"
        " where tenant_id = $1 and id = $2",
        tenant_id, dispatch.id, asked.courier.strip(), asked.receipt_number, asked.sent_on, at,
    )  # fmt: skip
    await execute(
        "update dispatch_item as i set closed_at = $3, sent_version = c.version"
        " from unnest($4::uuid[], $5::int[]) as c(case_id, version)"
        " where i.tenant_id = $1 and i.dispatch_id = $2 and i.case_id = c.case_id",
        tenant_id, dispatch.id, at, [case.case_id for case in sent], [case.version for case in sent],
    )  # fmt: skip
