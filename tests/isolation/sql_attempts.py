"""Direct SQL as each login of the database, generated from its catalogue."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from tests.isolation import attempts
from tests.isolation.attempts import Batch, Tried
from tests.isolation.catalogue import APPEND_ONLY, WRITTEN_ONCE, tables_of_offices
from tests.isolation.loot import double
from tests.isolation.pipeline import Login, Said, Statement
from tests.isolation.rows import Reference, references_between
from tests.isolation.sql_shapes import CHANGES, OWNERS_OWN, READS, REFUSED, VIEWS, WRITES, Shape
from tests.support.inhabited import Inhabited

from laksana_infra.connection import Connection

Row = dict[str, Any]

BATCH = 100
_NOTHING = {None, "0", "f", ""}
_HARMLESS = {
    "42501": "insufficient privilege, or the wall itself",
    "25006": "a transaction that only reads",
    "23001": "history is only ever added to",
    "23503": "the parent is not there",
    "23514": "a check of the data",
    "23502": "a value that must be there",
    "23505": "a key of the own office",
    "0A000": "row security that cannot be switched off",
}
"""What PostgreSQL may refuse an attempt with; every other error is the fuzzer's own mistake, or a leak by error."""
_NO_RIGHT = {"42501", "25006", "0A000"}
_OF_THE_CATALOGUE = {"in the planner's statistics"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A table or view with what lies there of the other office."""

    name: str
    columns: tuple[str, ...]
    theirs: tuple[Row, ...]
    ours: tuple[Row, ...] = ()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A session under one login, and what is tried with it."""

    name: str
    login: Login
    ours: str
    """The office whose scope the session is in; empty for none."""
    has_tables: bool = True
    """Whether it may touch tables at all, or masked views alone."""
    is_owner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One statement about theirs, the same about nobody's, and whether the login has no right to it at all."""

    what: str
    theirs: Statement
    nobodys: Statement
    is_closed: bool = False


class SqlAttempts:
    """Statements under each login that name the other office's rows, side by side with the same about nobody's."""

    name = "sql"

    def __init__(self, roles: Sequence[Role], tables: Sequence[Target], views: Sequence[Target]) -> None:
        self._roles = roles
        self._tables = tables
        self._views = views
        self._by_name = {table.name: table for table in tables}

    async def batch(self, number: int, random: Random) -> Batch:
        """A hundred statements under one login."""
        role = random.choice(self._roles)
        asked = [self._asked(role, random) for _ in range(BATCH)]
        said = role.login.answers([statement for one in asked for statement in (one.theirs, one.nobodys)])
        return Batch(
            tried=tuple(
                Tried(kind=f"sql, {role.name}", asked=f"{one.what}: {one.theirs.sql}", fault=_fault(one, mine, other))
                for one, mine, other in zip(asked, said[::2], said[1::2], strict=True)
            )
        )

    def close(self) -> None:
        """Every session has ended."""
        for role in self._roles:
            role.login.close()

    def _asked(self, role: Role, random: Random) -> Asked:
        if random.random() < 0.05:
            return self._refused(role, random)
        if not role.has_tables and random.random() < 0.75:
            return _filled(random.choice(self._views), VIEWS, role, random)
        table = random.choice(self._tables)
        if table.references and random.random() < 0.1:
            return self._hung(table, role, random)
        shapes = READS if random.random() < 0.5 else WRITES
        return _filled(table, shapes, role, random, has_tables=role.has_tables)

    def _refused(self, role: Role, random: Random) -> Asked:
        what = random.choice([what for what in REFUSED if not (role.is_owner and what in OWNERS_OWN)])
        statement = Statement(sql=REFUSED[what].format(table=random.choice(self._tables).name))
        return Asked(what=what, theirs=statement, nobodys=statement, is_closed=True)

    def _hung(self, table: Target, role: Role, random: Random) -> Asked:
        """A row of ours under a parent of theirs; its other parents are our own, so that nothing else is in the way."""
        reference = random.choice(table.references)
        row = random.choice(table.theirs) | {
            "id": str(UUID(bytes=random.randbytes(16))),
            "tenant_id": role.ours or None,
        }
        for other in table.references:
            if row.get(other.column) is not None:
                own = self._by_name[other.parent].ours
                row[other.column] = own[0]["id"] if own else None
        parent = random.choice(self._by_name[reference.parent].theirs)["id"]
        sql = WRITES["planted"].sql.format(table=table.name)
        both = (json.dumps(row | {reference.column: id_}) for id_ in (parent, double(parent, random)))
        theirs, nobodys = (
            Statement(sql=sql, parameters=(text,), before=("set constraints all immediate",)) for text in both
        )
        return Asked(what=f"hung on {reference.name}", theirs=theirs, nobodys=nobodys)


def _filled(
    target: Target, shapes: Mapping[str, Shape], role: Role, random: Random, *, has_tables: bool = True
) -> Asked:
    what = random.choice(list(shapes))
    shape = shapes[what]
    row = random.choice(target.theirs)
    column = random.choice([name for name in target.columns if row.get(name) is not None])
    key = "id" if "id" in target.columns else "case_id"
    sql = shape.sql.format(table=target.name, column=f'"{column}"', key=key, ours=role.ours)
    pairs = [_values(kind, row, column, random) for kind in shape.filled]
    theirs, nobodys = (
        Statement(sql=sql, parameters=tuple(pair[side] for pair in pairs), before=shape.before) for side in (0, 1)
    )
    is_history = target.name.partition(".")[2] in APPEND_ONLY | WRITTEN_ONCE
    is_closed = what not in _OF_THE_CATALOGUE and (
        not has_tables or (is_history and what in CHANGES and not role.is_owner)
    )
    return Asked(what=what, theirs=theirs, nobodys=nobodys, is_closed=is_closed)


def _values(kind: str, row: Row, column: str, random: Random) -> tuple[str, str]:
    """What the parameter is with a row of theirs, and with nobody's."""
    if kind == "row":
        planted = row | {"id": str(UUID(bytes=random.randbytes(16)))}
        return json.dumps(planted), json.dumps(planted | {"tenant_id": double(row["tenant_id"], random)})
    if kind == "column":
        return _text(row[column]), _text(row[column])
    value = row["tenant_id" if kind == "office" else "id"]
    return value, double(value, random)


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _fault(asked: Asked, theirs: Said, nobodys: Said) -> str | None:
    if (theirs.error, theirs.tag, theirs.rows) != (nobodys.error, nobodys.tag, nobodys.rows):
        return f"{attempts.DIFFERENT} ({_short(theirs)}, {_short(nobodys)})"
    if theirs.error is not None and asked.is_closed and theirs.error not in _NO_RIGHT:
        return f"{attempts.ACCEPTED} ({theirs.error} {theirs.message})"
    if theirs.error is not None:
        return None if theirs.error in _HARMLESS else f"nonsense ({theirs.error} {theirs.message})"
    if asked.is_closed:
        return f"{attempts.ACCEPTED} ({theirs.tag})"
    if any(value not in _NOTHING for row in theirs.rows for value in row):
        return f"{attempts.SHOWN} ({len(theirs.rows)} rows)"
    if not theirs.tag.startswith("SELECT") and not theirs.tag.endswith(" 0"):
        return f"{attempts.ACCEPTED} ({theirs.tag})"
    return None


def _short(said: Said) -> str:
    return f"{said.error} {said.message}" if said.error else f"{said.tag} {len(said.rows)} rows"


async def tables_to_try(behind: Connection, inhabited: Inhabited) -> tuple[Target, ...]:
    """Every table of offices with its rows of both sides and its references."""
    references = await references_between(behind)
    found = []
    for name in await tables_of_offices(behind):
        theirs, ours = [
            tuple(
                json.loads(row["row"])
                for row in await behind.fetch(
                    f"select row_to_json(t)::text as row from {name} t where tenant_id = $1 order by id", office.id
                )
            )
            for office in (inhabited.theirs, inhabited.ours)
        ]
        await behind.execute(f"analyze {name}")
        short = await behind.fetchval("select $1::regclass::text", name)
        found.append(
            Target(
                name=name,
                columns=await _columns(behind, name),
                theirs=theirs,
                ours=ours,
                references=tuple(_qualified(one) for one in references if one.child == short),
            )
        )
    return tuple(found)


def _qualified(reference: Reference) -> Reference:
    return Reference(
        name=reference.name, child=f"app.{reference.child}", column=reference.column, parent=f"app.{reference.parent}"
    )


async def views_to_try(behind: Connection, inhabited: Inhabited) -> tuple[Target, ...]:
    """Every masked view that shows whose rows it has, with what the other office has there."""
    names = await behind.fetch(
        "select format('masks.%I', c.relname) as name from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " where c.relnamespace = 'masks'::regnamespace and c.relkind = 'v' and a.attname = 'tenant_id' order by 1"
    )
    return tuple(
        [
            Target(
                name=row["name"],
                columns=await _columns(behind, row["name"]),
                theirs=({"tenant_id": str(inhabited.theirs.id), "id": str(inhabited.finished.id)},),
            )
            for row in names
        ]
    )


async def _columns(behind: Connection, name: str) -> tuple[str, ...]:
    rows = await behind.fetch(
        "select attname::text as name from pg_attribute where attrelid = $1::regclass and attnum > 0"
        " and not attisdropped and atttypid <> 'json'::regtype order by 1",
        name,
    )
    return tuple(row["name"] for row in rows)


def roles_to_try(inhabited: Inhabited, offices_of_province: Sequence[UUID]) -> tuple[Role, ...]:
    """A session of every login there is, in our scope, in nobody's and in none."""
    ours, urls = str(inhabited.ours.id), inhabited.urls
    listed = ",".join(map(str, offices_of_province))
    assert str(inhabited.theirs.id) not in listed

    def app(name: str, office: str) -> Role:
        return Role(name=name, login=Login(urls.app, f"set local app.tenant_id = '{office}'"), ours=office)

    def province(name: str, offices: str) -> Role:
        login = Login(urls.province, f"set local app.tenant_ids = '{offices}'")
        return Role(name=name, login=login, ours="", has_tables=False)

    return (
        app("the service for an office", ours),
        app("the service for nobody", str(UUID(int=7))),
        app("the service without a scope", ""),
        province("the province", f"{{{listed}}}"),
        province("the province without offices", ""),
        Role(name="the owner", login=Login(urls.owner), ours=ours, is_owner=True),
    )
