"""What may stand against a step, a role, a letter or a form of a release; each judgement is a derived test."""

import json

from laksana_engine import RULES_VERSION
from laksana_kit.check.rules import RULES
from laksana_kit.testing import drawn
from laksana_kit.testing.trial import Trial
from laksana_sdk.facts import CaseFacts
from laksana_sdk.findings import Finding, text
from laksana_sdk.forms import Form
from laksana_sdk.letters import LetterFacts
from laksana_sdk.procedure import Wait
from laksana_sdk.published import folder_hash
from laksana_sdk.reading import Reading
from laksana_sdk.strict_yaml import PluginFileError


def judge_every_case_goes_on_to_an_end(trial: Trial, _thing: str) -> str | None:
    """No function of the plugin raises in a played case, and none stands where nothing leads on."""
    try:
        ends = trial.played.dead_ends
    except Exception as fault:  # noqa: BLE001 - whatever a plugin raises is the finding
        return f"{type(fault).__name__}: {fault}"
    return f"a case can go nowhere: {'; '.join(ends)}" if ends else None


def judge_the_step_is_carried_out(trial: Trial, step: str) -> str | None:
    """Some played case comes to the step and goes on by doing what it asks, not past it."""
    if step in trial.seen.carried_out:
        return None
    if step not in trial.seen.steps:
        return f"no case came to {step!r}"
    against = ", ".join(sorted(trial.played.against.get(step, ())))
    return f"no case went on from {step!r} by what it asks; against it stood: {against or 'nothing'}"


def judge_a_case_takes_the_outcome(trial: Trial, outcome: str) -> str | None:
    """Some played case takes this outcome of this step."""
    step, _, code = outcome.partition(".")
    return None if (step, code) in trial.seen.outcomes else f"no case took the outcome {code!r} of {step!r}"


def judge_the_role_is_asked_and_acts(trial: Trial, role: str) -> str | None:
    """Some task is asked of the role, and somebody who holds it alone does it."""
    return None if role in trial.seen.roles else f"nobody acted as {role} in any case"


def judge_a_returned_file_comes_back_to_the_step(trial: Trial, step: str) -> str | None:
    """From the step a file goes back for completion, and comes back to the same step."""
    if step not in trial.seen.returned:
        return f"no case was sent back from {step!r}"
    return None if step in trial.seen.resubmitted else f"no case came back to {step!r} once it was completed"


def judge_the_wait_reminds_somebody(trial: Trial, step: str) -> str | None:
    """While somebody outside is waited for, a day is set on which the office is reminded."""
    return None if step in trial.seen.reminded else f"nobody is reminded of {step!r}"


def judge_the_early_end_ends_a_case(trial: Trial, leaving: str) -> str | None:
    """Some played case ends this way."""
    return None if leaving in trial.seen.exits else f"no case ended by {leaving!r}"


def judge_the_letter_is_made_and_has_its_template(trial: Trial, kind: str) -> str | None:
    """Some played case comes to the letter, and its template lies in the release."""
    template = trial.procedure.template(kind).template
    if not (trial.release.folder / "templates" / template).is_file():
        return f"the letter {kind!r} needs templates/{template}, which is not there"
    return None if kind in trial.seen.letters else f"no case made the letter {kind!r}"


def judge_no_filled_form_makes_its_functions_raise(trial: Trial, asking: str) -> str | None:
    """Whatever fits the form is judged in sentences, and the facts drawn from it are built."""
    node = trial.asking[asking]

    def judge(form: Form, facts: CaseFacts) -> None:
        for check in node.validators:
            for finding in check(form, facts):
                _sentence(finding)
        for build in (getattr(node, name, None) for name in ("core", "services", "client")):
            if build is not None and build(form) is None:
                raise TypeError(f"{build.__qualname__} gave nothing")
        if isinstance(node, Wait) and node.referral is not None:
            node.referral(form, facts.outcome or node.outcomes[0].code)

    return drawn.against_forms(trial, asking, judge)


def _sentence(finding: Finding) -> None:
    if not (text(finding, "id").strip() and text(finding, "en").strip()):
        raise ValueError(f"the finding {finding.code!r} says nothing")


def judge_the_letter_can_be_written_whatever_is_known(trial: Trial, kind: str) -> str | None:
    """From next to nothing to every form filled in, the letter's context is built, and is plain JSON."""
    build = trial.procedure.template(kind).context

    def judge(facts: LetterFacts) -> None:
        json.dumps(build(facts))

    return drawn.against_facts(trial, judge)


def judge_the_check_has_no_error(trial: Trial, code: str) -> str | None:
    """`laksana sop check` has no error by this rule."""
    rule = next(rule for rule in RULES if rule.code == code)
    return "; ".join(remark.what for remark in rule.look(trial.subject)) or None


def judge_the_same_bytes_have_the_same_hash(trial: Trial, _thing: str) -> str | None:
    """The hash that a case is pinned to is the same after all its cases were played: they leave nothing behind."""
    folder, before = trial.release.folder, trial.hash_before
    changed = folder_hash(folder, rules=RULES_VERSION) != before
    return f"{folder} has other bytes after its cases were played; write nothing into it" if changed else None


def judge_the_reading_fits_the_sheet(trial: Trial, _thing: str) -> str | None:
    """reading.yaml reads each row and column of the sheet that lies beside it."""
    try:
        Reading.beside(trial.release.folder / "procedure.py")
    except PluginFileError as fault:
        return str(fault)
    return None
