"""Let a quarantined SOP run again."""

import structlog

from laksana_infra.clock import now
from laksana_infra.database import fetch, unit_of_work
from laksana_infra.scope import system_scope
from laksana_tenants.errors import NotFound

_LIFT = """
update plugin_quarantine set lifted_at = $3, lifted_by = $4
where sop_slug = $1 and ($2::text is null or release = $2) and lifted_at is null returning release"""

_log = structlog.stdlib.get_logger("laksana.procedures")


async def lift_quarantine(sop: str, release: str | None, *, by: str) -> tuple[str, ...]:
    """The releases of the SOP, or the one, whose quarantine the operator of this login has lifted.

    Raises NotFound when none stands. Every process runs them again within seconds.
    """
    with system_scope("an operator answers for a release to every office"):
        async with unit_of_work():
            lifted = tuple(row["release"] for row in await fetch(_LIFT, sop, release, now(), by[:100]))
            if not lifted:
                raise NotFound("quarantine", sop if release is None else f"{sop} {release}")
    _log.warning("plugin_quarantine_lifted", sop=sop, releases=lifted, by=by)
    return lifted
