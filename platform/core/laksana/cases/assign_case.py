"""Give the current step of a case to one person."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import AssignCase
from laksana.cases.office import office
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_infra.clock import now
from laksana_tenants.actor import Actor
from laksana_tenants.resolve import holdings_of


async def assign_case(asked: AssignCase, *, by: Actor, key: str) -> CaseChanged:
    """The case, its current step given to one person of the office who holds the step's role.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """
    here = await office()
    holdings = await holdings_of(asked.officer_id, here.day(now()))
    held = frozenset(role for holding in holdings for role in holding.roles)

    def command(act: Act) -> commands.Command:
        return commands.AssignCase(officer_id=asked.officer_id, assignee_roles=held, **act.frame["command"])

    return await change_case("assign_case", asked, command, by=by, key=key, content={"note": asked.note})
