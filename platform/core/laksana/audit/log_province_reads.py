"""Write what a province's officer saw into the log of each office whose cases they were."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from laksana.audit.record_read import Shown, record_shown
from laksana.audit.record_seen import PROVINCE_JOB
from laksana.audit.views import Concerned, Reader, ReaderKind, ReadKind, ReadPurpose, Standing
from laksana.cases.queries import cases_of_ids
from laksana.jobs.app import handler
from laksana_infra.scope import entering_other_office
from laksana_tenants.actor import TenantKind
from laksana_tenants.calendar import local_day
from laksana_tenants.errors import NotFound
from laksana_tenants.queries import current_tenant, tenants_of_province
from laksana_tenants.resolve import actor_of


class LogProvinceReads(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which cases, by office, the province's officer saw, when, and what for."""

    officer_id: UUID
    purpose: ReadPurpose
    read_at: datetime
    cases: Mapping[UUID, tuple[UUID, ...]]


@handler(PROVINCE_JOB)
async def log_province_reads(asked: LogProvinceReads) -> None:
    """Each office's log says who of the province saw which of its cases; offices outside the province are left alone.

    Run again it writes nothing twice; raises NotFound where no province's officer is in scope.
    """
    province = await current_tenant()
    officer = await actor_of(asked.officer_id, local_day(asked.read_at, province.timezone))
    if officer is None or officer.tenant_kind is not TenantKind.PROVINCE:
        raise NotFound("officer", asked.officer_id)
    reader = Reader(
        kind=ReaderKind.PROVINCE,
        officer_id=officer.officer_id,
        name=f"{officer.name}, {province.name}",
        standing=Standing.of(officer, ()),
    )
    for office in await tenants_of_province(province.region_code):
        if seen := asked.cases.get(office.id):
            with entering_other_office(office.id, "an office's log says who of its province saw which of its cases"):
                cases = await cases_of_ids(seen)
                shown = [_shown(Concerned.in_case(case), asked.purpose, reader) for case in cases.values()]
                await record_shown(shown, reader, at=asked.read_at)


def _shown(concerned: Concerned, purpose: ReadPurpose, reader: Reader) -> Shown:
    return Shown(kind=ReadKind.PROVINCE, purpose=purpose, standing=reader.standing, concerned=concerned)
