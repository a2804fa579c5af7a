"""Offices, their people and institutions, regions, and who is asking."""

from typing import Annotated
from uuid import UUID

import strawberry

from laksana_graphql.context import Info
from laksana_graphql.described import doc
from laksana_sdk.roles import ROLES
from laksana_sdk.roles import Role as SdkRole
from laksana_tenants.actor import Actor, Capacity, Holding, TenantKind
from laksana_tenants.directory import OfficerView
from laksana_tenants.views import HolderView, InstitutionKind, InstitutionView, RegionView, TenantView

CAPACITIES = {
    Capacity.DEFINITIF: "Pejabat definitif",
    Capacity.PLT: "Plt. (pelaksana tugas)",
    Capacity.PLH: "Plh. (pelaksana harian)",
    Capacity.AN: "a.n. (atas nama)",
    Capacity.UB: "u.b. (untuk beliau)",
}

strawberry.enum(TenantKind, name="TenantKind", description="An office that carries out SOPs, or a province that reads.")
strawberry.enum(
    Capacity, name="Capacity", description="How a post is held; AN and UB only sign, PLT and PLH act for its holder."
)
strawberry.enum(InstitutionKind, name="InstitutionKind", description="What kind of body a case can be passed to.")


@strawberry.type(name="Role")
class RoleType:
    """Who carries out a step, as printed on the SOP; an office maps roles to its posts."""

    code: str
    label: str
    outside: Annotated[bool, doc("Whether it is a party outside the office, for whom somebody inside enters.")]

    @classmethod
    def of(cls, role: SdkRole) -> "RoleType":
        """The role as clients see it."""
        return cls(code=role.code, label=role.label, outside=role.outside)

    @classmethod
    def of_code(cls, code: str) -> "RoleType":
        """The role of this code, under its code where no label is known."""
        return _ROLES.get(code) or cls.of(SdkRole(code, code))


_ROLES = {code: RoleType.of(role) for code, role in ROLES.items()}


@strawberry.type(name="Office")
class OfficeType:
    """A Dinas Sosial, or a province."""

    id: UUID
    slug: str
    name: str
    kind: TenantKind
    region_code: str
    timezone: Annotated[str, doc("Whose midnight divides the office's days: `Asia/Jakarta`.")]

    @classmethod
    def from_view(cls, view: TenantView) -> "OfficeType":
        """The office as it is set up today."""
        return cls(
            id=view.id,
            slug=view.slug,
            name=view.name,
            kind=view.kind,
            region_code=view.region_code,
            timezone=view.timezone,
        )


@strawberry.type(name="Officer")
class OfficerType:
    """A person who works in the office."""

    id: UUID
    code: Annotated[str, doc("The office's own short name for the person.")]
    name: Annotated[str, doc("With titles, as letters print it.")]
    title: Annotated[str | None, doc("The post held today; null for somebody without one.")]

    @classmethod
    def from_view(cls, view: OfficerView) -> "OfficerType":
        """The person with today's post."""
        return cls(id=view.id, code=view.code, name=view.name, title=view.title)

    @classmethod
    def from_holder(cls, view: HolderView) -> "OfficerType":
        """The holder of a post."""
        return cls(id=view.officer_id, code=view.officer_code, name=view.officer_name, title=view.post_title)

    @classmethod
    async def load(cls, info: Info, officer_id: UUID | None) -> "OfficerType | None":
        """The person of this id, None when nobody is meant."""
        view = await info.context.loaders.officers.load(officer_id) if officer_id else None
        return cls.from_view(view) if view else None


@strawberry.type(name="Holding")
class HoldingType:
    """One post that somebody holds today, and how."""

    post: Annotated[str, doc("The post's title.")]
    capacity: Capacity
    capacity_label: str
    order_number: Annotated[str | None, doc("The written order behind an acting or delegated capacity.")]
    roles: Annotated[list[RoleType], doc("The roles one may act in through it; a.n. and u.b. have none.", size=10)]
    signs_for: Annotated[list[RoleType], doc("The roles one may sign in through it.", size=10)]

    @classmethod
    def of(cls, held: Holding) -> "HoldingType":
        """The holding as clients see it."""
        return cls(
            post=held.post_title,
            capacity=held.capacity,
            capacity_label=CAPACITIES[held.capacity],
            order_number=held.order_number,
            roles=[RoleType.of_code(code) for code in sorted(held.roles)],
            signs_for=[RoleType.of_code(code) for code in sorted(held.signs_for)],
        )


@strawberry.type
class Viewer:
    """Who is asking: the person whose token it is, for their office, today."""

    id: UUID
    name: str
    office: OfficeType
    roles: Annotated[list[RoleType], doc("Every SOP role that you may act in today.", size=10)]
    holdings: Annotated[list[HoldingType], doc("The posts through which you hold them.", size=5)]

    @classmethod
    def of(cls, actor: Actor, office: TenantView) -> "Viewer":
        """The person and the office they act for."""
        return cls(
            id=actor.officer_id,
            name=actor.name,
            office=OfficeType.from_view(office),
            roles=[RoleType.of_code(code) for code in sorted(actor.roles)],
            holdings=[HoldingType.of(held) for held in actor.holdings],
        )


@strawberry.type(name="Institution")
class InstitutionType:
    """A body outside the office that cases are passed to: a panti, a Sentra, another Dinas Sosial."""

    id: UUID
    slug: Annotated[str, doc("How forms and mutations name it.")]
    kind: InstitutionKind
    name: str
    address: str | None
    services: Annotated[list[str], doc("What it offers.", size=20)]
    region_code: str | None

    @classmethod
    def from_view(cls, view: InstitutionView) -> "InstitutionType":
        """The institution as the office's register has it."""
        return cls(
            id=view.id,
            slug=view.slug,
            kind=view.kind,
            name=view.name,
            address=view.address,
            services=list(view.services),
            region_code=view.region_code,
        )


@strawberry.type(name="Region")
class RegionType:
    """A region of the Kemendagri list."""

    code: Annotated[str, doc("`16`, `16.04`, `16.04.10` or `16.04.10.1003`.")]
    name: str
    level: Annotated[int, doc("1 province, 2 kabupaten or kota, 3 kecamatan, 4 desa or kelurahan.")]
    parent_code: str | None

    @classmethod
    def from_view(cls, view: RegionView) -> "RegionType":
        """The region as the list has it."""
        return cls(code=view.code, name=view.name, level=view.level, parent_code=view.parent_code)

    @strawberry.field
    async def parent(self, info: Info) -> "RegionType | None":
        """The region that it lies in; null for a province."""
        view = await info.context.loaders.regions.load(self.parent_code) if self.parent_code else None
        return RegionType.from_view(view) if view else None
