"""Issue a paper that needs no signature chain: a receipt, a note, a notice. Runs as a job."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import msgspec

from laksana.attachments.store import store
from laksana.cases.ledger import LoadedCase, case_for_update, load_case, record
from laksana.cases.office import Office, office
from laksana.correspondence.numbers import ReservedNumber, Signer, reserve_number, reserved_for
from laksana.correspondence.projection import ISSUE_JOB
from laksana.jobs.app import handler
from laksana.letters.draft import FrozenDraft, freeze
from laksana.letters.facts import letter_facts
from laksana.letters.press import printed
from laksana.letters.withdrawn import withdrawn_facts
from laksana.verification.stamp import stamp_of
from laksana_engine import commands
from laksana_engine.commands import Acting, Grant
from laksana_engine.state import LetterState
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk.letters import LetterTemplate
from laksana_tenants.resolve import actor_of, signer_block
from laksana_tenants.views import NumberSource

PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who caused the paper, in whose name it is issued."""

    officer_id: UUID
    role: str
    capacity: str
    post_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLetter:
    """The payload of the job: which paper of which case."""

    case_id: UUID
    letter_id: UUID


@handler(ISSUE_JOB)
async def issue_letter(asked: IssueLetter) -> None:
    """The requested paper is numbered, set, stored and recorded in its case; doing it again changes nothing."""
    case_id, letter_id = asked.case_id, asked.letter_id
    asker = await _still_requested(letter_id)
    if asker is None:
        return
    here = await office()
    today = here.day(now())
    case = await load_case(case_id)
    letter = case.state.letters[letter_id]
    template = case.procedure.template(letter.kind)
    if await _awaits_number(template, letter_id, here):
        # The registry is asked; giving the number asks for this job again.
        return
    async with unit_of_work():
        reserved = await _reserve(template, letter_id, asker, here, today)
    dated = reserved.dated if reserved else today
    actor = await actor_of(asker.officer_id, dated)
    block = await signer_block(actor, asker.role, dated) if actor else None
    draft = await _frozen(case, letter, template, here, asker, dated)
    number, stamp = reserved.number if reserved else None, await stamp_of(letter_id)
    # Without a block whoever caused it has left the post since: the paper still says what was done.
    document = draft.final(case.templates, number=number, dated=dated, signer=block, stamp=stamp)
    pdf = await printed(document, draft.template, sop=case.procedure.slug, release=case.release)
    sha256 = hashlib.sha256(pdf).hexdigest()
    final_key = f"tenants/{current_scope().tenant_id}/letters/{letter_id}/final-{sha256}.pdf"
    await store().put(final_key, pdf, content_type=PDF)
    async with unit_of_work():
        locked = await case_for_update(case_id)
        if await _still_requested(letter_id) is None:
            return
        grants = {asker.role: Grant(post_id=asker.post_id, capacity=asker.capacity)} if asker.post_id else {}
        command = commands.RecordIssued(
            by=Acting(officer_id=asker.officer_id, roles=grants),
            at=now(),
            calendar=here.calendar,
            letter_id=letter_id,
            number=number,
            final_sha256=sha256,
        )
        await record(locked, command, calendar=here.calendar)
        await execute(
            "update letter set final_key = $3, dated = $4, signer_id = $5, capacity = $6, signed_as = $7"
            " where tenant_id = $1 and id = $2",
            current_scope().tenant_id, letter_id, final_key, dated, asker.officer_id, asker.capacity,
            block.signed_as if block else None,
        )  # fmt: skip


async def _still_requested(letter_id: UUID) -> Asker | None:
    row = await fetch_one(
        "select requested_by::text as asker from letter where tenant_id = $1 and id = $2 and stage = 'REQUESTED'",
        current_scope().tenant_id, letter_id,
    )  # fmt: skip
    return msgspec.json.decode(row["asker"], type=Asker) if row else None


async def _reserve(
    template: LetterTemplate, letter_id: UUID, asker: Asker, here: Office, today: date
) -> ReservedNumber | None:
    if template.register is None:
        return None
    signer = Signer(officer_id=asker.officer_id, role=asker.role, capacity=asker.capacity)
    pattern = here.number_format(template.register)
    return await reserve_number(letter_id, pattern, template, dated=today, signer=signer, at=now())


async def _awaits_number(template: LetterTemplate, letter_id: UUID, here: Office) -> bool:
    if template.register is None or here.number_format(template.register).source is NumberSource.SYSTEM:
        return False
    return await reserved_for(letter_id) is None


async def _frozen(
    case: LoadedCase, letter: LetterState, template: LetterTemplate, here: Office, asker: Asker, dated: date
) -> FrozenDraft:
    facts = await letter_facts(case, today=dated, office=here, officer_id=asker.officer_id, extra={})
    if letter.withdraws is not None:
        facts = replace(facts, withdrawn=await withdrawn_facts(case, letter.withdraws))
    return freeze(template, facts, here.letterhead, on=dated)
