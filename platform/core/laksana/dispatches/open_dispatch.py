"""Let a person fetch the draft or final of a joint dispatch's letter."""

from uuid import UUID

import structlog

from laksana.attachments.store import store
from laksana.cases.read_forms import holds_role_in, named
from laksana.dispatches.queries import dispatch_by_id
from laksana.letters.open_letter import URL_LIFETIME, Version
from laksana.procedures.installed import registry
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden, Invalid

_log = structlog.stdlib.get_logger("laksana.dispatches")


async def dispatch_url(dispatch_id: UUID, which: Version, *, by: Actor) -> str:
    """A URL that gives the letter as PDF for 60 seconds; who opened it is logged.

    Raises NotFound, Forbidden for somebody who holds no role in the SOP, and Invalid when it has not been set.
    """
    dispatch = await dispatch_by_id(dispatch_id)
    procedure = registry().release(dispatch.sop_slug, dispatch.release).procedure
    if not holds_role_in(procedure, by):
        raise Forbidden(findings.error("reading.letter_not_yours", letter=dispatch.title, roles=named(procedure)))
    key = dispatch.draft_key if which is Version.DRAFT else dispatch.final_key
    if key is None:
        unset = findings.error("reading.letter_not_set", field="which", letter=dispatch.title, which=which.label)
        raise Invalid((unset,))
    tenant_id = str(current_scope().tenant_id)
    _log.info(
        "dispatch_read",
        dispatch_id=str(dispatch_id),
        which=which.value,
        officer_id=str(by.officer_id),
        tenant_id=tenant_id,
    )
    filename = f"{dispatch.kind}-{which.value.lower()}.pdf"
    return store().presign_get(key, expires=URL_LIFETIME, filename=filename, content_type="application/pdf")
