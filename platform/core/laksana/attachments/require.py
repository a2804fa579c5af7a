"""See to it that a file is a case's own, has passed inspection, and is handled by those who work on the case."""

from collections.abc import Mapping
from uuid import UUID

from laksana.attachments.accepted import shown
from laksana.attachments.queries import promoted_attachment
from laksana.cases.queries import case_by_id
from laksana.cases.read_forms import holds_role_in, named
from laksana.procedures.installed import registry
from laksana_sdk.findings import Finding, error
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden, Invalid


async def require_promoted(case_id: UUID, named: Mapping[str, UUID]) -> None:
    """Raises Invalid with a finding for each file (by input field) that may not be used, NotFound for one not there."""
    found: list[Finding] = []
    for field, attachment_id in named.items():
        try:
            await promoted_attachment(attachment_id, case_id=case_id, field=field)
        except Invalid as refusal:
            found.extend(refusal.findings)
    if found:
        raise Invalid(tuple(found))


async def require_role(case_id: UUID, file_name: str, *, by: Actor) -> None:
    """Raises Forbidden for somebody who holds no role in the SOP of the file's case, and NotFound."""
    case = await case_by_id(case_id)
    procedure = registry().release(case.sop_slug, case.release).procedure
    if not holds_role_in(procedure, by):
        raise Forbidden(error("files.not_yours", file=shown(file_name), roles=named(procedure)))
