"""The registers of numbers: their books, entries, and what an act on a number gives."""

from datetime import date, datetime
from typing import Annotated, TypeAlias, TypeVar
from uuid import UUID

import strawberry

from laksana.correspondence.book import BookPosition, book_page
from laksana.correspondence.views import BookSummary, NumberChanged, NumberStatus, RegisterEntry, VoidReason
from laksana_graphql.context import Info
from laksana_graphql.described import doc
from laksana_graphql.types.findings import FindingType
from laksana_graphql.types.offices import OfficerType, RoleType
from laksana_graphql.types.paging import Connection, page, place_and_id, size
from laksana_graphql.types.results import Failure
from laksana_sdk.letters import Register
from laksana_tenants.actor import Capacity
from laksana_tenants.views import NumberSource

strawberry.enum(Register, name="Register", description="A register of numbers; each counts from 1 in each year.")
strawberry.enum(NumberStatus, name="NumberStatus", description="What has become of a number.")
strawberry.enum(NumberSource, name="NumberSource", description="Who gives a number.")
strawberry.enum(VoidReason, name="VoidReason", description="Why a number is void (batal).")

ChangeT = TypeVar("ChangeT", bound="NumberChange")


@strawberry.type(name="RegisterEntry")
class RegisterEntryType:
    """One line of a register's book. Nothing in it names a client."""

    id: UUID
    serial: Annotated[int | None, doc("Its place in the year; null for a number that was given by hand.")]
    number: str
    status: NumberStatus
    status_label: Annotated[str, doc("In Indonesian; a void number is `batal`.")]
    source: NumberSource
    title: Annotated[str | None, doc("Which kind of letter bears it; null for the agenda of incoming letters.")]
    letter_id: UUID | None
    dated: Annotated[date, doc("The letter's date; in the agenda the day on which it was received.")]
    taken_at: datetime
    signer_role: Annotated[RoleType | None, doc("In whose post it is signed; null until somebody is about to sign.")]
    capacity: Capacity | None
    void_reason: VoidReason | None
    void_label: Annotated[str | None, doc("Why it is void, in Indonesian.")]
    voided_at: datetime | None
    signer_id: strawberry.Private[UUID | None]

    @classmethod
    def from_view(cls, view: RegisterEntry) -> "RegisterEntryType":
        """The entry as the book shows it."""
        return cls(
            id=view.id,
            serial=view.serial,
            number=view.number,
            status=view.status,
            status_label=view.status.label,
            source=view.source,
            title=view.title,
            letter_id=view.letter_id,
            dated=view.dated,
            taken_at=view.taken_at,
            signer_role=RoleType.of_code(view.role) if view.role else None,
            capacity=Capacity(view.capacity) if view.capacity else None,
            void_reason=view.void_reason,
            void_label=view.void_reason.label if view.void_reason else None,
            voided_at=view.voided_at,
            signer_id=view.signer_id,
        )

    @strawberry.field
    async def signer(self, info: Info) -> OfficerType | None:
        """The person who signs or has signed."""
        return await OfficerType.load(info, self.signer_id)


@strawberry.type
class RegisterBook:
    """A register's year."""

    register: Register
    year: int
    last_serial: Annotated[int, doc("How many numbers the service has taken.")]
    missing: Annotated[
        list[int], doc("Serials that no entry shows: always none, else the book was tampered with.", size=5)
    ]

    @classmethod
    def from_view(cls, view: BookSummary) -> "RegisterBook":
        """The book with its count."""
        return cls(register=view.register, year=view.year, last_serial=view.last_serial, missing=list(view.missing))

    @strawberry.field
    async def entries(self, first: int = 20, after: str | None = None) -> Connection[RegisterEntryType]:
        """Every number in order, given ones where the count then stood; `first` is at most 100."""
        position = place_and_id(after)
        rows = await book_page(
            self.register,
            self.year,
            size=size(first),
            after=BookPosition(place=position[0], id=position[1]) if position else None,
        )
        return page(rows, first, RegisterEntryType.from_view, lambda entry: (str(entry.place), str(entry.id)))


@strawberry.interface
class NumberChange:
    """What has happened to a number. A key used again with the same input gives the same result again."""

    number_id: UUID
    register: Register
    year: int
    number: str
    status: NumberStatus
    notices: Annotated[list[FindingType], doc("Warnings that were recorded, but stopped nothing.", size=5)]

    @classmethod
    def of(cls: type[ChangeT], changed: NumberChanged) -> ChangeT:
        """What the use case says has happened."""
        return cls(
            number_id=changed.id,
            register=changed.register,
            year=changed.year,
            number=changed.number,
            status=changed.status,
            notices=[FindingType.of_notice(notice) for notice in changed.notices],
        )


@strawberry.type
class NumberGiven(NumberChange):
    """The number is in the book, reserved for its letter."""


@strawberry.type
class NumberVoided(NumberChange):
    """The number is void; it stays in the book, and its letter takes another."""


GiveNumberResult: TypeAlias = Annotated[NumberGiven | Failure, strawberry.union("GiveNumberResult")]
VoidNumberResult: TypeAlias = Annotated[NumberVoided | Failure, strawberry.union("VoidNumberResult")]
