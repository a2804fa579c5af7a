"""Read a pack's files into rows, with a fault for each value that cannot be meant."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from msgspec import convert

from laksana_sdk.identity import parse_nip, parse_phone
from laksana_tenants.actor import Capacity, TenantKind
from laksana_tenants.calendar import DAYS, ZONES, stretch
from laksana_tenants.classification import Succession
from laksana_tenants.numbering import AGENDA_LENGTH, NUMBER_LENGTH, longest, pattern_fault
from laksana_tenants.provision.classes import CLASS, CLASSES_FILE, class_rows, successions
from laksana_tenants.provision.emblem import EMBLEM_FILES, read_emblem
from laksana_tenants.provision.faults import Place
from laksana_tenants.provision.pack import (
    ACTIVATION,
    INSTITUTION,
    OFFICER,
    POST,
    POST_HOLDER,
    ROLE_POST,
    ClassUse,
    Kind,
    Pack,
    PackRow,
    Value,
)
from laksana_tenants.provision.yaml_rows import Faults, Row, read_file
from laksana_tenants.views import InstitutionKind, NumberFormat, NumberSource

FILES = (
    "tenant.yaml",
    "letterhead.yaml",
    "calendar.yaml",
    "posts.yaml",
    "people.yaml",
    "institutions.yaml",
    "activation.yaml",
    CLASSES_FILE,
)
OPERATOR_FILE = "national.yaml"
"""Beside the packs: days on which all offices are closed or open whatever the holiday library says."""

STORAGE_GIB = 20
"""Room for an office's files where its pack names none; some 5,000 cases with four photos each."""

CODE = r"[a-z][a-z0-9_]{0,59}"
GRADES = tuple(f"{class_}/{grade}" for class_ in ("I", "II", "III") for grade in "abcd") + tuple(
    f"IV/{grade}" for grade in "abcde"
)
PPPK_GRADES = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
)


def read_pack(folder: Path) -> Pack:
    """The pack in this folder, together with every fault of its files; nothing is written or looked up elsewhere."""
    faults = Faults()
    tenant = read_file(folder / "tenant.yaml", faults)
    slug = tenant.matching("slug", CODE, folder.name)
    if slug and slug != folder.name:
        tenant.refuse("slug", slug, "slug_is_folder", folder=folder.name)
    kind = TenantKind(tenant.one_of("kind", tuple(TenantKind)) or TenantKind.OFFICE)
    calendar = read_file(folder / "calendar.yaml", faults).read(_calendar)
    classes, uses = class_rows(folder, faults), list[ClassUse]()
    values: dict[str, Value] = {
        "slug": slug,
        "name": tenant.text("name"),
        "kind": kind.value,
        "region_code": tenant.matching("region_code", r"[0-9]{2}(\.[0-9]{2})?", "16.04"),
        "timezone": tenant.one_of("timezone", ZONES),
        "number_formats": tenant.rows("number_formats", partial(_number_format, successions(classes), uses)),
        "storage_gib": _storage_gib(tenant),
        "letterhead": {
            **read_file(folder / "letterhead.yaml", faults).read(_letterhead),
            **read_emblem(folder, faults),
        },
        "calendar": _with_national_days(calendar, folder.parent / OPERATOR_FILE, faults),
    }
    tenant.read(lambda row: row)
    rows = [
        *_rows_of(folder / "posts.yaml", faults, {"posts": _post, "roles": _role}),
        *_rows_of(folder / "people.yaml", faults, {"people": _officer, "holders": _holder}),
        *_rows_of(folder / "institutions.yaml", faults, {"institutions": _institution}),
        *_rows_of(folder / "activation.yaml", faults, {"activations": _activation}),
        *classes,
    ]
    return Pack(
        slug=slug,
        folder=folder,
        digest=_digest(folder),
        kind=kind,
        tenant=values,
        rows=tuple(rows),
        class_uses=tuple(uses),
        faults=tuple(faults.found),
    )


def _rows_of(path: Path, faults: Faults, lists: Mapping[str, Callable[[Row], PackRow]]) -> list[PackRow]:
    file = read_file(path, faults)
    found = [row for name, read in lists.items() for row in file.rows(name, read)]
    file.read(lambda row: row)
    return found


