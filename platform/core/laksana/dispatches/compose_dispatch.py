"""Put cases under one covering letter."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from uuid import UUID

from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import LoadedCase, case_for_update
from laksana.cases.office import office, require_institution
from laksana.cases.usable import refuse_unusable
from laksana.cases.words import forms_by_step, words_of_case
from laksana.dispatches.inputs import ComposeDispatch
from laksana.dispatches.loaded import named_case, not_one_of
from laksana.dispatches.views import DispatchChanged, DispatchStatus
from laksana_engine.batching import way_in_batch
from laksana_engine.decision import Refusal
from laksana_engine.known import chosen_institution, filled_forms
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.batches import BatchLetter
from laksana_sdk.findings import Finding
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


async def compose_dispatch(asked: ComposeDispatch, *, by: Actor, key: str) -> DispatchChanged:
    """A new joint dispatch of these cases, each of which stands where a batch may take it; its letter is not drafted.

    Raises Invalid with the findings that stand against it, case by case, and NotFound for a case of nobody.
    """
    refuse_unusable(asked)
    _refuse_twice(asked.case_ids)
    async with unit_of_work():
        stored = await claim("compose_dispatch", key, asked, by=by, result=DispatchChanged)
        if stored is not None:
            return stored
        # Locked in one order everywhere, so that two dispatches over the same cases do not wait for each other.
        locked = {case_id: await case_for_update(case_id) for case_id in sorted(asked.case_ids)}
        cases = [locked[case_id] for case_id in asked.case_ids]
        batch = _batch_of(cases, by)
        await require_institution(asked.institution, (await office()).day(now()))
        against = [found async for found in _against(cases, asked.institution)]
        if against:
            raise Invalid(tuple(against))
        dispatch_id = await _store(asked, cases, batch, by)
        composed = DispatchChanged(dispatch_id=dispatch_id, status=DispatchStatus.DRAFT, ids={})
        return await settle(key, composed, by=by)


def _refuse_twice(case_ids: Sequence[UUID]) -> None:
    twice = [case_id for case_id, times in Counter(case_ids).items() if times > 1]
    if twice:
        raise Invalid(tuple(findings.error("batch.case_twice", field="case_ids", case=str(one)) for one in twice))


def _batch_of(cases: Sequence[LoadedCase], by: Actor) -> BatchLetter:
    procedure = cases[0].procedure
    if procedure.batch is None:
        raise Invalid((findings.error("batch.none", sop=procedure.name),))
    against = (*not_one_of(by, *procedure.batch.by), *_of_other_releases(cases))
    if against:
        raise Invalid(against)
    return procedure.batch


def _of_other_releases(cases: Sequence[LoadedCase]) -> Iterator[Finding]:
    first = cases[0]
    for place, case in enumerate(cases):
        if (case.procedure.slug, case.release) != (first.procedure.slug, first.release):
            yield findings.error(
                "batch.other_release",
                field=f"case_ids.{place}",
                case=named_case(case),
                sop=case.procedure.name,
                release=case.release,
            )


async def _against(cases: Sequence[LoadedCase], institution: str) -> AsyncIterator[Finding]:
    taken = await _in_open_dispatches([case.id for case in cases])
    for place, case in enumerate(cases):
        field, name = f"case_ids.{place}", named_case(case)
        way = way_in_batch(case.procedure, case.state)
        if isinstance(way, Refusal):
            yield findings.error("batch.case_refused", field=field, case=name)
            for found in way.findings:
                yield found
        if case.id in taken:
            yield findings.error("batch.taken", field=field, case=name)
        forms = filled_forms(case.procedure, forms_by_step(await words_of_case(case.id, case.key)))
        meant = chosen_institution(forms)
        if meant is not None and meant != institution:
            yield findings.error(
                "batch.other_destination", field=field, case=name, destination=meant, institution=institution
            )


async def _in_open_dispatches(case_ids: Sequence[UUID]) -> frozenset[UUID]:
    rows = await fetch(
        "select case_id from dispatch_item where tenant_id = $1 and case_id = any($2) and closed_at is null",
        current_scope().tenant_id, list(case_ids),
    )  # fmt: skip
    return frozenset(row["case_id"] for row in rows)


async def _store(asked: ComposeDispatch, cases: Sequence[LoadedCase], batch: BatchLetter, by: Actor) -> UUID:
    tenant_id, dispatch_id, at = current_scope().tenant_id, new_id(), now()
    await execute(
        "insert into dispatch (tenant_id, id, sop_slug, release, kind, title, institution, status, draft, composed_by,"
        " created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, 'DRAFT', 0, $8, $9, $9)",
        tenant_id, dispatch_id, cases[0].procedure.slug, cases[0].release, batch.kind, batch.title, asked.institution,
        by.officer_id, at,
    )  # fmt: skip
    await execute(
        "insert into dispatch_item (tenant_id, dispatch_id, id, case_id, place)"
        " select $1, $2, i.* from unnest($3::uuid[], $4::uuid[], $5::int[]) as i",
        tenant_id, dispatch_id, [new_id() for _ in cases], [case.id for case in cases], list(range(1, len(cases) + 1)),
    )  # fmt: skip
    return dispatch_id
