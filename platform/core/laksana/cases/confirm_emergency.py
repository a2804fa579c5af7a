"""Confirm an emergency afterwards."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import ConfirmEmergency
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def confirm_emergency(asked: ConfirmEmergency, *, by: Actor, key: str) -> CaseChanged:
    """The case after the emergency that was declared in it was confirmed.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.ConfirmEmergency(**act.frame["command"])

    return await change_case("confirm_emergency", asked, command, by=by, key=key, content={"note": asked.note})
