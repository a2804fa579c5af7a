"""Apply a pack: make the office as the pack says, in one transaction, as often as one likes."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from piccolo.table import Table

from laksana_infra import clock
from laksana_infra.database import fetch, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import Scope, scoped
from laksana_tenants.errors import Conflict, Invalid
from laksana_tenants.provision.compare import Difference
from laksana_tenants.provision.pack import KINDS, Pack, Value
from laksana_tenants.provision.plan import Change, Plan
from laksana_tenants.provision.plan_pack import checked_pack, plan_for
from laksana_tenants.provision.stored import TABLE_OF, StoredOffice, stored_office
from laksana_tenants.queries import tenant_by_slug
from laksana_tenants.tables import Tenant


async def apply_pack(folder: Path, *, releases: Mapping[str, Collection[str]] | None = None) -> Plan:
    """What was changed to make the office as its pack says; an empty plan when it was so already.

    Raises Invalid with the pack's faults, and then nothing is written, or Conflict when someone was first to set it up.
    """
    pack, faults = checked_pack(folder, releases)
    _refuse(Plan(slug=pack.slug, rows=(), faults=faults))
    tenant = await tenant_by_slug(pack.slug)
    tenant_id = tenant.id if tenant else new_id()
    # Everything, the tenant's own row too, is written inside that tenant's walls: no pack can reach another office.
    with scoped(Scope(tenant_id)):
        async with unit_of_work():
            await _take_turns(pack.slug, tenant_id)
            office = await stored_office(tenant_id)
            plan, found = plan_for(pack, office, faults)
            _refuse(plan)
            await _write(pack, office, found, tenant_id)
    return plan


def _refuse(plan: Plan) -> None:
    if plan.is_blocked:
        raise Invalid(tuple(fault.finding for fault in plan.faults))


async def _take_turns(slug: str, tenant_id: UUID) -> None:
    await fetch("select pg_advisory_xact_lock(hashtextextended('laksana.pack ' || $1, 0))", slug)
    for row in await fetch("select id from tenant where slug = $1", slug):
        if row["id"] != tenant_id:
            raise Conflict("tenant", slug)


async def _write(pack: Pack, office: StoredOffice, found: tuple[Difference, ...], tenant_id: UUID) -> None:
    if office.tenant is None:
        values = {**pack.tenant, "pack_hash": pack.digest, "created_at": clock.now(), "updated_at": clock.now()}
        await Tenant.insert(Tenant(_of(Tenant, {**values, "id": tenant_id})))
    elif office.pack_hash != pack.digest:
        values = {**pack.tenant, "pack_hash": pack.digest, "updated_at": clock.now()}
        await Tenant.update(_of(Tenant, values)).where(Tenant.id == tenant_id)
    ids = {(row.kind.name, row.key[0]): row.id for row in office.rows}
    ids |= {(new.kind.name, new.key[0]): new_id() for new in found if new.change is Change.ADDED}
    # Ends and changes first, so that what is added finds its days free.
    for difference in sorted(found, key=lambda one: (one.change is Change.ADDED, KINDS.index(one.kind))):
        table = TABLE_OF[difference.kind.name]
        values = _columns(difference, ids)
        if difference.change is Change.ADDED:
            values |= {"id": _id(difference, ids), "tenant_id": tenant_id}
            await table.insert(table(_of(table, values)))
        else:
            key = (_column(table, "tenant_id") == tenant_id) & (_column(table, "id") == difference.id)
            await table.update(_of(table, values)).where(key)


def _id(difference: Difference, ids: Mapping[tuple[str, str], UUID]) -> UUID:
    return ids[difference.kind.name, difference.key[0]] if difference.kind.key == ("code",) else new_id()


def _of(table: type[Table], values: Mapping[str, Value]) -> dict[Any, Any]:
    return {_column(table, name): value for name, value in values.items()}


def _column(table: type[Table], name: str) -> Any:  # noqa: ANN401 - Piccolo's columns are typed by their table alone
    return getattr(table, name)


def _columns(difference: Difference, ids: Mapping[tuple[str, str], UUID]) -> dict[str, Value]:
    references = difference.kind.references
    return {
        f"{name}_id" if name in references else name: (
            ids[references[name], value] if name in references and isinstance(value, str) else value
        )
        for name, value in difference.values.items()
    }
