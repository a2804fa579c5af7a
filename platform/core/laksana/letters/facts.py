"""The facts of a case that a letter may be built from, gathered from its history and the office's records."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from laksana.cases.ledger import LoadedCase
from laksana.cases.office import Office
from laksana.cases.queries import timelines_of_cases
from laksana.cases.views import TimelineEntry
from laksana.cases.words import OpenedWords, forms_by_step, step_of_exit, words_of_case
from laksana.correspondence.queries import letters_of_cases
from laksana.people.queries import person_by_id
from laksana_engine.state import CaseState
from laksana_sdk.forms import Form, read, values_of_widget
from laksana_sdk.letters import (
    ClientFacts,
    DisposisiFacts,
    InstitutionFacts,
    LetterFacts,
    OfficerFacts,
    PaperFacts,
)
from laksana_sdk.procedure import Procedure
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
        papers=tuple(_papers(case.procedure, state)),
        round=state.round,
        complete_until=state.complete_until,
        disposisi=tuple(_disposisi(timeline, written, officers)),
        institution=await _institution(state, forms, timeline, today),
        officers={str(found): facts for found, facts in officers.items()},
        performed_by=officers.get(officer_id),
        numbers=await _numbers(case),
        reason=_reason(case.procedure, state, written),
    )


async def _numbers(case: LoadedCase) -> dict[str, str]:
    """The number of the latest letter of each kind; nobody may refer to one that was withdrawn."""
    letters = (await letters_of_cases([case.id]))[case.id]
    return {letter.kind: letter.number for letter in letters if letter.number and letter.withdrawn_at is None}


def filled_forms(procedure: Procedure, raw: Mapping[str, Mapping[str, Any]]) -> dict[str, Form]:
    """These raw forms, by step, as the procedure's forms; what it cannot read is left out."""
    asked = {node.slug: node.form for node in procedure.steps}
    asked |= {step_of_exit(name): leave.form for name, leave in procedure.exits.items()}
    filled: dict[str, Form] = {}
    for place, kind in asked.items():
        if kind is not None and place in raw:
            form, _ = read(kind, raw[place])
            if form is not None:
                filled[place] = form
    return filled


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


def _papers(procedure: Procedure, state: CaseState) -> Iterator[PaperFacts]:
    for paper in procedure.papers:
        status = state.papers.get(paper.slug, "MISSING")
        yield PaperFacts(slug=paper.slug, label=paper.label, status=status)


def _incoming(written: Sequence[OpenedWords]) -> Mapping[str, Any]:
    letters = [words.content["letter"] for words in written if "letter" in words.content]
    return letters[-1] if letters else {}


def _disposisi(
    timeline: Sequence[TimelineEntry], written: Sequence[OpenedWords], officers: Mapping[UUID, OfficerFacts]
) -> Iterator[DisposisiFacts]:
    notes = {str(words.id): words.content.get("note") for words in written}
    answers: dict[str, str] = {
        entry.data["disposisi_id"]: entry.data["answer"] for entry in timeline if entry.kind == "DISPOSISI_ANSWERED"
    }
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
            answer=answers.get(entry.data["disposisi_id"]),
        )


def chosen_institution(forms: Mapping[str, Form]) -> str | None:
    """The institution that the latest form chose, by slug; None where none did."""
    named = [slug for form in forms.values() for slug in values_of_widget(form, "institution")]
    return named[-1] if named else None


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


def _reason(procedure: Procedure, state: CaseState, written: Sequence[OpenedWords]) -> str | None:
    """Why the case ends early, in words: the chosen reason's label, then what was written."""
    if state.exit is None or state.exit_reason is None:
        return None
    label = procedure.exits[state.exit].reasons.get(state.exit_reason, state.exit_reason)
    grounds = [words.content[name] for words in written for name in ("ground",) if name in words.content]
    return f"{label}. {grounds[-1]}" if grounds else label
