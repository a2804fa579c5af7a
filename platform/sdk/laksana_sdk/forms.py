"""Forms as typed structs: their JSON Schema, and a reader that finds every fault of an input at its field."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Protocol, TypeVar

import msgspec
from msgspec import Meta, inspect

from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.vocabulary import Labelled

Widget = Literal[
    "text",
    "textarea",
    "choice",
    "date",
    "number",
    "checkbox",
    "officer",
    "institution",
    "region",
    "phone",
    "nik",
    "kk",
]


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person fills in at one step; subclasses list the fields in the order they are asked."""


FormT = TypeVar("FormT", bound=Form)

LINE_LENGTH = 200
TEXT_LENGTH = 4000
NAME_LENGTH = 60

MOST_VALUES = 2000
"""How many values a filled form may hold in all, however nested; no printed form comes near."""
MOST_LEVELS = 8
MOST_LETTERS = 20_000
"""How long any text of a filled form may be, whatever its field allows."""

# One-line fields: a line break in them would print as a line of the letter that nobody meant.
_ONE_LINE = frozenset({"text", "phone", "officer", "institution", "region", "nik", "kk"})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def line(title: str, *, help_text: str | None = None, widget: Widget = "text", max_length: int = LINE_LENGTH) -> Meta:
    """The label and bounds of a one-line text, at least one character long."""
    return _meta(title, help_text, widget, min_length=1, max_length=max_length)


def prose(title: str, *, help_text: str | None = None, max_length: int = TEXT_LENGTH) -> Meta:
    """The label and bounds of a text of several lines, at least one character long."""
    return _meta(title, help_text, "textarea", min_length=1, max_length=max_length)


def labelled(title: str, *, help_text: str | None = None, widget: Widget | None = None) -> Meta:
    """The label of a date, a choice or a tick."""
    return _meta(title, help_text, widget)


def choice(title: str, choices: type[Labelled], *, help_text: str | None = None) -> Meta:
    """The label of a choice from a closed set; the schema carries the words for each code as `x-labels`."""
    extra = {"x-widget": "choice", "x-labels": {str(member.value): member.label for member in choices}}
    return Meta(title=title, description=help_text, extra_json_schema=extra)


def several(title: str, *, at_least: int = 0, at_most: int, help_text: str | None = None) -> Meta:
    """The label of a list and how many items it may have."""
    return Meta(title=title, description=help_text, min_length=at_least, max_length=at_most)


def amount(title: str, *, at_least: int = 0, at_most: int = 10**12, help_text: str | None = None) -> Meta:
    """The label and bounds of a whole number (money in whole rupiah, counts, days)."""
    return _meta(title, help_text, "number", ge=at_least, le=at_most)


def _meta(title: str, help_text: str | None, widget: Widget | None, **bounds: Any) -> Meta:  # noqa: ANN401 - of two overloads
    extra = {"x-widget": widget} if widget else None
    return Meta(title=title, description=help_text, extra_json_schema=extra, **bounds)


