"""Receive a file under an agenda number."""

from laksana.cases.act import Act, begin
from laksana.cases.idempotency import claim, settle
from laksana.cases.inputs import ReceiveCase
from laksana.cases.ledger import record
from laksana.cases.usable import refuse_unusable
from laksana.cases.views import CaseChanged
from laksana.correspondence.agenda import enter_in_agenda
from laksana_engine import commands
from laksana_infra.database import unit_of_work
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


async def receive_case(asked: ReceiveCase, *, by: Actor, key: str) -> CaseChanged:
    """The case, entered in the agenda of incoming letters; its first receipt and notes are asked for.

    Raises Invalid with the findings that stand against it (then no agenda number is spent), NotFound, and Conflict when
    someone was first.
    """
    refuse_unusable(asked)
    letter = {
        "sender": asked.sender,
        "subject": asked.subject,
        "letter_number": asked.letter_number,
        "letter_date": asked.letter_date.isoformat() if asked.letter_date else None,
    }
    async with unit_of_work():
        stored = await claim("receive_case", key, asked, by=by, result=CaseChanged)
        if stored is not None:
            return stored
        act = await begin(asked, by=by, content={"letter": letter}, kind="receive_case", step=None)
        _refuse_letter_to_come(asked, act)
        entry = await enter_in_agenda(act.case.id, act.case.key, letter, at=act.at, office=act.office)
        words = act.frame["words"]
        command = commands.ReceiveCase(agenda_number=entry.agenda_number, **act.frame["command"])
        changed = await record(act.case, command, calendar=act.office.calendar, words=(words,))
        changed.ids["agenda_number"] = entry.agenda_number
        return await settle(key, changed, by=by)


def _refuse_letter_to_come(asked: ReceiveCase, act: Act) -> None:
    today = act.office.day(act.at)
    if asked.letter_date is not None and asked.letter_date > today:
        dated = asked.letter_date.isoformat()
        raise Invalid((findings.error("outside.in_future", field="letter_date", value=dated, today=today.isoformat()),))
