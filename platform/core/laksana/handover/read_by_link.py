"""Read a hand-over over its link, as the institution that it was sent to, and fetch its papers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import msgspec

from laksana.attachments.queries import promoted_attachment
from laksana.attachments.store import store
from laksana.audit.record_read import record_read
from laksana.audit.views import Reader, Reading, ReadKind, ReadPurpose
from laksana.cases.ledger import load_case
from laksana.cases.office import office
from laksana.cases.queries import case_by_id
from laksana.handover.envelope import Envelope, opened
from laksana.handover.link import LinkToken, OpenedLink, opened_link
from laksana.handover.read_envelope import URL_LIFETIME
from laksana.handover.sent import SentHandover, awaiting, sent_handover
from laksana.handover.views import ANSWERABLE, HandoverField, HandoverStatus, ReceivedPaper
from laksana_infra.clock import now
from laksana_infra.database import execute, fetch_one, unit_of_work
from laksana_infra.scope import Scope, current_scope, scoped
from laksana_sdk.phrases import day
from laksana_tenants.directory import institution_by_slug
from laksana_tenants.regions import regions_by_code
from laksana_tenants.views import InstitutionView

_SHUT = (HandoverStatus.REFUSED, HandoverStatus.WITHDRAWN)
_SEXES = {"L": "Laki-laki", "P": "Perempuan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedHandover:
    """A hand-over as its link shows it; facts, note and papers are empty once it is refused or withdrawn.

    `answers` counts the answers so far: who answers says what they saw. `reasons` are those a refusal chooses from, by
    code. `today` and times are those of the sending office.
    """

    id: UUID
    from_office: str
    institution: str
    sop: str
    status: HandoverStatus
    answers: int
    sent_on: date
    answered_on: date | None
    today: date
    facts: Mapping[str, str] = field(repr=False)
    note: str | None = field(repr=False)
    papers: tuple[ReceivedPaper, ...] = field(repr=False)
    reasons: Mapping[str, str]

    @property
    def may_be_answered(self) -> bool:
        """Whether an answer is still expected."""
        return self.status in ANSWERABLE


async def read_by_link(token: LinkToken) -> LinkedHandover | None:
    """The hand-over in clear, None for a link that opens nothing; that the institution read it is written down first.

    The first reading is when it was delivered.
    """
    with scoped(Scope(token.tenant_id)):
        link = await opened_link(token)
        if link is None:
            return None
        await _delivered(link.handover_id)
        sent = await sent_handover(link.handover_id)
        institution = await _institution(sent)
        if sent.status not in _SHUT:
            await _record(ReadKind.ENVELOPE, link, sent, institution)
        return await _linked(sent, institution)


async def linked_paper_url(token: LinkToken, paper_id: UUID) -> str | None:
    """A URL that gives the paper for 60 seconds; None for a link or paper that opens nothing.

    That the institution opened it is written down first.
    """
    with scoped(Scope(token.tenant_id)):
        link = await opened_link(token)
        if link is None:
            return None
        row = await fetch_one(
            "select papers::text as papers from handover_sent where tenant_id = $1 and id = $2 and status <> all($3)",
            token.tenant_id, link.handover_id, [status.value for status in _SHUT],
        )  # fmt: skip
        files = dict(msgspec.json.decode(row["papers"], type=list[tuple[UUID, UUID]])) if row else {}
        if paper_id not in files:
            return None
        sent = await sent_handover(link.handover_id)
        envelope = await _envelope(sent)
        paper = next(one for one in envelope.papers if one.id == paper_id)
        file = await promoted_attachment(files[paper_id])
        await _record(ReadKind.FILE, link, sent, await _institution(sent), attachment_id=file.id)
        return store().presign_get(
            file.object_key, expires=URL_LIFETIME, filename=paper.file_name, content_type=paper.content_type
        )


async def _delivered(handover_id: UUID) -> None:
    async with unit_of_work():
        await execute(
            "update handover_sent set status = $3, delivered_at = $4 where tenant_id = $1 and id = $2 and status = $5",
            current_scope().tenant_id, handover_id, HandoverStatus.DELIVERED.value, now(), HandoverStatus.SENT.value,
        )  # fmt: skip


async def _institution(sent: SentHandover) -> InstitutionView | None:
    return await institution_by_slug(sent.to_institution or "", (await office()).day(sent.sent_at))


async def _record(
    kind: ReadKind,
    link: OpenedLink,
    sent: SentHandover,
    institution: InstitutionView | None,
    *,
    attachment_id: UUID | None = None,
) -> None:
    """The reading stands in the log under the link, which says to whom it was given and when."""
    reader = Reader.institution(link.link_id, institution.name if institution else sent.to_institution or "")
    reading = Reading.of_case(kind, await case_by_id(sent.case_id), attachment_id=attachment_id)
    await record_read(reading, ReadPurpose.CASEWORK, reader)


async def _linked(sent: SentHandover, institution: InstitutionView | None) -> LinkedHandover:
    here, case = await office(), await load_case(sent.case_id)
    envelope, shut = await _envelope(sent), sent.status in _SHUT
    return LinkedHandover(
        id=sent.id,
        from_office=here.tenant.name,
        institution=institution.name if institution else "",
        sop=envelope.sop,
        status=sent.status,
        answers=sent.answers,
        sent_on=here.day(sent.sent_at),
        answered_on=here.day(sent.answered_at) if sent.answered_at else None,
        today=here.day(now()),
        facts={} if shut else await _in_words(envelope.facts),
        note=None if shut else envelope.note,
        papers=() if shut else tuple(ReceivedPaper(**msgspec.structs.asdict(paper)) for paper in envelope.papers),
        reasons=_reasons(institution, awaiting(case, institution) if institution else None),
    )


async def _envelope(sent: SentHandover) -> Envelope:
    case = await load_case(sent.case_id)
    return opened(Envelope, sent.sealed, handover_id=sent.id, key=case.key)


def _reasons(institution: InstitutionView | None, wait: object) -> Mapping[str, str]:
    replies = getattr(wait, "replies", None)
    return {code.value: code.label for code in replies.reasons} if replies and replies.reasons else {}


async def _in_words(facts: Mapping[str, str]) -> Mapping[str, str]:
    """The facts under their Indonesian names, with codes and days in words."""
    places = {HandoverField.VILLAGE, HandoverField.KECAMATAN}
    regions = await regions_by_code([value for name, value in facts.items() if name in places])
    said: dict[str, str] = {}
    for name, value in facts.items():
        chosen = HandoverField(name)
        if chosen in places:
            value = regions[value].name if value in regions else value
        elif chosen is HandoverField.SEX:
            value = _SEXES.get(value, value)
        elif chosen is HandoverField.BIRTH_DATE:
            value = day(date.fromisoformat(value)) or value
        said[chosen.label] = value
    return said
