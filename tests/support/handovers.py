"""Lamandau hands a case over to Palangka Raya: the two offices, the case, and what each of them does."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest_asyncio
from tests.support import forms
from tests.support.world import SOP, World, set_up

from laksana.attachments.queries import attachments_of_cases
from laksana.attachments.views import Stage
from laksana.cases import inputs
from laksana.cases.open_case import open_case
from laksana.cases.receive_case import receive_case
from laksana.cases.views import CaseChanged
from laksana.handover.accept_handover import accept_handover
from laksana.handover.hand_over_case import hand_over_case
from laksana.handover.inputs import AnswerHandover, HandOverCase, ResendHandover
from laksana.handover.queries import handovers_of_cases, received_page
from laksana.handover.read_envelope import read_envelope
from laksana.handover.refuse_handover import refuse_handover
from laksana.handover.resend_handover import resend_handover
from laksana.handover.return_handover import return_handover
from laksana.handover.views import (
    HandoverChanged,
    HandoverStatus,
    OpenedEnvelope,
    ReceivedHandoverView,
    SentHandoverView,
)
from laksana_tenants.errors import DomainError
from laksana_tenants.views import TenantView

NAME = "DARMINAH"
NIK = "6209034507600002"
NOTE = "Ibu Darminah kini tinggal pada keponakannya di Palangka Raya."
REASON = "Mohon sertakan surat keterangan pindah dari kecamatan."
CHOSEN = ("NAME", "NIK", "BIRTH_DATE", "SEX", "KECAMATAN", "AGENDA_NUMBER")
ANSWERS = {
    HandoverStatus.ACCEPTED: accept_handover,
    HandoverStatus.RETURNED: return_handover,
    HandoverStatus.REFUSED: refuse_handover,
}


@dataclass(slots=True, kw_only=True)
class Handing:
    """A case of Lamandau with one inspected paper, to be handed over to Palangka Raya."""

    world: World
    palangka_raya: TenantView
    case_id: UUID
    paper_id: UUID

    @property
    def lamandau(self) -> TenantView:
        """The office that hands over."""
        return self.world.lamandau

    def asked(self, **other: Any) -> HandOverCase:  # noqa: ANN401
        """What Lamandau's head of division asks for, or something else."""
        usual = {"to_office": "palangka_raya", "fields": CHOSEN, "papers": (self.paper_id,), "note": NOTE}
        return HandOverCase(**{"case_id": self.case_id, **usual, **other})

    async def send(self, role: str = "KABID", **other: Any) -> HandoverChanged:  # noqa: ANN401
        """The hand-over before its job has run."""
        changed: HandoverChanged = await self.world.act(hand_over_case, self.asked(**other), role, self.lamandau)
        return changed

    async def delivered(self, **other: Any) -> UUID:  # noqa: ANN401
        """The hand-over's id, once it lies before Palangka Raya."""
        handover_id = (await self.send(**other)).handover_id
        await self.world.drain()
        return handover_id

    async def resend(self, handover_id: UUID, **other: Any) -> HandoverChanged:  # noqa: ANN401
        """The hand-over in its next round, before its job has run."""
        usual = {"fields": CHOSEN, "papers": (self.paper_id,), "note": NOTE}
        asked = ResendHandover(**{"handover_id": handover_id, **usual, **other})
        changed: HandoverChanged = await self.world.act(resend_handover, asked, "KABID", self.lamandau)
        return changed

    async def answer(
        self, handover_id: UUID, status: HandoverStatus, reason: str = "", *, role: str = "KABID"
    ) -> HandoverChanged:
        """Palangka Raya's answer, before the job that tells Lamandau has run."""
        asked = AnswerHandover(handover_id=handover_id, reason=reason)
        changed: HandoverChanged = await self.world.act(ANSWERS[status], asked, role, self.palangka_raya)
        return changed

    async def sent(self) -> tuple[SentHandoverView, ...]:
        """What Lamandau sees of its case's hand-overs."""
        with self.world.inside(self.lamandau):
            return (await handovers_of_cases([self.case_id]))[self.case_id]

    async def received(self, office: TenantView | None = None) -> tuple[ReceivedHandoverView, ...]:
        """What an office has been handed, Palangka Raya when none is named."""
        with self.world.inside(office or self.palangka_raya):
            return await received_page(None, size=50)


async def envelope(handing: Handing, handover_id: UUID) -> OpenedEnvelope:
    """What Palangka Raya's counter reads in the envelope."""
    by = await handing.world.actor("STAF", handing.palangka_raya)
    with handing.world.inside(handing.palangka_raya):
        return await read_envelope(handover_id, by=by)


def codes(refusal: DomainError) -> list[tuple[str, str | None]]:
    """What was said against it, and at which fields."""
    return [(found.code, found.field) for found in refusal.findings]


async def set_up_handing(world: World, receiver: TenantView, *, sender: TenantView) -> Handing:
    """A received case of the sender about DARMINAH, with one paper."""
    form = forms.laporan(name=NAME, nik=NIK)
    case = await world.open_case(sender, form=form)
    asked = inputs.ReceiveCase(case_id=case.case_id, sender=NAME, subject="Permohonan kursi roda")
    await world.act(receive_case, asked, "STAF", sender)
    paper_id = await world.upload(case.case_id, "pc_ktp", sender)
    return Handing(world=world, palangka_raya=receiver, case_id=case.case_id, paper_id=paper_id)


async def hand_over(world: World, case_id: UUID, *, sender: TenantView, receiver: TenantView) -> UUID:
    """The hand-over's id, once the case lies before the receiver with all its inspected papers."""
    with world.inside(sender):
        files = (await attachments_of_cases([case_id]))[case_id]
    papers = tuple(file.id for file in files if file.stage is Stage.PROMOTED)
    asked = HandOverCase(case_id=case_id, to_office=receiver.slug, fields=CHOSEN, papers=papers, note=NOTE)
    handover_id: UUID = (await world.act(hand_over_case, asked, "KABID", sender)).handover_id
    await world.drain()
    return handover_id


async def hand_out(world: World, case_id: UUID, *, sender: TenantView, institution: str) -> HandoverChanged:
    """The hand-over of a case to an institution of the sender's register, which a link opens."""
    asked = HandOverCase(case_id=case_id, to_institution=institution, fields=CHOSEN)
    changed: HandoverChanged = await world.act(hand_over_case, asked, "KABID", sender)
    return changed


async def take_on(world: World, handover_id: UUID, receiver: TenantView) -> CaseChanged:
    """The case that the receiver opens from the hand-over."""
    await world.act(
        accept_handover, AnswerHandover(handover_id=handover_id, reason="Kami lanjutkan."), "KABID", receiver
    )
    asked = inputs.OpenCase(sop=SOP, form=forms.laporan(name=NAME, nik=NIK), handover_id=handover_id)
    opened: CaseChanged = await world.act(open_case, asked, "STAF", receiver)
    await world.drain()
    return opened


@pytest_asyncio.fixture
async def handing(world: World) -> Handing:
    """A case of Lamandau that Palangka Raya may take on; both work by the same SOP here."""

    async def between_them() -> Handing:
        palangka_raya = await set_up("palangka_raya")
        for office in (world.lamandau, palangka_raya):
            await world.take_up_sop(office)
        return await set_up_handing(world, palangka_raya, sender=world.lamandau)

    return await world.beginnings.begin("a case to hand over", between_them, owner=world)
