"""Make files that another office had inspected files of a case here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from laksana.attachments.naming import quarantine_key, seal_name
from laksana.attachments.views import Stage
from laksana.cases.ledger import case_key_of
from laksana_infra.clock import now
from laksana_infra.database import execute
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedFile:
    """A file whose bytes lie under this office's prefix already and have this SHA-256 (hex)."""

    purpose: str
    file_name: str = field(repr=False)
    content_type: str
    length: int
    sha256: str
    object_key: str


async def adopt_inspected(case_id: UUID, files: Iterable[InspectedFile], *, officer_id: UUID) -> None:
    """The files are the case's, PROMOTED, brought by this officer; inside the caller's unit of work."""
    tenant_id, at, key = current_scope().tenant_id, now(), await case_key_of(case_id)
    for file in files:
        attachment_id = new_id()
        await execute(
            "insert into attachment (tenant_id, id, case_id, purpose, stage, content_type, length, sealed_name,"
            " quarantine_key, object_key, sha256, uploaded_by, created_at, confirmed_at, inspected_at)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $13)",
            tenant_id, attachment_id, case_id, file.purpose, Stage.PROMOTED.value, file.content_type, file.length,
            seal_name(file.file_name, attachment_id=attachment_id, key=key),
            quarantine_key(tenant_id, attachment_id), file.object_key, file.sha256, officer_id, at,
        )  # fmt: skip
