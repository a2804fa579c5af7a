"""What the office calls a person whose name nobody knows."""

from laksana_infra.clock import now
from laksana_infra.database import fetch_one
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_tenants.calendar import local_day
from laksana_tenants.queries import current_tenant


async def unknown_person(tenant_region: str, *, sex: str | None) -> tuple[str, str]:
    """The next code of the office and year, and the label with it: `TX-6271-2026-0007` and `TX-6271-2026-0007 "Mr. X"`.

    Gapless: the counter's row stays locked until the caller's unit of work ends, and goes back with it.
    """
    year = local_day(now(), (await current_tenant()).timezone).year
    row = await fetch_one(
        "insert into person_counter (tenant_id, id, year, last_serial) values ($1, $2, $3, 1)"
        " on conflict (tenant_id, year) do update set last_serial = person_counter.last_serial + 1"
        " returning last_serial",
        current_scope().tenant_id, new_id(), year,
    )  # fmt: skip
    if row is None:
        raise RuntimeError("the counter of unknown persons gave no number")
    code = f"TX-{tenant_region.replace('.', '')}-{year}-{row['last_serial']:04d}"
    return code, f'{code} "{"Mrs. X" if sex == "P" else "Mr. X"}"'
