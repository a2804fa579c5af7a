"""Cases with their history, who is asked now, and what people wrote."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from laksana.audit.views import ReadKind
from laksana.cases.read_forms import FilledForm
from laksana.cases.views import CaseView, TimelineEntry
from laksana.dossier.progress import DossierProgressView
from laksana.procedures.diagram import diagram_of
from laksana.procedures.queries import installed_release, step_labels
from laksana.province.views import ProvinceCaseView
from laksana_graphql.context import Info, asks_for, office_actor
from laksana_graphql.described import doc, weighed
from laksana_graphql.types.case_dispatches import CaseDispatch
from laksana_graphql.types.delivered import OwnershipType, ReferralType, ServiceType
from laksana_graphql.types.files import AttachmentType
from laksana_graphql.types.handovers import HandoverType
from laksana_graphql.types.letters import LetterType
from laksana_graphql.types.offices import OfficerType
from laksana_graphql.types.paging import size
from laksana_graphql.types.people import PersonType
from laksana_graphql.types.procedures import ProcedureType
from laksana_graphql.types.tasks import TaskType
from laksana_sdk.states import Status
from laksana_sdk.vocabulary import SpmOwner
from laksana_tenants.errors import NotFound

DIAGRAM_COST = 40
"""A picture of some 80 kB: for the cases that somebody looks at, not for a whole list."""


@strawberry.type
class CommonCore:
    """What every SOP tells statistics about a case: codes only, nothing that identifies."""

    service: str
    ppks_category: Annotated[str | None, doc("One of the 26 PPKS categories, or ORANG_TERLANTAR.")]
    spm_code: Annotated[str | None, doc("K1 to K5 (kabupaten/kota), P1 to P5 (province).")]
    kecamatan: Annotated[str | None, doc("Region code.")]
    sex: Annotated[str | None, doc("`L` or `P`.")]
    birth_year: int | None
    guardian_consent: str | None
    outcome: str | None
    spm_owner: Annotated[SpmOwner | None, doc("The level that owns the client for SPM now; null: not said yet.")]

    @classmethod
    def of(cls, view: CaseView | ProvinceCaseView) -> "CommonCore":
        """The common core of this case."""
        return cls(
            service=view.service,
            ppks_category=view.ppks_category,
            spm_code=view.spm_code,
            kecamatan=view.kecamatan,
            sex=view.sex,
            birth_year=view.birth_year,
            guardian_consent=view.guardian_consent,
            outcome=view.outcome,
            spm_owner=SpmOwner[view.spm_owner] if view.spm_owner else None,
        )


@strawberry.type(name="TimelineEntry")
class TimelineEntryType:
    """One thing that happened to a case. What people wrote is not in it."""

    seq: Annotated[int, doc("From 1; give it as `after` to go on.")]
    kind: Annotated[str, doc("`CASE_OPENED`, `STEP_PERFORMED`, `LETTER_SIGNED`...")]
    at: datetime
    role: Annotated[str | None, doc("In which role it was done.")]
    capacity: Annotated[str | None, doc("In which capacity that role was held then.")]
    performed_by: Annotated[str | None, doc("The outside role that did it, where somebody inside only entered it.")]
    data: Annotated[JSON, doc("Codes and ids that belong to this kind.")]
    officer: Annotated[OfficerType | None, doc("Who did it, or entered it; null where the system did.")]

    @classmethod
    def from_view(cls, view: TimelineEntry, officer: OfficerType | None) -> "TimelineEntryType":
        """The event as the office sees it, with who did it where that is asked for."""
        return cls(
            seq=view.seq,
            kind=view.kind,
            at=view.at,
            role=view.role,
            capacity=view.capacity,
            performed_by=view.performed_by,
            data=JSON(view.data),
            officer=officer,
        )


@strawberry.type(name="FilledForm")
class FilledFormType:
    """The form of a step or an early end as it was filled in last."""

    step: Annotated[str, doc("The step's slug; for an early end `exit.` and its name: `exit.deceased`.")]
    form: Annotated[JSON, doc("Its fields are those of the step's `formSchema`.")]
    written_at: datetime

    @classmethod
    def from_view(cls, view: FilledForm) -> "FilledFormType":
        """The form in clear."""
        return cls(step=view.step, form=JSON(view.form), written_at=view.written_at)


@strawberry.type(name="DossierProgress")
class DossierProgressType:
    """The making of a case's dossier: `openDossier` gives it once every part is done, while the case stays as it is."""

    version: Annotated[int, doc("The case's version that it shows.")]
    done: int
    total: Annotated[int, doc("Its parts: each letter and file, and the ZIP.")]
    updated_at: datetime

    @classmethod
    def from_view(cls, view: DossierProgressView) -> "DossierProgressType":
        """The progress as it was reported last."""
        return cls(version=view.version, done=view.done, total=view.total, updated_at=view.updated_at)


