"""How many cases of the office run by each release."""

from collections.abc import Mapping

from laksana_infra.database import fetch
from laksana_infra.scope import current_scope

_RUNNING = """
select sop_slug, release, count(*) as cases from case_ where tenant_id = $1 and closed_at is null group by 1, 2
"""


async def running_cases() -> Mapping[tuple[str, str], int]:
    """The cases of the office in scope that have not ended, counted by SOP and release, where there are any."""
    rows = await fetch(_RUNNING, current_scope().tenant_id)
    return {(row["sop_slug"], row["release"]): row["cases"] for row in rows}
