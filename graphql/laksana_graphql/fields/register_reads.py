"""What can be asked about the office itself: its SOPs, people, institutions, and the regions of the country."""

from typing import Annotated

import strawberry

from laksana.correspondence.book import book_summary
from laksana.procedures.queries import active_procedures, office_today
from laksana_graphql.context import Info, office_actor
from laksana_graphql.described import weighed
from laksana_graphql.inputs.changes import few
from laksana_graphql.types.offices import InstitutionType, OfficerType, RegionType, Viewer
from laksana_graphql.types.paging import Connection, page, size, text_and_id
from laksana_graphql.types.procedures import ProcedureType
from laksana_graphql.types.registers import RegisterBook
from laksana_sdk import findings
from laksana_sdk.letters import Register
from laksana_tenants.directory import officers_on
from laksana_tenants.errors import Invalid
from laksana_tenants.queries import current_tenant, institutions
from laksana_tenants.regions import children, regions_by_code, search_regions
from laksana_tenants.resolve import officers_for_role
from laksana_tenants.views import InstitutionKind


@strawberry.type
class RegisterReads:
    """Who is asking, by which SOPs the office works, and whom it knows."""

    @strawberry.field
    async def viewer(self, info: Info) -> Viewer | None:
        """Who you are: the person whose token you sent."""
        return Viewer.of(info.context.actor, await current_tenant())

    @weighed(size=10)
    async def procedures(self, info: Info) -> list[ProcedureType] | None:
        """The SOPs that the office works by today."""
        office_actor(info)
        return [ProcedureType.from_active(active) for active in await active_procedures()]

    @strawberry.field
    async def officers(
        self,
        info: Info,
        role: Annotated[
            str | None, strawberry.argument(description="Only those who may act in this role today, by code.")
        ] = None,
        first: int = 100,
        after: str | None = None,
    ) -> Connection[OfficerType] | None:
        """The people of the office by name, to choose from; `first` is at most 100."""
        office_actor(info)
        if role is None:
            found = [OfficerType.from_view(view) for view in (await officers_on()).values()]
        else:
            # Who holds two posts of the role is still one person.
            holders = {view.officer_id: view for view in await officers_for_role(role, await office_today())}
            found = [OfficerType.from_holder(view) for view in holders.values()]
        position = text_and_id(after)
        ordered = sorted(found, key=lambda officer: (officer.name, officer.id))
        rows = [officer for officer in ordered if position is None or (officer.name, officer.id) > position]
        return page(rows, size(first), lambda officer: officer, lambda officer: (officer.name, str(officer.id)))

    @strawberry.field
    async def institutions(
        self, info: Info, kind: InstitutionKind | None = None, first: int = 50, after: str | None = None
    ) -> Connection[InstitutionType] | None:
        """The bodies that the office passes cases to, by name; `first` is at most 100."""
        office_actor(info)
        rows = await institutions(on=await office_today(), first=size(first) + 1, after=text_and_id(after), kind=kind)
        return page(rows, first, InstitutionType.from_view, lambda view: (view.name, str(view.id)))

    @strawberry.field
    async def register_book(self, info: Info, register: Register, year: int) -> RegisterBook | None:
        """The book of a register's year: every number of the office in order, void ones too."""
        office_actor(info)
        if not 2000 <= year <= 2999:
            raise Invalid((findings.error("graphql.year", field="year", value=year),))
        return RegisterBook.from_view(await book_summary(register, year))

    @strawberry.field
    async def regions(
        self,
        info: Info,
        search: Annotated[
            str | None, strawberry.argument(description="Regions with a word that begins like this, larger ones first.")
        ] = None,
        children_of: Annotated[
            str | None, strawberry.argument(description="The regions that lie directly in the one of this code.")
        ] = None,
        codes: Annotated[
            list[str] | None, strawberry.argument(description="The regions of these codes, at most 100.")
        ] = None,
        level: Annotated[int | None, strawberry.argument(description="With `search`: only this level, 1 to 4.")] = None,
        within: Annotated[
            str | None, strawberry.argument(description="With `search`: only what lies in the region of this code.")
        ] = None,
        first: int = 50,
    ) -> list[RegionType] | None:
        """Regions of the country, by one of `search`, `childrenOf` or `codes`; `first` is at most 100."""
        most = size(first)
        if search is not None:
            wanted_level = level if level is None or 1 <= level <= 4 else 0
            found = await search_regions(search, level=wanted_level, within=within, limit=most)
        elif children_of is not None:
            found = await children(children_of)
        elif codes is not None:
            found = tuple((await regions_by_code(few(codes, "codes"))).values())
        else:
            raise Invalid((findings.error("graphql.regions_unasked"),))
        return [RegionType.from_view(view) for view in found[:most]]
