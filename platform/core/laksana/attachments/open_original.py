"""Let a person have a file as it arrived, with all that its metadata says, where the purpose asks for that."""

from dataclasses import dataclass, field
from uuid import UUID

from laksana.attachments.accepted import shown
from laksana.attachments.download import require_reader
from laksana.attachments.naming import open_original as unsealed
from laksana.attachments.queries import promoted_attachment
from laksana.attachments.store import store
from laksana.audit.record_read import record_read
from laksana.audit.views import Reading, ReadKind, ReadPurpose
from laksana.cases.ledger import case_key_of
from laksana_sdk.findings import error
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden

ASKS_FOR_THE_ORIGINAL = (ReadPurpose.DATA_SUBJECT, ReadPurpose.AUDIT, ReadPurpose.LEGAL)
"""Evidence in a proceeding or an audit, and the person's own right to what is kept of them; no daily work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalFile:
    """A file as it arrived: it may hold where a photo was taken, and bytes that no inspection has cleaned."""

    file_name: str = field(repr=False)
    content_type: str
    content: bytes = field(repr=False)


async def open_original(attachment_id: UUID, *, purpose: ReadPurpose, by: Actor) -> OriginalFile:
    """The original of a promoted file; that it was opened is written down first.

    Raises NotFound, Invalid for a file that has not passed inspection, and Forbidden for another purpose or somebody
    who holds no role in the case's SOP.
    """
    file = await promoted_attachment(attachment_id)
    case, reader = await require_reader(file, by)
    if purpose not in ASKS_FOR_THE_ORIGINAL:
        purposes = ", ".join(ASKS_FOR_THE_ORIGINAL)
        raise Forbidden(error("files.original_purpose", file=shown(file.file_name), purposes=purposes))
    await record_read(Reading.of_case(ReadKind.ORIGINAL, case, attachment_id=file.id), purpose, reader)
    if file.original_key is None:
        content = await store().get(file.object_key)
    else:
        key = await case_key_of(file.case_id)
        content = unsealed(await store().get(file.original_key), attachment_id=file.id, key=key)
    return OriginalFile(file_name=file.announced_name, content_type=file.announced_type, content=content)
