"""What statistics ask beside the common core: the level that owns the client, services given, referrals."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from laksana.cases.views import OwnershipView, ReferralView, ServiceView
from laksana_graphql.described import doc
from laksana_sdk.vocabulary import ReferralResult, ServiceItem, SpmOwner

strawberry.enum(SpmOwner, name="SpmOwner", description="Which level counts a client for SPM.")
strawberry.enum(ReferralResult, name="ReferralResult", description="What an institution answered to a referral.")
strawberry.enum(ServiceItem, name="ServiceItem", description="A service of SPM's quality content.")


@strawberry.type(name="SpmOwnership")
class OwnershipType:
    """Which level counted the client for SPM, and from when until when."""

    owner: SpmOwner
    label: Annotated[str, doc("The level in Indonesian.")]
    since: datetime
    until: Annotated[datetime | None, doc("Null: to this day.")]

    @classmethod
    def from_view(cls, view: OwnershipView) -> "OwnershipType":
        """The span as the case shows it."""
        owner = SpmOwner[view.owner]
        return cls(owner=owner, label=owner.label, since=view.since, until=view.until)


@strawberry.type(name="ServiceGiven")
class ServiceType:
    """A service that the client got."""

    item: ServiceItem
    label: Annotated[str, doc("The service in Indonesian.")]
    at: Annotated[datetime, doc("When it was recorded.")]

    @classmethod
    def from_view(cls, view: ServiceView) -> "ServiceType":
        """The service as the case shows it."""
        item = ServiceItem[view.item]
        return cls(item=item, label=item.label, at=view.at)


@strawberry.type(name="Referral")
class ReferralType:
    """A referral with its last answer."""

    step: str
    institution: Annotated[str | None, doc("Its slug in the office's register.")]
    result: ReferralResult
    label: Annotated[str, doc("The result in Indonesian.")]
    answered_on: date
    queued_on: Annotated[date | None, doc("Since when the client waits there, or waited.")]
    queue_position: Annotated[int | None, doc("The place in the queue by the last answer.")]
    admitted_on: date | None

    @classmethod
    def from_view(cls, view: ReferralView) -> "ReferralType":
        """The referral as the case shows it."""
        result = ReferralResult[view.result]
        return cls(
            step=view.step,
            institution=view.institution,
            result=result,
            label=result.label,
            answered_on=view.answered_on,
            queued_on=view.queued_on,
            queue_position=view.queue_position,
            admitted_on=view.admitted_on,
        )
