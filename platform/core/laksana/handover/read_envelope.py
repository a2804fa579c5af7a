"""Read what another office has handed over, and fetch its papers."""

from datetime import timedelta
from typing import Any, get_type_hints
from uuid import UUID

import msgspec

from laksana.attachments.store import store
from laksana.audit.record_read import record_read
from laksana.audit.views import Reader, Reading, ReadKind, ReadPurpose
from laksana.handover.answer import ANSWERED_BY
from laksana.handover.envelope import Envelope, opened, paper_key
from laksana.handover.views import HandoverField, OpenedEnvelope, PrefilledForm, ReceivedPaper
from laksana.procedures.queries import active_procedures
from laksana.vault.keys import office_key
from laksana_infra.database import fetch_one
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.clients import SEX_CODES, ClientForm
from laksana_sdk.procedure import Procedure
from laksana_sdk.roles import PEKSOS, STAF, TU
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden, NotFound

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
    envelope, _ = await _opened(handover_id, by)
    await record_read(Reading(kind=ReadKind.ENVELOPE, handover_id=handover_id), purpose, _reader(by))
    facts = {HandoverField(name): value for name, value in envelope.facts.items()}
    forms = [(active.release.slug, _begun(active.release.procedure, facts)) for active in await active_procedures()]
    return OpenedEnvelope(
        handover_id=handover_id,
        sop=envelope.sop,
        facts=facts,
        note=envelope.note,
        papers=tuple(ReceivedPaper(**msgspec.structs.asdict(paper)) for paper in envelope.papers),
        forms=tuple(PrefilledForm(sop=sop, form=form) for sop, form in forms if form),
    )


async def received_paper_url(
    handover_id: UUID, paper_id: UUID, *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK
) -> str:
    """A URL that gives the paper for 60 seconds, saved under its own name; who fetched it and what for is written down.

    Raises NotFound, and Forbidden as `read_envelope` does.
    """
    envelope, round_ = await _opened(handover_id, by)
    paper = next((found for found in envelope.papers if found.id == paper_id), None)
    if paper is None:
        raise NotFound("attachment", paper_id)
    await record_read(Reading(kind=ReadKind.FILE, handover_id=handover_id), purpose, _reader(by))
    return store().presign_get(
        paper_key(current_scope().tenant_id, handover_id, round_, paper_id),
        expires=URL_LIFETIME,
        filename=paper.file_name,
        content_type=paper.content_type,
    )


def _reader(by: Actor) -> Reader:
    return Reader.officer(by, [role.code for role in READ_BY])


async def _opened(handover_id: UUID, by: Actor) -> tuple[Envelope, int]:
    """The envelope and its round."""
    row = await fetch_one(
        "select sealed, round from handover_received where tenant_id = $1 and id = $2",
        current_scope().tenant_id, handover_id,
    )  # fmt: skip
    if row is None:
        raise NotFound("handover", handover_id)
    if not by.roles & {role.code for role in READ_BY}:
        roles = ", ".join(role.label for role in READ_BY)
        raise Forbidden(findings.error("handover.reading_not_yours", roles=roles))
    key = await office_key()
    return opened(Envelope, bytes(row["sealed"]), handover_id=handover_id, key=key), row["round"]


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
