"""Keep a release from running, in every process."""

import structlog

from laksana.procedures.views import Evidence
from laksana_infra.clock import now
from laksana_infra.database import execute, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import system_scope

_QUARANTINE = """
insert into plugin_quarantine (id, sop_slug, release, fault, hook, function, milliseconds, megabytes, stack, since)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (sop_slug, release) where lifted_at is null do nothing"""
_LONGEST_STACK = 20_000

_log = structlog.stdlib.get_logger("laksana.procedures")


async def quarantine_release(evidence: Evidence) -> None:
    """The release is quarantined from now on, with its evidence; one that is already keeps the earlier evidence."""
    call = evidence.call
    with system_scope("a release is kept from every office"):
        async with unit_of_work():
            done = await execute(
                _QUARANTINE, new_id(), call.sop[:60], call.release[:60], evidence.fault.value, call.hook[:60],
                call.function[:300], evidence.milliseconds, evidence.megabytes, evidence.stack[:_LONGEST_STACK], now(),
            )  # fmt: skip
    if done:
        _log.error(
            "plugin_quarantined", sop=call.sop, release=call.release, fault=evidence.fault.value, hook=call.hook,
            function=call.function, milliseconds=evidence.milliseconds, megabytes=evidence.megabytes,
        )  # fmt: skip
