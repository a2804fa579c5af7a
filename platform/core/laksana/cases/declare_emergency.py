"""Declare an emergency: a person in danger is helped ahead of the papers."""

from datetime import datetime, timedelta

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import DeclareEmergency
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_infra.clock import now
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid
from laksana_tenants.resolve import holdings_of

_AT_MOST_APART = timedelta(days=366)


async def declare_emergency(asked: DeclareEmergency, *, by: Actor, key: str) -> CaseChanged:
    """The case after an emergency was declared in it on the word of somebody of the office, to be confirmed in time.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """
    _refuse_untold(asked.told_at)

    async def command(act: Act) -> commands.Command:
        holdings = await holdings_of(asked.authorised_by, act.office.day(asked.told_at))
        return commands.DeclareEmergency(
            authorised_by=asked.authorised_by,
            authoriser_roles=frozenset(role for holding in holdings for role in holding.roles),
            channel=asked.channel,
            told_at=asked.told_at,
            **act.frame["command"],
        )

    return await change_case(
        "declare_emergency", asked, command, by=by, key=key, content={"reason": asked.reason.strip() or None}
    )


def _refuse_untold(told_at: datetime) -> None:
    """Raises Invalid for a moment without its zone, or one that no office can mean; the future is the engine's."""
    value = told_at.isoformat()[:40]
    if told_at.tzinfo is None:
        raise Invalid((findings.error("decision.told_at_without_zone", field="told_at", value=value),))
    if abs(told_at - now()) > _AT_MOST_APART:
        raise Invalid((findings.error("decision.told_at_far", field="told_at", value=value),))
