"""Make the key of an office that was set up while the service runs. Runs as a job."""

import msgspec

from laksana.jobs.app import handler
from laksana.vault.keys import office_key
from laksana_infra.database import unit_of_work

MAKE_KEY_JOB = "make_office_key"


class MakeOfficeKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The office in whose scope the job runs."""


@handler(MAKE_KEY_JOB)
async def make_office_key(_: MakeOfficeKey) -> None:
    """The office has its key, before many first acts at once would wait for the one that makes it."""
    async with unit_of_work():
        await office_key()
