"""What a province's officer sees of its offices: no name, number or address."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.province.views import CountBy, ProvinceCaseView, ProvinceCount, ProvinceOfficeView
from laksana_graphql.described import doc
from laksana_graphql.types.cases import CommonCore
from laksana_graphql.types.offices import OfficeType
from laksana_sdk.states import Status

Offices = dict[UUID, ProvinceOfficeView]

strawberry.enum(CountBy, name="CountBy", description="What cases are counted by; MONTH is the one they were opened in.")


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
    core: CommonCore

    @classmethod
    def from_view(cls, view: ProvinceCaseView, offices: Offices) -> "ProvinceCaseType":
        """The case as its province sees it."""
        return cls(
            id=view.id,
            office=OfficeType.from_province(offices[view.tenant_id]),
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
            core=CommonCore.of(view),
        )


@strawberry.type(name="ProvinceCount")
class ProvinceCountType:
    """How many cases fall into one cell; what was not counted by is null."""

    office: OfficeType | None
    sop_slug: str | None
    month: Annotated[date | None, doc("The first day of the month in which the cases were opened.")]
    status: Status | None
    cases: Annotated[int | None, doc("Null where it was suppressed because so few cases can be recognised.")]

    @classmethod
    def from_view(cls, view: ProvinceCount, offices: Offices) -> "ProvinceCountType":
        """The cell with its office's name."""
        office = offices.get(view.tenant_id) if view.tenant_id else None
        return cls(
            office=OfficeType.from_province(office) if office else None,
            sop_slug=view.sop_slug,
            month=view.month,
            status=view.status,
            cases=view.cases,
        )
