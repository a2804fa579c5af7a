"""Let a person fetch a file that passed inspection."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from laksana.attachments.accepted import shown
from laksana.attachments.queries import promoted_attachment
from laksana.attachments.store import store
from laksana.attachments.views import PromotedAttachment
from laksana.audit.record_read import record_read
from laksana.audit.views import Reader, Reading, ReadKind, ReadPurpose
from laksana.cases.queries import case_by_id
from laksana.cases.read_forms import holds_role_in, named, reader_in
from laksana.cases.views import CaseView
from laksana.inspection.result import JPEG
from laksana.procedures.installed import registry
from laksana_sdk.findings import error
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden, Invalid

URL_LIFETIME = timedelta(seconds=60)


class FileVersion(StrEnum):
    """Which copy of a file is meant: the one that is served, or the small picture of an image."""

    FILE = "FILE"
    THUMBNAIL = "THUMBNAIL"


async def download_url(
    attachment_id: UUID,
    *,
    by: Actor,
    purpose: ReadPurpose = ReadPurpose.CASEWORK,
    version: FileVersion = FileVersion.FILE,
) -> str:
    """A URL that gives the file for 60 seconds, saved under its own name and never shown inside a page.

    Who opened it, in which role and what for is written down first. Raises NotFound, Forbidden for somebody who holds
    no role in the case's SOP, and Invalid for a file that has not passed inspection or has no thumbnail.
    """
    file = await promoted_attachment(attachment_id)
    case, reader = await require_reader(file, by)
    key, content_type = _copy(file, version)
    await record_read(Reading.of_case(ReadKind(version.value), case, attachment_id=file.id), purpose, reader)
    return store().presign_get(key, expires=URL_LIFETIME, filename=file.file_name, content_type=content_type)


async def require_reader(file: PromotedAttachment, by: Actor) -> tuple[CaseView, Reader]:
    """The file's case and the person as its reader; raises Forbidden for somebody who holds no role in its SOP."""
    case = await case_by_id(file.case_id)
    procedure = registry().release(case.sop_slug, case.release).procedure
    if not holds_role_in(procedure, by):
        raise Forbidden(error("files.not_yours", file=shown(file.file_name), roles=named(procedure)))
    return case, reader_in(procedure, by)


def _copy(file: PromotedAttachment, version: FileVersion) -> tuple[str, str]:
    if version is FileVersion.FILE:
        return file.object_key, file.content_type
    if file.thumbnail_key is None:
        raise Invalid((error("files.no_thumbnail", field="version", file=shown(file.file_name)),))
    return file.thumbnail_key, JPEG
