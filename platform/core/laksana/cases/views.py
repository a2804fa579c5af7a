"""What callers get to see of cases: frozen records without a name or number of a person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from laksana_sdk.findings import Finding
from laksana_sdk.states import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A warning that came with a success, as stored: its code, field and parameters."""

    code: str
    field: str | None = None
    parameters: dict[str, str | int]

    @classmethod
    def of(cls, finding: Finding) -> "Notice":
        """The finding as it can be stored."""
        return cls(code=finding.code, field=finding.field, parameters=dict(finding.parameters))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChanged:
    """The result of a mutation of a case: ids and codes only, stored and replayed under its key.

    `ids` are what the act created, by name (`letter_id`, `disposisi_id`, `agenda_number` ...).
    """

    case_id: UUID
    version: int
    status: Status
    step: str | None
    ids: dict[str, str]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case as lists and pages show it; times are aware UTC.

    `episode_of` is the reopened case that it continues, `duplicate_of` the one it repeats. `emergency_confirm_by` is
    the last day to confirm an emergency that stands unconfirmed; `owed_papers` counts what must still follow.
    """

    id: UUID
    tenant_id: UUID
    sop_slug: str
    release: str
    status: Status
    step: str | None
    version: int
    client_id: UUID
    agenda_number: str | None
    round: int
    opened_at: datetime
    received_at: datetime | None
    received_complete_at: datetime | None
    completed_at: datetime | None
    closed_at: datetime | None
    updated_at: datetime
    reopened_at: datetime | None
    episode_of: UUID | None
    duplicate_of: UUID | None
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
class OwnershipView:
    """Which level (SpmOwner) counts the client for SPM, from when until when; None: to this day."""

    case_id: UUID
    owner: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView:
    """A service (ServiceItem) that the client got, and when it was recorded."""

    case_id: UUID
    item: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralView:
    """What an institution answered last to a referral (ReferralResult), and where the client stands in its queue."""

    case_id: UUID
    step: str
    institution: str | None
    result: str
    answered_on: date
    queued_on: date | None
    queue_position: int | None
    admitted_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One event of a case with who caused it and in which capacity (nobody: the system); `data` holds codes and ids."""

    seq: int
    kind: str
    at: datetime
    officer_id: UUID | None
    role: str | None
    capacity: str | None
    performed_by: str | None
    data: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """Something somebody is asked to do now; `role` says why, `officer_id` is set when it was assigned.

    Past its time it is shown to the post above too (`escalated_post`), which may see to it but is not asked itself.
    """

    id: UUID
    case_id: UUID
    kind: str
    step: str
    role: str
    officer_id: UUID | None
    letter_id: UUID | None
    since: datetime
    due: datetime | None
    escalated_post: UUID | None
    escalated_at: datetime | None
