"""Letters of Lahat that are final and wait for their signature."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from tests.support.world import Drive, World

from laksana.cases import inputs
from laksana.cases.views import CaseChanged
from laksana.correspondence.queries import LetterView, letter_by_id
from laksana.letters.finalise_letter import finalise_letter
from laksana.letters.paraf_letter import paraf_letter
from laksana.signing.inputs import Passphrase, SignElectronically
from laksana.signing.queries import standing_attempt
from laksana.signing.sign_electronically import sign_electronically
from laksana.signing.views import Attempt
from laksana_infra.connection import Connection

LETTER = "surat_pengantar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Final:
    """A case whose covering letter is final."""

    drive: Drive
    letter_id: UUID
    sha256: str

    @property
    def asked(self) -> SignElectronically:
        """What its signer asks."""
        return SignElectronically(case_id=self.drive.id, letter_id=self.letter_id, final_sha256=self.sha256)

    async def sign(self, *, key: str | None = None, passphrase: Passphrase | None = None) -> CaseChanged:
        """The case after its signer signed, under a new key when none is given."""
        by = await self.drive.world.actor("KADIS")
        with self.drive.world.inside():
            return await sign_electronically(
                self.asked, by=by, key=key or self.drive.world.key(), passphrase=passphrase
            )

    async def letter(self) -> LetterView:
        """The letter as it is now."""
        with self.drive.world.inside():
            return await letter_by_id(self.letter_id)

    async def attempt(self) -> Attempt | None:
        """Its attempt that stands."""
        with self.drive.world.inside():
            return await standing_attempt(self.letter_id)


@dataclass(slots=True, kw_only=True)
class Finals:
    """A world, a look behind its walls, and finals as tests ask for them."""

    world: World
    owner: Connection

    async def next(self) -> Final:
        """A case whose covering letter is final."""
        final: Final = await self.world.beginnings.begin("a final covering letter", self._final, owner=self.world)
        return final

    async def _final(self) -> Final:
        drive = await self.world.drive_to(LETTER)
        draft = await drive.draft(LETTER)
        await drive.do(paraf_letter, inputs.ParafLetter(**draft), "KABID")
        final = await drive.do(finalise_letter, inputs.FinaliseLetter(**draft), "KADIS")
        return Final(drive=drive, letter_id=draft["letter_id"], sha256=final.ids["final_sha256"])

    async def states(self, final: Final) -> list[tuple[str, str | None]]:
        """Every attempt at the letter, oldest first, with what made it fail."""
        rows = await self.owner.fetch(
            "select state, failure from electronic_signature where letter_id = $1 order by id", final.letter_id
        )
        return [(row["state"], row["failure"]) for row in rows]

    async def signings(self, final: Final) -> int:
        """How often the case's history says that the letter was signed."""
        count: int = await self.owner.fetchval(
            "select count(*) from case_event where case_id = $1 and kind = 'LETTER_SIGNED'", final.drive.id
        )
        return count


@pytest.fixture
def finals(world: World, owner: Connection) -> Finals:
    """Lahat and its finals, for one test."""
    return Finals(world=world, owner=owner)


__all__ = ["LETTER", "Final", "Finals", "finals"]
