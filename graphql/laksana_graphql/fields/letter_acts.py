"""What can be done with a letter."""

import strawberry

from laksana.correspondence.dispatch_letter import dispatch_letter
from laksana.letters.draft_letter import draft_letter
from laksana.letters.finalise_letter import finalise_letter
from laksana.letters.open_letter import letter_url
from laksana.letters.paraf_letter import paraf_letter
from laksana.letters.return_letter import return_letter
from laksana.letters.sign_letter import sign_letter
from laksana.letters.withdraw_letter import withdraw_letter
from laksana_graphql.context import Info, office_actor
from laksana_graphql.described import act
from laksana_graphql.fields.asking import Given, changed
from laksana_graphql.inputs import letters as given
from laksana_graphql.inputs.decisions import WithdrawLetterInput
from laksana_graphql.types import results


@strawberry.type
class LetterActs:
    """Every act on a letter."""

    @act
    async def draft_letter(self, info: Info, asked: Given[given.DraftLetterInput]) -> results.DraftLetterResult | None:
        """Freeze a draft of the current step's letter."""
        return results.LetterDrafted.of_letter(await changed(info, draft_letter, asked))

    @act
    async def paraf_letter(self, info: Info, asked: Given[given.ParafLetterInput]) -> results.ParafLetterResult | None:
        """Initial exactly the draft of this hash."""
        return results.LetterParafed.of_letter(await changed(info, paraf_letter, asked), asked.letter_id)

    @act
    async def return_letter(
        self, info: Info, asked: Given[given.ReturnLetterInput]
    ) -> results.ReturnLetterResult | None:
        """Send a draft back to its drafter, saying why."""
        return results.LetterReturned.of_letter(await changed(info, return_letter, asked), asked.letter_id)

    @act
    async def finalise_letter(
        self, info: Info, asked: Given[given.FinaliseLetterInput]
    ) -> results.FinaliseLetterResult | None:
        """Decide to sign exactly this draft: number, date and final bytes are fixed."""
        return results.LetterFinalised.of_letter(await changed(info, finalise_letter, asked), asked.letter_id)

    @act
    async def sign_letter(self, info: Info, asked: Given[given.SignLetterInput]) -> results.SignLetterResult | None:
        """Bind the scan of the signed paper to the final of this hash."""
        return results.LetterSigned.of_letter(await changed(info, sign_letter, asked), asked.letter_id)

    @act
    async def withdraw_letter(
        self, info: Info, asked: Given[WithdrawLetterInput]
    ) -> results.WithdrawLetterResult | None:
        """Withdraw a signed letter; whatever replaces it bears a new number."""
        return results.LetterWithdrawn.of_letter(await changed(info, withdraw_letter, asked), asked.letter_id)

    @act
    async def dispatch_letter(
        self, info: Info, asked: Given[given.DispatchLetterInput]
    ) -> results.DispatchLetterResult | None:
        """Send the signed letter off to an institution."""
        return results.LetterDispatched.of(await changed(info, dispatch_letter, asked))

    @act
    async def open_letter(self, info: Info, asked: Given[given.OpenLetterInput]) -> results.OpenDocumentResult | None:
        """Read a letter as PDF: a URL for 60 seconds, for those who hold a role in the SOP. The opening is logged."""
        url = await letter_url(
            asked.letter_id, asked.which, by=office_actor(info), purpose=info.context.purpose_of_opening(asked.purpose)
        )
        return results.DocumentOpened(url=url)
