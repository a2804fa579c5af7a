"""What a new release would mean for cases under way, by the step at which they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from laksana_kit.diff.change import Change, Section, quoted
from laksana_kit.diff.fields import fields_of
from laksana_sdk.procedure import Procedure


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Cases at one step of the old release: `because` says what they have behind them that the new one sees otherwise.

    Without a reason they can go over as they are; only what lies ahead of them changes.
    """

    step: str
    label: str
    because: tuple[str, ...]


def running_cases(old: Procedure, new: Procedure, changes: Sequence[Change]) -> tuple[Standing, ...]:
    """The cases at each step of the old release, in its order."""
    behind = _behind(old)
    touching = _touching(old, new, changes)
    return tuple(
        Standing(
            step=node.slug,
            label=node.label,
            because=(
                *([f"langkah {quoted([node.label])} tidak ada lagi"] if node.slug not in _slugs(new) else []),
                *(said for slug in _slugs(old) if slug in behind[node.slug] for said in touching.get(slug, ())),
            ),
        )
        for node in old.steps
    )


def _slugs(procedure: Procedure) -> list[str]:
    return [node.slug for node in procedure.steps]


def _behind(procedure: Procedure) -> Mapping[str, set[str]]:
    """For each step those that a case may have done before it came there."""
    behind: dict[str, set[str]] = {slug: set() for slug in _slugs(procedure)}
    while True:
        before = {slug: len(found) for slug, found in behind.items()}
        for node in procedure.steps:
            for target in node.targets():
                if isinstance(target, str):
                    behind[target] |= {node.slug, *behind[node.slug]}
        if before == {slug: len(found) for slug, found in behind.items()}:
            return behind


def _touching(old: Procedure, new: Procedure, changes: Sequence[Change]) -> Mapping[str, list[str]]:
    """By step what the new release would not accept of it, once it is done."""
    found: dict[str, list[str]] = {}
    for node in old.steps:
        label = quoted([node.label])
        if node.slug not in _slugs(new):
            found.setdefault(node.slug, []).append(f"langkah {label} yang sudah dikerjakan tidak ada lagi")
            continue
        successor = new.step(node.slug)
        if successor.by != node.by:
            said = f"{label} sudah dikerjakan {node.by.label}, bukan {successor.by.label}"
            found.setdefault(node.slug, []).append(said)
        before, after = fields_of(node.form), fields_of(successor.form)
        lacking = [field.label for name, field in after.items() if field.required and name not in before]
        if lacking:
            found.setdefault(node.slug, []).append(f"{label} sudah diisi tanpa {quoted(lacking)}")
        if any(one.section is Section.CHECKS and one.step == node.slug for one in changes):
            found.setdefault(node.slug, []).append(f"{label} sudah diperiksa dengan cara lain")
        tightened = [field.label for name, field in after.items() if name in before and field.tightens(before[name])]
        if tightened:
            found.setdefault(node.slug, []).append(f"{label} sudah diisi sebelum aturan {quoted(tightened)} berubah")
        if any(one.section is Section.WAYS and one.step == node.slug for one in changes):
            found.setdefault(node.slug, []).append(f"{label} dapat menuju langkah lain")
    return found
