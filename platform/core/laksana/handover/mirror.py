"""Carry an answer back to the sender: the second of the three places where one office's words enter another."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
import structlog

from laksana.cases.ledger import LoadedCase, case_for_update
from laksana.cases.words import seal_words
from laksana.handover.answer import MIRROR
from laksana.handover.envelope import Answer, opened, sealed
from laksana.handover.sent import in_name_of, tell_chain
from laksana.jobs.app import handler
from laksana.vault.keys import office_key
from laksana_engine.commands import AnswerHandover
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.scope import current_scope, entering_other_office
from laksana_tenants.actor import Actor
from laksana_tenants.errors import NotFound
from laksana_tenants.queries import current_tenant, tenant_by_slug

_log = structlog.stdlib.get_logger("laksana.handover")


class MirrorHandover(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which received hand-over has something new to tell its sender."""

    handover_id: UUID


@handler(MIRROR)
async def mirror_handover(asked: MirrorHandover) -> None:
    """The sender's row says what stands here: status, times, working minutes, and the reason under its own key.

    Run again it changes nothing; what belongs to an earlier round is not told any more. Raises NotFound for a hand-over
    that the office never received.
    """
    row = await fetch_one(
        "select from_office, round, status, delivered_at, answered_at, opened_at, minutes, sealed_answer"
        " from handover_received where tenant_id = $1 and id = $2",
        current_scope().tenant_id, asked.handover_id,
    )  # fmt: skip
    if row is None:
        raise NotFound("handover", asked.handover_id)
    sender = await tenant_by_slug(row["from_office"])
    if sender is None:
        raise NotFound("tenant", row["from_office"])
    here, answer = await current_tenant(), None
    if row["sealed_answer"] is not None:
        key = await office_key()
        answer = opened(Answer, bytes(row["sealed_answer"]), handover_id=asked.handover_id, key=key)
    with entering_other_office(sender.id, "the answer goes back to the office that handed the case over"):
        told = await _tell(asked.handover_id, row, answer, answered_from=here.slug)
    _log.info("handover_mirrored", handover_id=str(asked.handover_id), told=told, tenant_id=str(here.id))


async def _tell(handover_id: UUID, row: Mapping[str, Any], answer: Answer | None, *, answered_from: str) -> bool:
    """Whether the sender learns something new. Only the office that it was sent to can answer, and only its round."""
    tenant_id = current_scope().tenant_id
    async with unit_of_work():
        sent = await fetch_one(
            "select case_id, status, sent_by from handover_sent"
            " where tenant_id = $1 and id = $2 and to_office = $3 and round = $4 and (status in"
            " ('SENT', 'DELIVERED', 'WITHDRAWING') or (status = $5 and opened_at is distinct from $6)) for update",
            tenant_id, handover_id, answered_from, row["round"], row["status"], row["opened_at"],
        )  # fmt: skip
        if sent is None:
            return False
        case = await case_for_update(sent["case_id"])
        if sent["status"] != row["status"]:
            await _tell_chain(case, handover_id, row, answer, by=await in_name_of(sent["sent_by"]))
        sealed_answer = sealed(answer, handover_id=handover_id, key=case.key) if answer is not None else None
        await execute(
            "update handover_sent set status = $3, delivered_at = $4, answered_at = $5, opened_at = $6,"
            " minutes_there = $7, sealed_answer = $8, withdrawn_at = null where tenant_id = $1 and id = $2",
            tenant_id, handover_id, row["status"], row["delivered_at"], row["answered_at"], row["opened_at"],
            row["minutes"], sealed_answer,
        )  # fmt: skip
    return True


async def _tell_chain(
    case: LoadedCase, handover_id: UUID, row: Mapping[str, Any], answer: Answer | None, *, by: Actor
) -> None:
    words = seal_words(case.key, {"reason": answer.reason}, kind="answer_handover", step=None) if answer else None
    told = {"handover_id": handover_id, "round": row["round"], "answer": row["status"]}
    await tell_chain(case, AnswerHandover, by=by, words=words, **told)
