"""What becomes of a case under another release: its kept acts decided again, and what else would stand in its way."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from laksana.cases.kept import given_again, missing_words
from laksana.cases.kept_queries import KeptCase
from laksana.migration.views import Why
from laksana.procedures.guard import PluginFailed
from laksana.procedures.loader import LoadedRelease
from laksana.procedures.quarantine import PluginQuarantined
from laksana_engine.evolve import replay
from laksana_engine.redeciding import Differs, Refused, SameState, Unproven, redecided
from laksana_engine.state import LetterStage
from laksana_engine.worktime import Calendar
from laksana_sdk.findings import Finding

_OF_THE_STEP = ("step.", "case.", "exit.", "batch.")
_OF_THE_ROLE = ("role.", "assign.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsPerson:
    """The other release would not have allowed the events from number `seq` on, or work in hand would be spoilt.

    `shown` are codes and names of fields, never what somebody wrote.
    """

    why: Why
    seq: int | None = None
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecidable:
    """What people wrote at an act was destroyed or does not open, so that it cannot be decided again."""

    why: Why
    submission_id: UUID


CaseVerdict = SameState | Differs | NeedsPerson | Undecidable


def verdict_on(
    case: KeptCase, *, target: LoadedRelease, own: LoadedRelease, calendar: Calendar, dispatched: bool = False
) -> CaseVerdict:
    """What the target makes of the case; `dispatched` says that it lies in a joint dispatch that has not left yet."""
    unread = missing_words(case.batches, case.words)
    if unread is not None:
        return Undecidable(why=Why.DESTROYED if case.shredded else Why.UNREADABLE, submission_id=unread)
    if dispatched:
        return NeedsPerson(why=Why.DISPATCH)
    given = partial(given_again, case.batches, case.words, calendar=calendar)
    try:
        found = redecided(given, under=target.procedure, instead_of=own.procedure)
    except (PluginFailed, PluginQuarantined) as failure:
        return NeedsPerson(why=Why.PLUGIN, shown=tuple(_shown(failure.findings)))
    match found:
        case Refused(seq=seq, findings=against):
            return NeedsPerson(why=_why(against), seq=seq, shown=tuple(_shown(against)))
        case Unproven(seq=seq, findings=against):
            return NeedsPerson(why=Why.OWN_RELEASE, seq=seq, shown=tuple(_shown(against)))
        case Differs():
            return found
        case SameState():
            drafts = tuple(_drafts(case)) if target.templates != own.templates else ()
            return NeedsPerson(why=Why.DRAFT, shown=drafts) if drafts else found


def _drafts(case: KeptCase) -> Iterator[str]:
    """The letters of which a draft is being initialled: its hash covers the templates of the release."""
    state = replay(event for batch in case.batches for event in batch.events)
    return (letter.kind for letter in state.letters.values() if letter.stage is LetterStage.DRAFTED)


def _why(against: tuple[Finding, ...]) -> Why:
    """What kind of thing stands against it first of all: a step that is not there explains every other finding."""
    codes = [found.code for found in against]
    if any(code.startswith(_OF_THE_STEP) for code in codes):
        return Why.STEP
    if any(code.startswith(_OF_THE_ROLE) for code in codes):
        return Why.ROLE
    return Why.FORM if any(found.field for found in against) else Why.RULE


def _shown(against: tuple[Finding, ...]) -> Iterator[str]:
    return (f"{found.code}:{found.field}" if found.field else found.code for found in against)
