"""What a province sees of its offices' cases: no name, number, address or anything that leads to a person."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from laksana_sdk.states import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceCaseView:
    """A case as its province sees it, with the common core; times are aware UTC."""

    tenant_id: UUID
    id: UUID
    sop_slug: str
    release: str
    status: Status
    step: str | None
    round: int
    opened_at: datetime
    received_at: datetime | None
    received_complete_at: datetime | None
    completed_at: datetime | None
    closed_at: datetime | None
    service: str
    ppks_category: str | None
    spm_code: str | None
    kecamatan: str | None
    sex: str | None
    birth_year: int | None
    guardian_consent: str | None
    outcome: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceOfficeView:
    """An office of the province; `timezone` says whose midnight divides its months."""

    id: UUID
    slug: str
    name: str
    region_code: str
    timezone: str


class CountBy(StrEnum):
    """What cases are counted by; MONTH is the month in which they were opened, by the office's own calendar."""

    MONTH = "MONTH"
    SOP = "SOP"
    STATUS = "STATUS"
    TENANT = "TENANT"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceFilter:
    """Which cases are wanted, None means any; `opened_from` and `opened_until` are days of the office, both counted."""

    tenant_ids: tuple[UUID, ...] | None = None
    sop_slug: str | None = None
    status: Status | None = None
    opened_from: date | None = None
    opened_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceCount:
    """How many cases fall into one cell; a field that was not counted by is None.

    `month` is the first day of the month. `cases` is None when the cell was suppressed, so that it betrays nobody.
    """

    month: date | None = None
    sop_slug: str | None = None
    status: Status | None = None
    tenant_id: UUID | None = None
    cases: int | None
