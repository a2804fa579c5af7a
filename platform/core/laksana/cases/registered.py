"""What a form chooses from the office's registers must stand in them: institutions, officers, regions."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.forms import Form, places_of_widget, read
from laksana_tenants.directory import institution_by_slug, officers_on
from laksana_tenants.regions import regions_by_code


async def unregistered(kind: type[Form] | None, raw: Mapping[str, Any], day: date) -> tuple[Finding, ...]:
    """What a form of this kind, if it can be read at all, names that stands in no register.

    An institution counts on the day, an officer is or was of this office, a region is of the Kemendagri list.
    """
    form = read(kind, raw)[0] if kind is not None else None
    if form is None:
        return ()
    return (*await _institutions(form, day), *await _officers(form, day), *await _regions(form))


async def _institutions(form: Form, day: date) -> Iterable[Finding]:
    return [
        findings.error("case.unknown_institution", field=place, institution=slug)
        for place, slug in places_of_widget(form, "institution")
        if await institution_by_slug(slug, day) is None
    ]


async def _officers(form: Form, day: date) -> Iterable[Finding]:
    places = tuple(places_of_widget(form, "officer"))
    known = {str(officer_id) for officer_id in await officers_on(day)} if places else set()
    return [
        findings.error("case.unknown_officer", field=place, officer=officer)
        for place, officer in places
        if officer not in known
    ]


async def _regions(form: Form) -> Iterable[Finding]:
    places = tuple(places_of_widget(form, "region"))
    known = await regions_by_code({code for _, code in places}) if places else {}
    return [
        findings.error("case.unknown_region", field=place, region=code) for place, code in places if code not in known
    ]
