"""However long a list is, what hangs on its items costs the same number of statements."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from graphql import (
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)
from strawberry.resolvers import is_default_resolver
from tests.support.graphql import ask
from tests.support.inhabited import Inhabited

from laksana.handover.link import link_path, read_token
from laksana.handover.read_by_link import read_by_link
from laksana_graphql.schema import SCHEMA
from laksana_infra.connection import Connection, Row
from laksana_infra.tenant_engine import TenantEngine
from laksana_tenants.actor import Actor

SIZES = (16, 6, 4, 2, 1)
"""How many rows of a connection are asked for: two of them that reach different numbers of objects are compared."""

NOT_GROWING = {
    "Region.parent": "one step up the tree: the list of regions is public and small",
    "Paraf.officer": "all parafs are on letters of one case",
}
"""Fields of which these two offices have one row at most, each with what keeps it from growing."""


@dataclass(frozen=True, slots=True)
class Way:
    """How an object of some type is reached: through fields, each as it is written in a query."""

    fields: tuple[str, ...]

    @property
    def paged(self) -> bool:
        """Whether it is asked how many rows are wanted."""
        return any("$n" in field for field in self.fields)

    def asking(self, selected: str) -> str:
        """The query that selects this of the object."""
        query = selected
        for field in reversed(self.fields):
            query = f"{field} {{ __typename {query} }}"
        return f"query ($n: Int!) {{ {query} }}" if self.paged else f"{{ {query} }}"


def resolved(kind: GraphQLObjectType) -> Iterator[str]:
    """The fields of this type that are more than an attribute."""
    for name, field in kind.fields.items():
        if field.resolve is not None and not is_default_resolver(field.resolve):
            yield name


def ways() -> dict[str, list[Way]]:
    """The ways to each type that hangs on a list, shortest first."""
    found: dict[str, list[Way]] = {}
    assert SCHEMA._schema.query_type is not None
    waiting = deque([(SCHEMA._schema.query_type, Way(()), False)])
    while waiting:
        kind, way, listed = waiting.popleft()
        for name, field in kind.fields.items():
            inner = get_named_type(field.type)
            if not isinstance(inner, GraphQLObjectType) or any(map(is_required_argument, field.args.values())):
                continue
            written = f"{name}(first: $n)" if "first" in field.args and not way.fields else name
            further = Way((*way.fields, written))
            known = found.setdefault(inner.name, [])
            is_list = listed or "$n" in written or is_list_type(get_nullable_type(field.type))
            if is_list and len(known) < 2 and len(further.fields) < 6:
                known.append(further)
                waiting.append((inner, further, True))
    return found


WAYS = ways()
FIELDS = sorted(
    f"{kind.name}.{name}"
    for kind in SCHEMA._schema.type_map.values()
    if isinstance(kind, GraphQLObjectType) and kind.name in WAYS and not kind.name.endswith("Connection")
    for name in resolved(kind)
)


async def test_what_hangs_on_a_list_costs_as_many_statements_for_four_rows_as_for_one(
    intruders: Inhabited, kalteng: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    offices = (intruders.theirs, intruders.ours)
    people = [*[await intruders.intruder(office) for office in offices], kalteng]
    sent = counting(monkeypatch)

    costs = {name: await compared(people, name, sent) for name in FIELDS}

    grown = {name: cost for name, cost in costs.items() if cost is not None}
    growing = {name for name, (few, many) in grown.items() if many.statements > few.statements}
    assert {name: grown[name] for name in growing} == {}
    assert sorted(set(FIELDS) - set(grown)) == sorted(NOT_GROWING)


async def test_a_link_that_cannot_be_one_is_looked_up_like_one_that_is_over(
    intruders: Inhabited, behind: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = "select id from handover_link where tenant_id = $1 and revoked_at is not null"
    with intruders.world.inside():
        ended = (await link_path(await behind.fetchval(over, intruders.theirs.id))).rpartition("/")[2]
    sent = counting(monkeypatch)

    asked = {}
    for text in (ended, f"{ended[:-1]}{'A' if ended[-1] != 'A' else 'B'}", f"9{ended[1:]}", ended[:40], "bukan tautan"):
        sent.clear()
        assert await read_by_link(read_token(text)) is None
        asked[text] = list(sent)

    assert len(asked[ended]) == 1
    assert {tuple(statements) for statements in asked.values()} == {tuple(asked[ended])}


@dataclass(frozen=True, slots=True)
class Cost:
    """How many objects of the type were reached, and by how many statements."""

    objects: int
    statements: int


async def compared(people: list[Actor], name: str, sent: list[str]) -> tuple[Cost, Cost] | None:
    """The field's cost for fewer and for more objects, None where nobody reaches two different numbers of them.

    Where a list has one length for one person, what hangs on it is compared from person to person.
    """
    for way in WAYS[name.partition(".")[0]]:
        for asking in (*(product([by], SIZES) for by in people), product(people, SIZES[:1])):
            if found := await compared_in(way, name, sent, asking):
                return found
    return None


async def compared_in(
    way: Way, name: str, sent: list[str], asking: Iterable[tuple[Actor, int]]
) -> tuple[Cost, Cost] | None:
    # The largest pages may cost more than one request is allowed to: those reach nothing.
    reached = [cost for by, rows in asking if (cost := await measured(by, way, name, sent, rows)).objects]
    sizes = sorted({cost.objects: cost for cost in reached}.values(), key=lambda cost: cost.objects)
    return (sizes[-2], sizes[-1]) if len(sizes) > 1 else None


async def measured(by: Actor, way: Way, name: str, sent: list[str], rows: int) -> Cost:
    kind_name, _, field_name = name.partition(".")
    kind = SCHEMA._schema.get_type(kind_name)
    assert isinstance(kind, GraphQLObjectType)
    inner = get_named_type(kind.fields[field_name].type)
    selected = field_name if is_leaf_type(inner) else f"{field_name} {{ __typename }}"
    sent.clear()
    answer = await ask(by, way.asking(selected), {"n": rows} if way.paged else {})
    return Cost(objects=count(answer["data"], kind_name), statements=len(sent))


def count(answer: object, kind: str) -> int:
    """How many objects of this type the answer holds."""
    if isinstance(answer, list):
        return sum(count(item, kind) for item in answer)
    if not isinstance(answer, dict):
        return 0
    return (answer.get("__typename") == kind) + sum(count(value, kind) for value in answer.values())


def counting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that are read from now on."""
    sent: list[str] = []
    fetch = TenantEngine.fetch

    async def noted(engine: TenantEngine, sql: str, *args: object) -> list[Row]:
        sent.append(sql)
        return await fetch(engine, sql, *args)

    monkeypatch.setattr(TenantEngine, "fetch", noted)
    return sent
