"""Find persons of the office again: at the counter who comes a second time, and for a person who asks what is known."""

from datetime import date

from laksana.people.queries import find_by_name, find_by_nik
from laksana.people.views import PersonView
from laksana_sdk.findings import error
from laksana_sdk.identity import parse_nik
from laksana_sdk.names import normalise_name
from laksana_tenants.errors import Invalid


async def find_persons(
    *, nik: str | None = None, name: str | None = None, birth_date: date | None = None
) -> tuple[PersonView, ...]:
    """The office's person of this NIK, or its persons of this name born on this day, at most 20; empty for nobody.

    Nobody is found by a part of either: what is searched are digests. Raises Invalid for a malformed NIK, and unless
    it is the NIK alone, or the name with the day.
    """
    if nik is not None and name is None and birth_date is None:
        return await _of_nik(nik)
    if nik is None and name is not None and normalise_name(name) and birth_date is not None:
        return await find_by_name(name, birth_date)
    raise Invalid((error("person.search_by"),))


async def _of_nik(text: str) -> tuple[PersonView, ...]:
    nik, found = parse_nik(text, field="nik")
    if nik is None:
        raise Invalid(tuple(finding for finding in found if finding.blocks))
    person = await find_by_nik(nik)
    return (person,) if person else ()
