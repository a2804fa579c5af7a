"""The agenda of incoming letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from laksana.cases.codec import canonical
from laksana.cases.office import Office
from laksana.correspondence.numbers import next_serial
from laksana_infra.crypto import SecretKey, seal
from laksana_infra.database import execute
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk.letters import Register
from laksana_tenants.numbering import written


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEntry:
    """An incoming letter's place in the agenda of its year."""

    id: UUID
    agenda_number: str


async def enter_in_agenda(
    case_id: UUID, key: SecretKey, letter: Mapping[str, Any], *, at: datetime, office: Office
) -> AgendaEntry:
    """The agenda number of a letter received now; sender and subject are sealed with the case's key."""
    day = office.day(at)
    entry_id, serial = new_id(), await next_serial(Register.AGENDA_MASUK, day.year)
    number = written(office.number_format(Register.AGENDA_MASUK), serial, day)
    dated = letter.get("letter_date")
    await execute(
        "insert into incoming_letter (tenant_id, id, case_id, year, serial, agenda_number, received_at, letter_date,"
        " sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        current_scope().tenant_id, entry_id, case_id, day.year, serial, number, at,
        date.fromisoformat(dated) if dated else None,
        seal(key, canonical(letter).encode(), associated=b"incoming_letter/" + entry_id.bytes),
    )  # fmt: skip
    return AgendaEntry(id=entry_id, agenda_number=number)
