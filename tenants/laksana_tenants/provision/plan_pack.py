"""Plan a pack: say what applying it would change, and write nothing."""

from collections.abc import Collection, Mapping
from pathlib import Path

from laksana_infra import clock
from laksana_infra.ids import new_id
from laksana_infra.scope import Scope, scoped
from laksana_tenants.calendar import local_day
from laksana_tenants.provision.check_pack import check_pack
from laksana_tenants.provision.classes import class_doubts
from laksana_tenants.provision.compare import Difference, differences, field_changes, history_faults
from laksana_tenants.provision.faults import Fault
from laksana_tenants.provision.pack import Pack
from laksana_tenants.provision.plan import Change, Plan, PlanRow
from laksana_tenants.provision.read_pack import read_pack
from laksana_tenants.provision.stored import StoredOffice, stored_office
from laksana_tenants.queries import tenant_by_slug


async def plan_pack(folder: Path, *, releases: Mapping[str, Collection[str]] | None = None) -> Plan:
    """What applying the pack in this folder would change, or the faults that stand against it; nothing is written.

    `releases` are the installed releases of each SOP, so that an activation of something else is a fault.
    """
    pack, faults = checked_pack(folder, releases)
    if any(fault.finding.blocks for fault in faults):
        return Plan(slug=pack.slug, rows=(), faults=faults)
    tenant = await tenant_by_slug(pack.slug)
    # A tenant that does not exist yet gets a scope of its own, in which there is nothing.
    with scoped(Scope(tenant.id if tenant else new_id())):
        office = await stored_office(tenant.id) if tenant else StoredOffice(tenant=None, pack_hash=None, rows=())
    plan, _ = plan_for(pack, office, faults)
    return plan


def checked_pack(folder: Path, releases: Mapping[str, Collection[str]] | None) -> tuple[Pack, tuple[Fault, ...]]:
    """The pack in this folder with everything that is wrong or doubtful in it."""
    pack = read_pack(folder)
    if pack.blocked_by:
        # Cross-checks of values that could not be read would only repeat the faults.
        return pack, pack.faults
    today = local_day(clock.now(), str(pack.tenant["timezone"]))
    return pack, (*pack.faults, *check_pack(pack, releases=releases), *class_doubts(pack, today=today))


def plan_for(pack: Pack, office: StoredOffice, faults: tuple[Fault, ...]) -> tuple[Plan, tuple[Difference, ...]]:
    """The plan of a faultless pack against the office as stored, with the differences to write."""
    today = local_day(clock.now(), str(pack.tenant["timezone"]))
    clashes = tuple(history_faults(pack, office, today=today))
    if clashes:
        return Plan(slug=pack.slug, rows=(), faults=(*faults, *clashes)), ()
    found = differences(pack, office, today=today)
    rows = (*_tenant_rows(pack, office), *(difference.as_plan_row() for difference in found))
    return Plan(slug=pack.slug, rows=rows, faults=faults), found


def _tenant_rows(pack: Pack, office: StoredOffice) -> tuple[PlanRow, ...]:
    fields = field_changes(office.tenant or {}, pack.tenant)
    if not fields:
        return ()
    change = Change.CHANGED if office.tenant else Change.ADDED
    return (PlanRow(change=change, kind="tenant", key=(pack.slug,), fields=fields),)
