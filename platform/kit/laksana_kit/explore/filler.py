"""Forms that a form's own validators accept: filled by its schema, then amended where a finding stands."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from laksana_kit.explore.rarest import ChoiceT, Rarest
from laksana_sdk.findings import Finding
from laksana_sdk.forms import Form, json_schema

Schema = dict[str, Any]
WORDS: Final = ("Siti Rohani", "Ketua RT 03", "Rumah pemohon", "Keadaan baik; keluarga hadir.", "7/DS/2026")
STORY: Final = " ".join(["Keluarga hadir dan didengar; keadaannya dicatat menurut kunjungan petugas ke rumah."] * 8)
OFFICERS: Final = ("01900000-0000-7000-8000-00000000000a", "01900000-0000-7000-8000-00000000000b")
INSTITUTIONS: Final = ("sentra_budi_perkasa", "pstw_sinta_rangkang")
REGIONS: Final = ("62.71.01.1001", "62.09.03.2003")
PATTERNED: Final = ("07.30", *REGIONS)
KNOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "officer": OFFICERS,
    "institution": INSTITUTIONS,
    "region": REGIONS,
    # Serials 9990 to 9999 are nobody's.
    "nik": ("6209034107479991",),
    "kk": ("6209030101159992",),
    "phone": ("0812-3456-7890",),
}
# Mostly elders: one SOP of the four serves nobody else, one no others than them and children.
BIRTHS: Final = (date(1948, 5, 2), date(1951, 3, 12), date(1939, 1, 31), date(2015, 8, 17), date(1990, 1, 31))
COUNTS: Final = (72, 12, 3)
BIGGEST: Final = 10**6
LONG_TEXT: Final = 1000
MANY: Final = 3
UNLIKE_THE_PLAIN: Final = 0.12


class Filler:
    """Fills one form after another; `today` is the day on which people mostly date what they write."""

    def __init__(self, choices: Rarest, today: date, *, plain: bool = False) -> None:
        self.choices = choices
        self.today = today
        self.plain = plain
        self.defs: Schema = {}
        self.held: dict[str, str] = {}

    def filled(self, form: type[Form]) -> dict[str, Any]:
        """Raw input that fits the form's schema."""
        schema = _schema(form)
        self.defs = schema.get("$defs", {})
        raw: dict[str, Any] = self._drawn(form.__name__, schema)
        return raw

    def amended(self, form: type[Form], raw: dict[str, Any], found: tuple[Finding, ...]) -> dict[str, Any]:
        """The input with every field that a blocking finding names written anew, or left out where it may be."""
        schema = _schema(form)
        self.defs = schema.get("$defs", {})
        better = dict(raw)
        # What is usual was found wanting.
        self.plain = False
        for finding in found:
            if finding.blocks and finding.field:
                self._amend(form.__name__, better, schema, re.split(r"[.\[]", finding.field))
        return better

    def _amend(self, place: str, raw: dict[str, Any], schema: Schema, path: list[str]) -> None:
        schema = self._resolved(schema)
        name, described = path[0], schema.get("properties", {}).get(path[0])
        if described is None:
            return
        held, place = raw.get(name), f"{place}.{name}"
        if len(path) > 1 and isinstance(held, dict):
            raw[name] = dict(held)
            self._amend(place, raw[name], described, path[1:])
        elif name not in schema.get("required", ()) and raw.pop(name, None) is not None:
            return
        else:
            raw[name] = self._drawn(place, self._present(described))

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self.defs[schema["$ref"].rsplit("/", 1)[-1]]
        return schema

    def _present(self, schema: Schema) -> Schema:
        """The way of the schema that says something."""
        options = [option for option in schema.get("anyOf", ()) if option.get("type") != "null"]
        return options[0] if options else schema

    def _drawn(self, place: str, schema: Schema) -> Any:  # noqa: ANN401 - JSON
        schema = self._resolved(schema)
        if "enum" in schema:
            return self._option(place, schema["enum"])
        if "anyOf" in schema:
            return self._drawn(place, self._present(schema))
        match schema.get("type"):
            case "object":
                return self._object(place, schema)
            case "array":
                least, most = schema.get("minItems", 0), schema.get("maxItems", MANY)
                lengths = sorted({least, min(max(least, 1), most), min(max(least, MANY), most)})
                items = [self._drawn(place, schema["items"]) for _ in range(self.choices.choose(f"{place}#", lengths))]
                return list(dict.fromkeys(items)) if all(isinstance(item, str) for item in items) else items
            case "string":
                return self._text(place, schema)
            case "integer":
                least, most = schema.get("minimum", 0), schema.get("maximum", BIGGEST)
                return self._option(place, [one for one in (*COUNTS, least, least + 1) if least <= one <= most])
            case "boolean":
                return self.choices.choose(place, (True, False))
            case _:
                return None

    def _option(self, place: str, options: Sequence[ChoiceT]) -> ChoiceT:
        """A plain form has what led on in earlier cases; one in eight is another."""
        usual = self.plain and self.choices.chance.random() > UNLIKE_THE_PLAIN
        option = self.choices.favourite(place, options) if usual else self.choices.choose(place, options)
        self.held[place] = str(option)
        return option

    def _object(self, place: str, schema: Schema) -> dict[str, Any]:
        required, drawn = schema.get("required", ()), {}
        for name, described in schema.get("properties", {}).items():
            if name in required or self.choices.choose(f"{place}.{name}?", (True, False)):
                drawn[name] = self._drawn(f"{place}.{name}", described)
        return drawn

    def _text(self, place: str, schema: Schema) -> str:
        if schema.get("format") == "date":
            if place.endswith(".birth_date"):
                return self._option(place, BIRTHS).isoformat()
            # Mostly today: few forms take another day, and each one redrawn costs another look.
            days = self.choices.chance.choice((0, 0, 0, 0, -1, 1))
            return (self.today + timedelta(days=days)).isoformat()
        widget = schema.get("x-widget", "text")
        if widget in KNOWN:
            return self._option(place, KNOWN[widget])
        pattern, most = schema.get("pattern"), schema.get("maxLength", 80)
        fitting = [text for text in PATTERNED if pattern and re.search(pattern, text)]
        words = [text for text in (*WORDS, *((STORY,) if most >= LONG_TEXT else ())) if len(text) <= most]
        text: str = self.choices.choose(place, fitting or words)
        return text


@cache
def _schema(form: type[Form]) -> Schema:
    return json_schema(form)
