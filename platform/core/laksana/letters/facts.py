"""The facts of a case that a letter may be built from, gathered from its history and the office's records."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from laksana.cases.ledger import LoadedCase
from laksana.cases.office import Office
from laksana.cases.queries import timelines_of_cases
from laksana.cases.views import TimelineEntry
from laksana.cases.words import OpenedWords, forms_by_step, words_of_case
from laksana.correspondence.queries import letters_of_cases
from laksana.people.queries import person_by_id
from laksana_engine.known import chosen_institution, filled_forms, paper_facts, reason_of_end
from laksana_engine.state import CaseState
from laksana_sdk.forms import Form
from laksana_sdk.letters import (
    ClientFacts,
    DisposisiFacts,
    InstitutionFacts,
    LetterFacts,
    OfficerFacts,
)
from laksana_sdk.vocabulary import INSTRUCTION_LABELS
from laksana_tenants.directory import OfficerView, institution_by_slug, officers_on
from laksana_tenants.regions import regions_by_code

PROVINCE_LEVEL = 1
REGION_CODE = re.compile(r"\d{2}(\.\d{2}){0,2}(\.\d{4})?")


async def letter_facts(
    case: LoadedCase, *, today: date, office: Office, officer_id: UUID, extra: Mapping[str, Mapping[str, Any]]
) -> LetterFacts:
    """Everything a template of this case may say; `extra` are raw forms not yet recorded, by step.

    Reads personal data of the case; the result must not outlive the letter.
    """
    written = await words_of_case(case.id, case.key)
    forms = filled_forms(case.procedure, {**forms_by_step(written), **extra})
    timeline = (await timelines_of_cases([case.id]))[case.id]
    officers = {found: _officer(person) for found, person in (await officers_on(today)).items()}
    state = case.state
    letter = _incoming(written)
    return LetterFacts(
        today=today,
        agenda_number=state.agenda_number,
        incoming_letter_number=letter.get("letter_number"),
        incoming_letter_date=date.fromisoformat(letter["letter_date"]) if letter.get("letter_date") else None,
        received_on=office.day(state.received_at) if state.received_at else None,
        client=await _client(case, forms),
        forms=forms,
        papers=tuple(paper_facts(case.procedure, state)),
        round=state.round,
        complete_until=state.complete_until,
        disposisi=tuple(_disposisi(timeline, written, officers)),
        institution=await _institution(state, forms, timeline, today),
        officers={str(found): facts for found, facts in officers.items()},
        performed_by=officers.get(officer_id),
        numbers=await _numbers(case),
        reason=reason_of_end(case.procedure, state, _ground(written)),
    )


async def _numbers(case: LoadedCase) -> dict[str, str]:
    """The number of the latest letter of each kind; nobody may refer to one that was withdrawn."""
    letters = (await letters_of_cases([case.id]))[case.id]
    return {letter.kind: letter.number for letter in letters if letter.number and letter.withdrawn_at is None}


async def _client(case: LoadedCase, forms: Mapping[str, Form]) -> ClientFacts:
    intake = case.procedure.intake
    client = intake.client(forms[intake.slug])
    codes = [code for code in (client.village, client.kecamatan) if code and REGION_CODE.fullmatch(code)]
    names = {code: region.name for code, region in (await regions_by_code(codes)).items()}
    return replace(
        client,
        label=(await person_by_id(case.client_id)).label,
        village=names.get(client.village or "", client.village),
        kecamatan=names.get(client.kecamatan or "", client.kecamatan),
    )


def _officer(person: OfficerView) -> OfficerFacts:
    return OfficerFacts(
        name=person.name, title=person.title or "", pangkat=person.pangkat, golongan=person.golongan, nip=person.nip
    )


def _incoming(written: Sequence[OpenedWords]) -> Mapping[str, Any]:
    letters = [words.content["letter"] for words in written if "letter" in words.content]
    return letters[-1] if letters else {}


def _disposisi(
    timeline: Sequence[TimelineEntry], written: Sequence[OpenedWords], officers: Mapping[UUID, OfficerFacts]
) -> Iterator[DisposisiFacts]:
    notes = {str(words.id): words.content.get("note") for words in written}
    answers: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for entry in timeline:
        if entry.kind == "DISPOSISI_ANSWERED":
            answers[entry.data["disposisi_id"]][entry.data["role"]] = entry.data["answer"]
    for entry in timeline:
        if entry.kind != "DISPOSISI_GIVEN":
            continue
        by = officers.get(entry.officer_id) if entry.officer_id else None
        submission = entry.data.get("submission") or {}
        yield DisposisiFacts(
            giver=by or OfficerFacts(name="", title=entry.role or ""),
            to=tuple(entry.data["to"]),
            instructions=tuple(INSTRUCTION_LABELS[code] for code in entry.data["instructions"]),
            note=notes.get(submission.get("id", "")),
            given_at=entry.at,
            answers=answers[entry.data["disposisi_id"]],
        )


async def institution_facts(slug: str, today: date) -> InstitutionFacts | None:
    """The institution of the office's register as a letter prints it; None for one that it does not know that day."""
    found = await institution_by_slug(slug, today)
    if found is None:
        return None
    seat = (await regions_by_code([found.region_code])).get(found.region_code) if found.region_code else None
    city = seat.name.removeprefix("Kota ").removeprefix("Kabupaten ") if seat and seat.level > PROVINCE_LEVEL else None
    return InstitutionFacts(name=found.name, address=found.address, city=city)


async def _institution(
    state: CaseState, forms: Mapping[str, Form], timeline: Sequence[TimelineEntry], today: date
) -> InstitutionFacts | None:
    """The receiver: named by the exit, else by the latest form that chose an institution."""
    named = [entry.data["institution"] for entry in timeline if entry.data.get("institution")]
    slug = named[-1] if state.exit is not None and named else chosen_institution(forms)
    return await institution_facts(slug, today) if slug is not None else None


def _ground(written: Sequence[OpenedWords]) -> str | None:
    grounds = [words.content["ground"] for words in written if "ground" in words.content]
    return grounds[-1] if grounds else None
