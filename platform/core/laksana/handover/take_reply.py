"""Take in an institution's answer: with the hand-over, in the case's chain, and at the Wait where the case stands."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

import msgspec

from laksana.cases.act import begin
from laksana.cases.inputs import Change
from laksana.cases.ledger import LoadedCase, case_for_update, record
from laksana.cases.office import Office, office
from laksana.cases.words import seal_words
from laksana.handover.envelope import Answer, sealed
from laksana.handover.inputs import Reply
from laksana.handover.sent import PARTIES, SentHandover, awaiting, tell_chain
from laksana.handover.views import ANSWERABLE, HandoverStatus
from laksana_engine import commands
from laksana_engine.worktime import office_minutes_between
from laksana_infra.clock import now
from laksana_infra.database import execute
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.phrases import day
from laksana_sdk.procedure import Wait
from laksana_sdk.replies import HandoverAnswer, ReplyFacts
from laksana_sdk.vocabulary import Labelled
from laksana_tenants.actor import Actor
from laksana_tenants.directory import institution_by_slug
from laksana_tenants.errors import Conflict, Invalid, NotFound
from laksana_tenants.views import InstitutionView


async def take_reply(
    sent: SentHandover, reply: Reply, *, answered_on: date, by: Actor, by_party: bool
) -> HandoverStatus:
    """Where the hand-over stands after the answer, inside a unit of work that has locked it.

    Where the case waits for this institution, it goes on as the SOP declares. Raises Invalid with the findings that
    stand against the answer, and Conflict when it can no longer be answered; then nothing is written.
    """
    if sent.status not in ANSWERABLE:
        code = "handover.withdrawn" if sent.status is HandoverStatus.WITHDRAWN else "handover.answered"
        raise Conflict("handover", sent.id, findings.error(code, status=sent.status.label))
    case, here = await case_for_update(sent.case_id), await office()
    institution = await _institution(sent, here)
    wait = awaiting(case, institution)
    facts = _facts(reply, answered_on, wait)
    party = PARTIES.get(institution.kind)
    await tell_chain(
        case,
        commands.AnswerHandover,
        by=by,
        words=seal_words(case.key, {"reply": msgspec.to_builtins(facts)}, kind="answer_handover", step=None),
        handover_id=sent.id,
        round=sent.round,
        answer=facts.answer.value,
        performed_by=party.code if party else None,
    )
    if wait is not None and wait.replies is not None and facts.answer in wait.replies.outcomes:
        await _go_on(sent, wait, facts, by=by, by_party=by_party)
    return await _store(sent, case, facts, _told(facts, wait), here)


async def _institution(sent: SentHandover, here: Office) -> InstitutionView:
    slug = sent.to_institution or ""
    found = await institution_by_slug(slug, here.day(sent.sent_at))
    if found is None:
        raise NotFound("institution", slug)
    return found


def _facts(reply: Reply, answered_on: date, wait: Wait | None) -> ReplyFacts:
    if reply.answer not in HandoverAnswer.__members__:
        raise Invalid((findings.error("handover.unknown_answer", field="answer", value=reply.answer[:40]),))
    answer = HandoverAnswer[reply.answer]
    reasons = wait.replies.reasons if wait and wait.replies else None
    against = tuple(_lacking(reply, answer, reasons))
    if against:
        raise Invalid(against)
    said = {member.name: getattr(reply, member.name) for member in fields(ReplyFacts) if hasattr(reply, member.name)}
    return ReplyFacts(**{**said, "answer": answer, "answered_on": answered_on})


def _lacking(reply: Reply, answer: HandoverAnswer, reasons: type[Labelled] | None) -> Iterator[Finding]:
    asked: dict[HandoverAnswer, tuple[str, str]] = {
        HandoverAnswer.ACCEPTED: ("admitted_on", "Tanggal klien dapat masuk"),
        HandoverAnswer.RETURNED: ("papers_wanted", "Berkas yang diminta"),
        HandoverAnswer.REFUSED: ("reason", "Alasan") if reasons is None else ("reason_code", "Alasan"),
    }
    field, label = asked.get(answer, ("", ""))
    if field and not getattr(reply, field):
        yield findings.error("handover.reply_lacks", field=field, label=label, answer=answer.label)
    code = reply.reason_code
    if code is not None and (reasons is None or code not in reasons.__members__):
        known = ", ".join(reasons) if reasons else "-"
        yield findings.error("handover.unknown_reason", field="reason_code", value=code[:40], known=known)


async def _go_on(sent: SentHandover, wait: Wait, facts: ReplyFacts, *, by: Actor, by_party: bool) -> None:
    """The case goes on from its Wait, as if somebody of the office had entered the answer."""
    if wait.replies is None:
        raise TypeError(f"step {wait.slug!r} declares no replies")
    content: dict[str, Any] = {"form": msgspec.to_builtins(wait.replies.form(facts))}
    act = await begin(
        Change(case_id=sent.case_id), by=by, content=content, kind="record_outside_answer", step=wait.slug
    )
    words = act.frame["words"]
    command = commands.RecordOutsideAnswer(
        outcome=wait.replies.outcomes[facts.answer],
        answered_on=facts.answered_on,
        handover_id=sent.id,
        by_party=by_party,
        **act.frame["command"],
    )
    await record(act.case, command, calendar=act.office.calendar, words=(words,), against=act.against)


async def _store(sent: SentHandover, case: LoadedCase, facts: ReplyFacts, told: str, here: Office) -> HandoverStatus:
    at, status = now(), HandoverStatus(facts.answer.value)
    # A queued one was last in the institution's hands when it gave its latest answer.
    since = sent.answered_at or sent.delivered_at or sent.sent_at
    await execute(
        "update handover_sent set status = $3, answered_at = $4, sealed_answer = $5, answers = answers + 1,"
        " minutes_there = minutes_there + $6, delivered_at = coalesce(delivered_at, $4), noted_at = null"
        " where tenant_id = $1 and id = $2",
        current_scope().tenant_id, sent.id, status.value, at,
        sealed(Answer(reason=told), handover_id=sent.id, key=case.key),
        office_minutes_between(here.calendar, since, at),
    )  # fmt: skip
    return status


def _told(facts: ReplyFacts, wait: Wait | None) -> str:
    """The answer as a person of the office reads it."""
    reasons = wait.replies.reasons if wait and wait.replies else None
    reason = reasons[facts.reason_code].label if reasons and facts.reason_code else None
    said = {
        "Tanggal klien dapat masuk": day(facts.admitted_on),
        "Kamar / tempat tidur": facts.bed,
        "Syarat": facts.conditions,
        "Nomor urut daftar tunggu": facts.queue_position,
        "Berkas yang diminta": facts.papers_wanted,
        "Alasan": reason,
        "Penjelasan": facts.reason,
        "Dijawab oleh": f"{facts.replied_by}, {facts.replied_as}",
    }
    return "\n".join((facts.answer.label, *(f"{label}: {value}" for label, value in said.items() if value)))
