"""Read an office's list of letter classes, and doubt the classes of its registers that are not in it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from laksana_tenants.classification import Scheme, Succession, class_on, national_classes
from laksana_tenants.provision.faults import Fault, Place
from laksana_tenants.provision.pack import CLASSIFICATION, Pack, PackRow, Value
from laksana_tenants.provision.yaml_rows import Faults, Row, read_file

CLASSES_FILE = "classification.yaml"
CLASS = r"[0-9A-Za-z][\w.\-]{0,39}"


def class_rows(folder: Path, faults: Faults) -> tuple[PackRow, ...]:
    """The office's classes: its own codes, and the other codes of the schemes that it names; none without the file."""
    path = folder / CLASSES_FILE
    if not path.exists():
        return ()
    file = read_file(path, faults)
    own = file.rows("codes", _code)
    schemes = file.rows("schemes", _scheme)
    file.read(lambda row: row)
    described = {row.values["code"] for row in own}
    # Class 800 stands in both schemes: where both begin on one day, the one that is named first has it.
    national = {row.key: row for rows in reversed(schemes) for row in rows if row.values["code"] not in described}
    return (*own, *national.values())


def successions(rows: Iterable[PackRow]) -> tuple[Succession, ...]:
    """Which class follows which, and after which day."""
    return tuple(
        Succession(code=str(row.values["code"]), until=until, successor=str(row.values["successor"]))
        for row in rows
        if row.values["successor"] and (until := row.day("valid_until"))
    )


def class_doubts(pack: Pack, *, today: date) -> Iterator[Fault]:
    """A warning for each class in use that the office's list does not have today; an office without a list has none.

    A successor that is missing on its first day is one too. Nothing is refused: live letter numbers are untidy.
    """
    listed = pack.of(CLASSIFICATION)
    if not listed:
        return
    followed = successions(listed)
    for use in pack.class_uses:
        if not _stands(listed, class_on(use.code, followed, today), today):
            yield _doubt(use.place, use.field, use.code, use.register, today)
    for row in listed:
        until, successor = row.day("valid_until"), row.values["successor"]
        if until and successor and not _stands(listed, str(successor), first := until + timedelta(days=1)):
            yield _doubt(row.place, "successor", str(successor), str(row.values["code"]), first)


def _stands(listed: Iterable[PackRow], code: str, day: date) -> bool:
    return any(
        row.values["code"] == code
        and (row.day("valid_from") or date.min) <= day <= (row.day("valid_until") or date.max)
        for row in listed
    )


def _doubt(place: Place, field: str, code: str, register: str, day: date) -> Fault:
    return place.doubt("class_unknown", field, code, register=register, day=day.isoformat())


def _scheme(row: Row) -> tuple[PackRow, ...]:
    scheme = row.one_of("scheme", tuple(Scheme))
    since, until = row.day("valid_from"), row.optional_day("valid_until")
    return tuple(
        _row(row, code=one.code, name=one.name, scheme=one.scheme.value, source=one.source, successor=None,
             valid_from=since, valid_until=until)
        for one in national_classes()
        if one.scheme == scheme
    )  # fmt: skip


def _code(row: Row) -> PackRow:
    code, until = row.matching("code", CLASS, "400.9"), row.optional_day("valid_until")
    successor = row.optional_text("successor") and row.matching("successor", CLASS, "400.9")
    if successor and until is None:
        row.refuse("successor", successor, "class_end", ended=code)
    return _row(
        row, code=code, name=row.text("name"), scheme=None, source=row.optional_text("source"), successor=successor,
        valid_from=row.day("valid_from"), valid_until=until,
    )  # fmt: skip


def _row(row: Row, /, **values: Value) -> PackRow:
    return PackRow(kind=CLASSIFICATION, values=values, place=row.place)
