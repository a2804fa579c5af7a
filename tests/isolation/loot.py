"""What an intruder may have got hold of: ids, cursors, codes and words of another office, each with nobody's double."""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from graphql import is_required_argument
from tests.isolation.catalogue import tables_of_offices
from tests.isolation.operations import root_fields
from tests.support.graphql import ask
from tests.support.inhabited import Inhabited

from laksana.handover.link import link_path
from laksana.people.queries import open_person
from laksana.vault.keys import office_key
from laksana.verification.codes import code_of
from laksana_graphql.schema import SCHEMA
from laksana_infra.connection import Connection

Spoils = Mapping[str, str]
"""A value of the other office by what it is, or its double."""

_QUERIES: Mapping[str, str] = {
    "tenant_id": "select id from tenant where id = $1",
    "client_id": "select id from person where tenant_id = $1 order by id",
    "case_id": "select id from case_ where tenant_id = $1 order by id",
    "letter_id": "select id from letter where tenant_id = $1 order by id",
    "attachment_id": "select id from attachment where tenant_id = $1 order by id",
    "officer_id": "select id from officer where tenant_id = $1 order by id",
    "dispatch_id": "select id from dispatch where tenant_id = $1 order by id",
    "handover_id": "select id from handover_received where tenant_id = $1 order by id",
    "sent_handover_id": "select id from handover_sent where tenant_id = $1 order by id",
    "number_id": "select id from register_number where tenant_id = $1 order by id",
    "entry_id": "select id from incoming_letter where tenant_id = $1 order by id",
    "signature_id": "select id from electronic_signature where tenant_id = $1 order by id",
    "root_id": "select id from audit_root where tenant_id = $1 order by id",
    "activation_id": "select id from activation where tenant_id = $1 order by id",
    "plan_id": "select id from migration_plan where tenant_id = $1 order by id",
    "institution": "select i.slug from institution i where i.tenant_id = $1 and not exists"
    " (select from institution o where o.tenant_id <> i.tenant_id and o.slug = i.slug) order by 1",
    "draft_sha256": "select draft_sha256 from letter where tenant_id = $1 and draft_sha256 is not null order by id",
    "final_sha256": "select final_sha256 from letter where tenant_id = $1 and final_sha256 is not null order by id",
    "job_id": "select lpad(id::text, 12, '0') from procrastinate_jobs where args ->> 'tenant_id' = $1::uuid::text"
    " order by id",
    "key": "select key from idempotency_key where tenant_id = $1 order by id",
    "person": "select o.code from officer o where o.tenant_id = $1 and not exists"
    " (select from officer p where p.tenant_id <> o.tenant_id and p.code = o.code) order by 1",
}
_NIKS = """
select p.id from person p where p.tenant_id = $1 and p.nik_digest is not null
and not exists (select from person o where o.tenant_id <> $1 and o.nik_digest = p.nik_digest) order by p.id"""
"""Whose NIK no other office knows."""
_WORD = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
_SHORTEST_MARK = 6
_MARKING = {
    "name", "nip", "nik", "number", "key", "object_key", "draft_key", "final_key", "phone", "address", "birth_place",
    "born_at", "village",
}  # fmt: skip
"""Columns whose values betray whom or what they belong to."""
_PUBLIC = {"app.institution"}
"""What procedures name as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loot:
    """The other office's values by what they are, in the order in which they were made."""

    things: Mapping[str, Sequence[str]]
    ids: frozenset[str]
    """Every id and hash of theirs."""
    marks: tuple[str, ...]
    """Words for their people and papers that stand in nobody else's rows: names, numbers, keys."""

    def spoils(self, random: Random) -> tuple[Spoils, Spoils]:
        """One value of each kind, and doubles of them that no office has."""
        theirs = {name: random.choice(values) for name, values in self.things.items()}
        return theirs, {name: double(value, random) for name, value in theirs.items()}

    def shown_in(self, text: str) -> list[str]:
        """What of theirs stands in the text."""
        shown = self.ids.intersection(_WORD.findall(text))
        return sorted(shown) + [mark for mark in self.marks if mark in text]


def double(value: str, random: Random) -> str:
    """A value of the same shape that nobody has; it stands at the same place of every order that begins with a time."""
    try:
        known = UUID(value)
    except ValueError:
        return _double_of_nik(value, random) or _double_of_cursor(value, random) or _double_of_text(value, random)
    return str(UUID(bytes=known.bytes[:10] + random.randbytes(6)))


