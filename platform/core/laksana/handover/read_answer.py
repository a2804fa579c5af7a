"""Read what the other office answered to a hand-over."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from laksana.audit.record_read import Shown, record_opened
from laksana.audit.views import Concerned, Reader, ReadKind, ReadPurpose
from laksana.cases.ledger import case_keys_of
from laksana.cases.queries import cases_of_ids
from laksana.cases.read_forms import holds_role_in, named, reader_in
from laksana.handover.envelope import Answer, opened
from laksana.procedures.installed import registry
from laksana_infra.database import fetch
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.procedure import Procedure
from laksana_tenants.actor import Actor
from laksana_tenants.errors import DomainError, Forbidden, NotFound, granted


async def read_answer(handover_id: UUID, *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK) -> str | None:
    """What the other office wrote with its answer, None when it wrote nothing; who read it is written down.

    Raises NotFound, and Forbidden for somebody who holds no role in the case's SOP.
    """
    return granted((await read_answers([handover_id], by=by, purpose=purpose))[handover_id])


async def read_answers(
    handover_ids: Sequence[UUID], *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK
) -> Mapping[UUID, str | DomainError | None]:
    """Of each hand-over what `read_answer` gives of it, or what it raises; who read is written down for each."""
    rows = await fetch(
        "select id, case_id, sealed_answer from handover_sent where tenant_id = $1 and id = any($2)",
        current_scope().tenant_id, list(handover_ids),
    )  # fmt: skip
    cases = await cases_of_ids([row["case_id"] for row in rows])
    procedures = {case.id: registry().release(case.sop_slug, case.release).procedure for case in cases.values()}
    open_to = {case_id for case_id, procedure in procedures.items() if holds_role_in(procedure, by)}
    written = [row for row in rows if row["case_id"] in open_to and row["sealed_answer"] is not None]
    keys = await case_keys_of([row["case_id"] for row in written])
    opened_here = [
        Shown(
            kind=ReadKind.ANSWER,
            purpose=purpose,
            standing=reader_in(procedures[row["case_id"]], by).standing,
            concerned=Concerned.in_case(cases[row["case_id"]]),
            handover_id=row["id"],
        )
        for row in written
    ]
    await record_opened(opened_here, Reader.officer(by))
    found: dict[UUID, str | DomainError | None] = {id_: NotFound("handover", id_) for id_ in handover_ids}
    for row in rows:
        found[row["id"]] = None if row["case_id"] in open_to else _not_yours(procedures[row["case_id"]])
    for row in written:
        answer = opened(Answer, bytes(row["sealed_answer"]), handover_id=row["id"], key=keys[row["case_id"]])
        found[row["id"]] = answer.reason
    return found


def _not_yours(procedure: Procedure) -> Forbidden:
    return Forbidden(findings.error("handover.sent_reading_not_yours", roles=named(procedure)))
