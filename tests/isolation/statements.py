"""Every statement that the service sends, read as SQL: each office's table in it is tied to the office in scope."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from unittest.mock import patch

import asyncpg  # type: ignore[import-untyped]
import sqlglot
from sqlglot import exp

from laksana_infra.connection import Connection
from laksana_infra.scope import AnyScope, Scope
from laksana_infra.tenant_engine import TenantEngine

Node = tuple[object, ...]
"""A parameter by its number, or the column of a table's occurrence that names the office."""


@dataclass(slots=True, kw_only=True)
class Watch:
    """What has been sent since the watch began, and what of it was not tied to its office."""

    office_tables: frozenset[str]
    sent: int = 0
    unscoped: list[str] = field(default_factory=list)

    def see(self, scope: AnyScope, sql: str, arguments: tuple[object, ...]) -> None:
        """Judges one statement."""
        if "pg_catalog.pg_type" in sql:
            return  # the driver asks what a type is
        self.sent += 1
        for table, numbers in _ties(sql, self.office_tables):
            given = {arguments[number - 1] for number in numbers if number <= len(arguments)}
            office = scope.tenant_id if isinstance(scope, Scope) else None
            if {str(value) for value in given} != {str(office)}:
                self.unscoped.append(f"{table} in: {' '.join(sql.split())}")

    def drained(self) -> list[str]:
        """What was not tied since the last call."""
        found, self.unscoped = self.unscoped, []
        return found


@contextmanager
def watched(office_tables: frozenset[str]) -> Iterator[Watch]:
    """A block in which every statement of every engine is seen, as the driver sends it."""
    watch, borrowed = Watch(office_tables=office_tables), TenantEngine.borrowed

    @asynccontextmanager
    async def seen(engine: TenantEngine, scope: AnyScope, begin: str) -> AsyncIterator[Connection]:
        def log(record: Any) -> None:  # noqa: ANN401 - asyncpg is untyped
            # What carries no parameters are BEGIN, SET LOCAL and COMMIT; a query about an office's rows always has one.
            if record.args or not record.query.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")):
                watch.see(scope, record.query, record.args)

        async with borrowed(engine, scope, begin) as connection:
            logging: asyncpg.Connection = connection
            logging.add_query_logger(log)
            try:
                yield connection
            finally:
                if not logging.is_closed():
                    logging.remove_query_logger(log)

    with patch.object(TenantEngine, "borrowed", seen):
        yield watch


@cache
def _ties(sql: str, office_tables: frozenset[str]) -> tuple[tuple[str, frozenset[int]], ...]:
    """Each occurrence of an office's table in the statement, with the parameters that its office must equal."""
    tree = sqlglot.parse_one(sql, read="postgres")
    reading = _Reading(tree)
    tables = [
        table for table in tree.find_all(exp.Table) if table.name in office_tables and not table.db.startswith("pg_")
    ]
    return tuple((table.alias_or_name, reading.parameters(_office_of(table))) for table in tables)


def _office_of(table: exp.Table) -> Node:
    return (id(table), "id" if table.name == "tenant" else "tenant_id")


class _Reading:
    """Which columns and parameters a statement makes equal."""

    def __init__(self, tree: exp.Expr) -> None:
        self._equal: dict[Node, set[Node]] = {}
        for equality in tree.find_all(exp.EQ):
            if not isinstance(equality.parent, exp.Update):
                self._tie(equality.left, equality.right)
        for listed in tree.find_all(exp.In):
            self._tie_to_query(listed)
        for join in tree.find_all(exp.Join):
            self._tie_using(join)
        for insert in tree.find_all(exp.Insert):
            self._tie_inserted(insert)

    def parameters(self, node: Node) -> frozenset[int]:
        """The numbers of the parameters that this column must equal."""
        known, new = {node}, [node]
        while new:
            for other in self._equal.get(new.pop(), ()):
                if other not in known:
                    known.add(other)
                    new.append(other)
        return frozenset(int(str(one[1])) for one in known if one[0] == "$")

    def _tie(self, left: exp.Expr | None, right: exp.Expr | None) -> None:
        if isinstance(left, exp.Tuple) and isinstance(right, exp.Tuple):
            for one, other in zip(left.expressions, right.expressions, strict=False):
                self._tie(one, other)
            return
        one, other = self._node(left), self._node(right)
        if one and other:
            self._equal.setdefault(one, set()).add(other)
            self._equal.setdefault(other, set()).add(one)

    def _tie_to_query(self, listed: exp.In) -> None:
        query = listed.args.get("query")
        select = query.this if isinstance(query, exp.Subquery) else query
        if isinstance(select, exp.Select):
            left = listed.this.expressions if isinstance(listed.this, exp.Tuple) else [listed.this]
            for one, other in zip(left, select.expressions, strict=False):
                self._tie(one, other)

    def _tie_using(self, join: exp.Join) -> None:
        if any(column.name == "tenant_id" for column in join.args.get("using") or ()):
            select = join.parent
            sources = _sources(select) if select else {}
            tables = [table for table in sources.values() if isinstance(table, exp.Table)]
            for table in tables[:-1]:
                one, other = _office_of(table), _office_of(tables[-1])
                self._equal.setdefault(one, set()).add(other)
                self._equal.setdefault(other, set()).add(one)

    def _tie_inserted(self, insert: exp.Insert) -> None:
        schema, values = insert.this, insert.expression
        if not isinstance(schema, exp.Schema) or values is None:
            return
        names = [column.name for column in schema.expressions]
        office = "id" if schema.this.name == "tenant" else "tenant_id"
        if office not in names:
            return
        place = names.index(office)
        rows = (
            [row.expressions for row in values.expressions] if isinstance(values, exp.Values) else [values.expressions]
        )
        for row in rows:
            given = self._node(row[place])
            if given:
                self._equal.setdefault(_office_of(schema.this), set()).add(given)
                self._equal.setdefault(given, set()).add(_office_of(schema.this))

    def _node(self, expression: exp.Expr | None) -> Node | None:
        while isinstance(expression, exp.Cast | exp.Paren | exp.Alias):
            expression = expression.this
        if isinstance(expression, exp.Parameter):
            return ("$", expression.name)
        if isinstance(expression, exp.Column):
            return _column(expression)
        return None


def _column(column: exp.Column) -> Node | None:
    """The occurrence of the table that this column belongs to, by its alias or because no other is near."""
    at: exp.Expr | None = column
    while at is not None:
        at = at.parent
        if not isinstance(at, exp.Select | exp.Update | exp.Delete | exp.Insert | exp.Merge):
            continue
        sources = _sources(at)
        if column.table and column.table in sources:
            return (id(sources[column.table]), column.name)
        if not column.table and len(sources) == 1:
            return (id(next(iter(sources.values()))), column.name)
    return None


def _sources(statement: exp.Expr) -> dict[str, exp.Expr]:
    """The tables and queries that the statement itself reads or changes, by the names it gives them."""
    nearby: list[Any] = [statement.this] if not isinstance(statement, exp.Select) else []
    read = statement.args.get("from_") or statement.args.get("from")
    nearby += [read.this] if read else []
    nearby += [join.this for join in statement.args.get("joins") or ()]
    nearby += statement.args.get("using") or () if isinstance(statement, exp.Delete) else ()
    found: dict[str, exp.Expr] = {}
    for source in nearby:
        named = source.this if isinstance(source, exp.Schema) else source
        if isinstance(named, exp.Table | exp.Subquery):
            found[named.alias_or_name] = named
            found |= {join.this.alias_or_name: join.this for join in named.args.get("joins") or ()}
    return found
