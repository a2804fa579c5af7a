"""What the registers say about a filled form: institutions, officers and regions that it names, places of issue."""

from collections.abc import Iterable
from datetime import date

from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.forms import Form, places_of_widget
from laksana_sdk.identity import parse_kk, parse_nik, place_doubts
from laksana_tenants.directory import institution_by_slug, officers_on
from laksana_tenants.regions import regions_by_code


async def unregistered(form: Form | None, day: date) -> tuple[Finding, ...]:
    """What a filled form, if it could be read at all, names that stands in no register, as errors.

    An institution counts on the day, an officer is or was of this office, a region is of the Kemendagri list. A code
    that has left the list only warns, as does a NIK or No. KK of a place that no list since has had (domain: splits).
    """
    if form is None:
        return ()
    return (
        *await _institutions(form, day),
        *await _officers(form, day),
        *await _regions(form),
        *await _places_of_issue(form),
    )


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
    unknown = [
        findings.error("case.unknown_region", field=place, region=code) for place, code in places if code not in known
    ]
    left = [
        findings.warning("case.region_left", field=place, region=code, name=known[code].name)
        for place, code in places
        if code in known and not known[code].is_current
    ]
    return (*unknown, *left)


async def _places_of_issue(form: Form) -> Iterable[Finding]:
    stated = (
        *((place, parse_nik(text)[0]) for place, text in places_of_widget(form, "nik")),
        *((place, parse_kk(text)[0]) for place, text in places_of_widget(form, "kk")),
    )
    numbers = [(place, number) for place, number in stated if number is not None]
    known = await regions_by_code({code for _, number in numbers for code in number.region_codes}) if numbers else {}
    return [doubt for place, number in numbers for doubt in place_doubts(number, known, field=place)]
