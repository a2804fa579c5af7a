"""Every night each office's records are verified; what is wrong with them is an error in the log and a metric."""

import msgspec
import structlog

from laksana.audit.verify_office import verify_office
from laksana.jobs.app import handler
from laksana.jobs.rounds import every_office
from laksana_infra import telemetry
from laksana_infra.scope import current_scope

_log = structlog.stdlib.get_logger("laksana.audit")


class VerifyOffice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The office in whose scope the job runs."""


# 00:43 WIB: nobody is at work, and the roots of the day are kept.
@every_office("43 17 * * *")
@handler("verify_office")
async def verify_nightly(_: VerifyOffice) -> None:
    """The office in scope has been verified, and each fault has been said once."""
    report = await verify_office()
    tenant_id = current_scope().tenant_id
    telemetry.tell_faults(tenant_id, len(report.faults))
    for fault in report.faults:
        _log.error("audit_fault", tenant_id=str(tenant_id), code=fault.code, **fault.parameters)
    _log.info("office_verified", tenant_id=str(tenant_id), cases=report.cases, events=report.events, roots=report.roots)