def _storage_gib(row: Row) -> int:
    value = row.optional_text("storage_gib")
    if value is None:
        return STORAGE_GIB
    if not re.fullmatch(r"[1-9][0-9]{0,4}", value):
        row.refuse("storage_gib", value, "shape", example=str(STORAGE_GIB))
        return STORAGE_GIB
    return int(value)


def _letterhead(row: Row) -> dict[str, Value]:
    heading = row.texts("heading")
    if not heading:
        row.refuse("heading", "", "missing")
    return {
        "heading": list(heading),
        "address": list(row.texts("address")),
        "place": row.text("place"),
        "paper": row.one_of("paper", ("A4", "F4")),
        "is_fixture": row.flag("fixture"),
    }


def _number_format(followed: tuple[Succession, ...], uses: list[ClassUse], row: Row) -> dict[str, Value]:
    pattern = row.text("pattern")
    fault = pattern_fault(pattern) if pattern else None
    if fault is not None:
        row.refuse("pattern", pattern, fault[0], line=None, **fault[1])
    register = row.matching("register", r"[A-Z][A-Z0-9_]{1,39}", "SURAT_KELUAR")
    classes = row.rows("classes", _letter_class)
    values: dict[str, Value] = {
        "register": register,
        "pattern": pattern,
        "source": row.one_of("source", tuple(NumberSource), default=NumberSource.SYSTEM.value),
        "classification": row.optional_text("classification"),
        "unit": row.optional_text("unit"),
        "classes": {kind: code for kind, code, _ in classes},
        "is_fixture": row.flag("fixture"),
    }
    for token, name in (("kode", "classification"), ("unit", "unit")):
        if f"{{{token}}}" in pattern and values[name] is None:
            row.refuse(name, "", "missing")
    most = AGENDA_LENGTH if register == "AGENDA_MASUK" else NUMBER_LENGTH
    number_format = replace(convert(values, NumberFormat), successions=followed)
    if pattern and fault is None and (length := longest(number_format)) > most:
        row.refuse("pattern", pattern, "number_long", length=length, longest=most)
    if "{kode}" in pattern:
        own = number_format.classification
        uses += [ClassUse(register=register, field="classification", code=own, place=row.place)] if own else []
        uses += [ClassUse(register=register, field="code", code=code, place=place) for _, code, place in classes]
    return values


def _letter_class(row: Row) -> tuple[str, str, Place]:
    return row.matching("letter", CODE, "surat_tugas"), row.matching("code", CLASS, "400.9"), row.place


def _calendar(row: Row) -> dict[str, Value]:
    schedules = row.rows("schedules", _schedule)
    if not schedules:
        row.refuse("schedules", "", "missing")
    return {"schedules": schedules, **_days(row)}


def _days(row: Row) -> dict[str, list[dict[str, Value]]]:
    return {"days_off": row.rows("days_off", _dated), "working_days": row.rows("working_days", _dated)}


def _dated(row: Row) -> dict[str, Value]:
    return {"day": row.day("day").isoformat(), "name": row.text("name")}


def _schedule(row: Row) -> dict[str, Value]:
    week: list[list[str]] = [[] for _ in DAYS]
    for days, stretches in row.rows("hours", _hours):
        for day in days:
            week[DAYS.index(day)] = list(stretches)
    since, until = row.optional_day("valid_from"), row.optional_day("valid_until")
    if since and until and until < since:
        row.refuse("valid_until", until, "ends_before", begins=since.isoformat())
    return {
        "name": row.text("name"),
        "valid_from": since.isoformat() if since else None,
        "valid_until": until.isoformat() if until else None,
        "week": week,
        "is_fixture": row.flag("fixture"),
    }


