"""Text that keeps its columns apart by blanks: which words stand in which cell."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from laksana_kit.importer.bands import FREE, UNLIKELY, WRONG, Band, bands
from laksana_kit.importer.steps import is_open, number_alone
from laksana_kit.importer.vocabulary import inside_a_row
from laksana_kit.importer.wording import Column, column_of, is_group, labels_in

_CHUNK: Final = re.compile(r"\S+(?:\s\S+)*")
_WIDE_GAP: Final = re.compile(r"\S {3,}\S")
_COLUMN_NUMBERS: Final = re.compile(r"\s*\(?1\)?\s+\(?2\)?\s+\(?3\)?(?:\s+\(?\d+\)?)*\s*")
_UNIT: Final = re.compile(r"\(\s*(?:menit|jam|hari)\s*\)", re.IGNORECASE)
_MOST_HEAD_LINES: Final = 5
_FEWEST_GAPS: Final = 5
# Ten pages; a longer text is no sheet whose columns are worth looking for.
_MOST_LINES: Final = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Words that stand together, and the first and last place they take on their line."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The lines of a table's head, the last one excluded."""

    start: int
    end: int


def is_laid_out(text: str) -> bool:
    """Whether the text keeps its columns by blanks: several lines have wide gaps."""
    lines = text.splitlines()
    return len(lines) <= _MOST_LINES and sum(_WIDE_GAP.search(line) is not None for line in lines) >= _FEWEST_GAPS


