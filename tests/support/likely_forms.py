"""Forms that a form's own validators accept: filled at random by its schema, then amended where a finding stands."""

import re
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from laksana_sdk.findings import Finding
from laksana_sdk.forms import Form, json_schema

Schema = dict[str, Any]
WORDS = ("Siti Rohani", "Ketua RT 03", "Rumah pemohon", "Keadaan baik; keluarga hadir.", "7/DS/2026")
CODES = (
    "62.71.01.1001", "01900000-0000-7000-8000-00000000000a", "01900000-0000-7000-8000-00000000000b",
    "sentra_budi_perkasa", "pstw_sinta_rangkang", "07.30",
)  # fmt: skip
# Mostly elders: one SOP of the four serves nobody else, one no others than them and children.
BIRTHS = (date(1948, 5, 2), date(1951, 3, 12), date(1939, 1, 31), date(2015, 8, 17), date(1990, 1, 31))


class Filler:
    """Fills one form after another; `today` is the day on which people mostly date what they write."""

    def __init__(self, chance: Random, today: date) -> None:
        self.chance = chance
        self.today = today
        self.defs: Schema = {}

    def filled(self, form: type[Form]) -> dict[str, Any]:
        """Raw input that fits the form's schema."""
        schema = _schema(form)
        self.defs = schema.get("$defs", {})
        raw: dict[str, Any] = self._drawn("", schema)
        return raw

    def amended(self, form: type[Form], raw: dict[str, Any], found: tuple[Finding, ...]) -> dict[str, Any]:
        """The input with every field that a blocking finding names written anew, or left out where it may be."""
        schema = _schema(form)
        self.defs = schema.get("$defs", {})
        better = dict(raw)
        for finding in found:
            if finding.blocks and finding.field:
                self._amend(better, schema, re.split(r"[.\[]", finding.field))
        return better

    def _amend(self, raw: dict[str, Any], schema: Schema, path: list[str]) -> None:
        schema = self._resolved(schema)
        name, described = path[0], schema.get("properties", {}).get(path[0])
        if described is None:
            return
        held = raw.get(name)
        if len(path) > 1 and isinstance(held, dict):
            raw[name] = dict(held)
            self._amend(raw[name], described, path[1:])
        elif name not in schema.get("required", ()) and raw.pop(name, None) is not None:
            return
        else:
            raw[name] = self._drawn(name, self._present(described))

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self.defs[schema["$ref"].rsplit("/", 1)[-1]]
        return schema

    def _present(self, schema: Schema) -> Schema:
        """The way of the schema that says something."""
        options = [option for option in schema.get("anyOf", ()) if option.get("type") != "null"]
        return options[0] if options else schema

    def _drawn(self, name: str, schema: Schema) -> Any:  # noqa: ANN401 - JSON
        schema = self._resolved(schema)
        if "enum" in schema:
            return self.chance.choice(schema["enum"])
        if "anyOf" in schema:
            return self._drawn(name, self.chance.choice(schema["anyOf"]))
        match schema.get("type"):
            case "object":
                required = schema.get("required", ())
                fields = schema.get("properties", {}).items()
                return {
                    field: self._drawn(field, described)
                    for field, described in fields
                    if field in required or self.chance.random() < 0.6
                }
            case "array":
                least = schema.get("minItems", 0)
                items = [self._drawn(name, schema["items"]) for _ in range(max(least, self.chance.randint(0, 2)))]
                return list(dict.fromkeys(items)) if all(isinstance(item, str) for item in items) else items
            case "string":
                return self._text(name, schema)
            case "integer":
                least = schema.get("minimum", 0)
                return self.chance.randint(least, min(schema.get("maximum", least + 9), least + 9))
            case "boolean":
                return self.chance.random() < 0.5
            case _:
                return None

    def _text(self, name: str, schema: Schema) -> str:
        if schema.get("format") == "date":
            if name == "birth_date":
                return self.chance.choice(BIRTHS).isoformat()
            return (self.today + timedelta(days=self.chance.choice((0, 0, 0, 0, -1, 1)))).isoformat()
        pattern = schema.get("pattern")
        known = [code for code in CODES if pattern and re.search(pattern, code)]
        return self.chance.choice(known or [word for word in WORDS if len(word) <= schema.get("maxLength", 80)])


@cache
def _schema(form: type[Form]) -> Schema:
    return json_schema(form)
