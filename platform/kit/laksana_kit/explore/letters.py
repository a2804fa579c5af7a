"""The letters of a case that is played: what each says, at the moment when its draft is frozen or it is issued."""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from laksana_engine import events as happened
from laksana_engine import worktime
from laksana_engine.commands import Command, DraftLetter, LeaveInBatch
from laksana_engine.known import chosen_institution, filled_forms, paper_facts, reason_of_end
from laksana_engine.state import CaseState, DisposisiState, LetterStage
from laksana_kit.explore.case_run import CaseRun
from laksana_kit.explore.office import PEOPLE, PLACES, RECEIVERS, officer_of
from laksana_sdk.batches import BatchFacts
from laksana_sdk.letters import ClientFacts, DisposisiFacts, LetterFacts, LetterTemplate, WithdrawnFacts
from laksana_sdk.procedure import BatchLetter
from laksana_sdk.vocabulary import INSTRUCTION_LABELS


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter that a case came to: its template, what it says (`isi`), its day and the letter that it replaces."""

    template: LetterTemplate | BatchLetter
    said: Mapping[str, Any]
    on: date
    replaces: str | None = None


class Correspondence:
    """The letters of one case, and the words that came with its commands."""

    def __init__(self, run: CaseRun) -> None:
        self.run = run
        self.incoming: Mapping[str, str] = {}
        self.ground: str | None = None
        self.notes: dict[UUID, str] = {}
        self.reasons: dict[UUID, str] = {}
        self.said: dict[UUID, Letter] = {}

    def forked(self, run: CaseRun) -> "Correspondence":
        """The letters so far, for a case that goes its own way from now on."""
        other = copy(self)
        other.run = run
        other.notes, other.reasons, other.said = dict(self.notes), dict(self.reasons), dict(self.said)
        return other

    def told(self, words: Mapping[str, str], events: tuple[happened.Event, ...]) -> None:
        """The words that came with a command are remembered."""
        if "letter_number" in words:
            self.incoming = words
        self.ground = words.get("ground", self.ground)
        for event in events:
            if isinstance(event, happened.DisposisiGiven) and "note" in words:
                self.notes[event.disposisi_id] = words["note"]
            if isinstance(event, happened.LetterWithdrawn):
                self.reasons[event.letter_id] = words.get("reason", "-")

    def made(self, command: Command, events: tuple[happened.Event, ...]) -> Iterator[Letter]:
        """The letters that an accepted command froze or asked for, once it has happened."""
        for event in events:
            match event:
                case happened.LetterDrafted():
                    yield self._kept(event.letter_id, event.letter, self.facts(command))
                case happened.LetterRequested():
                    facts = self.facts(command, role=event.role)
                    if event.withdraws is not None:
                        facts = replace(facts, withdrawn=self._withdrawn(event.withdraws))
                    yield self._kept(event.letter_id, event.letter, facts)
                case happened.LeftInBatch():
                    yield self._in_batch(command, event)
                case _:
                    pass

    def facts(self, command: Command, *, role: str | None = None) -> LetterFacts:
        """What a letter of the case may be built from now."""
        run, case = self.run, self.run.case
        own = {case.step: command.form} if isinstance(command, DraftLetter) and command.form and case.step else {}
        forms = filled_forms(run.procedure, {**run.forms, **own})
        received = case.received_at
        slug = self._named_institution(case) or chosen_institution(forms)
        dated = self.incoming.get("letter_date")
        return LetterFacts(
            today=worktime.local_date(run.calendar, command.at),
            agenda_number=case.agenda_number,
            incoming_letter_number=self.incoming.get("letter_number"),
            incoming_letter_date=date.fromisoformat(dated) if dated else None,
            received_on=worktime.local_date(run.calendar, received) if received else None,
            client=self._client(),
            forms=forms,
            papers=tuple(paper_facts(run.procedure, case)),
            round=case.round,
            complete_until=case.complete_until,
            disposisi=tuple(self._disposisi(given) for given in case.disposisi),
            institution=RECEIVERS.get(slug) if slug else None,
            officers=PEOPLE,
            performed_by=officer_of(role or next(iter(command.by.roles), "")),
            numbers=self._numbers(case),
            reason=reason_of_end(run.procedure, case, self.ground),
        )

    def _kept(self, letter_id: UUID, kind: str, facts: LetterFacts) -> Letter:
        template = self.run.procedure.template(kind)
        state = self.run.case.letters[letter_id]
        replaced = self.run.case.letters[state.replaces] if state.replaces else None
        named = f"{template.title} Nomor {replaced.number or '-'}" if replaced else None
        letter = Letter(template=template, said=template.context(facts), on=facts.today, replaces=named)
        self.said[letter_id] = letter
        return letter

    def _withdrawn(self, letter_id: UUID) -> WithdrawnFacts:
        letter, kept = self.run.case.letters[letter_id], self.said.get(letter_id)
        head = (kept.said.get("kepala") or {}) if kept else {}
        to = head.get("yth") or {}
        return WithdrawnFacts(
            title=self.run.procedure.template(letter.kind).title,
            number=letter.number,
            dated=letter.dated,
            reason=self.reasons.get(letter_id, "-"),
            subject=head.get("hal"),
            addressee=tuple(line for line in (*to.get("penerima", ()), to.get("di")) if line),
        )

    def _in_batch(self, command: Command, left: happened.LeftInBatch) -> Letter:
        batch = self.run.procedure.batch
        if batch is None or not isinstance(command, LeaveInBatch):
            raise TypeError(f"{left.letter!r} left in a batch that {self.run.procedure.slug!r} does not have")
        facts = self.facts(command)
        said = batch.context(
            BatchFacts(today=facts.today, institution=RECEIVERS[command.institution], cases=(facts,) * 2)
        )
        return Letter(template=batch, said=said, on=facts.today)

    def _client(self) -> ClientFacts:
        client = self.run.client
        if client is None:
            return ClientFacts(name=None, label="TX-62.09-2026-0007")
        village, kecamatan = client.village or "", client.kecamatan or ""
        return replace(
            client,
            village=PLACES.get(village, client.village),
            kecamatan=PLACES.get(kecamatan, client.kecamatan),
        )

    def _disposisi(self, given: DisposisiState) -> DisposisiFacts:
        event = next(
            one for one in self.run.events if isinstance(one, happened.DisposisiGiven) and one.disposisi_id == given.id
        )
        return DisposisiFacts(
            giver=officer_of(self.run.procedure.step(given.step).by.code),
            to=given.to,
            instructions=tuple(INSTRUCTION_LABELS[code] for code in event.instructions),
            note=self.notes.get(given.id),
            given_at=event.at,
            answers=given.answers,
        )

    def _named_institution(self, case: CaseState) -> str | None:
        """The institution that an early end names; it goes before whatever a form chose."""
        if case.exit is None:
            return None
        named = [one.institution for one in self.run.events if isinstance(one, happened.ExitDecided)]
        return named[-1]

    def _numbers(self, case: CaseState) -> dict[str, str]:
        standing = [one for one in case.letters.values() if one.stage is not LetterStage.WITHDRAWN]
        return {one.kind: one.number for one in standing if one.number and one.withdraws is None}
