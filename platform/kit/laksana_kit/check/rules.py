"""Every rule of the check, in the order in which an author would mend things."""

from collections.abc import Iterator
from typing import Final

from laksana_kit.check import conformance, golden, letters, publication, roles, sheet
from laksana_kit.check.rule import Checked, Rule, Subject
from laksana_sdk.findings import Severity
from laksana_sdk.procedure import Release

OFFICIAL_FORM: Final = "the official form has it (PermenPAN-RB 35/2012)"
ASK: Final = "ask the office, and note its answer in reading.yaml; the sheet stays as it was signed"

RULES: Final = (
    Rule(
        code="step.unreachable",
        severity=Severity.ERROR,
        look=conformance.unreachable_step,
        why="a row that nobody comes to is not carried out",
        remedy="lead an outcome or an early end there, or delete it",
    ),
    Rule(
        code="step.no_end",
        severity=Severity.ERROR,
        look=conformance.no_end_from_here,
        why="a case that cannot end stays in an inbox for ever",
        remedy="let an outcome lead to Close()",
    ),
    Rule(
        code="decision.one_sided",
        severity=Severity.ERROR,
        look=conformance.one_sided_decision,
        why="the sheet prints a decision there",
        remedy="give the step an outcome for each printed branch",
    ),
    Rule(
        code="outcome.never_taken",
        severity=Severity.ERROR,
        look=conformance.untakeable_outcome,
        why="nobody should be offered what is always refused",
        remedy="name the papers in Return(asks=...), or let the step require one",
    ),
    Rule(
        code="role.unknown",
        severity=Severity.ERROR,
        look=roles.unknown_role,
        why="an office maps its posts to the roles of laksana_sdk.roles, so nobody could ever hold this one",
        remedy="use a role of that list, or make the role one of outside",
    ),
    Rule(
        code="role.not_held",
        severity=Severity.ERROR,
        look=roles.role_not_held,
        why="the office could not activate the SOP: its step would wait for nobody",
        remedy="map the role to a post that somebody holds (posts.yaml and people.yaml of the pack)",
    ),
    Rule(
        code="wait.no_reminder",
        severity=Severity.ERROR,
        look=conformance.wait_without_reminder,
        why="time that belongs to others must have an owner who asks",
        remedy="give remind=working_days(n), n >= 1",
    ),
    Rule(
        code="form.unlabelled",
        severity=Severity.ERROR,
        look=conformance.unlabelled_field,
        why="a person reads the label, not the name in the code",
        remedy="annotate the field with line, choice or labelled",
    ),
    Rule(
        code="letter.no_template",
        severity=Severity.ERROR,
        look=conformance.missing_template,
        why="the letter could not be set when it is needed",
        remedy="write the file, or correct the template's name",
    ),
    Rule(
        code="letter.not_set",
        severity=Severity.ERROR,
        look=letters.unsettable_letter,
        why="an officer would learn of it when the letter has to go out",
        remedy="mend the template at what Typst names; a field may be none wherever its form lets it",
    ),
    Rule(
        code="import.foreign",
        severity=Severity.ERROR,
        look=conformance.foreign_import,
        why="a published release must run on every later service (ADR 0001)",
        remedy="use laksana_sdk, or code of your own",
    ),
    Rule(
        code="case.fails",
        severity=Severity.ERROR,
        look=conformance.raises_in_a_case,
        why="what raises here would stop an officer's work",
        remedy="mend the line that is named; see it with laksana sop run",
    ),
    Rule(
        code="release.changed",
        severity=Severity.ERROR,
        look=publication.changed_after_publication,
        why="cases are pinned to the bytes that were published; the service sets such a release aside (ADR 0034)",
        remedy="restore the folder, and make the change in a new release",
    ),
    Rule(
        code="golden.not_replayed",
        severity=Severity.ERROR,
        look=golden.golden_case_not_replayed,
        why="an office whose cases run on must be told what a new release would decide otherwise (ADR 0034)",
        remedy="mend the release, or say why in its golden_exceptions.yaml (release, case, why)",
    ),
    Rule(
        code="golden.changed",
        severity=Severity.ERROR,
        look=publication.golden_cases_changed,
        why="successors are held against the cases that were published; changed ones prove nothing (ADR 0034)",
        remedy="restore the file; what the release decides is shown by a new release's own cases",
    ),
    Rule(
        code="golden.none_kept",
        severity=Severity.WARNING,
        look=golden.earlier_release_without_golden_cases,
        why="the office's cases may run under that release, draft or not (ADR 0034)",
        remedy="write them once it no longer changes: laksana sop golden SLUG --release R",
    ),
    Rule(
        code="letter.unused_template",
        severity=Severity.WARNING,
        look=conformance.unused_template,
        why="the hash of a release covers it for ever",
        remedy="delete the file, or name it in a letter",
    ),
    Rule(
        code="sheet.blank_header",
        severity=Severity.WARNING,
        look=sheet.blank_header,
        why=OFFICIAL_FORM,
        remedy=ASK,
    ),
    Rule(code="sheet.empty_list", severity=Severity.WARNING, look=sheet.empty_list, why=OFFICIAL_FORM, remedy=ASK),
    Rule(
        code="sheet.law_repeated",
        severity=Severity.WARNING,
        look=sheet.repeated_law,
        why="letters cite the legal bases; twice the same looks careless",
        remedy=ASK,
    ),
    Rule(
        code="sheet.row_number",
        severity=Severity.WARNING,
        look=sheet.odd_row_number,
        why="people name a row by its number",
        remedy=ASK,
    ),
    Rule(
        code="sheet.no_time",
        severity=Severity.WARNING,
        look=sheet.row_without_time,
        why="without a printed time nothing is ever late",
        remedy=ASK,
    ),
    Rule(
        code="sheet.time_basis",
        severity=Severity.WARNING,
        look=sheet.uncertain_time,
        why="three days may end a week later; the service sets no end then",
        remedy=ASK,
    ),
    Rule(
        code="sheet.no_output", severity=Severity.WARNING, look=sheet.row_without_output, why=OFFICIAL_FORM, remedy=ASK
    ),
    Rule(
        code="sheet.lone_branch",
        severity=Severity.WARNING,
        look=sheet.lone_branch,
        why="what happens otherwise is not printed",
        remedy=ASK,
    ),
)

PLAYING: Final = frozenset({"case.fails", "letter.not_set"})
"""The rules that play cases; a plugin's derived tests play their own."""


def check(release: Release, *, held: frozenset[str] | None = None, whole: bool = False) -> Iterator[Checked]:
    """Everything that the rules remark on a release, rule after rule; see `Subject`."""
    subject = Subject(release, held=held, whole=whole)
    for rule in RULES:
        for remark in rule.look(subject):
            yield Checked(rule=rule, remark=remark)
