"""What the answer to one request has shown of persons, for the log of reads."""

from uuid import UUID

from laksana.audit.record_seen import Seen, record_seen, record_seen_by_province
from laksana.audit.views import Concerned, ReadKind, ReadPurpose
from laksana_sdk.findings import error
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


def stated_purpose(said: str | None) -> ReadPurpose | None:
    """The purpose that a request states, None when it states none; raises Invalid for one that does not exist."""
    if said is None:
        return None
    try:
        return ReadPurpose(said.strip().upper())
    except ValueError:
        known = ", ".join(ReadPurpose)
        raise Invalid((error("reading.no_purpose", value=said[:40], purposes=known),)) from None


class Readings:
    """Gathered while the answer is made, written down when it is known."""

    def __init__(self) -> None:
        self._seen: dict[Seen, None] = {}
        self._by_province: dict[UUID, dict[UUID, None]] = {}

    def saw(self, kind: ReadKind, *, case_id: UUID, person_id: UUID, sop_slug: str, release: str) -> None:
        """The client of this case is in the answer."""
        concerned = Concerned(case_id=case_id, person_id=person_id)
        self._seen[Seen(kind=kind, concerned=concerned, release=(sop_slug, release))] = None

    def found(self, person_id: UUID) -> None:
        """The person is in the answer because somebody searched for them."""
        self._seen[Seen(kind=ReadKind.SEARCH, concerned=Concerned(person_id=person_id))] = None

    def saw_across(self, office_id: UUID, case_id: UUID) -> None:
        """A case of one of the province's offices is in the answer, without a name."""
        self._by_province.setdefault(office_id, {})[case_id] = None

    async def write_down(self, *, by: Actor, stated: ReadPurpose | None) -> None:
        """What was shown stands in the log: at most one statement, none where nothing was shown."""
        # Whoever has the case's page open sees the name on it as well: that is one reading.
        pages = {one.concerned for one in self._seen if one.kind is ReadKind.CASE}
        seen = [one for one in self._seen if one.kind is ReadKind.CASE or one.concerned not in pages]
        await record_seen(seen, by=by, stated=stated)
        cases = {office: tuple(ids) for office, ids in self._by_province.items()}
        await record_seen_by_province(cases, by=by, stated=stated)
