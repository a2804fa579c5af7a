"""What a province's officer sees of its offices: no name, number or address."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.procedures.queries import step_labels
from laksana.province.views import (
    CountBy,
    ProvinceCaseView,
    ProvinceCount,
    ProvinceReferralView,
    ProvinceStepView,
    ReferralCount,
    ReferralCountBy,
)
from laksana_graphql.described import doc
from laksana_graphql.types.cases import CommonCore
from laksana_graphql.types.offices import OfficeType
from laksana_sdk.states import Status
from laksana_sdk.vocabulary import ReferralResult, SpmOwner

Offices = Mapping[UUID, OfficeType]

strawberry.enum(CountBy, name="CountBy", description="What cases are counted by; MONTH is the one they were opened in.")
strawberry.enum(ReferralCountBy, name="ReferralCountBy", description="What referrals are counted by.")


@strawberry.type(name="ProvinceStep")
class ProvinceStepType:
    """A step that a case came to."""

    seq: Annotated[int, doc("Its place in what happened to the case.")]
    step: str
    label: Annotated[str | None, doc("What the step is called; null when that release is not installed any more.")]
    status: Annotated[Status, doc("The status that the case got with it.")]
    at: Annotated[datetime, doc("Since when the case stood there.")]


@strawberry.type(name="ProvinceCase")
class ProvinceCaseType:
    """A case of one of the province's offices."""

    id: UUID
    office: OfficeType
    sop_slug: str
    release: str
    status: Status
    status_label: str
    step: str | None
    round: int
    opened_at: datetime
    received_at: datetime | None
    received_complete_at: datetime | None
    completed_at: datetime | None
    closed_at: datetime | None
    reopened_at: datetime | None
    emergency_confirm_by: Annotated[date | None, doc("The last day to confirm an emergency that stands unconfirmed.")]
    owed_papers: Annotated[int, doc("How many papers must still follow after an emergency.")]
    core: CommonCore
    steps: Annotated[list[ProvinceStepType], doc("The steps that it has come to, in their order.", size=8)]

    @classmethod
    def from_view(
        cls, view: ProvinceCaseView, offices: Offices, steps: Iterable[ProvinceStepView] = ()
    ) -> "ProvinceCaseType":
        """The case as its province sees it."""
        labels = step_labels(view.sop_slug, view.release)
        return cls(
            id=view.id,
            office=offices[view.tenant_id],
            sop_slug=view.sop_slug,
            release=view.release,
            status=view.status,
            status_label=view.status.label,
            step=view.step,
            round=view.round,
            opened_at=view.opened_at,
            received_at=view.received_at,
            received_complete_at=view.received_complete_at,
            completed_at=view.completed_at,
            closed_at=view.closed_at,
            reopened_at=view.reopened_at,
            emergency_confirm_by=view.emergency_confirm_by,
            owed_papers=view.owed_papers,
            core=CommonCore.of(view),
            steps=[
                ProvinceStepType(seq=one.seq, step=one.step, label=labels.get(one.step), status=one.status, at=one.at)
                for one in steps
            ],
        )


@strawberry.type(name="ProvinceCount")
class ProvinceCountType:
    """How many cases fall into one cell; what was not counted by is null."""

    office: OfficeType | None
    sop_slug: str | None
    month: Annotated[date | None, doc("The first day of the month in which the cases were opened.")]
    status: Status | None
    spm_owner: SpmOwner | None
    cases: Annotated[int | None, doc("Null where it was suppressed because so few cases can be recognised.")]

    @classmethod
    def from_view(cls, view: ProvinceCount, offices: Offices) -> "ProvinceCountType":
        """The cell with its office's name."""
        return cls(
            office=offices.get(view.tenant_id) if view.tenant_id else None,
            sop_slug=view.sop_slug,
            month=view.month,
            status=view.status,
            spm_owner=SpmOwner[view.spm_owner] if view.spm_owner else None,
            cases=view.cases,
        )


@strawberry.type(name="ProvinceReferral")
class ProvinceReferralType:
    """A referral of a case of one of the province's offices, with its last answer."""

    id: UUID
    case_id: UUID
    office: OfficeType
    sop_slug: str
    step: str
    institution: Annotated[str | None, doc("Its slug in that office's register.")]
    result: ReferralResult
    result_label: str
    answered_on: date
    queued_on: Annotated[date | None, doc("Since when the client waits there, or waited.")]
    queue_position: int | None
    admitted_on: date | None

    @classmethod
    def from_view(cls, view: ProvinceReferralView, offices: Offices) -> "ProvinceReferralType":
        """The referral as the province sees it."""
        result = ReferralResult[view.result]
        return cls(
            id=view.id,
            case_id=view.case_id,
            office=offices[view.tenant_id],
            sop_slug=view.sop_slug,
            step=view.step,
            institution=view.institution,
            result=result,
            result_label=result.label,
            answered_on=view.answered_on,
            queued_on=view.queued_on,
            queue_position=view.queue_position,
            admitted_on=view.admitted_on,
        )


@strawberry.type(name="ReferralCount")
class ReferralCountType:
    """How many referrals fall into one cell; what was not counted by is null."""

    office: OfficeType | None
    sop_slug: str | None
    institution: str | None
    result: ReferralResult | None
    referrals: Annotated[int | None, doc("Null where it was suppressed because so few can be recognised.")]
    longest_queued_since: Annotated[date | None, doc("Since when the first of those in a queue waits.")]

    @classmethod
    def from_view(cls, view: ReferralCount, offices: Offices) -> "ReferralCountType":
        """The cell with its office's name."""
        return cls(
            office=offices.get(view.tenant_id) if view.tenant_id else None,
            sop_slug=view.sop_slug,
            institution=view.institution,
            result=ReferralResult[view.result] if view.result else None,
            referrals=view.referrals,
            longest_queued_since=view.longest_queued_since,
        )
