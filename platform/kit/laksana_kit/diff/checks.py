"""What looks at a filled form otherwise: checks that came, went or changed, and what is taken from the form."""

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from laksana_kit.diff.change import Change, Section, quoted
from laksana_kit.diff.code import same_code
from laksana_kit.diff.ends import EXITS
from laksana_sdk.procedure import AnyNode, Exit, Release, step_of_exit

TAKEN = {"core": "Data pokok", "services": "Layanan", "client": "Data klien"}
"""What a step takes from its form by a function of the plugin."""


def of_the_checks(old: Release, new: Release) -> Iterator[Change]:
    """The checks of each step and early end that both releases have, then what else is taken from their forms."""
    for step, label, before, after in _both(old, new):
        said = chain(
            _of_the_validators(old, new, quoted([label]), before, after),
            _of_what_is_taken(old, new, quoted([label]), before, after),
        )
        yield from (Change(section=Section.CHECKS, sentence=sentence, step=step) for sentence in said)


def _both(old: Release, new: Release) -> Iterator[tuple[str, str, AnyNode | Exit, AnyNode | Exit]]:
    known = {node.slug: node for node in old.procedure.steps}
    for node in new.procedure.steps:
        if node.slug in known:
            yield node.slug, node.label, known[node.slug], node
    for name, label in EXITS.items():
        before, after = old.procedure.exits.get(name), new.procedure.exits.get(name)
        if before is not None and after is not None:
            yield step_of_exit(name), label, before, after


def _of_the_validators(
    old: Release, new: Release, at: str, before: AnyNode | Exit, after: AnyNode | Exit
) -> Iterator[str]:
    first, second = ({_name(check): check for check in part.validators} for part in (before, after))
    for name, check in second.items():
        if name not in first:
            yield f"Pemeriksaan baru pada {at}: {quoted([name])}; lihat {_file(new, check)}."
        elif not same_code(first[name], check):
            yield f"Pemeriksaan {quoted([name])} pada {at} berubah; {_beside(old, new, first[name], check)}."
    for name in first:
        if name not in second:
            yield f"Pemeriksaan {quoted([name])} pada {at} tidak ada lagi."


def _of_what_is_taken(
    old: Release, new: Release, at: str, before: AnyNode | Exit, after: AnyNode | Exit
) -> Iterator[str]:
    for part, label in TAKEN.items():
        first, second = getattr(before, part, None), getattr(after, part, None)
        if first is None and second is not None:
            yield f"{label} kini diambil dari isian {at}; lihat {_file(new, second)}."
        elif first is not None and second is None:
            yield f"{label} tidak diambil lagi dari isian {at}."
        elif first is not None and second is not None and not same_code(first, second):
            yield f"{label} diambil dengan cara lain dari isian {at}; {_beside(old, new, first, second)}."


def _beside(old: Release, new: Release, first: Callable[..., Any], second: Callable[..., Any]) -> str:
    return f"bandingkan {_file(old, first)} dengan {_file(new, second)}"


def _file(release: Release, function: Callable[..., Any]) -> str:
    code = getattr(function, "__code__", None)
    return f"{release.name}/{Path(code.co_filename).name}" if code is not None else release.name


def _name(function: Callable[..., Any]) -> str:
    return str(getattr(function, "__name__", function))