def laid_out(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The cells of each line with its number from 1; the lines of one table row come as one."""
    rows = [_chunks(line) for line in text.splitlines()]
    at = 0
    while (head := _find_head(rows, at)) is not None:
        yield from _block(rows, at, head.start)
        end = _table_end(rows, head.end)
        yield from _table(rows, head, end)
        at = end
    yield from _block(rows, at, len(rows))


def _chunks(line: str) -> list[Chunk]:
    """The words of a line, apart at two blanks and around the name of a header cell."""
    chunks: list[Chunk] = []
    for match in _CHUNK.finditer(line.expandtabs()):
        edges = {0, len(match[0])}
        for label in labels_in(match[0]):
            edges |= {label.start, label.end}
        places = sorted(edges)
        for start, end in pairwise(places):
            text = match[0][start:end]
            if text.strip(" :"):
                left = len(text) - len(text.lstrip())
                chunks.append(Chunk(start=match.start() + start + left, end=match.start() + end, text=text.strip()))
    return chunks


def _find_head(rows: Sequence[Sequence[Chunk]], first: int) -> _Head | None:
    """The lines whose words name the activity, the time and another column."""
    for start in range(first, len(rows)):
        if not any(column_of(name) or is_group(name) for chunk in rows[start] for name in _names(chunk)):
            continue
        for end in range(start + 1, min(start + _MOST_HEAD_LINES, len(rows)) + 1):
            known = {column_of(name) for row in rows[start:end] for chunk in row for name in _names(chunk)}
            if {Column.KEGIATAN, Column.WAKTU} <= known and len(known - {None}) >= 4:
                return _Head(start=start, end=_head_end(rows, end))
    return None


def _names(chunk: Chunk) -> list[str]:
    """A chunk's text and its words: the names of two narrow columns stand one blank apart."""
    return [chunk.text, *chunk.text.split()]


def _head_end(rows: Sequence[Sequence[Chunk]], end: int) -> int:
    """The head goes on with the rests of its names and a line of column numbers until a step begins."""
    for line in range(end, min(end + 3, len(rows))):
        text = " ".join(chunk.text for chunk in rows[line])
        if _COLUMN_NUMBERS.fullmatch(text):
            return line + 1
        names = [column_of(name) for chunk in rows[line] for name in _names(chunk)]
        is_row = any(number_alone(chunk.text) for chunk in rows[line][:1])
        has_unit = any(_UNIT.fullmatch(chunk.text) for chunk in rows[line])
        if has_unit or (any(names) and not is_row):
            end = line + 1
    return end


def _table_end(rows: Sequence[Sequence[Chunk]], start: int) -> int:
    """Where the table ends: at the next header cell or the next head."""
    following = _find_head(rows, start)
    last = following.start if following else len(rows)
    labelled = (line for line in range(start, last) if any(labels_in(chunk.text) for chunk in rows[line]))
    return next(labelled, last)


def _columns(rows: Iterable[Sequence[Chunk]]) -> list[tuple[int, int]]:
    """The places that words take, apart where no line has any."""
    taken = sorted((chunk.start, chunk.end) for row in rows for chunk in row)
    columns: list[tuple[int, int]] = []
    for start, end in taken:
        if columns and start <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    return columns


def _usual_columns(rows: Sequence[Sequence[Chunk]]) -> list[tuple[int, int]]:
    """The columns where a long cell touches the next one on a line or two: apart where hardly any line has words."""
    few = max(1, len(rows) // 10)
    covered = Counter(place for row in rows for chunk in row for place in range(chunk.start, chunk.end))
    often = [Chunk(start=place, end=place + 1, text="") for place, lines in covered.items() if lines > few]
    usual = _columns([often])
    seldom = [
        column for column in _columns(rows) if all(end <= column[0] or column[1] <= start for start, end in usual)
    ]
    return sorted([*usual, *seldom])


def _kinds(titles: Iterable[str]) -> set[Column]:
    return {kind for title in titles if (kind := column_of(title)) is not None}


def _in_columns(row: Sequence[Chunk], columns: Sequence[tuple[int, int]]) -> list[str]:
    cells = [""] * len(columns)
    for chunk in row:
        for part in _parted(chunk, columns):
            at = min(range(len(columns)), key=lambda place: _distance(part, columns[place]))
            cells[at] = f"{cells[at]} {part.text}".strip()
    return cells


def _distance(chunk: Chunk, column: tuple[int, int]) -> int:
    shared = min(chunk.end, column[1]) - max(chunk.start, column[0])
    return -min(shared, chunk.end - chunk.start)


def _parted(chunk: Chunk, columns: Sequence[tuple[int, int]]) -> list[Chunk]:
    """The chunk cut into its words where it reaches over two columns."""
    over = [column for column in columns if _distance(chunk, column) < 0]
    if len(over) < 2:
        return [chunk]
    words = re.finditer(r"\S+", chunk.text)
    return [Chunk(start=chunk.start + word.start(), end=chunk.start + word.end(), text=word[0]) for word in words]


def _block(rows: Sequence[Sequence[Chunk]], start: int, end: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Lines outside of the table: in columns where several stand side by side, as running text else."""
    for first, last in _pieces(rows, start, end):
        piece = rows[first:last]
        columns = _columns(row for row in piece if len(row) > 1)
        for line, row in enumerate(piece, start=first + 1):
            over = [column for column in columns if row and _distance(row[0], column) < 0]
            alone = len(row) == 1 and (len(over) != 1 or _stands_in_the_middle(row[0], over[0], columns))
            if row and (len(columns) < 2 or alone):
                yield line, (" ".join(chunk.text for chunk in row),)
            elif row:
                yield line, tuple(_in_columns(row, columns))


def _stands_in_the_middle(chunk: Chunk, column: tuple[int, int], columns: Sequence[tuple[int, int]]) -> bool:
    """Whether a line by itself is a title over the page rather than a cell's next line."""
    return chunk.start > column[0] + 8 and column == columns[-1]


def _pieces(rows: Sequence[Sequence[Chunk]], start: int, end: int) -> list[tuple[int, int]]:
    """The block cut where its columns change: before the list of laws."""
    cuts = [
        line
        for line in range(start, end)
        if any(label.field == "dasar_hukum" for chunk in rows[line] for label in labels_in(chunk.text))
    ]
    edges = [start, *cuts, end]
    return list(pairwise(edges))


def _table(rows: Sequence[Sequence[Chunk]], head: _Head, end: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    body = [line for line in range(head.end, end) if rows[line]]
    names = [chunk for row in rows[head.start : head.end] for chunk in row if not is_group(chunk.text)]
    columns = _with_names(_columns(rows[line] for line in body), names)
    if not _kinds(_in_columns(names, columns)) >= _kinds(name for chunk in names for name in _names(chunk)):
        columns = _with_names(_usual_columns([rows[line] for line in body]), names)
    titles = _in_columns(names, columns)
    yield head.start + 1, tuple(titles)
    uses = [column_of(title) for title in titles]
    cells = [_in_columns(rows[line], columns) for line in body]
    number, activity = _place(uses, Column.NO), _place(uses, Column.KEGIATAN)
    for band in _bands(cells, number, activity):
        band_cells = cells[band.start : band.end]
        yield body[band.number] + 1, tuple(" ".join(filter(None, column)) for column in zip(*band_cells, strict=True))


def _with_names(columns: list[tuple[int, int]], names: Sequence[Chunk]) -> list[tuple[int, int]]:
    """The columns, and one more for each name of the head that stands over none: nobody wrote into it."""
    empty = [name for name in names if all(_distance(name, column) >= 0 for column in columns)]
    return sorted([*columns, *_columns([empty])])


def _place(uses: Sequence[Column | None], wanted: Column) -> int | None:
    return uses.index(wanted) if wanted in uses else None


def _bands(cells: Sequence[Sequence[str]], number: int | None, activity: int | None) -> list[Band]:
    """The lines of each row: around its number, or each line by itself where no number stands apart."""
    numbers = [] if number is None else [at for at, row in enumerate(cells) if number_alone(row[number])]
    if len(numbers) < 2 or activity is None:
        return [Band(start=at, number=at, end=at + 1) for at in range(len(cells))]
    texts = [row[activity] for row in cells]
    inside = [inside_a_row(text, above) for text, above in zip(texts, ["", *texts], strict=False)]
    return bands(numbers, [_as_beginning(texts, at) for at in range(len(texts))], inside)


def _as_beginning(texts: Sequence[str], at: int) -> float:
    """What it costs when a row begins at this line, from the words of its activity and those above."""
    if not texts[at]:
        return UNLIKELY
    goes_on = at > 0 and is_open(texts[at - 1])
    return WRONG if goes_on or texts[at][0].islower() else FREE
