"""The table as rows and columns: which column is which, and what each row says in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from laksana_kit.importer.document import Row
from laksana_kit.importer.report import Report, Sureness
from laksana_kit.importer.steps import SHAPE, Step, branches_of, number_alone, number_before, one_line
from laksana_kit.importer.times import Unit, is_blank, is_time, read_time, times_in, unit_of_head
from laksana_kit.importer.wording import Column, column_of, is_group

_MARK: Final = re.compile(r"[\u221a\u2713\u2714\u25cf\u25a0\u25a1\u25c7\u25c6\u25cb\u2022\u2612\u2611vVxX*]")
_LEGEND: Final = re.compile(r"\W*(?:legenda|keterangan\s+simbol|keterangan\s*:|simbol)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The table's head: where it stands, each column's use and printed name, and the unit over the times."""

    first: int
    body: int
    columns: tuple[Column | None, ...]
    names: tuple[str, ...]
    unit: Unit | None

    @property
    def actors(self) -> tuple[str | None, ...]:
        """The names of the Pelaksana columns; an unnamed one is None."""
        return tuple(
            one_line(name) for use, name in zip(self.columns, self.names, strict=True) if use is Column.PELAKSANA
        )


def find_grid(rows: Sequence[Row]) -> Grid | None:
    """The head of the table whose cells the file kept, or None: it names the activity and two more columns."""
    for first, row in enumerate(rows):
        if not row.is_table or not any(column_of(cell) is Column.KEGIATAN for cell in row.cells):
            continue
        below = rows[first + 1] if first + 1 < len(rows) and rows[first + 1].is_table else None
        sub = below if below is not None and _names_columns(below) else None
        cells = _spliced(row.cells, sub.cells if sub else ())
        uses = _uses(row.cells, cells)
        if len({use for use in uses if use}) >= 3:
            body = first + (2 if sub else 1)
            while body < len(rows) and _is_column_numbers(rows[body]):
                body += 1
            over = next((name for use, name in zip(uses, cells, strict=True) if use is Column.WAKTU), "")
            return Grid(first=first, body=body, columns=uses, names=cells, unit=unit_of_head(over))
    return None


def _names_columns(row: Row) -> bool:
    """Whether this is the head's second row: it names columns and no step begins it."""
    if row.cells[0] and number_alone(row.cells[0]):
        return False
    known = [cell for cell in row.cells if cell and column_of(cell)]
    return len(known) >= 2 or (bool(row.text) and not row.cells[0] and not times_in(row.text) and len(known) >= 1)


def _spliced(head: tuple[str, ...], sub: tuple[str, ...]) -> tuple[str, ...]:
    """The head's two rows as one: below a group stand its columns; lost empty cells are put back."""
    if not sub:
        return head
    groups = [place for place, cell in enumerate(head) if is_group(cell)]
    # A program that repeats merged cells names the column in both rows.
    blank_under = all(
        sub[place] in {"", cell} for place, cell in enumerate(head[: len(sub)]) if cell and not is_group(cell)
    )
    if blank_under and groups:
        width = max(len(head), len(sub))
        padded = [*head, *[""] * (width - len(head))]
        under = [*sub, *[""] * (width - len(sub))]
        return tuple(low or ("" if is_group(high) else high) for high, low in zip(padded, under, strict=True))
    named = [cell for cell in sub if cell]
    before = [cell for cell in head[: groups[0]] if cell] if groups else []
    after = [cell for cell in head[groups[-1] :] if cell and not is_group(cell)] if groups else []
    return (*before, *named, *after)


def _uses(head: tuple[str, ...], cells: tuple[str, ...]) -> tuple[Column | None, ...]:
    uses = [column_of(cell) for cell in cells]
    quality = next((at for at, use in enumerate(uses) if use in {Column.KELENGKAPAN, Column.WAKTU, Column.OUTPUT}), 0)
    activity = uses.index(Column.KEGIATAN) if Column.KEGIATAN in uses else 0
    group = next((at for at, cell in enumerate(head) if is_group(cell) and "elaksana" in cell.lower()), activity + 1)
    for place in range(activity + 1, quality):
        if uses[place] is None and (cells[place] or place >= group):
            uses[place] = Column.PELAKSANA
    if uses and uses[0] is None and activity == 1:
        uses[0] = Column.NO
    return tuple(uses)


def _is_column_numbers(row: Row) -> bool:
    """Whether the row counts the columns: 1 2 3 4."""
    cells = [cell.strip("().") for cell in row.cells if cell]
    return len(cells) > 3 and all(cell.isdecimal() for cell in cells) and cells == sorted(cells, key=int)


def read_grid(rows: Sequence[Row], grid: Grid, report: Report) -> list[Step]:
    """The steps below the head; a row that names none goes on with the one above it."""
    steps: list[Step] = []
    for row in rows[grid.body :]:
        if _is_column_numbers(row) or _is_head_again(row) or not row.text:
            continue
        if _LEGEND.match(row.text) and not row.is_table:
            break
        if not row.is_table:
            _line_below(row, steps)
            continue
        cells = _by_column(row, grid)
        _row(row, cells, grid, steps)
    for number, step in enumerate(steps, start=1):
        if step.waktu.printed and step.waktu.iso is None:
            report.doubt("import.time_unclear", f"langkah[{number}].waktu", written=step.waktu.printed[:60])
    return steps


def _is_head_again(row: Row) -> bool:
    return sum(column_of(cell) is not None or is_group(cell) for cell in row.cells if cell) >= 2 and not times_in(
        row.text
    )


