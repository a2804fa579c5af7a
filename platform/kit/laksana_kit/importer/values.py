"""The values of header cells: dates, names, and lists with their items."""

import re
from typing import Final

from laksana_kit.importer.times import is_blank
from laksana_sdk.dates import read_date

_DATE: Final = re.compile(
    r"(?:[^\W\d]+\s*,\s*)?(?:(?P<day>\d{1,2})\s*[.\s]?\s*)?(?P<month>[^\W\d_](?:\s?[^\W\d_]){2,9})\s*[.,]?\s*(?P<year>(?:19|20)\d\d)(?!\d)"
)
_FIGURES: Final = re.compile(
    r"(?<!\d)(?:\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
)
_MARK: Final = re.compile(r"(?:^|(?<=\s))(?P<n>\d{1,2})\s?[.)]?\s*(?=\S)")
_BULLET: Final = re.compile(
    r"(?:^|\s+)(?:[\u2022\u25cf\u25aa\u25e6\u2713\u2714\u27a2\u00b7\uf0b7\uf0a7\uf0fc\uf0d8*]|-(?=\s))\s*"
)
_NO_MARK_BEFORE: Final = re.compile(
    r"(?:nomor|no|tahun|thn|pasal|ayat|huruf|tingkat|golongan|minimal|dan|s/d|-|/)\.?\s*$", re.IGNORECASE
)
_NO_MARK_AFTER: Final = re.compile(r"\d*\s*(?:tahun|thn|\(|orang|unit|buah|menit|jam|hari|/)", re.IGNORECASE)


def blank_to_none(text: str) -> str | None:
    """The cell's text without a leading colon; None where it is blank or a dash."""
    text = text.strip().removeprefix(":").strip()
    return None if is_blank(text) else text


def date_in(text: str) -> tuple[str | None, str]:
    """The first day (or month, `2010-05`) at the beginning of the text as ISO, and the text that was read."""
    for match in (_FIGURES.search(text[:40]), _DATE.search(text[:40])):
        if match is None or re.search(r"[^\W_]{3}", text[: match.start()]):
            continue
        if match.re is _FIGURES:
            found = read_date(re.sub(r"\s*[-/.]\s*", "-", match[0])).day
            return (found.isoformat() if found else None), match[0]
        iso = _written_date(match["day"], re.sub(r"\s", "", match["month"]), match["year"])
        if iso is not None:
            return iso, match[0]
    return None, ""


def _written_date(day: str | None, month: str, year: str) -> str | None:
    found = read_date(f"{day or 1} {month} {year}").day
    if found is None:
        return None
    return found.isoformat() if day else f"{found:%Y-%m}"


def items(lines: list[str]) -> list[str]:
    """A list's items: split at its own numbers or bullets; what the text runs together stays one item."""
    lines = [line for line in (blank_to_none(line) for line in lines) if line]
    text = " ".join(lines)
    numbered = _numbered(text)
    if numbered:
        return numbered
    if len(_BULLET.findall(text)) > 1 or _BULLET.match(text):
        return [item for item in map(_item, _BULLET.split(text)) if item]
    joined: list[str] = []
    for line in lines:
        # A line that starts small goes on with the one above.
        if joined and line[0].islower():
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return [item for item in map(_item, joined) if item]


def _numbered(text: str) -> list[str]:
    marks: list[re.Match[str]] = []
    for match in _MARK.finditer(text):
        if int(match["n"]) != len(marks) + 1 or (not marks and match.start()):
            continue
        if _NO_MARK_BEFORE.search(text[: match.start()]) or _NO_MARK_AFTER.match(text[match.end() :]):
            continue
        marks.append(match)
    if not marks or (len(marks) == 1 and not re.match(r"1\s?[.)]", text)):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [_item(text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]


def _item(text: str) -> str:
    return text.strip().removesuffix(";").strip()
