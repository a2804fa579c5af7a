"""What forms ask: fields and choices that came, went or are asked otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from laksana_kit.diff.change import Change, Section, quoted
from laksana_sdk.forms import Form, json_schema

BOUNDS = {
    "minimum": "paling sedikit {}",
    "maximum": "paling banyak {}",
    "minItems": "paling sedikit {}",
    "maxItems": "paling banyak {}",
    "minLength": "paling pendek {} huruf",
    "maxLength": "paling panjang {} huruf",
}
"""Bounds of an answer, by their name in the schema, as they are said."""

FORMS = ("pattern", "format")
"""What says in which form an answer is written, by its name in the schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field as a person sees it: its label, whether it must be filled in, and what it takes as an answer."""

    label: str
    required: bool
    choices: Mapping[str, str]
    bounds: Mapping[str, int]
    form: Mapping[str, str]

    def tightens(self, earlier: "Field") -> bool:
        """Whether an answer that the earlier field took may be one that this field does not take."""
        bounds = any(
            bound not in earlier.bounds or (self.bounds[bound] > earlier.bounds[bound]) == bound.startswith("min")
            for bound in self.bounds
            if self.bounds[bound] != earlier.bounds.get(bound)
        )
        return bounds or self.form != earlier.form or bool(earlier.choices.keys() - self.choices.keys())


def of_the_fields(before: type[Form] | None, after: type[Form] | None, *, at: str, step: str) -> Iterator[Change]:
    """What the form at that place asks otherwise; `at` is how people call the place, `step` its slug."""

    def change(sentence: str) -> Change:
        return Change(section=Section.FIELDS, sentence=sentence, step=step)

    first, second = fields_of(before), fields_of(after)
    for name, field in second.items():
        if name not in first:
            must = "wajib" if field.required else "boleh kosong"
            yield change(f"Isian baru pada {at}: {quoted([field.label])} ({must}).")
        else:
            yield from (change(said) for said in _otherwise(first[name], field, at))
    for name, field in first.items():
        if name not in second:
            yield change(f"Isian {quoted([field.label])} pada {at} tidak diminta lagi.")


def fields_of(form: type[Form] | None) -> dict[str, Field]:
    """The fields of a form by their path, those of its groups in place of the group; none without a form."""
    if form is None:
        return {}
    schema = json_schema(form)
    return dict(_fields(schema, schema.get("$defs", {}), "", ""))


def _otherwise(before: Field, after: Field, at: str) -> Iterator[str]:
    said = f"Isian {quoted([after.label])} pada {at}"
    if before.label != after.label:
        yield f"Isian {quoted([before.label])} pada {at} kini berbunyi {quoted([after.label])}."
    if before.required != after.required:
        yield f"{said} kini {'wajib' if after.required else 'boleh kosong'}."
    came = [label for code, label in after.choices.items() if code not in before.choices]
    went = [label for code, label in before.choices.items() if code not in after.choices]
    if came:
        yield f"{said} mendapat pilihan baru: {quoted(came)}."
    if went:
        yield f"{said} kehilangan pilihan: {quoted(went)}."
    for bound, words in BOUNDS.items():
        old, new = before.bounds.get(bound), after.bounds.get(bound)
        if old != new:
            now = words.format(new) if new is not None else "tanpa batas"
            yield f"{said} kini {now}, sebelumnya {'tanpa batas' if old is None else old}."
    if before.form != after.form:
        yield f"{said} kini harus ditulis dalam bentuk lain."


def _fields(schema: Mapping[str, Any], defs: Mapping[str, Any], path: str, group: str) -> Iterator[tuple[str, Field]]:
    schema = _resolved(schema, defs)
    for name, described in schema.get("properties", {}).items():
        whole = _resolved(described, defs)
        label = f"{group}{whole.get('title', name)}"
        inner = _resolved(whole.get("items", {}), defs) if whole.get("type") == "array" else whole
        if inner.get("type") == "object":
            yield from _fields(inner, defs, f"{path}{name}.", f"{label} / ")
            continue
        labels = whole.get("x-labels") or inner.get("x-labels") or {}
        choices = {str(code): str(labels.get(str(code), code)) for code in inner.get("enum", ())}
        yield (
            f"{path}{name}",
            Field(
                label=label,
                required=name in schema.get("required", ()),
                choices=choices,
                bounds={bound: whole[bound] for bound in BOUNDS if bound in whole},
                form={rule: str(whole[rule]) for rule in FORMS if rule in whole},
            ),
        )


def _resolved(described: Mapping[str, Any], defs: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is described, with what it refers to and without the choice of leaving it out; its own words win."""
    found = dict(described)
    while "$ref" in found or "anyOf" in found:
        if "$ref" in found:
            meant = defs[found.pop("$ref").rsplit("/", 1)[-1]]
        else:
            meant = next((one for one in found.pop("anyOf") if one.get("type") != "null"), {})
        found = {**meant, **{key: value for key, value in found.items() if key in {"title", "x-labels"}}} | {
            key: value for key, value in found.items() if key not in meant
        }
    return found
