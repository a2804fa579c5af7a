"""What a letter may say of a case from its state and its forms alone."""

from collections.abc import Iterator, Mapping
from typing import Any

from laksana_engine.state import CaseState
from laksana_sdk.forms import Form, values_of_widget
from laksana_sdk.letters import PaperFacts
from laksana_sdk.procedure import Procedure, step_of_exit


def filled_forms(procedure: Procedure, raw: Mapping[str, Mapping[str, Any]]) -> dict[str, Form]:
    """These raw forms, by step, as the procedure's forms; what it cannot read is left out."""
    asked = {node.slug: node.form for node in procedure.steps}
    asked |= {step_of_exit(name): leave.form for name, leave in procedure.exits.items()}
    filled: dict[str, Form] = {}
    for place, kind in asked.items():
        if kind is not None and place in raw:
            form, _ = procedure.read(kind, raw[place])
            if form is not None:
                filled[place] = form
    return filled


def paper_facts(procedure: Procedure, case: CaseState) -> Iterator[PaperFacts]:
    """Each paper of the SOP with what its last check found, MISSING where nobody has seen it."""
    for paper in procedure.papers:
        yield PaperFacts(slug=paper.slug, label=paper.label, status=case.papers.get(paper.slug, "MISSING"))


def chosen_institution(forms: Mapping[str, Form]) -> str | None:
    """The institution that the latest form chose, by slug; None where none did."""
    named = [slug for form in forms.values() for slug in values_of_widget(form, "institution")]
    return named[-1] if named else None


def reason_of_end(procedure: Procedure, case: CaseState, ground: str | None) -> str | None:
    """Why the case ends early, in words: the chosen reason's label, then the ground that was written."""
    if case.exit is None or case.exit_reason is None:
        return None
    label = procedure.exits[case.exit].reasons.get(case.exit_reason, case.exit_reason)
    return f"{label}. {ground}" if ground else label
