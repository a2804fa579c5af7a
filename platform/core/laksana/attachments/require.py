"""See to it that the files an act refers to are this case's and have passed inspection."""

from collections.abc import Mapping
from uuid import UUID

from laksana.attachments.queries import promoted_attachment
from laksana_sdk.findings import Finding
from laksana_tenants.errors import Invalid


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
