"""What a joint dispatch seals with the office's key: its drafts and reasons name persons of several cases."""

from uuid import UUID

from laksana.cases.codec import canonical, decoded
from laksana.letters.draft import FrozenDraft
from laksana.vault.keys import office_key
from laksana_infra.crypto import open_sealed, seal


async def seal_draft(draft: FrozenDraft, dispatch_id: UUID) -> bytes:
    """The draft sealed for this dispatch alone."""
    return seal(await office_key(), canonical(draft).encode(), associated=_place("draft", dispatch_id))


async def open_draft(sealed: bytes, dispatch_id: UUID) -> FrozenDraft:
    """The draft that was sealed for this dispatch."""
    return decoded(open_sealed(await office_key(), sealed, associated=_place("draft", dispatch_id)), FrozenDraft)


async def seal_reason(reason: str, dispatch_id: UUID) -> bytes:
    """Why the dispatch was sent back or discarded, sealed for it alone."""
    return seal(await office_key(), reason.encode(), associated=_place("reason", dispatch_id))


async def open_reason(sealed: bytes, dispatch_id: UUID) -> str:
    """The reason in clear."""
    return open_sealed(await office_key(), sealed, associated=_place("reason", dispatch_id)).decode()


def _place(what: str, dispatch_id: UUID) -> bytes:
    return f"dispatch_{what}/".encode() + dispatch_id.bytes
