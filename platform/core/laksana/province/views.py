"""What a province sees of its offices' cases: no name, number, address or anything that leads to a person."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from laksana_sdk.states import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceCaseView:
    """A case as its province sees it, with the common core; times are aware UTC.

    `emergency_confirm_by` is set while an emergency stands unconfirmed; `owed_papers` counts what must still follow.
    """

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
    reopened_at: datetime | None
    emergency_confirm_by: date | None
    owed_papers: int
    service: str
    ppks_category: str | None
    spm_code: str | None
    kecamatan: str | None
    sex: str | None
    birth_year: int | None
    guardian_consent: str | None
    outcome: str | None
    spm_owner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceStepView:
    """A step that a case came to, with the status that it got there, and since when; `seq` orders them."""

    seq: int
    step: str
    status: Status
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceReferralView:
    """A referral as its province sees it: which institution, its last answer (ReferralResult), the place in the queue.

    `institution` is the slug in that office's register.
    """

    tenant_id: UUID
    id: UUID
    case_id: UUID
    sop_slug: str
    step: str
    institution: str | None
    result: str
    answered_on: date
    queued_on: date | None
    queue_position: int | None
    admitted_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceOfficeView:
    """An office of the province; `timezone` says whose midnight divides its months."""

    id: UUID
    slug: str
    name: str
    region_code: str
    timezone: str


class CountBy(StrEnum):
    """What cases are counted by; MONTH is the month in which they were opened, by the office's own calendar.

    SPM_OWNER is the level that owns the client now, without one where the SOP has not said it.
    """

    MONTH = "MONTH"
    SOP = "SOP"
    SPM_OWNER = "SPM_OWNER"
    STATUS = "STATUS"
    TENANT = "TENANT"


class ReferralCountBy(StrEnum):
    """What referrals are counted by."""

    INSTITUTION = "INSTITUTION"
    RESULT = "RESULT"
    SOP = "SOP"
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
    spm_owner: str | None = None
    tenant_id: UUID | None = None
    cases: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFilter:
    """Which referrals are wanted, None means any."""

    tenant_ids: tuple[UUID, ...] | None = None
    sop_slug: str | None = None
    institution: str | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralCount:
    """How many referrals fall into one cell; a field that was not counted by is None.

    `longest_queued_since` is the earliest day since which somebody in the cell waits in a queue. `referrals` and it are
    None when the cell was suppressed.
    """

    institution: str | None = None
    result: str | None = None
    sop_slug: str | None = None
    tenant_id: UUID | None = None
    referrals: int | None
    longest_queued_since: date | None = None
