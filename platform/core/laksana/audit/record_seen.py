"""Write down what one answer showed of persons, when it is known and before it goes out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from laksana.audit.record_read import Shown, record_shown
from laksana.audit.views import Concerned, Reader, ReadKind, ReadPurpose, Standing
from laksana.jobs.defer import defer
from laksana.procedures.queries import active_procedures, installed_release
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_tenants.actor import Actor

PROVINCE_JOB = "log_province_reads"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Somebody as an answer showed them: the client of a case by this release of an SOP, or a person without a case."""

    kind: ReadKind
    concerned: Concerned
    release: tuple[str, str] | None = None


async def record_seen(seen: Collection[Seen], *, by: Actor, stated: ReadPurpose | None) -> None:
    """What the person saw stands in the office's log, each with the first role of its SOP that they hold.

    For a person without a case that is a role of any SOP in force. Who holds one reads for casework unless something
    else was stated; anybody else's purpose stays blank until they state it, and shows blank in the log. None is sent
    where nothing was shown.
    """
    standings = {release: Standing.of(by, await _roles(release)) for release in {one.release for one in seen}}
    rows = [_shown(one, standings[one.release], stated) for one in seen]
    await record_shown(rows, Reader.officer(by))


async def record_seen_by_province(
    cases: Mapping[UUID, Sequence[UUID]], *, by: Actor, stated: ReadPurpose | None
) -> None:
    """A job writes into the log of each office which of its cases (by office) this province's officer saw.

    The job row is there before the answer goes out; the province's own login cannot write at all.
    """
    if not cases:
        return
    payload = {
        "officer_id": by.officer_id,
        "purpose": (stated or ReadPurpose.SUPERVISION).value,
        "read_at": now(),
        "cases": {str(office): list(ids) for office, ids in cases.items()},
    }
    async with unit_of_work():
        await defer(PROVINCE_JOB, payload, lock=f"reads/{by.officer_id}")


async def _roles(release: tuple[str, str] | None) -> tuple[str, ...]:
    if release is None:
        return tuple(role for active in await active_procedures() for role in active.release.role_codes)
    installed = installed_release(*release)
    return installed.role_codes if installed else ()


def _shown(one: Seen, standing: Standing, stated: ReadPurpose | None) -> Shown:
    implied = ReadPurpose.CASEWORK if standing.role else None
    return Shown(kind=one.kind, purpose=stated or implied, standing=standing, concerned=one.concerned)