def _hours(row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    days, stretches = row.texts("days"), row.texts("open")
    for day in days:
        if day not in DAYS:
            row.refuse("days", day, "choice", choices=", ".join(DAYS))
    parsed = [stretch(text) for text in stretches]
    ends = None
    for text, hours in zip(stretches, parsed, strict=True):
        if hours is None or (ends is not None and hours[0] < ends):
            row.refuse("open", text, "hours")
        ends = hours[1] if hours else ends
    return tuple(day for day in days if day in DAYS), stretches


def _with_national_days(calendar: dict[str, Value], path: Path, faults: Faults) -> dict[str, Value]:
    # The operator's days are copied into each office's calendar, so that a plan shows what a late decree changes.
    national = read_file(path, faults).read(_days) if path.exists() else {}
    return {**calendar, **{name: [*days, *_listed(calendar[name])] for name, days in national.items()}}


def _listed(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _post(row: Row) -> PackRow:
    return _made(
        POST,
        row,
        code=row.matching("code", CODE, "kabid_rehsos"),
        title=row.text("title"),
        unit=row.optional_text("unit"),
        rank=row.optional_text("rank"),
        parent=row.optional_text("parent"),
        is_shared=row.flag("shared"),
    )


def _role(row: Row) -> PackRow:
    return _made(
        ROLE_POST,
        row,
        role=row.matching("role", r"[A-Z][A-Z0-9_]{1,39}", "KABID"),
        post=row.text("post"),
        valid_from=row.day("valid_from"),
        valid_until=row.optional_day("valid_until"),
        confirmed_on=row.optional_day("confirmed_on"),
        is_fixture=row.flag("fixture"),
    )


def _officer(row: Row) -> PackRow:
    nip, phone, grade = row.optional_text("nip"), row.optional_text("phone"), row.optional_text("golongan")
    if nip is not None:
        number, findings = parse_nip(nip)
        nip = number.digits if number else nip
        if number is None:
            row.refuse("nip", nip, "nip", fault=findings[0].code)
    if phone is not None:
        dialled, _ = parse_phone(phone)
        if dialled is None:
            row.refuse("phone", phone, "phone")
        phone = dialled.e164 if dialled else phone
    if grade is not None and grade not in (*GRADES, *PPPK_GRADES):
        row.refuse("golongan", grade, "choice", choices=", ".join(GRADES))
    return _made(
        OFFICER,
        row,
        code=row.matching("code", CODE, "siti_rahmah"),
        name=row.text("name"),
        nip=nip,
        pangkat=row.optional_text("pangkat"),
        golongan=grade,
        phone=phone,
        is_fixture=row.flag("fixture"),
    )


def _holder(row: Row) -> PackRow:
    return _made(
        POST_HOLDER,
        row,
        post=row.text("post"),
        officer=row.text("person"),
        capacity=row.one_of("capacity", tuple(Capacity), default=Capacity.DEFINITIF.value),
        order_number=row.optional_text("order_number"),
        through_post=row.optional_text("through"),
        valid_from=row.day("valid_from"),
        valid_until=row.optional_day("valid_until"),
        is_fixture=row.flag("fixture"),
    )


def _institution(row: Row) -> PackRow:
    return _made(
        INSTITUTION,
        row,
        slug=row.matching("slug", CODE, "sentra_budi_perkasa"),
        kind=row.one_of("kind", tuple(InstitutionKind)),
        name=row.text("name"),
        address=row.optional_text("address"),
        services=list(row.texts("services")),
        region_code=row.optional_text("region_code"),
        valid_from=row.day("valid_from"),
        valid_until=row.optional_day("valid_until"),
    )


def _activation(row: Row) -> PackRow:
    return _made(
        ACTIVATION,
        row,
        sop_slug=row.matching("sop", CODE, "asistensi_rehabilitasi"),
        release=row.matching("release", r"r[1-9][0-9]{0,3}", "r1"),
        effective_from=row.day("effective_from"),
        valid_until=row.optional_day("valid_until"),
        mapping_confirmed_on=row.day("mapping_confirmed_on"),
        is_fixture=row.flag("fixture"),
    )


def _made(kind: Kind, row: Row, /, **values: Value) -> PackRow:
    return PackRow(kind=kind, values=values, place=row.place)


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in (*(folder / name for name in (*FILES, *EMBLEM_FILES)), folder.parent / OPERATOR_FILE):
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()
