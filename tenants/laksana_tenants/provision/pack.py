"""A pack: an office as data, in the shape in which it is compared with what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from laksana_tenants.actor import TenantKind
from laksana_tenants.provision.faults import Fault, Place

Value: TypeAlias = object
Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of row in a pack: which fields name it, which it has, and which one ends it.

    `references` says which fields hold the code of another kind's row; in the table they are its `<field>_id`.
    """

    name: str
    key: tuple[str, ...]
    fields: tuple[str, ...]
    ends_with: str
    begins_with: str | None = None
    references: Mapping[str, str]


POST = Kind(
    name="post",
    key=("code",),
    fields=("title", "unit", "rank", "parent", "is_shared"),
    ends_with="ended_on",
    references={"parent": "post"},
)
OFFICER = Kind(
    name="officer",
    key=("code",),
    fields=("name", "nip", "pangkat", "golongan", "phone", "is_fixture"),
    ends_with="ended_on",
    references={},
)
ROLE_POST = Kind(
    name="role_post",
    key=("role", "post", "valid_from"),
    fields=("valid_until", "confirmed_on", "is_fixture"),
    ends_with="valid_until",
    begins_with="valid_from",
    references={"post": "post"},
)
POST_HOLDER = Kind(
    name="post_holder",
    key=("post", "officer", "capacity", "valid_from"),
    fields=("order_number", "through_post", "valid_until", "is_fixture"),
    ends_with="valid_until",
    begins_with="valid_from",
    references={"post": "post", "officer": "officer", "through_post": "post"},
)
INSTITUTION = Kind(
    name="institution",
    key=("slug",),
    fields=("kind", "name", "address", "services", "region_code", "valid_from", "valid_until"),
    ends_with="valid_until",
    begins_with="valid_from",
    references={},
)
ACTIVATION = Kind(
    name="activation",
    key=("sop_slug", "release"),
    fields=("effective_from", "valid_until", "mapping_confirmed_on", "is_fixture"),
    ends_with="valid_until",
    begins_with="effective_from",
    references={},
)
CLASSIFICATION = Kind(
    name="classification",
    key=("code", "valid_from"),
    fields=("name", "scheme", "source", "successor", "valid_until"),
    ends_with="valid_until",
    begins_with="valid_from",
    references={},
)
KINDS = (POST, OFFICER, ROLE_POST, POST_HOLDER, INSTITUTION, ACTIVATION, CLASSIFICATION)
"""Every kind of row, those that others refer to first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRow:
    """One row that the pack wants, with the place where it stands."""

    kind: Kind
    values: Mapping[str, Value]
    place: Place

    @property
    def key(self) -> Key:
        """What names the row within its kind."""
        return key_of(self.kind, self.values)

    def day(self, name: str) -> date | None:
        """A dated field of the row."""
        value = self.values[name]
        return value if isinstance(value, date) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassUse:
    """A class that a register, or a kind of letter in it, is numbered with."""

    register: str
    field: str
    code: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """What a pack's files say; nothing in it may be believed while it has a fault that blocks."""

    slug: str
    folder: Path
    digest: str
    kind: TenantKind
    tenant: Mapping[str, Value]
    rows: tuple[PackRow, ...]
    class_uses: tuple[ClassUse, ...] = ()
    faults: tuple[Fault, ...]

    def of(self, kind: Kind) -> tuple[PackRow, ...]:
        """The rows of one kind, in the order of the files."""
        return tuple(row for row in self.rows if row.kind is kind)

    @property
    def blocked_by(self) -> tuple[Fault, ...]:
        """The faults that must be mended before anything can be written."""
        return tuple(fault for fault in self.faults if fault.finding.blocks)


def key_of(kind: Kind, values: Mapping[str, Value]) -> Key:
    """What names a row of this kind: the same text for a row of the pack and for the stored one."""
    return tuple(str(values[name]) for name in kind.key)
