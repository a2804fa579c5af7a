"""Read why joint dispatches were sent back or discarded."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from laksana.audit.record_read import Shown, record_opened
from laksana.audit.views import Reader, ReadKind, ReadPurpose
from laksana.cases.read_forms import holds_role_in, named, reader_in
from laksana.dispatches.queries import concerned_in_dispatches, dispatches_by_ids, reasons_of_dispatches
from laksana.dispatches.views import DispatchView
from laksana.procedures.installed import registry
from laksana_sdk import findings
from laksana_sdk.procedure import Procedure
from laksana_tenants.actor import Actor
from laksana_tenants.errors import DomainError, Forbidden, NotFound, granted


async def read_reason(dispatch_id: UUID, *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK) -> str | None:
    """The last reason in clear, None when there is none; who read it is written down, for it may name persons.

    Raises NotFound, and Forbidden for somebody who holds no role in the SOP.
    """
    return granted((await read_reasons([dispatch_id], by=by, purpose=purpose))[dispatch_id])


async def read_reasons(
    dispatch_ids: Sequence[UUID], *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK
) -> Mapping[UUID, str | DomainError | None]:
    """Of each joint dispatch what `read_reason` gives of it, or what it raises; who read is written down for each."""
    dispatches = await dispatches_by_ids(dispatch_ids)
    open_to = [id_ for id_, dispatch in dispatches.items() if holds_role_in(_procedure(dispatch), by)]
    reasons = await reasons_of_dispatches(open_to)
    concerned = await concerned_in_dispatches(list(reasons))
    opened = [
        Shown(
            kind=ReadKind.REASON,
            purpose=purpose,
            standing=reader_in(_procedure(dispatches[id_]), by).standing,
            concerned=person,
            dispatch_id=id_,
        )
        for id_ in reasons
        for person in concerned[id_]
    ]
    await record_opened(opened, Reader.officer(by))
    found: dict[UUID, str | DomainError | None] = {id_: NotFound("dispatch", id_) for id_ in dispatch_ids}
    return found | {id_: reasons.get(id_) if id_ in open_to else _not_yours(one) for id_, one in dispatches.items()}


def _procedure(dispatch: DispatchView) -> Procedure:
    return registry().release(dispatch.sop_slug, dispatch.release).procedure


def _not_yours(dispatch: DispatchView) -> Forbidden:
    roles = named(_procedure(dispatch))
    return Forbidden(findings.error("reading.letter_not_yours", letter=dispatch.title, roles=roles))
