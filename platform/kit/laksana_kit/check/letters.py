"""Whether the letters to which cases come can be set."""

from collections.abc import Iterator, Mapping

from laksana_kit.check.rule import Place, Remark, Subject
from laksana_kit.explore.letters import Letter
from laksana_kit.explore.office import typeset
from laksana_typeset import TypesetError, Typesetter, house_files


def unsettable_letter(subject: Subject) -> Iterator[Remark]:
    """A letter of a played case that Typst refuses: of each kind what says least as a draft, what says most as a final.

    A whole check sets every shape of every letter as both.
    """
    folder = subject.release.folder / "templates"
    templates = {file.name: file.read_bytes() for file in sorted(folder.glob("*.typ"))}
    told: set[str] = set()
    with Typesetter(processes=1) as typesetter:
        for letter, final in _settings(subject):
            name = letter.template.template
            # A missing file has a rule of its own.
            if name not in {*templates, *house_files()}:
                continue
            fault = _refused(typesetter, templates, letter, final=final)
            if fault is not None and fault not in told:
                told.add(fault)
                yield Remark(what=f"{letter.template.kind!r}: {fault}", place=Place(file=folder / name))


def _settings(subject: Subject) -> Iterator[tuple[Letter, bool]]:
    """The letters to be set, each with whether as a final."""
    if subject.whole:
        yield from ((letter, final) for letter in subject.played.shapes() for final in (False, True))
        return
    for least, most in subject.played.extremes():
        yield least, False
        yield most, True


def _refused(typesetter: Typesetter, templates: Mapping[str, bytes], letter: Letter, *, final: bool) -> str | None:
    document = typeset(templates, letter.template, letter.said, on=letter.on, final=final, replaces=letter.replaces)
    try:
        typesetter.compile(document)
    except TypesetError as fault:
        return str(fault)
    return None
