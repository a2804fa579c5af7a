"""Read who has read: the log of reads, for those who answer for the office's handling of personal data."""

from uuid import UUID

from laksana.audit.read_queries import ReadFilter, ReadPosition, logged_reads
from laksana.audit.views import LoggedReadView
from laksana.people.queries import person_by_id
from laksana_sdk import findings
from laksana_sdk.roles import KADIS, PDP, SEKRETARIS
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden

READ_BY = (KADIS, SEKRETARIS, PDP)
"""Who answers for the office, who keeps its house, and who watches over personal data in it (UU 27/2022 article 53)."""


async def reads_of_person(
    person_id: UUID, *, by: Actor, size: int, after: ReadPosition | None = None
) -> tuple[LoggedReadView, ...]:
    """Who read what about this person, newest first, up to `size` + 1 lines.

    Raises Forbidden for whoever does not watch over the log, and NotFound for a person whom the office does not have.
    """
    _require_watcher(by)
    await person_by_id(person_id)
    return await logged_reads(ReadFilter(person_id=person_id), size=size, after=after)


async def reads_of_office(
    wanted: ReadFilter, *, by: Actor, size: int, after: ReadPosition | None = None
) -> tuple[LoggedReadView, ...]:
    """The lines of the office's log that are wanted, newest first, up to `size` + 1.

    Raises Forbidden for whoever does not watch over the log.
    """
    _require_watcher(by)
    return await logged_reads(wanted, size=size, after=after)


def _require_watcher(by: Actor) -> None:
    if not by.roles & {role.code for role in READ_BY}:
        raise Forbidden(findings.error("reading.log_not_yours", roles=", ".join(role.label for role in READ_BY)))
