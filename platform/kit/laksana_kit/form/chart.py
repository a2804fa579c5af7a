"""Who does what after whom: the rows, lanes and arrows of an SOP's flowchart, before anything has a place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from laksana_sdk.nodes import AnyNode, Finish, Intake, Return, Step, Wait
from laksana_sdk.procedure import Procedure
from laksana_sdk.reading import Reading, Symbol
from laksana_sdk.roles import Role
from laksana_sdk.sheet import Sheet, SheetRow

YES: Final = "Ya"
NO: Final = "Tidak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A Pelaksana column; an implied one is not on the signed sheet."""

    name: str
    implied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A row of the table with its symbol; `steps` are the procedure's steps that it stands for."""

    number: str
    activity: str
    lane: int
    symbol: Symbol
    steps: tuple[str, ...]
    implied: bool = False
    needs: str = ""
    time: str = ""
    output: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow between two rows (from 0), with the label of the branch that it is."""

    source: int
    target: int
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The flowchart with the sheet that it belongs to."""

    sheet: Sheet
    lanes: tuple[Lane, ...]
    boxes: tuple[Box, ...]
    flows: tuple[Flow, ...]


def signed_chart(procedure: Procedure, reading: Reading) -> Chart:
    """The sheet as it was signed: its rows and columns alone.

    The symbols are those of our reading, because a file loses them; an arm that leads back is where the procedure's does.
    """
    lanes, lane_of = _lanes(reading, [row.does[0] for row in reading.rows])
    boxes = tuple(
        _printed(
            printed,
            lane=lane_of[read.does[0].code],
            symbol=read.symbol,
            steps=tuple(node.slug for node in procedure.steps if node.row == read.row),
        )
        for printed, read in zip(reading.sheet.langkah, reading.rows, strict=True)
    )
    return Chart(sheet=reading.sheet, lanes=lanes, boxes=boxes, flows=_signed_flows(procedure, boxes))


def full_chart(procedure: Procedure, reading: Reading) -> Chart:
    """The procedure as it is run: every step in its order, those that the sheet does not print marked as implied."""
    lanes, lane_of = _lanes(reading, [node.by for node in procedure.steps])
    boxes: list[Box] = []
    for node in procedure.steps:
        branches = _branches(procedure, node)
        symbol, remark = _symbol(node, branches), _told(procedure, branches)
        row = procedure.sheet.row(node.row) if node.row is not None else None
        if row is not None and node.row not in {procedure.step(slug).row for box in boxes for slug in box.steps}:
            box = _printed(row, lane=lane_of[node.by.code], symbol=symbol, steps=(node.slug,), remark=remark)
        else:
            box = Box(
                number=f"{row.no or node.row}+" if row is not None else "*",
                activity=node.label,
                lane=lane_of[node.by.code],
                symbol=symbol,
                steps=(node.slug,),
                implied=True,
                remark=remark,
            )
        boxes.append(box)
    flows = [
        Flow(place, target, label)
        for place, node in enumerate(procedure.steps)
        for target, label in _arms(_branches(procedure, node))
    ]
    return Chart(sheet=reading.sheet, lanes=lanes, boxes=tuple(boxes), flows=tuple(flows))


def _lanes(reading: Reading, doing: Sequence[Role]) -> tuple[tuple[Lane, ...], dict[str, int]]:
    """The printed columns, behind them one for each role that none of them names; and each role's column."""
    lanes = [Lane(name=column.printed or column.role.label) for column in reading.columns]
    place = {column.role.code: at for at, column in reversed(list(enumerate(reading.columns)))}
    for role in doing:
        if role.code in place:
            continue
        named = next((at for at, lane in enumerate(lanes) if role.code in lane.name.upper().split()), None)
        if named is None:
            named = len(lanes)
            lanes.append(Lane(name=role.label, implied=True))
        place[role.code] = named
    return tuple(lanes), place


def _printed(row: SheetRow, *, lane: int, symbol: Symbol, steps: tuple[str, ...], remark: str = "") -> Box:
    return Box(
        number=row.no or "",
        activity=row.kegiatan,
        lane=lane,
        symbol=symbol,
        steps=steps,
        needs=row.kelengkapan or "",
        time=row.waktu.printed or "",
        output=row.output or "",
        remark="\n".join(part for part in (row.keterangan, remark) if part),
    )


def _signed_flows(procedure: Procedure, boxes: Sequence[Box]) -> tuple[Flow, ...]:
    """From each row to the next; from a decision also back to the row to which the procedure leads first."""
    row_of = {slug: place for place, box in enumerate(boxes) for slug in box.steps}
    flows = []
    for place, box in enumerate(boxes):
        decides = box.symbol is Symbol.DECISION
        if place + 1 < len(boxes):
            flows.append(Flow(place, place + 1, YES if decides else None))
        if decides:
            back = [row for slug in box.steps for row in _rows_after(procedure, slug, row_of) if row < place]
            flows.append(Flow(place, max(back, default=max(place - 1, 0)), NO))
    return tuple(flows)


def _rows_after(procedure: Procedure, slug: str, row_of: dict[str, int]) -> Iterator[int]:
    """The rows to which a step leads, past steps that the sheet does not print."""
    seen, way = {slug}, [slug]
    while way:
        for target in procedure.step(way.pop()).targets():
            following = procedure.intake.slug if isinstance(target, Return) else target
            if not isinstance(following, str) or following in seen:
                continue
            seen.add(following)
            if following in row_of:
                yield row_of[following]
            else:
                way.append(following)


def _branches(procedure: Procedure, node: AnyNode) -> list[tuple[int | None, str]]:
    """Where each outcome leads (a row from 0, None for an end), with its words."""
    order = {step.slug: place for place, step in enumerate(procedure.steps)}
    outcomes = node.outcomes if isinstance(node, Step | Wait | Finish) else ()
    ways = [(outcome.then, outcome.label) for outcome in outcomes] or [(target, "") for target in node.targets()]
    return [
        (order[target] if isinstance(target, str) else 0 if isinstance(target, Return) else None, label)
        for target, label in ways
    ]


def _symbol(node: AnyNode, branches: Sequence[tuple[int | None, str]]) -> Symbol:
    if isinstance(node, Intake):
        return Symbol.START
    if all(target is None for target, _ in branches):
        return Symbol.END
    return Symbol.DECISION if len({target for target, _ in branches}) > 1 else Symbol.PROCESS


def _arms(branches: Sequence[tuple[int | None, str]]) -> Iterator[tuple[int, str | None]]:
    """One arm for each row that follows; two are called Ya and Tidak, more have letters."""
    targets = list(dict.fromkeys(target for target, _ in branches))
    for at, target in enumerate(targets):
        if target is not None:
            yield target, None if len(targets) < 2 else _name(at, len(targets))


def _name(at: int, count: int) -> str:
    return (YES, NO)[at] if count == 2 else "abcdefghij"[at]


def _told(procedure: Procedure, branches: Sequence[tuple[int | None, str]]) -> str:
    """What each arm means, for the column Keterangan."""
    targets = list(dict.fromkeys(target for target, _ in branches))
    if len(targets) < 2:
        return ""
    told = []
    for at, target in enumerate(targets):
        words = "; ".join(label for to, label in branches if to == target and label)
        end = " (selesai)" if target is None else ""
        told.append(f"{_name(at, len(targets))}: {words or procedure.steps[target or 0].label}{end}")
    return "\n".join(told)


