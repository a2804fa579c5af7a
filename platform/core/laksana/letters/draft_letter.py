"""Freeze a draft of a letter."""

from uuid import UUID

from laksana.attachments.store import store
from laksana.cases.act import begin
from laksana.cases.idempotency import claim, replayed, settle
from laksana.cases.inputs import DraftLetter
from laksana.cases.ledger import LoadedCase, command_frame, load_case, record, refuse_stale
from laksana.cases.office import Office, office
from laksana.cases.usable import refuse_unusable
from laksana.cases.views import CaseChanged
from laksana.letters.draft import FrozenDraft, freeze
from laksana.letters.facts import letter_facts
from laksana.letters.kept_drafts import keep_draft
from laksana.letters.press import printed
from laksana_engine import commands
from laksana_engine.decide import decide
from laksana_engine.decision import Refusal
from laksana_engine.signing import replaced_letter
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.letters import LetterTemplate
from laksana_sdk.phrases import letter_named
from laksana_sdk.procedure import Procedure
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid

PDF = "application/pdf"


async def draft_letter(asked: DraftLetter, *, by: Actor, key: str) -> CaseChanged:
    """The case with a frozen draft of its current letter, set and stored; earlier paraf on it are void.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """
    refuse_unusable(asked)
    content = {"form": asked.form} if asked.form is not None else {}
    stored = await replayed("draft_letter", key, asked, by=by, result=CaseChanged)
    if stored is not None:
        return stored
    case, here = await load_case(asked.case_id), await office()
    _refuse_early(case, asked, by, here)
    template = _template(case.procedure, asked.letter)
    draft = await _frozen(case, template, asked, by, here)
    sha256, draft_key = await _set_and_store(draft, case)
    async with unit_of_work():
        stored = await claim("draft_letter", key, asked, by=by, result=CaseChanged)
        if stored is not None:
            return stored
        act = await begin(asked, by=by, content=content, kind="draft_letter", step=case.state.step)
        await refuse_stale(act.case, case.state.version)
        command = commands.DraftLetter(letter=asked.letter, draft_sha256=sha256, **act.frame["command"])
        words = act.frame["words"]
        sealed = (words,) if words else ()
        changed = await record(act.case, command, calendar=here.calendar, words=sealed, against=act.against)
        letter_id = UUID(changed.ids["letter_id"])
        await execute(
            "update letter set draft_key = $3, step = $4 where tenant_id = $1 and id = $2",
            current_scope().tenant_id, letter_id, draft_key, case.state.step,
        )  # fmt: skip
        await keep_draft(
            letter_id,
            draft,
            draft_sha256=sha256,
            templates=case.templates,
            key=case.key,
            by=by.officer_id,
            at=act.at,
        )
        changed.ids["draft_sha256"] = sha256
        return await settle(key, changed, by=by)


def _refuse_early(case: LoadedCase, asked: DraftLetter, by: Actor, here: Office) -> None:
    """Setting a letter costs a second of a processor: refuse what the engine will refuse before paying it."""
    frame = command_frame(by, now(), here.calendar, procedure=case.procedure) | {"form": asked.form}
    trial = decide(
        case.procedure, case.state, commands.DraftLetter(letter=asked.letter, draft_sha256="0" * 64, **frame)
    )
    if isinstance(trial, Refusal):
        raise Invalid(trial.findings)


def _template(procedure: Procedure, kind: str) -> LetterTemplate:
    try:
        return procedure.template(kind)
    except KeyError:
        known = ", ".join(template.kind for template in procedure.templates())
        raise Invalid((findings.error("letter.unknown_kind", field="letter", letter=kind[:60], known=known),)) from None


async def _frozen(
    case: LoadedCase, template: LetterTemplate, asked: DraftLetter, by: Actor, here: Office
) -> FrozenDraft:
    today = here.day(now())
    extra = {case.state.step: asked.form} if asked.form is not None and case.state.step else {}
    facts = await letter_facts(case, today=today, office=here, officer_id=by.officer_id, extra=extra)
    replaced = replaced_letter(case.state, template.kind)
    named = f"{template.title} {letter_named(replaced.number, replaced.dated) or ''}".strip() if replaced else None
    return freeze(template, facts, here.letterhead, on=today, replaces=named)


async def _set_and_store(draft: FrozenDraft, case: LoadedCase) -> tuple[str, str]:
    document = draft.document(case.templates)
    sha256 = document.sha256()
    # Under the case: earlier drafts are named nowhere else, and a destroyed dossier must leave none behind.
    key = f"tenants/{current_scope().tenant_id}/cases/{case.id}/draft-{sha256}.pdf"
    pdf = await printed(document, draft.template, sop=case.procedure.slug, release=case.release)
    await store().put(key, pdf, content_type=PDF)
    return sha256, key
