"""Many cases that stand where one case stands: its rows under other ids, sealed and chained as if it had happened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from laksana.audit.chain import Cause, genesis, link
from laksana.vault.keys import new_case_key, office_key, unwrap_case_key
from laksana_infra.crypto import SecretKey, open_sealed, seal
from laksana_infra.ids import new_id

Rows = list[dict[str, Any]]
TABLES = ("case_", "case_batch", "submission", "case_event", "case_task")


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The rows of one case, with the keys to open what was sealed in it."""

    rows: Mapping[str, Rows]
    key: SecretKey
    office: SecretKey

    def copy(self, case_id: UUID) -> dict[str, Rows]:
        """The case's rows under this id."""
        case = self.rows["case_"][0]
        key, wrapped = new_case_key(self.office, case_id)
        ids = {row["id"]: new_id() for table in TABLES[1:] for row in self.rows[table]}
        words = [self._sealed_again(row, ids[row["id"]], case_id, key) for row in self.rows["submission"]]
        batches = [self._batch(row, ids, case_id) for row in self.rows["case_batch"]]
        events, head = self._chained(batches, ids, case["tenant_id"], case_id)
        tasks = [{**row, "id": ids[row["id"]], "case_id": case_id} for row in self.rows["case_task"]]
        return {
            "case_": [{**case, "id": case_id, "wrapped_key": wrapped, "head_hash": head, "anchored_version": 0}],
            "case_batch": batches,
            "submission": words,
            "case_event": events,
            "case_task": tasks,
        }

    def _sealed_again(self, row: dict[str, Any], new: UUID, case_id: UUID, key: SecretKey) -> dict[str, Any]:
        plaintext = open_sealed(self.key, bytes(row["sealed"]), associated=b"submission/" + row["id"].bytes)
        sealed = seal(key, plaintext, associated=b"submission/" + new.bytes)
        return {**row, "id": new, "case_id": case_id, "sealed": sealed}

    def _batch(self, row: dict[str, Any], ids: Mapping[UUID, UUID], case_id: UUID) -> dict[str, Any]:
        renamed = {name: _renamed(row[name], ids) for name in ("payload", "submission_ids")}
        return {**row, **renamed, "id": ids[row["id"]], "case_id": case_id}

    def _chained(self, batches: Rows, ids: Mapping[UUID, UUID], tenant_id: UUID, case_id: UUID) -> tuple[Rows, bytes]:
        digests, head, events = {row["id"]: _digest(row) for row in batches}, genesis(tenant_id, case_id), []
        for row in self.rows["case_event"]:
            batch_id, data = ids[row["batch_id"]], _renamed(row["data"], ids)
            following = link(head, seq=row["seq"], cause=digests[batch_id], kind=row["kind"], data=data)
            events.append(
                {**row, "id": ids[row["id"]], "case_id": case_id, "batch_id": batch_id, "data": data,
                 "previous_hash": head, "hash": following}
            )  # fmt: skip
            head = following
        return events, head


async def original(superuser: Any, case_id: UUID) -> Original:  # noqa: ANN401 - asyncpg's own, untyped
    """The case of this id, to be copied; call it in its office's scope."""
    rows = {}
    for table in TABLES:
        column, order = ("id", "id") if table == "case_" else ("case_id", "seq" if table == "case_event" else "id")
        found = await superuser.fetch(f"select * from app.{table} where {column} = $1 order by {order}", case_id)
        rows[table] = [dict(row) for row in found]
    office = await office_key()
    return Original(rows=rows, office=office, key=unwrap_case_key(office, case_id, rows["case_"][0]["wrapped_key"]))


async def store_copies(superuser: Any, source: Original, case_ids: Iterable[UUID]) -> None:  # noqa: ANN401
    """The case once more under each of these ids."""
    copies = [source.copy(case_id) for case_id in case_ids]
    for table in TABLES:
        rows = [row for made in copies for row in made[table]]
        columns = list(rows[0])
        await superuser.copy_records_to_table(
            table, schema_name="app", columns=columns, records=[tuple(row.values()) for row in rows]
        )


def _renamed(text: str, ids: Mapping[UUID, UUID]) -> str:
    for old, new in ids.items():
        text = text.replace(str(old), str(new))
    return text


def _digest(row: Mapping[str, Any]) -> bytes:
    said = {name: row[name] for name in Cause.__dataclass_fields__ if name not in {"payload", "submission_ids"}}
    payload, submission_ids = (msgspec.json.decode(row[name]) for name in ("payload", "submission_ids"))
    return Cause(**said, payload=payload, submission_ids=submission_ids).digest()