OfficerId = Annotated[str, labelled("Pegawai", widget="officer"), Meta(pattern=r"^[0-9a-f-]{36}$")]
InstitutionSlug = Annotated[str, labelled("Lembaga", widget="institution"), Meta(pattern=r"^[a-z0-9_]{2,60}$")]
RegionCode = Annotated[
    str, labelled("Wilayah", widget="region"), Meta(pattern=r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$")
]


def json_schema(form: type[Form]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a form, labels as `title`, widgets as `x-widget`."""
    return msgspec.json.schema(form)


def read(form: type[FormT], raw: Mapping[str, Any]) -> tuple[FormT | None, tuple[Finding, ...]]:
    """The filled form, or None with every finding that blocks it, each at its field."""
    found = tuple(_check_struct(_type_of(form), raw, ""))
    if found:
        return None, found
    try:
        return msgspec.convert(raw, form), ()
    except msgspec.ValidationError as fault:
        # A constraint that the walk below does not know (a struct's own __post_init__): still no 500.
        return None, (findings.error("form.wrong_value", reason=str(fault)[:300]),)


class FormReader(Protocol):
    """Reads filled forms as `read` does."""

    def __call__(self, form: type[FormT], raw: Mapping[str, Any], /) -> tuple[FormT | None, tuple[Finding, ...]]:
        """The filled form, or None with every finding that blocks it."""


def faults_of(record: object) -> tuple[Finding, ...]:
    """What stands against the bounds that a dataclass states on its fields, each at its field (`papers[0].paper`)."""
    return tuple(_check(inspect.type_info(type(record)), record, ""))


def raw_faults(raw: Any, path: str = "") -> tuple[Finding, ...]:  # noqa: ANN401 - JSON as it came
    """Why this JSON value cannot be a filled form of any kind: too many values, too deep, too long, unseen letters.

    What passes can be stored, searched for texts and shown; whether it fits its form is `read`'s to say.
    """
    found: list[Finding] = []
    waiting: list[tuple[Any, str, int]] = [(raw, path, 0)]
    seen = 0
    while waiting:
        value, place, level = waiting.pop()
        seen += 1
        if level > MOST_LEVELS:
            found.append(findings.error("form.too_deep", field=place[:LINE_LENGTH] or None, most=MOST_LEVELS))
        elif isinstance(value, str):
            found.extend(_check_letters(value, MOST_LETTERS, place or None))
        elif isinstance(value, Mapping):
            for name, item in value.items():
                unfit = _check_letters(str(name), NAME_LENGTH, place or None)
                found.extend(unfit)
                if not unfit:
                    waiting.append((item, _join(place, str(name)), level + 1))
        elif isinstance(value, Sequence):
            waiting.extend((item, f"{place}[{index}]", level + 1) for index, item in enumerate(value))
        if seen + len(waiting) > MOST_VALUES:
            return (findings.error("form.too_many", field=path or None, count=seen + len(waiting), most=MOST_VALUES),)
    return tuple(found)


def texts_of(raw: Any, path: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON as it came
    """Every text of a JSON value with its dotted path, keys left out."""
    if isinstance(raw, str):
        yield path, raw
    elif isinstance(raw, Mapping):
        for key, value in raw.items():
            yield from texts_of(value, _join(path, str(key)))
    elif isinstance(raw, Sequence):
        for index, value in enumerate(raw):
            yield from texts_of(value, f"{path}[{index}]")


@cache
def _type_of(form: type[Form]) -> inspect.StructType:
    described = inspect.type_info(form)
    if not isinstance(described, inspect.StructType):
        raise TypeError(f"{form!r} is not a form; derive it from laksana_sdk.forms.Form")
    return described


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _bare(described: inspect.Type) -> inspect.Type:
    return described.type if isinstance(described, inspect.Metadata) else described


def _check_struct(described: inspect.StructType, raw: object, path: str) -> Iterator[Finding]:
    if not isinstance(raw, Mapping):
        yield findings.error("form.not_an_object", field=path or None)
        return
    known = {member.encode_name: member for member in described.fields}
    for name in raw:
        if name not in known:
            shown = str(name)[:NAME_LENGTH]
            yield findings.error("form.unknown_field", field=_join(path, shown), name=shown)
    for name, member in known.items():
        if name in raw:
            yield from _check(member.type, raw[name], _join(path, name))
        elif member.required:
            yield findings.error("form.missing", field=_join(path, name), label=_label(member.type, name))


def _label(described: inspect.Type, name: str) -> str:
    if isinstance(described, inspect.Metadata) and described.extra_json_schema:
        return str(described.extra_json_schema.get("title", name))
    return name


def _check(described: inspect.Type, value: object, path: str) -> Iterator[Finding]:
    match described:
        case inspect.Metadata():
            if isinstance(value, str) and "\n" in value and _widget(described) in _ONE_LINE:
                yield findings.error("form.line_break", field=path, value=_shown(value.replace("\n", " ")))
            else:
                yield from _check(described.type, value, path)
        case inspect.StructType():
            yield from _check_struct(described, value, path)
        case inspect.DataclassType():
            for member in described.fields:
                yield from _check(member.type, getattr(value, member.name), _join(path, member.name))
        case inspect.UnionType():
            yield from _check_union(described, value, path)
        case inspect.ListType() | inspect.VarTupleType():
            yield from _check_list(described, value, path)
        case inspect.StrType():
            yield from _check_text(described, value, path)
        case inspect.IntType():
            yield from _check_number(described, value, path)
        case inspect.BoolType():
            if not isinstance(value, bool):
                yield findings.error("form.not_a_tick", field=path, value=_shown(value))
        case inspect.DateType():
            yield from _check_date(value, path)
        case inspect.EnumType():
            choices = [str(member.value) for member in described.cls]
            yield from _check_choice(choices, value, path)
        case inspect.LiteralType():
            yield from _check_choice([str(choice) for choice in described.values], value, path)
        case _:
            return


def _check_union(described: inspect.UnionType, value: object, path: str) -> Iterator[Finding]:
    if value is None:
        if not described.includes_none:
            yield findings.error("form.missing", field=path, label=path)
        return
    for option in described.types:
        bare = _bare(option)
        if not isinstance(bare, inspect.NoneType):
            yield from _check(option, value, path)
            return


def _check_list(described: inspect.ListType | inspect.VarTupleType, value: object, path: str) -> Iterator[Finding]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        yield findings.error("form.not_a_list", field=path)
        return
    if described.min_length is not None and len(value) < described.min_length:
        yield findings.error("form.too_few", field=path, count=len(value), least=described.min_length)
    if described.max_length is not None and len(value) > described.max_length:
        yield findings.error("form.too_many", field=path, count=len(value), most=described.max_length)
        return
    for index, item in enumerate(value):
        yield from _check(described.item_type, item, f"{path}[{index}]")


def _check_text(described: inspect.StrType, value: object, path: str) -> Iterator[Finding]:
    if not isinstance(value, str):
        yield findings.error("form.not_a_text", field=path, value=_shown(value))
        return
    unfit = _check_letters(value, described.max_length, path)
    if unfit:
        yield from unfit
    elif described.min_length and len(value.strip()) < described.min_length:
        yield findings.error("form.empty", field=path)
    elif described.pattern is not None and not _matches(described.pattern, value):
        yield findings.error("form.wrong_shape", field=path, value=_shown(value))


def _check_letters(text: str, most: int | None, path: str | None) -> tuple[Finding, ...]:
    if most is not None and len(text) > most:
        return (findings.error("form.too_long", field=path, length=len(text), most=most),)
    if not text.isprintable() and any(map(_is_unseen, text)):
        return (findings.error("form.control_character", field=path),)
    return ()


def _is_unseen(letter: str) -> bool:
    # Cf holds the signs that turn the direction of writing: a name could read otherwise than it is stored.
    return letter not in "\n\t" and unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _matches(pattern: str, value: str) -> bool:
    # `$` also matches before a last line break.
    if value.endswith("\n"):
        return False
    try:
        msgspec.convert(value, Annotated[str, Meta(pattern=pattern)])
    except msgspec.ValidationError:
        return False
    return True


def _check_number(described: inspect.IntType, value: object, path: str) -> Iterator[Finding]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield findings.error("form.not_a_number", field=path, value=_shown(value))
    elif described.ge is not None and value < described.ge:
        yield findings.error("form.too_small", field=path, value=_shown(value), least=described.ge)
    elif described.le is not None and value > described.le:
        yield findings.error("form.too_large", field=path, value=_shown(value), most=described.le)


def _check_date(value: object, path: str) -> Iterator[Finding]:
    if isinstance(value, date):
        return
    # fromisoformat also takes weeks and days without dashes, which nobody means here.
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            date.fromisoformat(value)
        except ValueError:
            pass
        else:
            return
    yield findings.error("form.not_a_date", field=path, value=_shown(value))


def _check_choice(choices: Sequence[str], value: object, path: str) -> Iterator[Finding]:
    if value not in choices:
        yield findings.error("form.not_a_choice", field=path, value=_shown(value), choices=", ".join(choices))


def _shown(value: object) -> str:
    """The value as a sentence may show it: short, and long digit runs (identity numbers) masked."""
    shown = "".join("·" if _is_unseen(letter) else letter for letter in str(value)[:40])
    return "".join("•" if letter.isdigit() and index >= 4 else letter for index, letter in enumerate(shown))


def values_of_widget(form: Form, widget: Widget) -> tuple[str, ...]:
    """The filled texts of a form's fields that are chosen with that widget, in the form's order."""
    return tuple(value for _, value in places_of_widget(form, widget))


def places_of_widget(form: Form, widget: Widget, path: str = "") -> Iterator[tuple[str, str]]:
    """The same with the dotted path of each, groups and lists within the form included."""
    for member in _type_of(type(form)).fields:
        value, place = getattr(form, member.name), _join(path, member.encode_name)
        if isinstance(value, Form):
            yield from places_of_widget(value, widget, place)
        elif isinstance(value, str):
            if _widget(member.type) == widget:
                yield place, value
        elif isinstance(value, tuple | list):
            yield from _places_in_list(member.type, value, widget, place)


def _places_in_list(
    described: inspect.Type, values: Sequence[object], widget: Widget, place: str
) -> Iterator[tuple[str, str]]:
    bare = _bare(described)
    chosen = isinstance(bare, inspect.ListType | inspect.VarTupleType) and _widget(bare.item_type) == widget
    for index, item in enumerate(values):
        if isinstance(item, Form):
            yield from places_of_widget(item, widget, f"{place}[{index}]")
        elif chosen and isinstance(item, str):
            yield f"{place}[{index}]", item


def _widget(described: inspect.Type) -> str | None:
    match described:
        case inspect.Metadata():
            found = (described.extra_json_schema or {}).get("x-widget")
            return str(found) if found else _widget(described.type)
        case inspect.UnionType():
            return next((found for option in described.types if (found := _widget(option))), None)
        case _:
            return None
