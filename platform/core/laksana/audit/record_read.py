"""Write down that a person opens a paper, and what for."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import structlog

from laksana.audit.tables import PaperRead
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_tenants.actor import Actor

_log = structlog.stdlib.get_logger("laksana.audit")


class ReadPurpose(StrEnum):
    """What a person opens a paper for; an access to personal data has one."""

    CASEWORK = "CASEWORK"
    SUPERVISION = "SUPERVISION"
    COMPLAINT = "COMPLAINT"
    DATA_SUBJECT = "DATA_SUBJECT"
    AUDIT = "AUDIT"
    LEGAL = "LEGAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPaper:
    """A paper and which copy of it.

    FILE, THUMBNAIL or ORIGINAL of a file; DRAFT, FINAL or SIGNED of a letter; a DOSSIER.
    """

    version: str
    case_id: UUID | None = None
    attachment_id: UUID | None = None
    letter_id: UUID | None = None
    dispatch_id: UUID | None = None
    handover_id: UUID | None = None


async def record_read(paper: OpenedPaper, purpose: ReadPurpose, *, by: Actor, roles: Iterable[str]) -> None:
    """The reading stands in the office's log, with the first of these roles that the person holds.

    Call it before the paper is given out, outside any unit of work: who cannot be written down reads nothing.
    """
    held = ((role, by.holding_for(role) or by.signing_for(role)) for role in roles)
    role, holding = next(((role, holding) for role, holding in held if holding), (None, None))
    async with unit_of_work():
        await PaperRead.insert(
            PaperRead(
                tenant_id=current_scope().tenant_id,
                id=new_id(),
                officer_id=by.officer_id,
                role=role,
                capacity=holding.capacity.value if holding else None,
                purpose=purpose.value,
                case_id=paper.case_id,
                attachment_id=paper.attachment_id,
                letter_id=paper.letter_id,
                dispatch_id=paper.dispatch_id,
                handover_id=paper.handover_id,
                version=paper.version,
                read_at=now(),
            )
        )
    _log.info("paper_read", officer_id=str(by.officer_id), purpose=purpose.value, version=paper.version)
