"""A joint dispatch of Lahat's cases, driven by the people in their posts through the use cases."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tests.support import forms
from tests.support.world import Drive, World

from laksana.dispatches import inputs
from laksana.dispatches.compose_dispatch import compose_dispatch
from laksana.dispatches.draft_dispatch import draft_dispatch
from laksana.dispatches.finalise_dispatch import finalise_dispatch
from laksana.dispatches.paraf_dispatch import paraf_dispatch
from laksana.dispatches.send_dispatch import send_dispatch
from laksana.dispatches.sign_dispatch import sign_dispatch
from laksana.dispatches.views import DispatchChanged
from laksana_infra import clock
from laksana_tenants.calendar import local_day

SENTRA = "sentra_budi_perkasa"


@dataclass(slots=True, kw_only=True)
class Joint:
    """A joint dispatch on its way; `last` is its last change, `draft` and `final` are the hashes that count."""

    world: World
    cases: tuple[Drive, ...]
    last: DispatchChanged
    draft: str = ""
    final: str = ""

    @property
    def id(self) -> UUID:
        """The dispatch's id."""
        return self.last.dispatch_id

    async def do(self, use_case: Callable[..., Awaitable[Any]], asked: object, role: str) -> DispatchChanged:
        """The dispatch after this use case."""
        self.last = await self.world.act(use_case, asked, role)
        self.draft = self.last.ids.get("draft_sha256", self.draft)
        self.final = self.last.ids.get("final_sha256", self.final)
        return self.last

    async def drafted(self) -> None:
        """Its letter has a draft."""
        await self.do(draft_dispatch, inputs.DraftDispatch(dispatch_id=self.id), "STAF")

    async def initialled(self) -> None:
        """The head of division answers for the draft."""
        await self.do(paraf_dispatch, inputs.ParafDispatch(dispatch_id=self.id, draft_sha256=self.draft), "KABID")

    async def finalised(self) -> None:
        """The head decides to sign: it bears its number."""
        asked = inputs.FinaliseDispatch(dispatch_id=self.id, draft_sha256=self.draft)
        await self.do(finalise_dispatch, asked, "KADIS")

    async def signed(self) -> None:
        """The scan of the signed letter is bound to the final."""
        scan = await self.world.upload(self.cases[0].id, "scan")
        asked = inputs.SignDispatch(dispatch_id=self.id, final_sha256=self.final, scan_id=scan)
        await self.do(sign_dispatch, asked, "STAF")

    def sending(self, **others: Any) -> inputs.SendDispatch:  # noqa: ANN401
        """What is asked when it is sent by post today."""
        asked = {"courier": "PT Pos Indonesia", "receipt_number": "P2611160001", "sent_on": self.today}
        return inputs.SendDispatch(**{"dispatch_id": self.id, **asked, "form": forms.PENGIRIMAN, **others})

    async def sent(self) -> None:
        """All of it has left by post."""
        await self.do(send_dispatch, self.sending(), "STAF")

    @property
    def today(self) -> date:
        """The day in Lahat."""
        return local_day(clock.now(), self.world.lahat.timezone)


STAGES = (Joint.drafted, Joint.initialled, Joint.finalised, Joint.signed, Joint.sent)


async def two_cases(world: World, *, at: str = "surat_pengantar") -> tuple[Drive, Drive]:
    """Two applicants whose files stand at this step."""
    first = await world.drive_to(at)
    return first, await world.drive_to(at, form=forms.laporan(name="ZAINAL ABIDIN", nik=None))


async def composed(world: World, *cases: Drive) -> Joint:
    """These cases in one dispatch to the Sentra, without a draft of its letter."""
    asked = inputs.ComposeDispatch(institution=SENTRA, case_ids=tuple(case.id for case in cases))
    return Joint(world=world, cases=cases, last=await world.act(compose_dispatch, asked, "STAF"))


async def joint_until(world: World, stage: Callable[[Joint], Awaitable[None]]) -> Joint:
    """Two cases in a dispatch that has come this far."""
    joint = await composed(world, *await two_cases(world))
    for reach in STAGES:
        await reach(joint)
        if reach is stage:
            break
    return joint
