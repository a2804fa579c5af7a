"""Decide to sign a joint dispatch's letter: its number, date and final bytes are fixed."""

import hashlib
from dataclasses import dataclass
from datetime import date

from laksana.attachments.store import store
from laksana.cases.idempotency import claim, replayed, settle
from laksana.cases.ledger import acting
from laksana.cases.office import Office, office
from laksana.cases.usable import refuse_unusable
from laksana.correspondence.numbers import Bearer, ReservedNumber, Signer, mark_used, reserve_number
from laksana.dispatches.inputs import FinaliseDispatch
from laksana.dispatches.loaded import LoadedDispatch, dispatch_for_update, not_one_of
from laksana.dispatches.seals import open_draft
from laksana.dispatches.views import DispatchChanged, DispatchStatus
from laksana.letters.draft import FrozenDraft
from laksana.letters.press import printed
from laksana.verification.marks import mark_final
from laksana.verification.stamp import Stamp, stamp_of
from laksana_engine.signing import ACTING_CAPACITIES
from laksana_engine.standing import listed
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Conflict, Invalid
from laksana_tenants.resolve import signer_block
from laksana_tenants.views import SignerBlock

PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A letter whose number is reserved: everything the final is set from."""

    dispatch: LoadedDispatch
    draft: FrozenDraft
    number: str | None
    dated: date
    signer: SignerBlock
    stamp: Stamp


async def finalise_dispatch(asked: FinaliseDispatch, *, by: Actor, key: str) -> DispatchChanged:
    """The dispatch with its letter's final set, numbered and stored, ready to be printed and signed.

    Number, date, signer and capacity are reserved first, in a transaction of their own; a retry takes the same ones.
    Raises Invalid with the findings that stand against it (then no number is spent), NotFound, and Conflict.
    """
    refuse_unusable(asked)
    stored = await replayed("finalise_dispatch", key, asked, by=by, result=DispatchChanged)
    if stored is not None:
        return stored
    async with unit_of_work():
        prepared = await _prepare(asked, by)
    document = prepared.draft.final(
        prepared.dispatch.templates,
        number=prepared.number,
        dated=prepared.dated,
        signer=prepared.signer,
        stamp=prepared.stamp,
    )
    view = prepared.dispatch.view
    pdf = await printed(document, prepared.draft.template, sop=view.sop_slug, release=view.release)
    sha256 = hashlib.sha256(pdf).hexdigest()
    final_key = f"tenants/{current_scope().tenant_id}/dispatches/{asked.dispatch_id}/final-{sha256}.pdf"
    await store().put(final_key, pdf, content_type=PDF)
    async with unit_of_work():
        stored = await claim("finalise_dispatch", key, asked, by=by, result=DispatchChanged)
        if stored is not None:
            return stored
        dispatch = await dispatch_for_update(asked.dispatch_id)
        _refuse(dispatch, asked, by)
        await _store(dispatch, prepared, by, sha256=sha256, final_key=final_key)
        made = dispatch.changed(DispatchStatus.FINAL, final_sha256=sha256, number=prepared.number or "")
        return await settle(key, made, by=by)


async def _prepare(asked: FinaliseDispatch, by: Actor) -> Prepared:
    dispatch, here = await dispatch_for_update(asked.dispatch_id), await office()
    _refuse(dispatch, asked, by)
    if dispatch.sealed_context is None:
        raise RuntimeError("unreachable: a dispatch that waits for its signature has a draft")
    draft = await open_draft(dispatch.sealed_context, dispatch.id)
    if draft.document(dispatch.templates).sha256() != asked.draft_sha256:
        raise Invalid((findings.error("letter.house_style_changed", field="draft_sha256"),))
    reserved = await _reserve(dispatch, here, by, draft.drafted_on)
    dated = reserved.dated if reserved else here.day(now())
    block = await signer_block(by, dispatch.batch.signer.code, dated)
    if block is None:
        raise Conflict("dispatch", dispatch.id)
    number = reserved.number if reserved else None
    stamp = await stamp_of(dispatch.id)
    return Prepared(dispatch=dispatch, draft=draft, number=number, dated=dated, signer=block, stamp=stamp)


async def _reserve(dispatch: LoadedDispatch, here: Office, by: Actor, drafted_on: date) -> ReservedNumber | None:
    batch = dispatch.batch
    if batch.register is None:
        return None
    return await reserve_number(
        dispatch.id,
        here.number_format(batch.register),
        batch,
        dated=here.day(now()),
        signer=Signer(officer_id=by.officer_id, role=batch.signer.code, capacity=_capacity(dispatch, by)),
        at=now(),
        not_before=drafted_on,
        bearer=Bearer.DISPATCH,
    )


def _refuse(dispatch: LoadedDispatch, asked: FinaliseDispatch, by: Actor) -> None:
    asked_still = listed(role.label for role in dispatch.asked)
    unfinished = findings.error("letter.paraf_missing", letter=dispatch.batch.title, role=asked_still)
    waiting = dispatch.view.status is DispatchStatus.AWAITING_PARAF
    against: tuple[Finding, ...] = (
        *not_one_of(by, dispatch.batch.signer, signing=True),
        *((unfinished,) if waiting else dispatch.not_at(DispatchStatus.AWAITING_SIGNATURE)),
        *dispatch.other_draft(asked.draft_sha256),
    )
    if not against:
        against = _beyond_mandate(dispatch, by)
    if against:
        raise Invalid(against)


def _beyond_mandate(dispatch: LoadedDispatch, by: Actor) -> tuple[Finding, ...]:
    batch, capacity = dispatch.batch, _capacity(dispatch, by)
    if not batch.strategic or capacity not in ACTING_CAPACITIES:
        return ()
    return (findings.error("letter.strategic", letter=batch.title, capacity=capacity, role=batch.signer.label),)


def _capacity(dispatch: LoadedDispatch, by: Actor) -> str:
    return acting(by, signing=True).roles[dispatch.batch.signer.code].capacity


async def _store(dispatch: LoadedDispatch, prepared: Prepared, by: Actor, *, sha256: str, final_key: str) -> None:
    await mark_used(dispatch.id, prepared.number, Bearer.DISPATCH)
    await mark_final(dispatch.id, sha256, at=now(), bearer=Bearer.DISPATCH)
    await execute(
        "update dispatch set status = 'FINAL', number = $3, dated = $4, final_sha256 = $5, final_key = $6,"
        " signer_id = $7, capacity = $8, updated_at = $9, signed_as = $10 where tenant_id = $1 and id = $2",
        current_scope().tenant_id, dispatch.id, prepared.number, prepared.dated, sha256, final_key, by.officer_id,
        _capacity(dispatch, by), now(), prepared.signer.signed_as,
    )  # fmt: skip