def _line_below(row: Row, steps: list[Step]) -> None:
    """A line that no cell holds: page numbers and shapes are nothing, a small beginning goes on with the remark."""
    text = row.text
    if steps and text[:1].islower() and not SHAPE.fullmatch(text):
        last = steps[-1]
        if last.keterangan:
            last.keterangan += f" {text}"
        elif last.output:
            last.output += f" {text}"


def _by_column(row: Row, grid: Grid) -> list[tuple[Column | None, str, str]]:
    """The row's cells with the use and name of their columns; where cells are lost, by what they say."""
    if len(row.cells) >= len(grid.columns) or not _has_lost(row, grid):
        return list(zip(grid.columns, grid.names, row.cells, strict=False))
    cells = [cell for cell in row.cells if cell]
    named: list[tuple[Column | None, str, str]] = []
    if cells and number_alone(cells[0]):
        named.append((Column.NO, "", cells.pop(0)))
    if cells:
        named.append((Column.KEGIATAN, "", cells.pop(0)))
    cells = [cell for cell in cells if not (branches_of(cell) and _branch(named, cell))]
    time = next((at for at, cell in enumerate(cells) if times_in(cell) and len(cell) < 40), None)
    if time is None and grid.unit:
        time = next((at for at, cell in enumerate(cells) if re.fullmatch(r"\d{1,3}", cell)), None)
    if time is None:
        time = next((at for at, cell in enumerate(cells) if is_blank(cell)), None)
    if time is not None:
        named += [(Column.KELENGKAPAN, "", cell) for cell in cells[:time]]
        named.append((Column.WAKTU, "", cells[time]))
        named += zip((Column.OUTPUT, Column.KETERANGAN), ("", ""), cells[time + 1 :], strict=False)
    elif len(cells) == 2:
        named += [(Column.KELENGKAPAN, "", cells[0]), (Column.OUTPUT, "", cells[1])]
    return named


def _has_lost(row: Row, grid: Grid) -> bool:
    """Whether cells are missing inside the row and not just at its end."""
    actors = sum(use is Column.PELAKSANA for use in grid.columns)
    shown = dict(zip(grid.columns, row.cells, strict=False))
    time = shown.get(Column.WAKTU, "")
    if any(use is not Column.WAKTU and is_time(cell) for use, cell in zip(grid.columns, row.cells, strict=False)):
        return actors > 0 and not times_in(time)
    return actors > 0 and not (is_blank(time) and len(row.cells) + 3 >= len(grid.columns)) and not times_in(time)


def _branch(named: list[tuple[Column | None, str, str]], cell: str) -> bool:
    named.append((Column.PELAKSANA, "", cell))
    return True


def _row(row: Row, cells: list[tuple[Column | None, str, str]], grid: Grid, steps: list[Step]) -> None:
    step = Step(place=row.place)
    texts: dict[Column, list[str]] = {}
    for use, name, cell in cells:
        if use is Column.PELAKSANA:
            _actor(step, name, cell)
        elif use is not None and cell:
            texts.setdefault(use, []).append(cell)
    joined = {use: one_line(" ".join(found)) for use, found in texts.items()}
    activity = joined.get(Column.KEGIATAN) or ""
    step.no = number_alone(joined.get(Column.NO) or "")
    if step.no is None:
        if Column.NO not in grid.columns or Column.NO not in joined:
            step.no, activity = number_before(activity)
        elif joined.get(Column.NO) and not activity:
            step.no, activity = number_before(joined[Column.NO] or "")
    elif (again := number_before(activity))[0] == step.no:
        activity = again[1]
    step.kegiatan = activity
    step.kelengkapan = joined.get(Column.KELENGKAPAN)
    step.output, step.keterangan = joined.get(Column.OUTPUT), joined.get(Column.KETERANGAN)
    step.waktu = read_time(joined.get(Column.WAKTU) or "", unit=grid.unit)
    _added(step, steps)


def _actor(step: Step, name: str, cell: str) -> None:
    if not cell or SHAPE.fullmatch(cell):
        return
    labels = branches_of(cell)
    if labels:
        step.keputusan += labels
    elif _MARK.fullmatch(cell):
        step.pelaksana += [name] if name else []


def _added(step: Step, steps: list[Step]) -> None:
    """A row with a number or an activity is a step; one without goes on with the row above; a bare shape is none."""
    values = (step.kelengkapan, step.output, step.keterangan, step.waktu.printed)
    if SHAPE.fullmatch(step.kegiatan) and not any(values):
        return
    goes_on = step.no is None and (not step.kegiatan or step.kegiatan[0].islower())
    if step.kegiatan and not (goes_on and steps):
        steps.append(step)
    elif steps:
        _join(steps[-1], step)


def _join(above: Step, below: Step) -> None:
    above.kegiatan = one_line(f"{above.kegiatan} {below.kegiatan}") or ""
    above.kelengkapan = one_line(f"{above.kelengkapan or ''} {below.kelengkapan or ''}")
    above.output = one_line(f"{above.output or ''} {below.output or ''}")
    above.keterangan = one_line(f"{above.keterangan or ''} {below.keterangan or ''}")
    above.keputusan += below.keputusan
    above.pelaksana += [name for name in below.pelaksana if name not in above.pelaksana]
    if below.waktu.printed:
        above.waktu = read_time(f"{above.waktu.printed or ''} {below.waktu.printed}")
        above.sureness = Sureness.LIKELY
