"""Filled forms drawn from a form's JSON Schema, whatever its validators say about them."""

from datetime import date
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st

from laksana_sdk.forms import Form, json_schema

Schema = dict[str, Any]
TELLING: Final = (
    "6209034107479991",
    "620903410747999",
    "62.09",
    "62.09.03.2003",
    "0812-3456-7890",
    "+62",
    "....",
    "{name}",
)
"""Texts that mean something to whoever reads them: numbers of identity whole and short, regions, telephones, signs."""
FAR: Final = (date.min, date.max)
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz éüśł٣"


@cache
def filled(form: type[Form]) -> st.SearchStrategy[dict[str, Any]]:
    """Raw inputs that fit the form's schema; what its validators say about them is another matter."""
    schema = json_schema(form)
    return _drawn(schema, schema.get("$defs", {}))


def _drawn(schema: Schema, defs: Schema) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _drawn(defs[schema["$ref"].rsplit("/", 1)[-1]], defs)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of([_drawn(option, defs) for option in schema["anyOf"]])
    match schema.get("type"):
        case "object":
            return _object(schema, defs)
        case "array":
            most = min(schema.get("maxItems", 3), 3)
            return st.lists(_drawn(schema["items"], defs), min_size=schema.get("minItems", 0), max_size=most)
        case "string":
            return _text(schema)
        case "integer":
            return st.integers(schema.get("minimum", 0), schema.get("maximum", 100))
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case other:
            raise NotImplementedError(f"forms with {other!r} in {schema}; draw it here")


def _object(schema: Schema, defs: Schema) -> st.SearchStrategy[dict[str, Any]]:
    fields = {name: _drawn(described, defs) for name, described in schema.get("properties", {}).items()}
    required = set(schema.get("required", ()))
    return st.fixed_dictionaries(
        {name: drawn for name, drawn in fields.items() if name in required},
        optional={name: drawn for name, drawn in fields.items() if name not in required},
    )


def _text(schema: Schema) -> st.SearchStrategy[str]:
    if schema.get("format") == "date":
        days = st.dates(date(1930, 1, 1), date(2027, 12, 31)) | st.sampled_from(FAR)
        return days.map(date.isoformat)
    if "pattern" in schema:
        return st.from_regex(schema["pattern"].removesuffix("$") + r"\Z")
    most = min(schema.get("maxLength", 30), 30)
    words = st.text(LETTERS, min_size=schema.get("minLength", 0), max_size=most).map(lambda text: text.strip() or "x")
    telling = [text for text in TELLING if len(text) <= most]
    return words | st.sampled_from(telling) if telling else words
