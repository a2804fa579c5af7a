"""What a province's officer can ask: cases and counts of its offices, through the masked views."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.cases.queries import Position
from laksana.province.queries import (
    province_cases,
    province_counts,
    steps_of_province_cases,
)
from laksana.province.referral_queries import ReferralPosition, province_referral_counts, province_referrals
from laksana.province.views import CountBy, ProvinceFilter, ReferralCountBy, ReferralFilter
from laksana_graphql.context import Info, asks_for, province_actor
from laksana_graphql.described import doc, weighed
from laksana_graphql.inputs.changes import few
from laksana_graphql.types.offices import OfficeType
from laksana_graphql.types.paging import Connection, day_and_id, moment_and_id, page, size
from laksana_graphql.types.province import (
    Offices,
    ProvinceCaseType,
    ProvinceCountType,
    ProvinceReferralType,
    ReferralCountType,
)
from laksana_infra.scope import ProvinceScope, scoped
from laksana_sdk.states import Status
from laksana_sdk.vocabulary import ReferralResult
from laksana_tenants.queries import offices_below


@strawberry.input(name="ProvinceFilter")
class ProvinceFilterInput:
    """Which cases are wanted; what is left out may be anything."""

    office_ids: list[UUID] | None = None
    sop: str | None = None
    status: Status | None = None
    opened_from: date | None = None
    opened_until: date | None = None

    def wanted(self) -> ProvinceFilter:
        """The filter of the query; raises Invalid for more than 100 offices."""
        return ProvinceFilter(
            tenant_ids=few(self.office_ids, "officeIds") if self.office_ids is not None else None,
            sop_slug=self.sop,
            status=self.status,
            opened_from=self.opened_from,
            opened_until=self.opened_until,
        )


@strawberry.input(name="ReferralFilter")
class ReferralFilterInput:
    """Which referrals are wanted; what is left out may be anything."""

    office_ids: list[UUID] | None = None
    sop: str | None = None
    institution: Annotated[str | None, doc("Its slug in the offices' registers.")] = None
    result: ReferralResult | None = None

    def wanted(self) -> ReferralFilter:
        """The filter of the query; raises Invalid for more than 100 offices."""
        return ReferralFilter(
            tenant_ids=few(self.office_ids, "officeIds") if self.office_ids is not None else None,
            sop_slug=self.sop,
            institution=self.institution,
            result=self.result.value if self.result else None,
        )


@strawberry.type
class ProvinceReads:
    """Across the offices of the province that asks; nothing here names a person."""

    @strawberry.field
    async def province_cases(
        self,
        info: Info,
        first: int = 20,
        after: str | None = None,
        filter: ProvinceFilterInput | None = None,
    ) -> Connection[ProvinceCaseType] | None:
        """The cases of the province's offices, newest first; `first` is at most 100. Their offices see who read."""
        position, wanted = moment_and_id(after), filter.wanted() if filter else ProvinceFilter()
        async with _province(info) as offices:
            rows = await province_cases(
                wanted, size=size(first), after=Position(opened_at=position[0], id=position[1]) if position else None
            )
            steps = await steps_of_province_cases(rows[:first]) if asks_for(info, "steps") else {}
        for case in rows[:first]:
            info.context.readings.saw_across(case.tenant_id, case.id)
        return page(
            rows,
            first,
            lambda case: ProvinceCaseType.from_view(case, offices, steps.get(case.id, ())),
            lambda case: (case.opened_at.isoformat(), str(case.id)),
        )

    @weighed(size=100, cost=5)
    async def province_counts(
        self,
        info: Info,
        by: Annotated[
            list[CountBy] | None, strawberry.argument(description="What the cells are divided by, in this order.")
        ] = None,
        filter: ProvinceFilterInput | None = None,
    ) -> list[ProvinceCountType] | None:
        """How many cases there are, by office, SOP, month and status unless `by` says otherwise; no empty cells."""
        wanted = filter.wanted() if filter else ProvinceFilter()
        parts = tuple(by) if by else (CountBy.TENANT, CountBy.SOP, CountBy.MONTH, CountBy.STATUS)
        async with _province(info) as offices:
            counts = await province_counts(wanted, by=parts)
        return [ProvinceCountType.from_view(count, offices) for count in counts]

    @strawberry.field
    async def province_referrals(
        self,
        info: Info,
        first: int = 20,
        after: str | None = None,
        filter: ReferralFilterInput | None = None,
    ) -> Connection[ProvinceReferralType] | None:
        """The referrals of the province's offices, latest answer first; `first` is at most 100."""
        position, wanted = day_and_id(after), filter.wanted() if filter else ReferralFilter()
        async with _province(info) as offices:
            rows = await province_referrals(
                wanted,
                size=size(first),
                after=ReferralPosition(answered_on=position[0], id=position[1]) if position else None,
            )
        for referral in rows[:first]:
            info.context.readings.saw_across(referral.tenant_id, referral.case_id)
        return page(
            rows,
            first,
            lambda referral: ProvinceReferralType.from_view(referral, offices),
            lambda referral: (referral.answered_on.isoformat(), str(referral.id)),
        )

    @weighed(size=100, cost=5)
    async def province_referral_counts(
        self,
        info: Info,
        by: Annotated[
            list[ReferralCountBy] | None,
            strawberry.argument(description="What the cells are divided by, in this order."),
        ] = None,
        filter: ReferralFilterInput | None = None,
    ) -> list[ReferralCountType] | None:
        """How many referrals there are, by institution and result unless `by` says otherwise; no empty cells."""
        wanted = filter.wanted() if filter else ReferralFilter()
        parts = tuple(by) if by is not None else (ReferralCountBy.INSTITUTION, ReferralCountBy.RESULT)
        async with _province(info) as offices:
            counts = await province_referral_counts(wanted, by=parts)
        return [ReferralCountType.from_view(count, offices) for count in counts]


@asynccontextmanager
async def _province(info: Info) -> AsyncIterator[Offices]:
    """The offices of the province, whose scope holds inside; raises Forbidden for an office's person."""
    province_actor(info)
    offices = {office.id: OfficeType.from_view(office) for office in await offices_below()}
    with scoped(ProvinceScope(tuple(offices))):
        yield offices
