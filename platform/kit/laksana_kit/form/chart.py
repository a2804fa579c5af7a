"""Who does what after whom: the rows, lanes and arrows of an SOP's flowchart, before anything has a place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from laksana_sdk.nodes import AnyNode, Finish, Intake, Return, SignedLetter, Step, Wait
from laksana_sdk.procedure import Procedure
from laksana_sdk.reading import Reading, Symbol
from laksana_sdk.roles import Role
from laksana_sdk.sheet import Sheet, SheetRow

YES: Final = "Ya"
NO: Final = "Tidak"
IMPLIED: Final = "*"
"""Stands for the number of a row that the sheet does not print."""
MORE_OF_A_ROW: Final = "+"
"""Behind a number: a further step of that printed row."""


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

    The symbols are those of our reading, because a file loses them; an arm leads back to where the procedure's does. A
    doer without a column stands in that of who supports: the officer who takes in what comes from outside.
    """
    doing = [_doer(reading, (*row.does, *row.supports)) for row in reading.rows]
    lanes, lane_of = _lanes(reading, doing)
    boxes = tuple(
        _as_printed(
            Box(
                number="",
                activity="",
                lane=lane_of[role.code],
                symbol=read.symbol,
                steps=tuple(node.slug for node in procedure.steps if node.row == read.row),
            ),
            printed,
        )
        for printed, read, role in zip(reading.sheet.langkah, reading.rows, doing, strict=True)
    )
    return Chart(sheet=reading.sheet, lanes=lanes, boxes=boxes, flows=_signed_flows(procedure, boxes))


def full_chart(procedure: Procedure, reading: Reading) -> Chart:
    """The procedure as it is run: every step in its order, those that the sheet does not print marked as implied.

    Steps of an early end have no arrow in: it may be decided at many rows. Their remark says who decides it.
    """
    doing = [_carrying_out(reading, node) for node in procedure.steps]
    lanes, lane_of = _lanes(reading, doing)
    carried_out: set[int] = set()
    boxes: list[Box] = []
    for node, role in zip(procedure.steps, doing, strict=True):
        branches = _branches(procedure, node)
        row = procedure.sheet.row(node.row) if node.row is not None else None
        first = node.row is not None and node.row not in carried_out
        carried_out |= {node.row} if node.row is not None else set()
        box = Box(
            number=(row.no or str(node.row)) + MORE_OF_A_ROW if row is not None else IMPLIED,
            activity=node.label,
            lane=lane_of[role.code],
            symbol=_symbol(node, branches),
            steps=(node.slug,),
            implied=not first,
            remark="\n".join([*_early(procedure, node), *_told(procedure, len(boxes), branches)]),
        )
        boxes.append(_as_printed(box, row) if row is not None and first else box)
    flows = [
        Flow(place, target, label)
        for place, node in enumerate(procedure.steps)
        for target, label in _arms(place, _branches(procedure, node))
    ]
    return Chart(sheet=reading.sheet, lanes=lanes, boxes=tuple(boxes), flows=tuple(flows))


def _lanes(reading: Reading, doing: Sequence[Role]) -> tuple[tuple[Lane, ...], dict[str, int]]:
    """The printed columns, an unnamed one too; behind them one for each role that none names; each role's column."""
    lanes = [Lane(name=column.printed or "") for column in reading.columns]
    place: dict[str, int] = {}
    for role in doing:
        if role.code not in place and (printed := _column(reading, role)) is not None:
            place[role.code] = printed
        elif role.code not in place:
            place[role.code] = len(lanes)
            lanes.append(Lane(name=role.label, implied=True))
    return tuple(lanes), place


def _column(reading: Reading, role: Role) -> int | None:
    """The printed column of the role, from 0: by our reading, or because its head has the role's code."""
    read = (at for at, column in enumerate(reading.columns) if column.role == role)
    named = (at for at, column in enumerate(reading.columns) if role.code in (column.printed or "").upper().split())
    return next(chain(read, named), None)


def _doer(reading: Reading, roles: Sequence[Role]) -> Role:
    """The first of the roles that has a printed column, else the first."""
    return next((role for role in roles if _column(reading, role) is not None), roles[0])


def _carrying_out(reading: Reading, node: AnyNode) -> Role:
    """Who does the step; who hands the file in or signs, where that is whom the sheet means for its row."""
    if isinstance(node, Intake) and _column(reading, node.performed_by) is not None:
        return node.performed_by
    if isinstance(node, SignedLetter) and _column(reading, node.letter.signer) is not None:
        meant = next((read.does for read in reading.rows if read.row == node.row), ())
        return node.by if node.by in meant or node.letter.signer not in meant else node.letter.signer
    return node.by


def _as_printed(box: Box, row: SheetRow) -> Box:
    """The box with the words of the row that it stands for; our own remark comes below the printed one."""
    return replace(
        box,
        number=row.no or "",
        activity=row.kegiatan,
        needs=row.kelengkapan or "",
        time=row.waktu.printed or "",
        output=row.output or "",
        remark="\n".join(part for part in (row.keterangan, box.remark) if part),
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
            printed = _no(procedure.sheet.langkah[place])
            flows.append(Flow(place, max(back, default=max(place - 1, 0)), printed))
    return tuple(flows)


def _no(row: SheetRow) -> str:
    """What the arm that leads back is called: the sheet's one printed label, else Tidak."""
    return row.keputusan[0] if len(row.keputusan) == 1 else NO


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


def _arms(place: int, branches: Sequence[tuple[int | None, str]]) -> Iterator[tuple[int, str | None]]:
    """One arm for each row that follows, called Ya and Tidak where that is the question, else by letters."""
    for target, name in _named(place, branches):
        if target is not None:
            yield target, name


def _named(place: int, branches: Sequence[tuple[int | None, str]]) -> Sequence[tuple[int | None, str | None]]:
    """Every target once, with the name of its arm; no name where there is but one."""
    targets = list(dict.fromkeys(target for target, _ in branches))
    if len(targets) < 2:
        return [(target, None) for target in targets]
    # Ya and Tidak ask whether the case goes on: two ways onward are no such question.
    first, *others = (target is not None and target > place for target in targets)
    names = (YES, NO) if first and others == [False] else "abcdefghij"
    return list(zip(targets, names, strict=False))


def _told(procedure: Procedure, place: int, branches: Sequence[tuple[int | None, str]]) -> Iterator[str]:
    """What each arm means, for the column Keterangan."""
    for target, name in _named(place, branches):
        if name is None:
            return
        words = "; ".join(label for to, label in branches if to == target and label)
        if not words and target is not None:
            label = procedure.steps[target].label
            words = label if target > place else f"kembali ke: {label}"
        told = f"{words}{' (selesai)' if target is None else ''}"
        if told != name:
            yield f"{name}: {told}"


def _early(procedure: Procedure, node: AnyNode) -> Iterator[str]:
    """Who may bring the case to this step before its last row."""
    deciding = {
        role.label: None for leave in procedure.exits.values() if leave.through == node.slug for role in leave.by
    }
    if deciding:
        yield f"Pengakhiran dini; diputuskan oleh {' atau '.join(deciding)}"
