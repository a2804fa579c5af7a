"""What travels between two offices: the chosen facts and papers, sealed anew under each office's key."""

from typing import TypeVar
from uuid import UUID

import msgspec

from laksana_infra.crypto import SecretKey, open_sealed, seal

ContentT = TypeVar("ContentT")


class EnvelopePaper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper in the envelope, under an id of its own: the sender's ids stay at home."""

    id: UUID
    purpose: str
    file_name: str
    content_type: str
    length: int
    sha256: str


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """The facts by HandoverField that were chosen and known, the note, the papers, and the sender's SOP by name."""

    sop: str
    facts: dict[str, str]
    note: str | None
    papers: tuple[EnvelopePaper, ...]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the receiving office wrote when it answered."""

    reason: str


def sealed(content: Envelope | Answer, *, handover_id: UUID, key: SecretKey) -> bytes:
    """The content sealed for this hand-over."""
    return seal(key, msgspec.json.encode(content), associated=_place(type(content), handover_id))


def opened(kind: type[ContentT], content: bytes, *, handover_id: UUID, key: SecretKey) -> ContentT:
    """The content of this kind that was sealed for this hand-over."""
    return msgspec.json.decode(open_sealed(key, content, associated=_place(kind, handover_id)), type=kind)


def paper_key(tenant_id: UUID, handover_id: UUID, round_: int, paper_id: UUID) -> str:
    """Where a paper received in a round lies: under the receiving office's own prefix."""
    return f"{round_prefix(tenant_id, handover_id, round_)}/{paper_id}"


def round_prefix(tenant_id: UUID, handover_id: UUID, round_: int) -> str:
    """Where all papers received in a round of a hand-over lie."""
    return f"tenants/{tenant_id}/handovers/{handover_id}/{round_}"


def _place(kind: type[object], handover_id: UUID) -> bytes:
    return f"handover.{kind.__name__.lower()}/".encode() + handover_id.bytes
