"""Letters of Lahat that are final and wait for their signature: a case's, and a joint dispatch's over two cases."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

import pytest
from tests.support.joint_dispatches import Joint, joint_until
from tests.support.world import Drive, World

from laksana.cases import inputs
from laksana.correspondence.numbers import Bearer
from laksana.correspondence.queries import LetterView, letter_by_id
from laksana.dispatches.queries import dispatch_by_id
from laksana.letters.finalise_letter import finalise_letter
from laksana.letters.paraf_letter import paraf_letter
from laksana.signing.declare_dispatch_signature_lost import declare_dispatch_signature_lost
from laksana.signing.declare_signature_lost import declare_signature_lost
from laksana.signing.inputs import (
    DeclareDispatchSignatureLost,
    DeclareSignatureLost,
    Passphrase,
    SignDispatchElectronically,
    SignElectronically,
)
from laksana.signing.queries import standing_attempt
from laksana.signing.sign_dispatch_electronically import sign_dispatch_electronically
from laksana.signing.sign_electronically import sign_electronically
from laksana.signing.views import Attempt
from laksana_infra.connection import Connection

LETTER = "surat_pengantar"
SIGNINGS = {
    Bearer.LETTER: "select count(*) from case_event e join letter l on l.case_id = e.case_id"
    " where e.kind = 'LETTER_SIGNED' and l.id = $1",
    Bearer.DISPATCH: "select count(*) from dispatch where signed_at is not null and id = $1",
}
"""How often the records say that a final was signed."""


class Final(ABC):
    """A final that waits for its signature, whosever letter it is; its signer is the head."""

    bearer: ClassVar[Bearer]
    use_case: ClassVar[Callable[..., Awaitable[Any]]]

    @property
    @abstractmethod
    def world(self) -> World:
        """Where it lies."""

    @property
    @abstractmethod
    def id(self) -> UUID:
        """The letter's id, or the joint dispatch's."""

    @property
    @abstractmethod
    def asked(self) -> object:
        """What its signer asks."""

    @abstractmethod
    async def stage(self) -> str:
        """How far its letter has come."""

    @abstractmethod
    async def lost(self) -> None:
        """Its signer says that the attempt left no signature."""

    async def sign(self, *, key: str | None = None, passphrase: Passphrase | None = None) -> Any:  # noqa: ANN401
        """What the signer gets who signs, under a new key when none is given."""
        by = await self.world.actor("KADIS")
        with self.world.inside():
            return await type(self).use_case(self.asked, by=by, key=key or self.world.key(), passphrase=passphrase)

    async def attempt(self) -> Attempt | None:
        """Its attempt that stands."""
        with self.world.inside():
            return await standing_attempt(self.id, self.bearer)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFinal(Final):
    """A case whose covering letter is final."""

    bearer = Bearer.LETTER
    use_case = staticmethod(sign_electronically)
    drive: Drive
    letter_id: UUID
    sha256: str

    @property
    def world(self) -> World:
        return self.drive.world

    @property
    def id(self) -> UUID:
        return self.letter_id

    @property
    def asked(self) -> SignElectronically:
        return SignElectronically(case_id=self.drive.id, letter_id=self.letter_id, final_sha256=self.sha256)

    async def stage(self) -> str:
        return (await self.letter()).stage

    async def lost(self) -> None:
        asked = DeclareSignatureLost(case_id=self.drive.id, letter_id=self.letter_id)
        await self.world.act(declare_signature_lost, asked, "KADIS")

    async def letter(self) -> LetterView:
        """The letter as it is now."""
        with self.world.inside():
            return await letter_by_id(self.letter_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class JointFinal(Final):
    """A joint dispatch of two cases whose letter is final."""

    bearer = Bearer.DISPATCH
    use_case = staticmethod(sign_dispatch_electronically)
    joint: Joint

    @property
    def world(self) -> World:
        return self.joint.world

    @property
    def id(self) -> UUID:
        return self.joint.id

    @property
    def asked(self) -> SignDispatchElectronically:
        return SignDispatchElectronically(dispatch_id=self.joint.id, final_sha256=self.joint.final)

    async def stage(self) -> str:
        with self.world.inside():
            return (await dispatch_by_id(self.joint.id)).status

    async def lost(self) -> None:
        asked = DeclareDispatchSignatureLost(dispatch_id=self.joint.id)
        await self.world.act(declare_dispatch_signature_lost, asked, "KADIS")


@dataclass(slots=True, kw_only=True)
class Finals:
    """A world, a look behind its walls, and finals as tests ask for them."""

    world: World
    owner: Connection

    async def next(self) -> LetterFinal:
        """A case whose covering letter is final."""
        final: LetterFinal = await self.world.beginnings.begin(
            "a final covering letter", self._letter, owner=self.world
        )
        return final

    async def joint(self) -> JointFinal:
        """A joint dispatch whose letter is final."""
        final: JointFinal = await self.world.beginnings.begin("a final joint letter", self._joint, owner=self.world)
        return final

    async def of(self, bearer: Bearer) -> Final:
        """A final of either kind."""
        return await (self.next() if bearer is Bearer.LETTER else self.joint())

    async def _letter(self) -> LetterFinal:
        drive = await self.world.drive_to(LETTER)
        draft = await drive.draft(LETTER)
        await drive.do(paraf_letter, inputs.ParafLetter(**draft), "KABID")
        final = await drive.do(finalise_letter, inputs.FinaliseLetter(**draft), "KADIS")
        return LetterFinal(drive=drive, letter_id=draft["letter_id"], sha256=final.ids["final_sha256"])

    async def _joint(self) -> JointFinal:
        return JointFinal(joint=await joint_until(self.world, Joint.finalised))

    async def states(self, final: Final) -> list[tuple[str, str | None]]:
        """Every attempt at the final, oldest first, with what made it fail."""
        rows = await self.owner.fetch(
            f"select state, failure from electronic_signature where {final.bearer.value} = $1 order by id", final.id
        )
        return [(row["state"], row["failure"]) for row in rows]

    async def signings(self, final: Final) -> int:
        """How often the records say that the final was signed."""
        count: int = await self.owner.fetchval(SIGNINGS[final.bearer], final.id)
        return count


@pytest.fixture
def finals(world: World, owner: Connection) -> Finals:
    """Lahat and its finals, for one test."""
    return Finals(world=world, owner=owner)


__all__ = ["LETTER", "Final", "Finals", "JointFinal", "LetterFinal", "finals"]
