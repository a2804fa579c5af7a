"""Let a person fetch a file that passed inspection."""

from datetime import timedelta
from uuid import UUID

import structlog

from laksana.attachments.queries import promoted_attachment
from laksana.attachments.store import store
from laksana_infra.scope import current_scope
from laksana_tenants.actor import Actor

URL_LIFETIME = timedelta(seconds=60)

_log = structlog.stdlib.get_logger("laksana.attachments")


async def download_url(attachment_id: UUID, *, by: Actor) -> str:
    """A URL that gives the file for 60 seconds, saved under its own name and never shown inside a page.

    Raises NotFound, and Invalid for a file that has not passed inspection.
    """
    file = await promoted_attachment(attachment_id)
    # Reading a file of a case is reading personal data: who, which file, when.
    tenant_id = str(current_scope().tenant_id)
    _log.info("attachment_read", attachment_id=str(file.id), officer_id=str(by.officer_id), tenant_id=tenant_id)
    return store().presign_get(
        file.object_key, expires=URL_LIFETIME, filename=file.file_name, content_type=file.content_type
    )
