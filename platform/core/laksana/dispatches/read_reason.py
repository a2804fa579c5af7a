"""Read why a joint dispatch was sent back or discarded."""

from uuid import UUID

import structlog

from laksana.cases.read_forms import holds_role_in, named
from laksana.dispatches.queries import dispatch_by_id, reason_of_dispatch
from laksana.procedures.installed import registry
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden

_log = structlog.stdlib.get_logger("laksana.dispatches")


async def read_reason(dispatch_id: UUID, *, by: Actor) -> str | None:
    """The last reason in clear, None when there is none; who read it is logged, for it may name persons.

    Raises NotFound, and Forbidden for somebody who holds no role in the SOP.
    """
    dispatch = await dispatch_by_id(dispatch_id)
    procedure = registry().release(dispatch.sop_slug, dispatch.release).procedure
    if not holds_role_in(procedure, by):
        raise Forbidden(findings.error("reading.letter_not_yours", letter=dispatch.title, roles=named(procedure)))
    reason = await reason_of_dispatch(dispatch_id)
    if reason is not None:
        _log.info(
            "dispatch_reason_read",
            dispatch_id=str(dispatch_id),
            officer_id=str(by.officer_id),
            tenant_id=str(by.tenant_id),
        )
    return reason
