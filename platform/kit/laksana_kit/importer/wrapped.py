"""Activities that were broken into lines in their cell, read from lines that hold a piece of every cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from laksana_kit.importer.steps import is_open, leads_on
from laksana_kit.importer.vocabulary import begins_activity, is_name, is_thing

_NARROW: Final = frozenset("iljtfr.,;:'|!()[]/ 1")
_WIDE: Final = frozenset("mwMW@")
_WIDTHS: Final = tuple(range(14, 74, 4))
# How much longer or shorter than the cell a line may be: letters have different widths.
_TOO_LONG: Final = 1.08
_TOO_SHORT: Final = 0.88

_NEARLY_FULL: Final = 0.6
_FULL: Final = 1.25

# What makes a reading less likely. Only their order matters.
_NOTHING_READ: Final = 6.0
_ACTIVITY_OFF_CENTRE: Final = 2.0
_OTHERS_OFF_CENTRE: Final = 1.6
_SMALL_BEGINNING: Final = 2.0
_NO_VERB: Final = 0.4
_WORDS_ABOVE: Final = 0.7
_BEGINNING_ABOVE: Final = 1.5
_LINE_BETWEEN: Final = 0.6
_SMALL_LINE_LEFT: Final = 1.8
_CUT_BEFORE_SMALL_WORD: Final = 1.5
_ROOM_LEFT: Final = 0.5
# Where the line above the middle has words of another cell, the one below has them too.
_SMALL_WORD_EXPECTED: Final = 1.0
_CUT_BEFORE_SHORT_FORM: Final = 0.3
_CUT_BEHIND_VERB: Final = 1.0
_CUT_BEFORE_THING: Final = 0.0
_CUT_ANYWHERE: Final = 0.8
_OVER_CAPITAL: Final = 1.0
_OVER_THING: Final = 0.3
_OVER_NAME: Final = 0.15
_OVER_THING_BEHIND_OPEN: Final = 1.0
_CAPITAL_LINE: Final = 0.8
_OPEN_END: Final = 2.0
_WIDTH: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The words of one line of a row before its time or branch label, and whether words of other cells stand behind."""

    words: tuple[str, ...]
    others: bool


def activities(rows: Sequence[Sequence[Line]], middles: Sequence[int | None]) -> list[list[int]]:
    """How many words of each line belong to its row's activity; `middles` are the lines around which cells are centred.

    All rows share one column: of the possible widths that one is taken under which the lines are broken as a word
    processor breaks them, and cells begin with capital letters.
    """
    plain = _written_plain(rows)
    readings = [
        [
            _Row(lines=tuple(row), middle=middle, width=width, plain=plain).read()
            for row, middle in zip(rows, middles, strict=True)
        ]
        for width in _WIDTHS
    ]
    best = min(readings, key=lambda reading: sum(cost for cost, _ in reading))
    return [list(cuts) for _, cuts in best]


def _written_plain(rows: Sequence[Sequence[Line]]) -> bool:
    """Whether capital letters say something: most words behind a row's first one begin small."""
    words = [word for row in rows for line in row for word in line.words[1:] if word[0].isalpha()]
    return sum(word[0].islower() for word in words) * 3 >= len(words)


def _width(text: str) -> float:
    return sum(
        0.6 if letter in _NARROW else 1.5 if letter in _WIDE else 1.25 if letter.isupper() else 1.0 for letter in text
    )


