"""Decide to sign a letter: its number, date and final bytes are fixed."""

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from laksana.attachments.store import store
from laksana.cases.act import Act, begin
from laksana.cases.idempotency import claim, replayed, settle
from laksana.cases.inputs import FinaliseLetter
from laksana.cases.ledger import LoadedCase, record
from laksana.cases.usable import refuse_unusable
from laksana.cases.views import CaseChanged
from laksana.correspondence.numbers import ReservedNumber, Signer, reserve_number
from laksana.letters.draft import FrozenDraft
from laksana.letters.kept_drafts import kept_draft
from laksana.letters.press import printed
from laksana.verification.stamp import Stamp, stamp_of
from laksana_engine import commands
from laksana_engine.decide import decide
from laksana_engine.decision import Refusal
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.letters import LetterTemplate
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Conflict, Invalid, NotFound
from laksana_tenants.resolve import signer_block
from laksana_tenants.views import SignerBlock

PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A letter whose number is reserved: everything the final is set from."""

    case: LoadedCase
    draft: FrozenDraft
    number: str | None
    dated: date
    signer: SignerBlock
    stamp: Stamp


async def finalise_letter(asked: FinaliseLetter, *, by: Actor, key: str) -> CaseChanged:
    """The case with its letter's final set, numbered and stored, ready to be printed and signed.

    Number, date, signer and capacity are reserved first, in a transaction of their own; a retry takes the same ones.
    Raises Invalid with the findings that stand against it (then no number is spent), NotFound, and Conflict.
    """
    refuse_unusable(asked)
    stored = await replayed("finalise_letter", key, asked, by=by, result=CaseChanged)
    if stored is not None:
        return stored
    async with unit_of_work():
        prepared = await _prepare(asked, by)
    document = prepared.draft.final(
        prepared.case.templates,
        number=prepared.number,
        dated=prepared.dated,
        signer=prepared.signer,
        stamp=prepared.stamp,
    )
    case = prepared.case
    pdf = await printed(document, prepared.draft.template, sop=case.procedure.slug, release=case.release)
    sha256 = hashlib.sha256(pdf).hexdigest()
    final_key = f"tenants/{current_scope().tenant_id}/letters/{asked.letter_id}/final-{sha256}.pdf"
    await store().put(final_key, pdf, content_type=PDF)
    async with unit_of_work():
        stored = await claim("finalise_letter", key, asked, by=by, result=CaseChanged)
        if stored is not None:
            return stored
        act = await begin(asked, by=by, content={}, kind="finalise_letter", step=None, signing=True)
        command = _command(asked, act, sha256=sha256, number=prepared.number, dated=prepared.dated)
        changed = await record(act.case, command, calendar=act.office.calendar)
        await execute(
            "update letter set final_key = $3, signed_as = $4 where tenant_id = $1 and id = $2",
            current_scope().tenant_id, asked.letter_id, final_key, prepared.signer.signed_as,
        )  # fmt: skip
        changed.ids.update(final_sha256=sha256, number=prepared.number or "", letter_id=str(asked.letter_id))
        return await settle(key, changed, by=by)


async def _prepare(asked: FinaliseLetter, by: Actor) -> Prepared:
    act = await begin(asked, by=by, content={}, kind="finalise_letter", step=None, signing=True)
    today = act.office.day(act.at)
    row = await fetch_one(
        "select kind from letter where tenant_id = $1 and id = $2 and case_id = $3",
        current_scope().tenant_id, asked.letter_id, asked.case_id,
    )  # fmt: skip
    if row is None:
        raise NotFound("letter", asked.letter_id)
    template = act.case.procedure.template(row["kind"])
    # No number is spent on a letter that would be refused: the trial stands in for the one that comes.
    number = "?" if template.register else None
    trial = decide(
        act.case.procedure, act.case.state, _command(asked, act, sha256="0" * 64, number=number, dated=today)
    )
    if isinstance(trial, Refusal):
        raise Invalid(trial.findings)
    kept = await kept_draft(asked.letter_id, act.case.key)
    if kept is None:
        raise RuntimeError("unreachable: a letter that waits for its signature has a draft")
    draft = kept.frozen
    if draft.document(act.case.templates).sha256() != asked.draft_sha256:
        raise Invalid((findings.error("letter.house_style_changed", field="draft_sha256"),))
    reserved = await _reserve(template, asked.letter_id, act, by, draft.drafted_on)
    dated = reserved.dated if reserved else today
    block = await signer_block(by, template.signer.code, dated)
    if block is None:
        raise Conflict("letter", asked.letter_id)
    return Prepared(
        case=act.case,
        draft=draft,
        number=reserved.number if reserved else None,
        dated=dated,
        signer=block,
        stamp=await stamp_of(asked.letter_id),
    )


async def _reserve(
    template: LetterTemplate, letter_id: UUID, act: Act, by: Actor, drafted_on: date
) -> ReservedNumber | None:
    if template.register is None:
        return None
    held = by.signing_for(template.signer.code)
    capacity = held.capacity.value if held else "DEFINITIF"
    signer = Signer(officer_id=by.officer_id, role=template.signer.code, capacity=capacity)
    pattern, today = act.office.number_format(template.register), act.office.day(act.at)
    return await reserve_number(
        letter_id, pattern, template, dated=today, signer=signer, at=act.at, not_before=drafted_on
    )


def _command(
    asked: FinaliseLetter, act: Act, *, sha256: str, number: str | None, dated: date
) -> commands.FinaliseLetter:
    return commands.FinaliseLetter(
        letter_id=asked.letter_id,
        draft_sha256=asked.draft_sha256,
        final_sha256=sha256,
        number=number,
        dated=dated,
        **act.frame["command"],
    )
