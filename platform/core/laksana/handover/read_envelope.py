"""Read what another office has handed over, and fetch its papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, get_type_hints
from uuid import UUID

import msgspec

from laksana.attachments.store import store
from laksana.audit.record_read import Shown, record_opened, record_read
from laksana.audit.views import Concerned, Reader, Reading, ReadKind, ReadPurpose
from laksana.handover.answer import ANSWERED_BY
from laksana.handover.envelope import Envelope, opened, paper_key
from laksana.handover.views import HandoverField, OpenedEnvelope, PrefilledForm, ReceivedPaper
from laksana.procedures.queries import ActiveProcedure, active_procedures
from laksana.vault.keys import office_key
from laksana_infra.database import fetch
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.clients import SEX_CODES, ClientForm
from laksana_sdk.procedure import Procedure
from laksana_sdk.roles import PEKSOS, STAF, TU
from laksana_tenants.actor import Actor
from laksana_tenants.errors import DomainError, Forbidden, NotFound, granted

URL_LIFETIME = timedelta(seconds=60)
READ_BY = (*ANSWERED_BY, STAF, TU, PEKSOS)
"""Who decides on a hand-over, and who opens the case from it."""

_SEX_NAMES = {code: sex.value for sex, code in SEX_CODES.items()}
# What the form of a person, which every SOP asks, takes over; who opens the case looks at each of them again.
_COPIED = ("name", "nik", "birth_place", "birth_date", "address", "phone")


async def read_envelope(handover_id: UUID, *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK) -> OpenedEnvelope:
    """The received envelope in clear, with intake forms begun from it; who read it and what for is written down.

    Raises NotFound, and Forbidden for somebody who neither decides on hand-overs nor opens cases.
    """
    return granted((await read_envelopes([handover_id], by=by, purpose=purpose))[handover_id])


async def read_envelopes(
    handover_ids: Sequence[UUID], *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK
) -> Mapping[UUID, OpenedEnvelope | DomainError]:
    """Of each hand-over what `read_envelope` gives of it, or what it raises; who read is written down for each."""
    received = await _opened(handover_ids, by)
    standing = _reader(by).standing
    opened_here = [
        Shown(
            kind=ReadKind.ENVELOPE, purpose=purpose, standing=standing, concerned=Concerned(), handover_id=handover_id
        )
        for handover_id, one in received.items()
        if isinstance(one, _Received)
    ]
    await record_opened(opened_here, _reader(by))
    active = await active_procedures()
    return {id_: _shown(id_, one, active) if isinstance(one, _Received) else one for id_, one in received.items()}


async def received_paper_url(
    handover_id: UUID, paper_id: UUID, *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK
) -> str:
    """A URL that gives the paper for 60 seconds, saved under its own name; who fetched it and what for is written down.

    Raises NotFound, and Forbidden as `read_envelope` does.
    """
    received = granted((await _opened([handover_id], by))[handover_id])
    paper = next((found for found in received.envelope.papers if found.id == paper_id), None)
    if paper is None:
        raise NotFound("attachment", paper_id)
    await record_read(Reading(kind=ReadKind.FILE, handover_id=handover_id), purpose, _reader(by))
    return store().presign_get(
        paper_key(current_scope().tenant_id, handover_id, received.round, paper_id),
        expires=URL_LIFETIME,
        filename=paper.file_name,
        content_type=paper.content_type,
    )


def _reader(by: Actor) -> Reader:
    return Reader.officer(by, [role.code for role in READ_BY])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Received:
    """An envelope in clear, and the round in which it came."""

    envelope: Envelope = field(repr=False)
    round: int


async def _opened(handover_ids: Sequence[UUID], by: Actor) -> Mapping[UUID, _Received | DomainError]:
    rows = await fetch(
        "select id, sealed, round from handover_received where tenant_id = $1 and id = any($2)",
        current_scope().tenant_id, list(handover_ids),
    )  # fmt: skip
    found: dict[UUID, _Received | DomainError] = {id_: NotFound("handover", id_) for id_ in handover_ids}
    if not by.roles & {role.code for role in READ_BY}:
        roles = ", ".join(role.label for role in READ_BY)
        return found | {row["id"]: Forbidden(findings.error("handover.reading_not_yours", roles=roles)) for row in rows}
    for row in rows:
        # An office that was handed nothing may have no key yet.
        key = await office_key()
        envelope = opened(Envelope, bytes(row["sealed"]), handover_id=row["id"], key=key)
        found[row["id"]] = _Received(envelope=envelope, round=row["round"])
    return found


def _shown(handover_id: UUID, received: _Received, active: Sequence[ActiveProcedure]) -> OpenedEnvelope:
    """The envelope for people, with the intake form of each SOP of the office begun from it."""
    envelope = received.envelope
    facts = {HandoverField(name): value for name, value in envelope.facts.items()}
    forms = [(one.release.slug, _begun(one.release.procedure, facts)) for one in active]
    return OpenedEnvelope(
        handover_id=handover_id,
        sop=envelope.sop,
        facts=facts,
        note=envelope.note,
        papers=tuple(ReceivedPaper(**msgspec.structs.asdict(paper)) for paper in envelope.papers),
        forms=tuple(PrefilledForm(sop=sop, form=form) for sop, form in forms if form),
    )


def _begun(procedure: Procedure, facts: dict[HandoverField, str]) -> dict[str, Any]:
    """The intake form with the person filled in where the form asks for one; empty where it does not."""
    kind = procedure.intake.form
    hints = get_type_hints(kind) if kind else {}
    person: dict[str, Any] = {name: facts[HandoverField[name.upper()]] for name in _COPIED if name.upper() in facts}
    if HandoverField.SEX in facts:
        person["sex"] = _SEX_NAMES[facts[HandoverField.SEX]]
    region = facts.get(HandoverField.VILLAGE) or facts.get(HandoverField.KECAMATAN)
    if region:
        person["region"] = region
    return {name: dict(person) for name, hint in hints.items() if hint is ClientForm and person}
