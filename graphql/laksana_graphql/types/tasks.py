"""What somebody is asked to do now, and why it is them."""

from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.cases.views import CaseView, TaskView
from laksana.procedures.queries import installed_release
from laksana_graphql.context import Info
from laksana_graphql.described import doc
from laksana_graphql.types.offices import HoldingType, OfficerType, RoleType
from laksana_sdk.procedure import Procedure, Return, Wait
from laksana_sdk.roles import Role
from laksana_tenants.actor import Actor


@strawberry.enum
class TaskKind(StrEnum):
    """What is asked, and so by which mutation it is done."""

    RECEIVE = "RECEIVE"
    PERFORM = "PERFORM"
    COMPLETE_FILE = "COMPLETE_FILE"
    GIVE_DISPOSISI = "GIVE_DISPOSISI"
    ANSWER_DISPOSISI = "ANSWER_DISPOSISI"
    DRAFT = "DRAFT"
    PARAF = "PARAF"
    FINALISE = "FINALISE"
    SIGN = "SIGN"
    SIGN_WITHDRAWAL = "SIGN_WITHDRAWAL"
    DISPATCH = "DISPATCH"
    OUTSIDE = "OUTSIDE"
    COMPLETE = "COMPLETE"
    CONFIRM_EMERGENCY = "CONFIRM_EMERGENCY"
    OWED_PAPERS = "OWED_PAPERS"
    GIVE_NUMBER = "GIVE_NUMBER"

    @property
    def label(self) -> str:
        """What is asked, in Indonesian."""
        return LABELS[self]


LABELS = {
    TaskKind.RECEIVE: "Terima berkas dan catat di agenda",
    TaskKind.PERFORM: "Kerjakan langkah ini",
    TaskKind.COMPLETE_FILE: "Catat kelengkapan yang dibawa pemohon",
    TaskKind.GIVE_DISPOSISI: "Beri disposisi",
    TaskKind.ANSWER_DISPOSISI: "Jawab disposisi",
    TaskKind.DRAFT: "Susun konsep surat",
    TaskKind.PARAF: "Beri paraf pada konsep surat",
    TaskKind.FINALISE: "Setujui surat untuk ditandatangani",
    TaskKind.SIGN: "Cetak surat, mintakan tanda tangan, dan unggah pindaiannya",
    TaskKind.SIGN_WITHDRAWAL: "Cetak surat pencabutan, mintakan tanda tangan, dan unggah pindaiannya",
    TaskKind.DISPATCH: "Kirim surat",
    TaskKind.OUTSIDE: "Catat jawaban pihak luar",
    TaskKind.COMPLETE: "Tutup kasus",
    TaskKind.CONFIRM_EMERGENCY: "Kukuhkan keadaan darurat",
    TaskKind.OWED_PAPERS: "Periksa berkas susulan",
    TaskKind.GIVE_NUMBER: "Beri nomor surat",
}

_OUTSIDE = frozenset({TaskKind.OUTSIDE, TaskKind.COMPLETE_FILE})


@strawberry.type(name="Task")
class TaskType:
    """One thing that is asked now of a role, or of the person it was given to."""

    id: UUID
    kind: TaskKind
    label: Annotated[str, doc("What is asked, in Indonesian.")]
    step: str
    role: RoleType
    since: datetime
    due: Annotated[datetime | None, doc("When it should be done; null where nothing sets an end.")]
    waits_outside: Annotated[bool, doc("Whether it is really somebody outside the office whose turn it is.")]
    letter_id: UUID | None
    officer_id: strawberry.Private[UUID | None]

    @classmethod
    def from_view(cls, view: TaskView) -> "TaskType":
        """The task as its case shows it."""
        kind = TaskKind(view.kind)
        return cls(
            id=view.id,
            kind=kind,
            label=kind.label,
            step=view.step,
            role=RoleType.of_code(view.role),
            since=view.since,
            due=view.due,
            waits_outside=kind in _OUTSIDE,
            letter_id=view.letter_id,
            officer_id=view.officer_id,
        )

    @strawberry.field
    async def assigned_to(self, info: Info) -> OfficerType | None:
        """The person it was given to; null while anybody of the role may take it."""
        return await OfficerType.load(info, self.officer_id)


def through_of(actor: Actor, view: TaskView) -> HoldingType | None:
    """The post and capacity through which the person is asked, or sees what is overdue below."""
    return _through(actor, view.role, view.escalated_post)


# A page has as many tasks as it has rows, but few roles.
@lru_cache(maxsize=1000)
def _through(actor: Actor, role: str, escalated_post: UUID | None) -> HoldingType | None:
    above = next((holding for holding in actor.holdings if holding.post_id == escalated_post), None)
    held = actor.holding_for(role) or above
    return HoldingType.of(held) if held else None


def waited_for(view: TaskView, case: CaseView) -> RoleType | None:
    """The party outside whose turn it is, None when the office itself is asked."""
    if TaskKind(view.kind) not in _OUTSIDE:
        return None
    release = installed_release(case.sop_slug, case.release)
    return RoleType.of(_outsider(release.procedure, view)) if release else None


def _outsider(procedure: Procedure, view: TaskView) -> Role:
    nodes = {node.slug: node for node in procedure.steps}
    node = nodes.get(view.step)
    if isinstance(node, Wait):
        return node.on
    asked = {target.to for target in node.targets() if isinstance(target, Return)} if node else set()
    return asked.pop() if len(asked) == 1 else procedure.intake.performed_by
