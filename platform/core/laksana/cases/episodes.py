"""Cases that name another of the office: a new episode of a reopened one, a duplicate of one under way."""

from uuid import UUID

from laksana.people.register_person import meet_again
from laksana.people.views import PersonRef
from laksana_infra.database import fetch_one
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.letters import ClientFacts
from laksana_tenants.errors import Invalid


async def client_of_episode(case_id: UUID, client: ClientFacts) -> PersonRef:
    """The client of the reopened case, brought up to date; the case waits until the unit of work ends.

    Raises Invalid when the office has no such case, nobody has reopened it, its new episode is open already, or the
    NIK stated now is another person's.
    """
    tenant_id = current_scope().tenant_id
    # Locked, so that a case reopened once gets one new episode.
    case = await fetch_one(
        "select client_id, agenda_number, reopened_at from case_ where tenant_id = $1 and id = $2 for update",
        tenant_id, case_id,
    )  # fmt: skip
    if case is None:
        raise _refused("decision.other_case_unknown", "episode_of", str(case_id))
    name = case["agenda_number"] or str(case_id)
    if case["reopened_at"] is None:
        raise _refused("decision.not_reopened", "episode_of", name)
    taken = await fetch_one(
        "select 1 from case_ where tenant_id = $1 and episode_of = $2 and opened_at >= $3 limit 1",
        tenant_id, case_id, case["reopened_at"],
    )  # fmt: skip
    if taken is not None:
        raise _refused("decision.episode_taken", "episode_of", name)
    person = await meet_again(case["client_id"], client)
    if person is None:
        raise _refused("decision.other_client", "episode_of", name)
    return person


async def refuse_no_master(case_id: UUID) -> None:
    """Nothing when this office has the case and it repeats no other itself; else raises Invalid.

    Two cases that each repeat the other would leave nobody at work on either.
    """
    case = await fetch_one(
        "select agenda_number, duplicate_of from case_ where tenant_id = $1 and id = $2",
        current_scope().tenant_id, case_id,
    )  # fmt: skip
    if case is None:
        raise _refused("decision.other_case_unknown", "other_case", str(case_id))
    if case["duplicate_of"] is not None:
        raise _refused("decision.other_case_duplicate", "other_case", case["agenda_number"] or str(case_id))


def _refused(code: str, field: str, case: str) -> Invalid:
    return Invalid((findings.error(code, field=field, case=case),))
