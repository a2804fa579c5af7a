"""Receive a file under an agenda number."""

from laksana.cases.act import begin, refuse_unsettable
from laksana.cases.idempotency import claim, settle
from laksana.cases.inputs import ReceiveCase
from laksana.cases.ledger import record
from laksana.cases.views import CaseChanged
from laksana.correspondence.agenda import enter_in_agenda
from laksana_engine import commands
from laksana_infra.database import unit_of_work
from laksana_tenants.actor import Actor


async def receive_case(asked: ReceiveCase, *, by: Actor, key: str) -> CaseChanged:
    """The case, entered in the agenda of incoming letters; its first receipt and notes are asked for.

    Raises Invalid with the findings that stand against it (then no agenda number is spent), NotFound, and Conflict when
    someone was first.
    """
    letter = {
        "sender": asked.sender,
        "subject": asked.subject,
        "letter_number": asked.letter_number,
        "letter_date": asked.letter_date.isoformat() if asked.letter_date else None,
    }
    refuse_unsettable(letter)
    async with unit_of_work():
        stored = await claim("receive_case", key, asked, by=by, result=CaseChanged)
        if stored is not None:
            return stored
        act = await begin(asked, by=by, content={"letter": letter}, kind="receive_case", step=None)
        entry = await enter_in_agenda(act.case.id, act.case.key, letter, at=act.at, office=act.office)
        words = act.frame["words"]
        command = commands.ReceiveCase(agenda_number=entry.agenda_number, **act.frame["command"])
        changed = await record(act.case, command, calendar=act.office.calendar, words=(words,))
        changed.ids["agenda_number"] = entry.agenda_number
        return await settle(key, changed, by=by)