@strawberry.type(name="CaseDiagram")
class CaseDiagramType:
    """Where a case stands, as a picture: the SOP's form and the step, nothing about any person."""

    svg: Annotated[str, doc("A whole SVG file, A4 pages below each other.")]
    says: Annotated[str, doc("What the picture shows, in a sentence: its alternative text.")]


@strawberry.type(name="Case")
class CaseType:
    """One case of the office, pinned to the release of the SOP that it began with."""

    id: UUID
    sop_slug: str
    release: str
    status: Status
    status_label: Annotated[str, doc("The status in Indonesian.")]
    step: Annotated[
        str | None, doc("The slug of the step where it stands; null before it is opened and after its end.")
    ]
    version: Annotated[int, doc("How many events it has; give it as `expectedVersion`.")]
    agenda_number: str | None
    round: Annotated[int, doc("How often the file went back for completion.")]
    opened_at: datetime
    received_at: datetime | None
    received_complete_at: Annotated[
        datetime | None, doc("When the file was complete; the statutory clock starts here.")
    ]
    completed_at: datetime | None
    closed_at: datetime | None
    updated_at: datetime
    reopened_at: Annotated[datetime | None, doc("When it was opened to be continued; its new episode is another case.")]
    episode_of: Annotated[UUID | None, doc("The reopened case that it continues.")]
    duplicate_of: Annotated[UUID | None, doc("The case that it repeats.")]
    emergency_confirm_by: Annotated[
        date | None, doc("The last day to confirm the emergency declared in it; null when none waits for that.")
    ]
    owed_papers: Annotated[int, doc("How many papers must still follow after an emergency.")]
    core: CommonCore
    client_id: strawberry.Private[UUID]

    @classmethod
    def from_view(cls, view: CaseView) -> "CaseType":
        """The case as the office sees it."""
        return cls(
            id=view.id,
            sop_slug=view.sop_slug,
            release=view.release,
            status=view.status,
            status_label=view.status.label,
            step=view.step,
            version=view.version,
            agenda_number=view.agenda_number,
            round=view.round,
            opened_at=view.opened_at,
            received_at=view.received_at,
            received_complete_at=view.received_complete_at,
            completed_at=view.completed_at,
            closed_at=view.closed_at,
            updated_at=view.updated_at,
            reopened_at=view.reopened_at,
            episode_of=view.episode_of,
            duplicate_of=view.duplicate_of,
            emergency_confirm_by=view.emergency_confirm_by,
            owed_papers=view.owed_papers,
            core=CommonCore.of(view),
            client_id=view.client_id,
        )

    @classmethod
    async def load(cls, info: Info, case_id: UUID) -> "CaseType":
        """The case of this id; raises NotFound."""
        view = await info.context.loaders.cases.load(case_id)
        if view is None:
            raise NotFound("case", case_id)
        return cls.from_view(view)

    def is_seen(self, info: Info, kind: ReadKind) -> None:
        """Its client is in the answer: that goes into the log of reads."""
        info.context.readings.saw(
            kind, case_id=self.id, person_id=self.client_id, sop_slug=self.sop_slug, release=self.release
        )

    @strawberry.field
    def sop(self) -> ProcedureType | None:
        """The SOP as it was when the case began; null when that release is not installed any more."""
        release = installed_release(self.sop_slug, self.release)
        return ProcedureType.of(release.procedure, release.name) if release else None

    @strawberry.field
    def step_label(self) -> str | None:
        """What the current step is called."""
        return step_labels(self.sop_slug, self.release).get(self.step) if self.step else None

    @weighed(cost=DIAGRAM_COST)
    async def diagram(self) -> CaseDiagramType | None:
        """The SOP's flowchart with the current step lit; null when the release is not installed any more."""
        release = installed_release(self.sop_slug, self.release)
        drawn = await diagram_of(release, self.step) if release else None
        return CaseDiagramType(svg=drawn.svg, says=drawn.says) if drawn else None

    @strawberry.field
    async def client(self, info: Info) -> PersonType:
        """The person that the case is about."""
        view = await info.context.loaders.persons.load(self.client_id)
        if view is None:
            raise NotFound("person", self.client_id)
        self.is_seen(info, ReadKind.NAME)
        return PersonType.from_view(view)

    @weighed(size=4)
    async def tasks(self, info: Info) -> list[TaskType]:
        """Who is asked now, and for what."""
        return [TaskType.from_view(view) for view in await info.context.loaders.tasks.load(self.id)]

    @strawberry.field
    async def timeline(self, info: Info, first: int = 100, after: int = 0) -> list[TimelineEntryType]:
        """What happened, in order: up to `first` (at most 100) entries that follow the `seq` given as `after`."""
        entries = await info.context.loaders.timelines.load(self.id)
        wanted = [entry for entry in entries if entry.seq > after][: size(first)]
        acting = {entry.officer_id for entry in wanted if entry.officer_id} if asks_for(info, "officer") else set()
        views = await info.context.loaders.officers.load_many(acting)
        officers = {view.id: OfficerType.from_view(view) for view in views if view}
        return [
            TimelineEntryType.from_view(entry, officers.get(entry.officer_id) if entry.officer_id else None)
            for entry in wanted
        ]

    @weighed(size=2)
    async def spm_ownership(self, info: Info) -> list[OwnershipType]:
        """The levels that owned the client for SPM, in their order."""
        return [OwnershipType.from_view(view) for view in await info.context.loaders.ownership.load(self.id)]

    @weighed(size=4)
    async def services(self, info: Info) -> list[ServiceType]:
        """What was delivered to the client, in its order."""
        return [ServiceType.from_view(view) for view in await info.context.loaders.services.load(self.id)]

    @weighed(size=2)
    async def referrals(self, info: Info) -> list[ReferralType]:
        """To whom the client was referred, and what was answered last."""
        return [ReferralType.from_view(view) for view in await info.context.loaders.referrals.load(self.id)]

    @weighed(size=2)
    async def handovers(self, info: Info) -> list[HandoverType]:
        """The offices and institutions that it was handed over to, and what they answered."""
        return [HandoverType.from_view(view) for view in await info.context.loaders.handovers.load(self.id)]

    @weighed(size=2)
    async def dispatches(self, info: Info) -> list[CaseDispatch]:
        """The joint dispatches that it is or was in, oldest first."""
        return [CaseDispatch.from_view(view) for view in await info.context.loaders.dispatches.load(self.id)]

    @weighed(size=10)
    async def letters(self, info: Info) -> list[LetterType]:
        """Its letters, oldest first."""
        return [LetterType.from_view(view) for view in await info.context.loaders.letters.load(self.id)]

    @weighed(size=10)
    async def attachments(self, info: Info) -> list[AttachmentType]:
        """Its files, oldest first; of more than 200 the latest."""
        return [AttachmentType.from_view(view) for view in await info.context.loaders.attachments.load(self.id)]

    @strawberry.field
    async def dossier(self, info: Info) -> DossierProgressType | None:
        """How far the dossier that was asked for last has come; null when none was."""
        view = await info.context.loaders.dossiers.load(self.id)
        return DossierProgressType.from_view(view) if view else None

    @weighed(size=16, cost=5)
    async def forms(self, info: Info) -> list[FilledFormType] | None:
        """What people wrote, the latest form of each step; for those who hold a role in the SOP. Reading is logged."""
        office_actor(info)
        return [FilledFormType.from_view(view) for view in await info.context.loaders.forms.load(self.id)]
