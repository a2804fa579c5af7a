"""Let a person fetch a case's dossier."""

from datetime import timedelta
from uuid import UUID

from laksana.attachments.store import store
from laksana.audit.record_read import record_read
from laksana.audit.views import Reading, ReadKind, ReadPurpose
from laksana.cases.read_forms import reader_in
from laksana.dossier.request_dossier import ZIP, dossier_key, readable_case
from laksana_infra.storage import ObjectNotFound
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid

URL_LIFETIME = timedelta(seconds=60)


async def dossier_url(case_id: UUID, *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK) -> str:
    """A URL that gives the dossier of the case as it stands now, for 60 seconds.

    Who opened it and what for is written down first. Raises NotFound, Forbidden for somebody who holds no role in the
    case's SOP, and Invalid before it has been made.
    """
    case, procedure = await readable_case(case_id, by=by)
    key = dossier_key(case)
    try:
        await store().head(key)
    except ObjectNotFound:
        case_named = case.agenda_number or str(case_id)
        raise Invalid((findings.error("dossier.not_ready", field="case_id", case=case_named),)) from None
    await record_read(Reading.of_case(ReadKind.DOSSIER, case), purpose, reader_in(procedure, by))
    return store().presign_get(key, expires=URL_LIFETIME, filename=f"berkas-{case_id}.zip", content_type=ZIP)
