"""The demonstration's records, anchored and verified as an auditor would."""

import asyncio
from collections.abc import Iterable

from laksana.audit.anchor_office import anchor_office
from laksana.audit.verify_office import AuditReport, verify_office
from laksana_infra.scope import Scope, scoped
from laksana_tenants.errors import NotFound
from laksana_tenants.queries import tenant_by_slug

_PATIENCE = 100  # tenths of a second


async def damaged(slugs: Iterable[str]) -> tuple[str, ...]:
    """The offices in whose records the verification finds a fault, after every chain was anchored; none when whole."""
    found = []
    for slug in slugs:
        office = await tenant_by_slug(slug)
        if office is None:
            raise NotFound("tenant", slug)
        with scoped(Scope(office.id)):
            await anchor_office()
            if not (await _verified_when_kept()).is_whole:
                found.append(slug)
    return tuple(found)


async def _verified_when_kept() -> AuditReport:
    """The verification after the worker has put the root away, or after ten seconds of patience."""
    for _ in range(_PATIENCE):
        report = await verify_office()
        if not any(fault.code == "audit.root_not_kept" for fault in report.faults):
            return report
        await asyncio.sleep(0.1)
    return await verify_office()