def _double_of_nik(value: str, random: Random) -> str | None:
    # Born in the same place on the same day: a number that nobody can have is refused as such.
    return f"{value[:12]}{random.randrange(2, 10_000):04}" if re.fullmatch(r"\d{16}", value) else None


def _double_of_cursor(value: str, random: Random) -> str | None:
    try:
        parts = json.loads(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)))
        first, id_ = parts
        UUID(id_)
    except (ValueError, TypeError):
        return None
    return base64.urlsafe_b64encode(json.dumps((first, double(id_, random))).encode()).decode().rstrip("=")


def _double_of_text(value: str, random: Random) -> str:
    return "".join(_like(sign, random) for sign in value)


def _like(sign: str, random: Random) -> str:
    for alphabet in ("0123456789", "abcdef", "ghjkmnpqrstvwxyz", "ABCDEF", "GHJKMNPQRSTVWXYZ"):
        if sign in alphabet:
            return random.choice(alphabet)
    return sign


def named(text: str, spoils: Spoils) -> str:
    """The text with each value replaced by what it is, so that two answers can be compared."""
    for name, value in spoils.items():
        text = text.replace(value, f"<{name}>")
    return text


async def gather(inhabited: Inhabited, behind: Connection) -> Loot:
    """All that lies in the other office's rows, and what its own people would be given to use."""
    theirs = inhabited.theirs.id
    things = {
        name: [str(next(iter(row.values()))) for row in await behind.fetch(sql, theirs)]
        for name, sql in _QUERIES.items()
    }
    things["paper_id"] = [str(inhabited.received_paper)]
    things["cursor"] = await _cursors(inhabited)
    with inhabited.world.inside():
        things["nik"] = [str((await open_person(row["id"])).nik) for row in await behind.fetch(_NIKS, theirs)]
        key = await office_key()
        things["code"] = [code_of(key, UUID(id_)) for id_ in things["letter_id"] + things["dispatch_id"]]
        for name, condition in (("dead_link", "is not null"), ("living_link", "is null")):
            sql = f"select id from handover_link where tenant_id = $1 and revoked_at {condition} order by id"
            links = await behind.fetch(sql, theirs)
            things[name] = [(await link_path(row["id"])).rpartition("/")[2] for row in links]
    empty = [name for name, values in things.items() if not values]
    assert empty == [], f"the other office has no {empty}: nothing to try with"
    ids, marks = await _words(behind, theirs)
    return Loot(things=things, ids=frozenset(ids), marks=tuple(sorted(marks)))


async def _cursors(inhabited: Inhabited) -> list[str]:
    """Where each list of the other office goes on after its first and its second row."""
    inside, cursors = await inhabited.intruder(inhabited.theirs), []
    for name, (_, field) in sorted(root_fields(SCHEMA._schema).items()):
        needs_more = any(is_required_argument(argument) for argument in field.args.values())
        if name.startswith("Query.") and "after" in field.args and "province" not in name and not needs_more:
            call = name.partition(".")[2]
            for first in (1, 2):
                said = await ask(inside, f"{{ {call}(first: {first}) {{ pageInfo {{ endCursor }} }} }}")
                shown = said["data"][call]
                cursors.append(shown and shown["pageInfo"]["endCursor"])
    return sorted(cursor for cursor in cursors if cursor)


async def _words(behind: Connection, theirs: UUID) -> tuple[set[str], set[str]]:
    """Ids and hashes of their rows, and the words for people and papers that stand in no other office's rows."""
    at_theirs: set[str] = set()
    elsewhere: set[str] = set()
    words: set[str] = set()
    for table in await tables_of_offices(behind):
        for found in await behind.fetch(f"select tenant_id, row_to_json(t)::text as row from {table} t"):
            row = json.loads(found["row"])
            texts = _texts(row)
            if found["tenant_id"] != theirs:
                elsewhere |= texts
                continue
            at_theirs |= texts
            words |= {row[name] for name in _MARKING & row.keys() if row[name] and table not in _PUBLIC}
    ids = {text for text in at_theirs - elsewhere if _WORD.fullmatch(text)}
    return ids | {str(theirs)}, {word for word in words - elsewhere if len(word) >= _SHORTEST_MARK}


def _texts(value: Any) -> set[str]:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return {text for item in value.values() for text in _texts(item)}
    if isinstance(value, list):
        return {text for item in value for text in _texts(item)}
    return set()
