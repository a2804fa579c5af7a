"""Forms and letter facts drawn by Hypothesis, to hold a plugin's functions against."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from laksana_kit.explore.office import HEAD, PEOPLE, RECEIVERS
from laksana_kit.testing.inputs import filled
from laksana_kit.testing.survey import outcomes_of
from laksana_kit.testing.trial import Trial
from laksana_sdk.facts import CaseFacts
from laksana_sdk.forms import Form, read
from laksana_sdk.letters import ClientFacts, LetterFacts, PaperFacts

EXAMPLES: Final = 5
EARLIER: Final = 3
TODAY: Final = date(2026, 11, 16)
BIRTHS: Final = st.none() | st.dates(date(1900, 1, 1), TODAY)
NOBODY: Final = ClientFacts(name=None, label="TX-62.09-2026-0007")
PAPERS: Final = ("ACCEPTED", "MISSING", "UNREADABLE", "")

_sampled = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[*HealthCheck],
)


def against_forms(trial: Trial, asking: str, judge: Callable[[Form, CaseFacts], None]) -> str | None:
    """What the judgement raises for some filled form, with whatever forms came before; None where it never does."""
    node = trial.asking[asking]
    codes = [one.code for one in outcomes_of(node)]

    def examine(data: st.DataObject) -> None:
        form = _form(data, trial, asking)
        if form is not None:
            facts = CaseFacts(
                today=data.draw(st.just(TODAY) | st.dates()),
                client_birth_date=data.draw(BIRTHS),
                outcome=data.draw(st.sampled_from(codes) if codes else st.none()),
                forms=_earlier(data, trial),
            )
            judge(form, facts)

    return _fault(examine)


def against_facts(trial: Trial, judge: Callable[[LetterFacts], None]) -> str | None:
    """What the judgement raises for some facts that a letter is built from; None where it never does."""

    def examine(data: st.DataObject) -> None:
        judge(_facts(data, trial))

    return _fault(examine)


def _fault(examine: Callable[[st.DataObject], None]) -> str | None:
    try:
        _sampled(given(st.data())(examine))()
    except Exception as fault:  # noqa: BLE001 - whatever a plugin raises is the finding
        notes = "\n".join(getattr(fault, "__notes__", ()))
        return f"{type(fault).__name__}: {fault}\n{notes}"
    return None


def _form(data: st.DataObject, trial: Trial, asking: str) -> Form | None:
    kind = trial.asking[asking].form
    return read(kind, data.draw(filled(kind)))[0] if kind is not None else None


def _earlier(data: st.DataObject, trial: Trial) -> Mapping[str, Form]:
    names = data.draw(st.lists(st.sampled_from(sorted(trial.asking)), max_size=EARLIER, unique=True))
    forms = {name: _form(data, trial, name) for name in names}
    return {name: form for name, form in forms.items() if form is not None}


def _facts(data: st.DataObject, trial: Trial) -> LetterFacts:
    """From a letter of a case of which nothing is known to one with its forms, papers, officers and institution."""
    intake, forms = trial.procedure.intake, _earlier(data, trial)
    known = data.draw(st.booleans())
    client = intake.client(forms[intake.slug]) if intake.slug in forms else NOBODY
    return LetterFacts(
        today=TODAY,
        agenda_number="17/2026" if known else None,
        incoming_letter_number="140/21/DS/2026" if known else None,
        incoming_letter_date=TODAY if known else None,
        received_on=TODAY if known else None,
        client=client,
        forms=forms,
        papers=tuple(
            PaperFacts(slug=paper.slug, label=paper.label, status=data.draw(st.sampled_from(PAPERS)))
            for paper in trial.procedure.papers
        ),
        round=data.draw(st.integers(0, 3)),
        complete_until=data.draw(st.none() | st.just(TODAY)),
        institution=data.draw(st.none() | st.sampled_from(list(RECEIVERS.values()))),
        officers=PEOPLE if known else {},
        performed_by=data.draw(st.none() | st.just(HEAD)),
        reason=data.draw(st.none() | st.just("Keluarga mampu merawat.")),
    )
