"""Where steps begin in running text: by their numbers, or by their verbs where no number is left."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

from laksana_kit.importer.times import times_in
from laksana_kit.importer.vocabulary import ACTOR, CONDITION, DEED, SUBJECT, VERB

_MARK: Final = re.compile(r"(?:(?<=\s)|^)(?P<n>\d{1,2})(?:\s?[.)]\s*|\s+|(?=[A-Z]))(?=[^\W\d])")
# "1 Orang tua ..." begins a step, "2 orang" does not.
_UNIT_AFTER: Final = re.compile(
    r"(?:menit|jam|hari|hr|minggu|bulan|tahun|mnt|(?-i:orang|lembar|rangkap|x))\b", re.IGNORECASE
)
# "hari 2" names a day; behind "7 hari" the next step begins.
_NAME_BEFORE: Final = re.compile(
    r"(?:(?<!\w)(?:nomor|no|(?<!\d)(?<!\d\s)(?:hari|tahun|thn)|pasal|ayat|tahap|tgl|tanggal|ke|dan)|[-/(])\.?\s*$",
    re.IGNORECASE,
)

# A row on a line of its own: so many at least, most of them with a time, and words before it.
_FEWEST_ROWS: Final = 3
_MOSTLY_TIMED: Final = 0.6
_SHORTEST: Final = 12
# The end of a sentence, not of a short form or a number: `Kab.`, `1.`.
_ENDED: Final = re.compile(r"(?:\b[a-z]{3,}|[a-z)]{4,}|[A-Z]{3,})[.;]\s+$")
# Where a head is blanked out, more blanks stand than a line of words has.
_HEAD_BLANKED: Final = 9

# Comparing each number with those before it grows with the square; no sheet prints so many.
_MOST_NUMBERS: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The beginning of a step: its number as printed, where that stands, and where the step's words begin."""

    number: str | None
    start: int
    end: int
    weight: float = 0


def step_marks(text: str) -> list[Mark]:
    """The beginnings of the steps, in order."""
    numbered = _chain(_candidates(text)[:_MOST_NUMBERS], [span.end for span in times_in(text)])
    # Numbers of a list inside a cell begin with things, those of steps with deeds.
    doubtful = not numbered or numbered[0].number != "1" or sum(mark.weight for mark in numbered) <= 0
    named = (_by_lines(text) or _by_verbs(text)) if doubtful or len(numbered) < 2 else []
    return numbered if len(numbered) >= max(2, len(named) - 1) else named


def _candidates(text: str) -> list[Mark]:
    found = []
    for match in _MARK.finditer(text):
        after, before = text[match.end() : match.end() + 40], text[max(0, match.start() - 20) : match.start()]
        if _UNIT_AFTER.match(after) or _NAME_BEFORE.search(before):
            continue
        weight = _weight(after)
        begins_line = match.start() == 0 or text[match.start() - 1] == "\n"
        weight += 2 if begins_line else 0
        found.append(Mark(number=match["n"], start=match.start(), end=match.end(), weight=weight))
    return found


def _weight(after: str) -> float:
    if VERB.match(after):
        return 3
    if SUBJECT.match(after) or ACTOR.match(after):
        return 2
    if DEED.match(after):
        return 0.5
    return -1 if after[:1].isupper() else -2


def _chain(candidates: list[Mark], times: list[int]) -> list[Mark]:
    """The weightiest chain of rising numbers; a number skipped or repeated costs, a nested list is left out."""
    best: list[tuple[float, int | None]] = []
    for at, mark in enumerate(candidates):
        number = int(mark.number or 0)
        score, before = mark.weight - {1: 0, 2: 1.5}.get(number, 4), None
        for earlier in range(at):
            timed = bisect_left(times, mark.start + 1) > bisect_left(times, candidates[earlier].end)
            cost = _cost(int(candidates[earlier].number or 0), number, mark.weight, timed=timed)
            if cost is None:
                continue
            total = best[earlier][0] + mark.weight + 1 + timed - cost
            if total > score:
                score, before = total, earlier
        best.append((score, before))
    if not best:
        return []
    place: int | None = max(range(len(best)), key=lambda at: best[at][0])
    chain: list[Mark] = []
    while place is not None:
        chain.append(candidates[place])
        place = best[place][1]
    return chain[::-1]


def _cost(before: int, number: int, weight: float, *, timed: bool) -> float | None:
    """What a step from one number to the next costs; `timed` where a time stands between them, as behind each step."""
    if number == before + 1:
        return 0
    if number == before:
        return 0.5 if timed and weight >= -1 else 3 if weight >= 3 else None
    if before < number <= before + 3:
        return (1.5 if timed else 2) * (number - before - 1)
    # A line of its own with a verb may skip more.
    return 3 if weight >= 4 and before < number <= before + 12 else None


def verbs_in(text: str) -> list[int]:
    """Where a word begins that begins activities: `Memeriksa`."""
    return [match.start() for match in re.finditer(r"(?<=\s)(?=[A-Z])", text) if VERB.match(text[match.start() :])]


def _by_lines(text: str) -> list[Mark]:
    """Each line with words of its own, where most lines hold one time as a row's cells do; else none."""
    starts = [match.start() for match in re.finditer(r"^(?=[^\W\d])", text, re.MULTILINE)]
    lines = [text[start:].partition("\n")[0] for start in starts]
    spans = [times_in(line) for line in lines]
    timed = [len(found) == 1 and found[0].start > _SHORTEST for found in spans]
    if len(lines) < _FEWEST_ROWS or sum(timed) < _MOSTLY_TIMED * len(lines):
        return []
    begins = [
        has or any(pattern.match(line) for pattern in (VERB, SUBJECT, ACTOR))
        for has, line in zip(timed, lines, strict=True)
    ]
    return [
        Mark(number=None, start=start, end=start)
        for start, line, is_row in zip(starts, lines, begins, strict=True)
        if is_row and line[0].isupper() and not CONDITION.match(line)
    ]


def _by_verbs(text: str) -> list[Mark]:
    """Each line and sentence that begins with a verb or an actor; within a sentence only behind a time."""
    marks: list[Mark] = []
    times = [span.end for span in times_in(text)]
    for match in re.finditer(r"(?:^|(?<=\s))(?=[A-Z])", text):
        start = match.start()
        after = text[start : start + 40].partition("\n")[0]
        timed = not marks or bisect_right(times, start) > bisect_right(times, marks[-1].start)
        sentence = _ENDED.search(text[max(0, start - 12) : start]) is not None
        begins = start == 0 or text[start - 1] == "\n" or not text[max(0, start - _HEAD_BLANKED) : start].strip()
        if _begins(after, begins=begins, timed=timed, sentence=sentence):
            marks.append(Mark(number=None, start=start, end=start))
    return marks


def _begins(after: str, *, begins: bool, timed: bool, sentence: bool) -> bool:
    """Whether a step begins with these words, at a line's beginning or not, behind a time, behind a sentence."""
    if VERB.match(after):
        return begins or timed or sentence
    subject = SUBJECT.match(after) is not None
    if CONDITION.match(after) or not (subject or ACTOR.match(after)):
        return False
    if begins:
        return timed or sentence
    return subject and (sentence or (timed and ACTOR.match(after) is not None))
