"""Releases of SOPs as an office stands to them, what an activation rests on, and what an act on one gives."""

from datetime import date
from typing import Annotated, TypeAlias, TypeVar
from uuid import UUID

import strawberry

from laksana.procedures.activate_procedure import ActivationChanged
from laksana.procedures.readiness import Readiness, RoleReadiness
from laksana.procedures.releases import OfficeRelease
from laksana_graphql.described import doc
from laksana_graphql.types.findings import FindingType
from laksana_graphql.types.offices import RoleType
from laksana_graphql.types.results import Failure
from laksana_tenants.activations import ActivationRecord, StaffedPost

ChangeT = TypeVar("ChangeT", bound="ActivationChange")


@strawberry.type(name="Activation")
class ActivationType:
    """Since when a release is in force."""

    id: UUID
    effective_from: date
    valid_until: Annotated[date | None, doc("The last day on which it counts, where one is set.")]
    decided: Annotated[bool, doc("Whether it was decided in the service; else the office's pack says so.")]
    taken_back: Annotated[bool, doc("It was taken back before it began.")]

    @classmethod
    def of(cls, record: ActivationRecord) -> "ActivationType":
        """The activation as the office's books have it."""
        return cls(
            id=record.id,
            effective_from=record.effective_from,
            valid_until=record.valid_until,
            decided=record.decided_at is not None,
            taken_back=record.taken_back_at is not None,
        )


@strawberry.type(name="Release")
class ReleaseType:
    """One release of an SOP; a case keeps the one that it began with."""

    sop: str
    name: Annotated[str, doc("`r1`, `r2` ...")]
    title: Annotated[str | None, doc("What the SOP is called; null when its plugin is not installed here any more.")]
    hash: Annotated[str | None, doc("SHA-256 of its bytes under the engine's rules.")]
    published_on: Annotated[date | None, doc("Null for a draft, which may still change.")]
    in_force: Annotated[bool, doc("Whether new cases take it today.")]
    running_cases: Annotated[int, doc("Cases of the office that run by it and have not ended.")]
    activations: Annotated[list[ActivationType], doc("Oldest first, those taken back too.", size=3)]

    @classmethod
    def of(cls, release: OfficeRelease) -> "ReleaseType":
        """The release as the office stands to it."""
        loaded = release.release
        return cls(
            sop=release.slug,
            name=release.name,
            title=loaded.procedure.name if loaded else None,
            hash=loaded.hash if loaded else None,
            published_on=loaded.published_on if loaded else None,
            in_force=release.in_force,
            running_cases=release.running,
            activations=[ActivationType.of(one) for one in release.activations],
        )


@strawberry.type(name="StaffedPost")
class StaffedPostType:
    """A post with those who may act in it on the day."""

    code: str
    title: str
    holders: Annotated[list[str], doc("Names; none for a vacant post.", size=3)]

    @classmethod
    def of(cls, post: StaffedPost) -> "StaffedPostType":
        """The post on the day."""
        return cls(code=post.code, title=post.title, holders=list(post.holders))


@strawberry.type(name="RoleReadiness")
class RoleReadinessType:
    """A role of the SOP and who would carry it out."""

    role: RoleType
    posts: Annotated[list[StaffedPostType], doc("The posts that carry it out on the day.", size=2)]
    is_ready: Annotated[bool, doc("Whether the office has confirmed that, and somebody holds a post.")]

    @classmethod
    def of(cls, ready: RoleReadiness) -> "RoleReadinessType":
        """The role on the day."""
        posts = [StaffedPostType.of(post) for post in ready.posts]
        return cls(role=RoleType.of(ready.role), posts=posts, is_ready=ready.is_ready)


@strawberry.type
class ActivationReadiness:
    """What an activation would rest on; `activateProcedure` refuses it while a finding is an ERROR."""

    sop: str
    release: str
    effective_from: date
    replaces: Annotated[str | None, doc("The release in force until then; null where the office has none.")]
    roles: Annotated[list[RoleReadinessType], doc("Every role that somebody must hold.", size=10)]
    findings: Annotated[list[FindingType], doc("What is missing (ERROR) or doubtful, each with its remedy.", size=10)]

    @classmethod
    def of(cls, ready: Readiness) -> "ActivationReadiness":
        """The readiness on the day."""
        return cls(
            sop=ready.release.slug,
            release=ready.release.name,
            effective_from=ready.effective_from,
            replaces=ready.replaces,
            roles=[RoleReadinessType.of(one) for one in ready.roles],
            findings=[FindingType.of(found) for found in ready.findings],
        )


@strawberry.interface
class ActivationChange:
    """What was decided about a release. A key used again with the same input gives the same result again."""

    activation_id: UUID
    sop: str
    release: str
    effective_from: date
    notices: Annotated[list[FindingType], doc("Warnings that were recorded, but stopped nothing.", size=5)]

    @classmethod
    def of(cls: type[ChangeT], changed: ActivationChanged) -> ChangeT:
        """What the use case says has happened."""
        return cls(
            activation_id=changed.id,
            sop=changed.sop,
            release=changed.release,
            effective_from=changed.effective_from,
            notices=[FindingType.of_notice(notice) for notice in changed.notices],
        )


@strawberry.type
class ProcedureActivated(ActivationChange):
    """New cases take the release from that day on; cases that run keep theirs."""


@strawberry.type
class ActivationTakenBack(ActivationChange):
    """The release will not come into force; the roles mapped with it are not mapped any more."""


ActivateProcedureResult: TypeAlias = Annotated[
    ProcedureActivated | Failure, strawberry.union("ActivateProcedureResult")
]
TakeBackActivationResult: TypeAlias = Annotated[
    ActivationTakenBack | Failure, strawberry.union("TakeBackActivationResult")
]
