"""Deliver a hand-over: the first of the three places where one office's words enter another."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import msgspec
import structlog

from laksana.attachments.queries import promoted_attachment
from laksana.attachments.store import store
from laksana.backup.running import backup_is_running
from laksana.cases.ledger import case_key_of
from laksana.handover.envelope import Envelope, EnvelopePaper, opened, paper_key, round_prefix, sealed
from laksana.handover.hand_over_case import DELIVERY
from laksana.handover.sent import sent_handover
from laksana.handover.views import HandoverStatus
from laksana.handover.withdraw_handover import TAKING_BACK
from laksana.jobs.app import handler
from laksana.jobs.defer import defer
from laksana.vault.keys import office_key
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.scope import current_scope, entering_other_office
from laksana_tenants.errors import NotFound
from laksana_tenants.queries import current_tenant, tenant_by_slug
from laksana_tenants.views import TenantView

_log = structlog.stdlib.get_logger("laksana.handover")

# The id is the sender's, so that a second delivery meets the first; a later round replaces what was returned.
_TAKE_IN = """
insert into handover_received (tenant_id, id, from_office, round, status, sealed, received_at, delivered_at, minutes)
values ($1, $2, $3, $4, $5, $6, $7, $7, 0)
on conflict (tenant_id, id) do update set round = excluded.round, status = excluded.status, sealed = excluded.sealed,
    delivered_at = excluded.delivered_at, answered_at = null, answered_by = null, sealed_answer = null
where handover_received.from_office = excluded.from_office and handover_received.round < excluded.round
    and handover_received.status = $8
"""


class DamagedPaperError(RuntimeError):
    """A paper's bytes are not those that were inspected."""


class DeliverHandover(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which hand-over of the office is to be delivered."""

    sent_handover_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parcel:
    id: UUID
    round: int
    sender: TenantView
    receiver: TenantView
    envelope: Envelope = field(repr=False)
    files: Mapping[UUID, UUID]


@handler(DELIVERY)
async def deliver_handover(asked: DeliverHandover) -> None:
    """The hand-over lies at the other office with its papers, and is DELIVERED here.

    Killed at any point and run again it ends the same, and never twice; raises NotFound for one the office never sent.
    """
    parcel = await _parcel(asked.sent_handover_id)
    if parcel is None:
        return
    for paper in parcel.envelope.papers:
        await _carry_over(paper, parcel)
    await _record(parcel, await _hand_in(parcel))


async def _parcel(handover_id: UUID) -> _Parcel | None:
    """What is to be delivered; None when it has been."""
    row = await fetch_one(
        "select case_id, to_office, round, status, papers::text as papers, sealed from handover_sent"
        " where tenant_id = $1 and id = $2",
        current_scope().tenant_id, handover_id,
    )  # fmt: skip
    if row is None:
        raise NotFound("handover", handover_id)
    if row["status"] != HandoverStatus.SENT:
        return None
    receiver = await tenant_by_slug(row["to_office"])
    if receiver is None:
        raise NotFound("tenant", row["to_office"])
    key = await case_key_of(row["case_id"])
    return _Parcel(
        id=handover_id,
        round=row["round"],
        sender=await current_tenant(),
        receiver=receiver,
        envelope=opened(Envelope, bytes(row["sealed"]), handover_id=handover_id, key=key),
        files=dict(msgspec.json.decode(row["papers"], type=list[tuple[UUID, UUID]])),
    )


async def _carry_over(paper: EnvelopePaper, parcel: _Parcel) -> None:
    """The paper's bytes lie under the receiver's prefix; the key is the paper's own, so a repeat writes the same."""
    file = await promoted_attachment(parcel.files[paper.id])
    content = await store().get(file.object_key)
    if hashlib.sha256(content).hexdigest() != paper.sha256:
        message = f"paper {paper.id} of hand-over {parcel.id} differs from what was inspected; nothing was delivered"
        raise DamagedPaperError(message)
    target = paper_key(parcel.receiver.id, parcel.id, parcel.round, paper.id)
    await store().put(target, content, content_type=paper.content_type)


async def _hand_in(parcel: _Parcel) -> datetime:
    """When the envelope was first put before the other office in this round; papers of earlier rounds are gone."""
    with entering_other_office(parcel.receiver.id, "an envelope is handed in at the office that it is addressed to"):
        at = now()
        async with unit_of_work():
            await execute(
                _TAKE_IN,
                parcel.receiver.id, parcel.id, parcel.sender.slug, parcel.round, HandoverStatus.DELIVERED.value,
                sealed(parcel.envelope, handover_id=parcel.id, key=await office_key()), at,
                HandoverStatus.RETURNED.value,
            )  # fmt: skip
        row = await fetch_one(
            "select delivered_at from handover_received"
            " where tenant_id = $1 and id = $2 and from_office = $3 and round = $4",
            parcel.receiver.id, parcel.id, parcel.sender.slug, parcel.round,
        )  # fmt: skip
        if row is None:
            message = f"hand-over {parcel.id} was not taken in; look at the other office's row of that id"
            raise RuntimeError(message)
        delivered_at: datetime = row["delivered_at"]
    await _clear_earlier_rounds(parcel)
    return delivered_at


async def _clear_earlier_rounds(parcel: _Parcel) -> None:
    if await backup_is_running():
        return  # the next round's delivery clears them
    # Never a later round's: this job may be one that was thought dead.
    for past in range(1, parcel.round):
        for key in await store().list_prefix(round_prefix(parcel.receiver.id, parcel.id, past)):
            await store().delete(key)


async def _record(parcel: _Parcel, delivered_at: datetime) -> None:
    async with unit_of_work():
        # An answer may have been faster than this record: it stands.
        recorded = await execute(
            "update handover_sent set status = $4, delivered_at = $5"
            " where tenant_id = $1 and id = $2 and round = $3 and status = $6",
            current_scope().tenant_id, parcel.id, parcel.round, HandoverStatus.DELIVERED.value, delivered_at,
            HandoverStatus.SENT.value,
        )  # fmt: skip
        if not recorded:
            # Withdrawn while it was being delivered: what has just been handed in is taken back.
            sent = await sent_handover(parcel.id)
            if sent.status in (HandoverStatus.WITHDRAWING, HandoverStatus.WITHDRAWN):
                await defer(TAKING_BACK, {"sent_handover_id": parcel.id}, lock=f"handover/{parcel.id}")
    # Personal data has left the office: from where, where to, when.
    _log.info(
        "handover_delivered",
        handover_id=str(parcel.id),
        round=parcel.round,
        tenant_id=str(parcel.sender.id),
        to_office=parcel.receiver.slug,
        papers=len(parcel.envelope.papers),
    )
