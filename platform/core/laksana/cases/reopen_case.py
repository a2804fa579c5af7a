"""Reopen an ended case."""

from laksana.cases.act import Act, change_case
from laksana.cases.inputs import ReopenCase
from laksana.cases.views import CaseChanged
from laksana_engine import commands
from laksana_tenants.actor import Actor


async def reopen_case(asked: ReopenCase, *, by: Actor, key: str) -> CaseChanged:
    """The ended case as it was, open to be continued by a new episode: a case of its own that names this one.

    Raises Invalid with the findings that stand against it, NotFound, and Conflict when someone was first.
    """

    def command(act: Act) -> commands.Command:
        return commands.ReopenCase(**act.frame["command"])

    return await change_case(
        "reopen_case", asked, command, by=by, key=key, content={"reason": asked.reason.strip() or None}
    )
