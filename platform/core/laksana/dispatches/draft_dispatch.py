"""Freeze a draft of a joint dispatch's letter."""

from uuid import UUID

from laksana.attachments.store import store
from laksana.cases.idempotency import claim, replayed, settle
from laksana.cases.ledger import load_case
from laksana.cases.office import Office, office, require_institution
from laksana.cases.usable import refuse_unusable
from laksana.dispatches.inputs import DraftDispatch
from laksana.dispatches.loaded import LoadedDispatch, dispatch_for_update, load_dispatch, not_one_of, void_parafs
from laksana.dispatches.seals import seal_draft
from laksana.dispatches.views import DispatchChanged, DispatchStatus
from laksana.letters.draft import FrozenDraft, frozen
from laksana.letters.facts import institution_facts, letter_facts
from laksana.letters.press import printed
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk.batches import BatchFacts
from laksana_sdk.findings import Finding
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid

PDF = "application/pdf"
DRAFTABLE = (DispatchStatus.DRAFT, DispatchStatus.AWAITING_PARAF, DispatchStatus.AWAITING_SIGNATURE)


async def draft_dispatch(asked: DraftDispatch, *, by: Actor, key: str) -> DispatchChanged:
    """The dispatch with a frozen draft of its letter, set and stored; earlier paraf are void.

    Raises Invalid with the findings that stand against it, and NotFound.
    """
    refuse_unusable(asked)
    stored = await replayed("draft_dispatch", key, asked, by=by, result=DispatchChanged)
    if stored is not None:
        return stored
    dispatch, here = await load_dispatch(asked.dispatch_id), await office()
    _refuse(dispatch, by)
    draft = await _frozen(dispatch, by, here)
    document = draft.document(dispatch.templates)
    sha256 = document.sha256()
    draft_key = f"tenants/{current_scope().tenant_id}/dispatches/{dispatch.id}/draft-{sha256}.pdf"
    pdf = await printed(document, draft.template, sop=dispatch.view.sop_slug, release=dispatch.view.release)
    await store().put(draft_key, pdf, content_type=PDF)
    async with unit_of_work():
        stored = await claim("draft_dispatch", key, asked, by=by, result=DispatchChanged)
        if stored is not None:
            return stored
        locked = await dispatch_for_update(asked.dispatch_id)
        _refuse(locked, by)
        status = DispatchStatus.AWAITING_PARAF if locked.batch.paraf else DispatchStatus.AWAITING_SIGNATURE
        await _store(locked.id, status, sha256, draft_key, await seal_draft(draft, locked.id))
        return await settle(key, locked.changed(status, draft_sha256=sha256), by=by)


def _refuse(dispatch: LoadedDispatch, by: Actor) -> None:
    against: tuple[Finding, ...] = (*not_one_of(by, *dispatch.batch.by), *dispatch.not_at(*DRAFTABLE))
    if against:
        raise Invalid(against)


async def _frozen(dispatch: LoadedDispatch, by: Actor, here: Office) -> FrozenDraft:
    today = here.day(now())
    institution = await institution_facts(dispatch.view.institution, today)
    if institution is None:
        await require_institution(dispatch.view.institution, today)
        raise RuntimeError("unreachable: an institution that is not known is refused")
    cases = [await load_case(case_id) for case_id in dispatch.case_ids]
    facts = BatchFacts(
        today=today,
        institution=institution,
        cases=tuple(
            [await letter_facts(case, today=today, office=here, officer_id=by.officer_id, extra={}) for case in cases]
        ),
    )
    batch = dispatch.batch
    return frozen(batch.template, batch.context(facts), here.letterhead, page=batch.page, on=today)


async def _store(dispatch_id: UUID, status: DispatchStatus, sha256: str, draft_key: str, sealed: bytes) -> None:
    at = now()
    await void_parafs(dispatch_id, at)
    await execute(
        "update dispatch set status = $3, draft = draft + 1, draft_sha256 = $4, draft_key = $5, sealed_context = $6,"
        " updated_at = $7 where tenant_id = $1 and id = $2",
        current_scope().tenant_id, dispatch_id, status.value, sha256, draft_key, sealed, at,
    )  # fmt: skip
