"""Read why a joint dispatch was sent back or discarded."""

from uuid import UUID

from laksana.audit.record_read import record_read
from laksana.audit.views import Reading, ReadKind, ReadPurpose
from laksana.cases.read_forms import holds_role_in, named, reader_in
from laksana.dispatches.queries import concerned_in_dispatch, dispatch_by_id, reason_of_dispatch
from laksana.procedures.installed import registry
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden


async def read_reason(dispatch_id: UUID, *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK) -> str | None:
    """The last reason in clear, None when there is none; who read it is written down, for it may name persons.

    Raises NotFound, and Forbidden for somebody who holds no role in the SOP.
    """
    dispatch = await dispatch_by_id(dispatch_id)
    procedure = registry().release(dispatch.sop_slug, dispatch.release).procedure
    if not holds_role_in(procedure, by):
        raise Forbidden(findings.error("reading.letter_not_yours", letter=dispatch.title, roles=named(procedure)))
    reason = await reason_of_dispatch(dispatch_id)
    if reason is not None:
        concerned = await concerned_in_dispatch(dispatch_id)
        reading = Reading(kind=ReadKind.REASON, concerned=concerned, dispatch_id=dispatch_id)
        await record_read(reading, purpose, reader_in(procedure, by))
    return reason
