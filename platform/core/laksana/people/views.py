"""What callers get to see of persons."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from laksana_sdk.findings import Finding
from laksana_sdk.vocabulary import IdentityStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRef:
    """A person as registered: `code` belongs to those who came without a name, `label` is what letters print.

    `warnings` hold codes and ids, never a name or number.
    """

    id: UUID
    code: str | None
    label: str
    is_new: bool
    warnings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A person as the office's lists and pages show them, the NIK as `6209••••••••0001`; `sex` is L or P."""

    id: UUID
    code: str | None
    label: str
    nik_masked: str | None
    birth_date: date | None
    sex: str | None
    identity_status: IdentityStatus
    created_at: datetime
    updated_at: datetime