# For the lines above the middle: whether they hold words of the activity, and words of other cells.
_Seen = tuple[tuple[bool, bool], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Row:
    """The lines of one row, under one width of the activity's cell."""

    lines: tuple[Line, ...]
    middle: int | None
    width: float
    plain: bool

    def read(self) -> tuple[float, tuple[int, ...]]:
        """The cheapest cut of each line, and what it costs."""
        cuts_of = [self._cuts(line.words) for line in self.lines]

        @cache
        def rest(at: int, last: tuple[int, int] | None, seen: _Seen) -> tuple[float, tuple[int, ...]]:
            if at == len(self.lines):
                return self._ended(last), ()
            best: tuple[float, tuple[int, ...]] = (float("inf"), ())
            for cut in cuts_of[at]:
                cost = self._taken(at, cut, last) if cut else self._left(at, last, seen)
                cost += self._off_centre(at, cut, seen)
                if cost >= best[0]:
                    continue
                above = (*seen, self._holds(at, cut)) if self.middle is not None and at < self.middle else seen
                following, cuts = rest(at + 1, (at, cut) if cut else last, above)
                if cost + following < best[0]:
                    best = (cost + following, (cut, *cuts))
            return best

        return rest(0, None, ())

    def _cuts(self, words: Sequence[str]) -> list[int]:
        """Where a line may be cut: at its ends, before a capital letter, or where the cell's edge is near."""
        cuts = [0]
        for cut in range(1, len(words) + 1):
            filled = _width(" ".join(words[:cut])) / self.width
            if filled > _FULL:
                break
            if cut == len(words) or not words[cut][0].islower() or filled > _NEARLY_FULL:
                cuts.append(cut)
        return cuts

    def _holds(self, at: int, cut: int) -> tuple[bool, bool]:
        line = self.lines[at]
        return cut > 0, line.others or cut < len(line.words)

    def _above(self, at: int, seen: _Seen) -> tuple[bool, bool] | None:
        """What the line as far above the middle as this one is below it holds."""
        if self.middle is None or at <= self.middle or not 0 <= 2 * self.middle - at < len(seen):
            return None
        return seen[2 * self.middle - at]

    def _off_centre(self, at: int, cut: int, seen: _Seen) -> float:
        """A centred cell has as many lines below the middle as above."""
        above = self._above(at, seen)
        if above is None:
            return 0.0
        activity, others = self._holds(at, cut)
        cost = _ACTIVITY_OFF_CENTRE * (activity != above[0]) + _OTHERS_OFF_CENTRE * (others != above[1])
        small = 0 < cut < len(self.lines[at].words) and self.lines[at].words[cut][0].islower()
        return cost - _SMALL_WORD_EXPECTED if small and above[1] else cost

    def _ended(self, last: tuple[int, int] | None) -> float:
        if last is None:
            return _NOTHING_READ
        at, cut = last
        return _OPEN_END if is_open(self.lines[at].words[cut - 1]) else 0.0

    def _left(self, at: int, last: tuple[int, int] | None, seen: _Seen) -> float:
        """A line without a word of the activity: what it holds stands in other cells."""
        above = self._above(at, seen)
        words = self.lines[at].words
        if not words:
            return 0.0
        if last is None:
            return _BEGINNING_ABOVE if begins_activity(" ".join(words)) else _WORDS_ABOVE
        expected = above is not None and not above[0]
        return _SMALL_LINE_LEFT if self.plain and words[0][0].islower() and not expected else 0.0

    def _taken(self, at: int, cut: int, last: tuple[int, int] | None) -> float:
        words = self.lines[at].words
        cost = self._first(words) if last is None else self._following(words, last, at)
        too_long = _width(" ".join(words[:cut])) / self.width - _TOO_LONG
        return cost + self._cut(words, cut) + self._over(words[:cut]) + max(0.0, too_long) * _WIDTH

    def _first(self, words: Sequence[str]) -> float:
        cost = 0.0 if begins_activity(" ".join(words)) else _NO_VERB
        return cost + (_SMALL_BEGINNING if words[0][0].islower() else 0.0)

    def _following(self, words: Sequence[str], last: tuple[int, int], at: int) -> float:
        """The line goes on with the one before: that was broken because the next word found no room."""
        before = self.lines[last[0]].words[: last[1]]
        early = _TOO_SHORT - _width(" ".join([*before, words[0]])) / self.width
        cost = max(0.0, early) * _WIDTH
        between = (line for line in range(last[0] + 1, at) if line != self.middle)
        if any(self.lines[line].words for line in between):
            cost += _LINE_BETWEEN
        if self.plain and words[0][0].isupper() and not is_name(words[0]) and not leads_on(before[-1]):
            cost += _CAPITAL_LINE
        return cost

    def _cut(self, words: Sequence[str], cut: int) -> float:
        """The words behind the cut begin another cell: with a capital letter, as a rule."""
        if cut == len(words):
            return 0.0
        cost = _CUT_BEHIND_VERB if cut == 1 and begins_activity(words[0]) else 0.0
        if self.plain:
            room = max(0.0, 1 - _width(" ".join(words[:cut])) / self.width)
            if words[cut][0].islower():
                return cost + _CUT_BEFORE_SMALL_WORD + room * _ROOM_LEFT
            return cost + (_CUT_BEFORE_SHORT_FORM if words[cut].isupper() else 0.0)
        small_follows = words[cut][0].isupper() and any(word[0].islower() for word in words[cut + 1 : cut + 2])
        return cost + (0.0 if small_follows else _CUT_BEFORE_THING if is_thing(words[cut]) else _CUT_ANYWHERE)

    def _over(self, words: Sequence[str]) -> float:
        """The activity goes on over words that could begin the next cell."""
        cost = 0.0
        for before, word in pairwise(words):
            if not word[0].isupper():
                continue
            if leads_on(before):
                cost += _OVER_THING_BEHIND_OPEN if self.plain and is_thing(word) and not word.isupper() else 0.0
                continue
            if not self.plain:
                cost += _OVER_THING if is_thing(word) else 0.0
            elif before[0].islower() or before[-1] in ").;":
                cost += _OVER_NAME if is_name(word) or word.isupper() else _OVER_CAPITAL
                cost += _OVER_THING if is_thing(word) and not is_name(word) and not word.isupper() else 0.0
        return cost
