"""Every night each office's files are reconciled; a lost one is an error in the log and a metric."""

from collections import Counter

import msgspec
import structlog

from laksana.attachments.reconcile import Difference, reconcile_files
from laksana.jobs.app import handler
from laksana.jobs.rounds import every_office
from laksana_infra import telemetry
from laksana_infra.scope import current_scope

_log = structlog.stdlib.get_logger("laksana.attachments")


class ReconcileOffice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The office in whose scope the job runs."""


# 02:23 WIB: after the verification, before the day's backups are looked at.
@every_office("23 19 * * *")
@handler("reconcile_files")
async def reconcile_nightly(_: ReconcileOffice) -> None:
    """What is certainly nobody's in the office's storage has been cleared, and each lost file has been said."""
    compared = await reconcile_files(apply=True)
    tenant_id = str(current_scope().tenant_id)
    lost = [found for found in compared.found if found.kind is Difference.LOST]
    telemetry.tell_lost_files(current_scope().tenant_id, len(lost))
    for found in lost:
        _log.error("file_lost", tenant_id=tenant_id, attachment_id=str(found.attachment_id))
    kinds = Counter(found.kind.value.lower() for found in compared.found)
    _log.info("files_reconciled", tenant_id=tenant_id, files=compared.files, objects=compared.objects, **kinds)
