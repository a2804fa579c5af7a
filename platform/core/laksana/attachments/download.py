"""Let a person fetch a file that passed inspection."""

from datetime import timedelta
from uuid import UUID

import structlog

from laksana.attachments.accepted import shown
from laksana.attachments.queries import promoted_attachment
from laksana.attachments.store import store
from laksana.cases.queries import case_by_id
from laksana.cases.read_forms import holds_role_in, named
from laksana.procedures.installed import registry
from laksana_infra.scope import current_scope
from laksana_sdk.findings import error
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden

URL_LIFETIME = timedelta(seconds=60)

_log = structlog.stdlib.get_logger("laksana.attachments")


async def download_url(attachment_id: UUID, *, by: Actor) -> str:
    """A URL that gives the file for 60 seconds, saved under its own name and never shown inside a page.

    Raises NotFound, Forbidden for somebody who holds no role in the case's SOP, and Invalid for a file that has not
    passed inspection.
    """
    file = await promoted_attachment(attachment_id)
    case = await case_by_id(file.case_id)
    procedure = registry().release(case.sop_slug, case.release).procedure
    if not holds_role_in(procedure, by):
        raise Forbidden(error("files.not_yours", file=shown(file.file_name), roles=named(procedure)))
    # Reading a file of a case is reading personal data: who, which file, when.
    tenant_id = str(current_scope().tenant_id)
    _log.info("attachment_read", attachment_id=str(file.id), officer_id=str(by.officer_id), tenant_id=tenant_id)
    return store().presign_get(
        file.object_key, expires=URL_LIFETIME, filename=file.file_name, content_type=file.content_type
    )
