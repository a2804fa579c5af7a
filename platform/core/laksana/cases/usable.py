"""What is refused of an input before anything is looked up: its bounds, its shape, letters that no font can set."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.forms import faults_of, raw_faults, texts_of
from laksana_tenants.errors import Invalid
from laksana_typeset import unsettable_characters


def refuse_unusable(asked: object) -> None:
    """Raises Invalid with every fault of the input (a record of `cases.inputs`) that shows without knowing the case.

    What passes can be stored under its key, sealed, and printed on a letter. Fields of a form are named without prefix.
    """
    form = getattr(asked, "form", None)
    found = (*faults_of(asked), *_form_faults(form))
    if not found:
        rest = {name: getattr(asked, name) for name in _field_names(asked) if name != "form"}
        found = (*_unsettable(rest), *_unsettable(form))
    if found:
        raise Invalid(found)


def refuse_twice(papers: Iterable[str], *, field: str) -> None:
    """Raises Invalid for each paper that is named more than once: what was found about it could not be told apart."""
    named = Counter(papers)
    found = [findings.error("case.paper_twice", field=field, paper=slug) for slug, times in named.items() if times > 1]
    if found:
        raise Invalid(tuple(found))


def _field_names(record: object) -> tuple[str, ...]:
    return tuple(getattr(record, "__dataclass_fields__", ()))


def _form_faults(form: object) -> tuple[Finding, ...]:
    if form is None:
        return ()
    if not isinstance(form, Mapping):
        return (findings.error("form.not_an_object", field="form"),)
    return raw_faults(form)


def _unsettable(content: object) -> Iterator[Finding]:
    for path, text in texts_of(content):
        strange = unsettable_characters(text)
        if strange:
            shown = " ".join(f"{letter} (U+{ord(letter):04X})" for letter in sorted(strange)[:5])
            yield findings.error("case.unsettable_text", field=path, characters=shown)
