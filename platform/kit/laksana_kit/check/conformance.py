"""Whether a procedure holds together and carries out its sheet."""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from laksana_kit.check.rule import Place, Remark, Subject
from laksana_sdk.forms import json_schema
from laksana_sdk.procedure import Close, Disposisi, Finish, Return, Step, Wait

IMPORTED: Final = re.compile(r'#import\s+"([^"]+)"')


def unreachable_step(subject: Subject) -> Iterator[Remark]:
    """A step to which no way leads, neither from the counter nor by an early end."""
    procedure = subject.procedure
    front = {procedure.intake.slug, *(one.through for one in procedure.exits.values() if one.through)}
    reached: set[str] = set()
    while front:
        reached |= front
        front = {to for slug in front for to in procedure.step(slug).targets() if isinstance(to, str)} - reached
    for node in procedure.steps:
        if node.slug not in reached:
            yield Remark(what=f"the step {node.slug!r} is never come to", place=subject.said(node.slug))


def no_end_from_here(subject: Subject) -> Iterator[Remark]:
    """A step from which no way leads to an end of the case."""
    procedure = subject.procedure
    ending = {node.slug for node in procedure.steps if any(isinstance(to, Close) for to in node.targets())}
    while True:
        more = {node.slug for node in procedure.steps if {to for to in node.targets() if isinstance(to, str)} & ending}
        if more <= ending:
            break
        ending |= more
    for node in procedure.steps:
        if node.slug not in ending:
            yield Remark(what=f"a case at {node.slug!r} can never end by its steps", place=subject.said(node.slug))


def one_sided_decision(subject: Subject) -> Iterator[Remark]:
    """A row with printed branches whose steps leave no choice."""
    for number, row in enumerate(subject.procedure.sheet.langkah, start=1):
        nodes = [node for node in subject.procedure.steps if node.row == number]
        ways = [
            node
            for node in nodes
            if (isinstance(node, Step | Wait | Finish) and len(node.outcomes) > 1) or isinstance(node, Disposisi)
        ]
        if row.keputusan and nodes and not ways:
            what = f"row {number} prints {', '.join(row.keputusan)}, but no step of it has several outcomes"
            yield Remark(what=what, place=subject.said(nodes[0].slug))


def untakeable_outcome(subject: Subject) -> Iterator[Remark]:
    """An outcome that sends the file back for papers, at a step that has none to ask for."""
    for node in subject.procedure.steps:
        if not isinstance(node, Step) or any(paper.required for paper in node.papers):
            continue
        for outcome in node.outcomes:
            if isinstance(outcome.then, Return) and not outcome.then.asks:
                what = f"whoever chooses {outcome.code!r} at {node.slug!r} is told that no paper is missing"
                yield Remark(what=what, place=subject.said(outcome.code))


def wait_without_reminder(subject: Subject) -> Iterator[Remark]:
    """A wait for somebody outside that nobody is ever reminded of."""
    for node in subject.procedure.steps:
        if isinstance(node, Wait) and node.remind.days < 1:
            what = f"{node.slug!r} waits for {node.on.code} and reminds after {node.remind.days} days"
            yield Remark(what=what, place=subject.said(node.slug))


def unlabelled_field(subject: Subject) -> Iterator[Remark]:
    """A field of a form that has no label for whoever fills it in."""
    for form in {node.form for node in subject.procedure.steps} | {
        one.form for one in subject.procedure.exits.values()
    }:
        if form is None:
            continue
        for described in json_schema(form).get("$defs", {}).values():
            for name, field in _fields(described):
                if not _is_labelled(field):
                    what = f"the field {name!r} of {form.__name__} has no label"
                    yield Remark(what=what, place=subject.said(name))


def missing_template(subject: Subject) -> Iterator[Remark]:
    """A letter whose template file is not there."""
    procedure, folder = subject.procedure, subject.release.folder / "templates"
    for letter in (*procedure.templates(), *((procedure.batch,) if procedure.batch else ())):
        if not (folder / letter.template).is_file():
            what = f"the letter {letter.kind!r} needs templates/{letter.template}"
            yield Remark(what=what, place=subject.said(letter.kind))


def unused_template(subject: Subject) -> Iterator[Remark]:
    """A template file that no letter uses and no other template imports."""
    procedure = subject.procedure
    files = sorted((subject.release.folder / "templates").glob("*.typ"))
    used = {letter.template for letter in (*procedure.templates(), *((procedure.batch,) if procedure.batch else ()))}
    used |= {name for file in files for name in IMPORTED.findall(file.read_text("utf-8"))}
    for file in files:
        if file.name not in used:
            yield Remark(what=f"nothing uses templates/{file.name}", place=Place(file=file))


def foreign_import(subject: Subject) -> Iterator[Remark]:
    """An import of the service's own code beside the SDK, or of another SOP."""
    own = f"laksana_sop.{subject.release.slug}"
    for file in subject.sources():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            for name in _imported(node):
                ours = name.split(".")[0].startswith("laksana")
                if ours and not (name == own or name.startswith((f"{own}.", "laksana_sdk"))):
                    yield Remark(what=f"imports {name}", place=Place(file=file, line=getattr(node, "lineno", 1)))


def raises_in_a_case(subject: Subject) -> Iterator[Remark]:
    """A validator, a builder or a letter's context that raises, or a case that can go nowhere, in explored cases."""
    procedure = Place(file=subject.release.folder / "procedure.py")
    for walked in subject.played.walks:
        if walked.stuck and walked.path and not walked.status.ended:
            last = walked.path[-1]
            at = last.to or last.step or ""
            what = f"a case at {at!r} can go nowhere: {', '.join(walked.stuck)}"
            yield Remark(what=what, place=subject.said(at))
    if (fault := subject.played.fault) is not None:
        yield Remark(what=f"{type(fault).__name__}: {fault}", place=_where(fault, subject) or procedure)


def _where(fault: Exception, subject: Subject) -> Place | None:
    """The last line of the release that the fault came through."""
    place, trace = None, fault.__traceback__
    while trace is not None:
        for file in subject.sources():
            if str(file) == trace.tb_frame.f_code.co_filename:
                place = Place(file=file, line=trace.tb_lineno)
        trace = trace.tb_next
    return place


def _fields(described: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from described.get("properties", {}).items()


def _is_labelled(field: Mapping[str, Any]) -> bool:
    return "title" in field or any("title" in option for option in field.get("anyOf", ()))


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
