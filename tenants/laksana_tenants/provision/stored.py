"""What is stored of an office, in the shape in which packs speak of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from piccolo.table import Table

from laksana_tenants.provision.faults import Place
from laksana_tenants.provision.pack import KINDS, Key, Kind, PackRow, Value, key_of
from laksana_tenants.tables import Activation, Classification, Institution, Officer, Post, PostHolder, RolePost, Tenant

TABLE_OF: Mapping[str, type[Table]] = {
    "post": Post,
    "officer": Officer,
    "role_post": RolePost,
    "post_holder": PostHolder,
    "institution": Institution,
    "activation": Activation,
    "classification": Classification,
}
TENANT_FIELDS = (
    "slug",
    "name",
    "kind",
    "region_code",
    "timezone",
    "number_formats",
    "storage_gib",
    "letterhead",
    "calendar",
)

_STORED = Place("database", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRow:
    """One stored row: its id, and its values with codes in place of ids.

    What the office has decided in the service (`is_decided`) is not the pack's to end.
    """

    id: UUID
    kind: Kind
    values: Mapping[str, Value]
    is_decided: bool = False

    @property
    def key(self) -> Key:
        """What names the row within its kind."""
        return key_of(self.kind, self.values)

    def as_pack_row(self, **changed: Value) -> PackRow:
        """The row as if a pack had said it, with some values changed."""
        return PackRow(kind=self.kind, values={**self.values, **changed}, place=_STORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredOffice:
    """An office as stored; `tenant` is None when there is none yet."""

    tenant: Mapping[str, Value] | None
    pack_hash: str | None
    rows: tuple[StoredRow, ...]

    def of(self, kind: Kind) -> dict[Key, StoredRow]:
        """The stored rows of one kind by key."""
        return {row.key: row for row in self.rows if row.kind is kind}


async def stored_office(tenant_id: UUID) -> StoredOffice:
    """Everything that packs may change of the office whose scope is entered here, ended rows included."""
    tenants = await Tenant.select().where(Tenant.id == tenant_id).output(load_json=True)
    if not tenants:
        return StoredOffice(tenant=None, pack_hash=None, rows=())
    codes: dict[UUID, str] = {}
    rows: list[StoredRow] = []
    for kind in KINDS:
        table = TABLE_OF[kind.name]
        # Offices have tens of rows of a kind; all are needed to tell what left the pack.
        of_office = table._meta.get_column_by_name("tenant_id") == tenant_id  # noqa: SLF001
        found = await table.select().where(of_office).output(load_json=True)
        codes |= {row["id"]: row["code"] for row in found if "code" in row}
        rows += [
            StoredRow(
                id=row["id"],
                kind=kind,
                values=_values(kind, row, codes),
                is_decided=row.get("activation_id") is not None,
            )
            for row in found
            # One release may be decided upon more than once: such rows are no row of a pack.
            if row.get("decided_at") is None
        ]
    return StoredOffice(
        tenant={name: tenants[0][name] for name in TENANT_FIELDS},
        pack_hash=tenants[0]["pack_hash"],
        rows=tuple(rows),
    )


def _values(kind: Kind, row: Mapping[str, Value], codes: Mapping[UUID, str]) -> dict[str, Value]:
    names = dict.fromkeys((*kind.key, *kind.fields, kind.ends_with))
    return {name: _code(row[f"{name}_id"], codes) if name in kind.references else row[name] for name in names}


def _code(id_: Value, codes: Mapping[UUID, str]) -> str | None:
    return codes[id_] if isinstance(id_, UUID) else None
