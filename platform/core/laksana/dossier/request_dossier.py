"""Ask for a case's dossier; a job makes it."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

import structlog

from laksana.attachments.store import store
from laksana.cases.idempotency import claim, settle
from laksana.cases.queries import case_by_id
from laksana.cases.read_forms import holds_role_in, named
from laksana.cases.views import CaseView
from laksana.dossier.build import build_dossier
from laksana.dossier.progress import complete_progress, report_progress
from laksana.jobs.app import handler
from laksana.jobs.defer import defer
from laksana.procedures.installed import registry
from laksana_infra.database import unit_of_work
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.procedure import Procedure
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden

DOSSIER_JOB = "make_dossier"
ZIP = "application/zip"

_log = structlog.stdlib.get_logger("laksana.dossier")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDossier:
    """Make the case's dossier; also the payload of the job that does."""

    case_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRequested:
    """The dossier of the case as it stands at this version is being made."""

    case_id: UUID
    version: int


async def request_dossier(asked: RequestDossier, *, by: Actor, key: str) -> DossierRequested:
    """The request, recorded; a job makes the dossier soon. Who asked is logged.

    Raises NotFound, and Forbidden for somebody who holds no role in the case's SOP.
    """
    async with unit_of_work():
        stored = await claim("request_dossier", key, asked, by=by, result=DossierRequested)
        if stored is not None:
            return stored
        case, _ = await readable_case(asked.case_id, by=by)
        await defer(DOSSIER_JOB, {"case_id": str(case.id)}, lock=f"dossier/{case.id}")
        tenant_id = str(current_scope().tenant_id)
        _log.info("dossier_requested", case_id=str(case.id), officer_id=str(by.officer_id), tenant_id=tenant_id)
        return await settle(key, DossierRequested(case_id=case.id, version=case.version), by=by)


@handler(DOSSIER_JOB)
async def make_dossier(asked: RequestDossier) -> None:
    """The dossier is stored beside the case's other objects, in place of an older one; a repeat changes nothing."""
    case, content = await case_by_id(asked.case_id), b""
    while not content:
        content = await build_dossier(case.id, partial(_told, case))
        after = await case_by_id(case.id)
        if after.version != case.version:
            case, content = after, b""
    made = dossier_key(case)
    await store().put(made, content, content_type=ZIP)
    await complete_progress(case.id)
    for other in await store().list_prefix(_prefix(case.id)):
        if other != made:
            await store().delete(other)


async def _told(case: CaseView, done: int, total: int) -> None:
    # The last part is told when the dossier lies in storage and can be opened.
    await report_progress(case.id, case.version, done=min(done, total - 1), total=total)


async def readable_case(case_id: UUID, *, by: Actor) -> tuple[CaseView, Procedure]:
    """The case whose dossier the person may have, with its procedure; raises NotFound and Forbidden."""
    case = await case_by_id(case_id)
    procedure = registry().release(case.sop_slug, case.release).procedure
    if not holds_role_in(procedure, by):
        case_named = case.agenda_number or str(case_id)
        raise Forbidden(findings.error("dossier.not_yours", case=case_named, roles=named(procedure)))
    return case, procedure


def dossier_key(case: CaseView) -> str:
    """Where the dossier of the case at this version lies; under the case, so that it is destroyed with it."""
    return f"{_prefix(case.id)}{case.version}.zip"


def _prefix(case_id: UUID) -> str:
    return f"tenants/{current_scope().tenant_id}/cases/{case_id}/dossier-"
