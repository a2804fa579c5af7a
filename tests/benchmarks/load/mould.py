"""A mould taken of rows that use cases have written, and what is cast from it: the same rows under other ids and times.

What is sealed is sealed anew with keys of its own, and each chain is hashed anew, by the product's own functions.
"""

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]
import msgspec
from asyncpg.pgproto.pgproto import UUID as PackedUUID  # type: ignore[import-untyped]  # noqa: N811 - a UUID, packed

from laksana.audit.chain import Cause, genesis, link
from laksana.cases.codec import canonical
from laksana.cases.ledger import case_key_of
from laksana.cases.words import OpenedWords, seal_words, words_of_case
from laksana.people.record import PersonRecord, name_digest, sealed
from laksana.vault.keys import new_case_key
from laksana_infra.crypto import SecretKey, keyed_digest, open_sealed, seal
from laksana_sdk.identity import NIK

Record = list[Any]

_ID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_MOMENT: Final = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
_TOKENS: Final = re.compile(rf"({_ID}|\b[0-9a-f]{{64}}\b|{_MOMENT}|(?<=\")\d+/\d{{4}}(?=\")|^\d+/\d{{4}}$)")
"""What differs from case to case inside a text: ids, digests, moments, and the number in the agenda."""
_VERSION_7: Final = 7 << 76 | 2 << 62
_OF_CASE: Final = ("case_batch", "case_event", "submission", "incoming_letter", "letter", "case_task")
_SAID: Final = tuple(field.name for field in fields(Cause))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: what stays, and by place what changes: ids, moments and texts, by their numbers in the mould."""

    constants: Record
    ids: tuple[tuple[int, int], ...]
    moments: tuple[tuple[int, int], ...]
    texts: tuple[tuple[int, tuple[str | int, ...]], ...]

    def cast(self, ids: Sequence[UUID], moments: Sequence[date], tokens: Sequence[str]) -> Record:
        """The row of another case."""
        row = self.constants.copy()
        for place, number in self.ids:
            row[place] = ids[number]
        for place, number in self.moments:
            row[place] = moments[number]
        for place, parts in self.texts:
            row[place] = "".join([tokens[part] if isinstance(part, int) else part for part in parts])
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of a table."""

    columns: tuple[str, ...]
    place: Mapping[str, int]
    rows: tuple[Row, ...]

    def first(self, column: str) -> Any:  # noqa: ANN401 - whatever the column holds
        """What the first row has there."""
        return self.rows[0].constants[self.place[column]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """What one case is called and when: its office's ids, its agenda number, how long before the mould it was."""

    tenant_id: UUID
    key: SecretKey
    search_key: SecretKey
    office_ids: Mapping[UUID, UUID]
    office_texts: Mapping[str, str]
    serial: int
    before: timedelta
    person: PersonRecord
    nik: NIK


@dataclass(frozen=True, slots=True, kw_only=True)
class Mould:
    """Every row of one case, with what people wrote in clear."""

    tables: Mapping[str, Table]
    ids: tuple[UUID, ...]
    moments: tuple[date, ...]
    tokens: tuple[str, ...]
    words: Sequence[OpenedWords]
    agenda: bytes | None

    def cast(self, new: Cast) -> Iterator[tuple[str, list[Record]]]:
        """The rows of another case, by table."""
        moments = [moment - new.before for moment in self.moments]
        opened_at = self.tables["case_"].first("opened_at") - new.before
        ids = [new.office_ids.get(old) or uuid7_at(opened_at) for old in self.ids]
        swap, own = dict(new.office_texts), dict(zip(self.ids, ids, strict=True))
        case_id = own[self.tables["case_"].first("id")]
        key, wrapped = new_case_key(new.key, case_id)
        written = [seal_words(key, said.content, kind=said.kind, step=said.step) for said in self.words]
        submissions = self.tables["submission"]
        for row, said in zip(submissions.rows, written, strict=True):
            old = row.constants[submissions.place["id"]]
            ids[self.ids.index(old)] = said.id
            swap[str(old)], swap[row.constants[submissions.place["digest"]].hex()] = str(said.id), said.digest.hex()
        received = self.tables["case_"].first("received_at")
        year = (received - new.before).year if received else 0
        swap[self.tables["case_"].first("agenda_number")] = f"{new.serial}/{year}"
        swap |= {_shown(old): _shown(now) for old, now in zip(self.moments, moments, strict=True)}
        named = {str(old): old for old in own}
        tokens = [swap.get(token) or (str(own[named[token]]) if token in named else token) for token in self.tokens]
        made = {name: [row.cast(ids, moments, tokens) for row in table.rows] for name, table in self.tables.items()}
        head = self._chain(made, genesis(new.tenant_id, case_id))
        self._set(made, "case_", wrapped_key=[wrapped], head_hash=[head], anchored_version=[0])
        self._set(made, "submission", sealed=[one.sealed for one in written], digest=[one.digest for one in written])
        if self.agenda is not None:
            entry_id = made["incoming_letter"][0][self.tables["incoming_letter"].place["id"]]
            letter = seal(key, self.agenda, associated=_agenda_place(entry_id))
            self._set(made, "incoming_letter", year=[year], serial=[new.serial], sealed=[letter])
        self._set_person(made, new)
        yield from made.items()

    def _chain(self, made: Mapping[str, list[Record]], head: bytes) -> bytes:
        batches, events = self.tables["case_batch"], self.tables["case_event"]
        causes, places = {}, [batches.place[name] for name in _SAID]
        for row in made["case_batch"]:
            said = dict(zip(_SAID, [row[place] for place in places], strict=True))
            said |= {name: msgspec.Raw(said[name].encode()) for name in ("payload", "submission_ids")}
            causes[said["id"]] = Cause(**said).digest()
        at = [events.place[name] for name in ("seq", "batch_id", "kind", "data", "previous_hash", "hash")]
        for row in made["case_event"]:
            seq, batch, kind, data = (row[place] for place in at[:4])
            row[at[4]] = head
            row[at[5]] = head = link(head, seq=seq, cause=causes[batch], kind=kind, data=data)
        return head

    def _set_person(self, made: Mapping[str, list[Record]], new: Cast) -> None:
        person_id = made["person"][0][self.tables["person"].place["id"]]
        born = new.person.birth_date
        self._set(
            made, "person",
            sealed=[sealed(new.person, person_id=person_id, key=new.key)],
            nik_digest=[keyed_digest(new.search_key, new.nik.digits.encode(), purpose="person.nik")],
            name_digest=[name_digest(new.person.name, born, key=new.key)],
            birth_year=[born.year if born else None],
        )  # fmt: skip

    def _set(self, made: Mapping[str, list[Record]], name: str, **columns: list[Any]) -> None:
        for column, values in columns.items():
            place = self.tables[name].place[column]
            for row, value in zip(made[name], values, strict=True):
                row[place] = value


async def mould_of(superuser: asyncpg.Connection, case_id: UUID) -> Mould:
    """The mould of this case, which the office in scope owns."""
    found = {"case_": await superuser.fetch("select * from case_ where id = $1", case_id)}
    for name in _OF_CASE:
        order = "seq" if name == "case_event" else "id"
        found[name] = await superuser.fetch(f"select * from {name} where case_id = $1 order by {order}", case_id)
    found["person"] = await superuser.fetch("select * from person where id = $1", found["case_"][0]["client_id"])
    rows = {name: [_canonical(row) for row in rows] for name, rows in found.items() if rows}
    values = [value for some in rows.values() for row in some for value in row.values()]
    ids = tuple({value for value in values if isinstance(value, UUID)})
    moments = tuple({value for value in values if isinstance(value, date)})
    tokens = tuple({token for value in values if isinstance(value, str) for token in _TOKENS.findall(value)})
    key = await case_key_of(case_id)
    entry = next(iter(rows.get("incoming_letter", ())), None)
    return Mould(
        tables={
            name: Table(
                columns=tuple(some[0]),
                place={column: place for place, column in enumerate(some[0])},
                rows=tuple(_row(row, ids, moments, tokens) for row in some),
            )
            for name, some in rows.items()
        },
        ids=ids,
        moments=moments,
        tokens=tokens,
        words=await words_of_case(case_id, key),
        agenda=open_sealed(key, entry["sealed"], associated=_agenda_place(entry["id"])) if entry else None,
    )


def _row(values: Mapping[str, Any], ids: Sequence[UUID], moments: Sequence[date], tokens: Sequence[str]) -> Row:
    placed = list(enumerate(values.values()))
    split = [(place, _TOKENS.split(value)) for place, value in placed if isinstance(value, str)]
    return Row(
        constants=list(values.values()),
        ids=tuple((place, ids.index(value)) for place, value in placed if isinstance(value, UUID)),
        moments=tuple((place, moments.index(value)) for place, value in placed if isinstance(value, date)),
        texts=tuple(
            (place, tuple(tokens.index(part) if odd % 2 else part for odd, part in enumerate(parts)))
            for place, parts in split
            if len(parts) > 1
        ),
    )


def _canonical(row: Mapping[str, Any]) -> dict[str, Any]:
    # Causes are hashed as canonical text; PostgreSQL shows JSON with spaces.
    json = {name: canonical(msgspec.json.decode(row[name])) for name in ("payload", "submission_ids") if name in row}
    return {**row, **json}


def uuid7_at(at: datetime) -> UUID:
    """An id of version 7 as it would have been made then."""
    made: UUID = PackedUUID((int(at.timestamp() * 1000) << 80 | _VERSION_7 | secrets.randbits(62)).to_bytes(16, "big"))
    return made


def _agenda_place(entry_id: UUID) -> bytes:
    return b"incoming_letter/" + entry_id.bytes


def _shown(moment: date) -> str:
    return moment.isoformat().replace("+00:00", "Z")
