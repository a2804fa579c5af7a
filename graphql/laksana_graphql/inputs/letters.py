"""Inputs of mutations of letters; `asked()` gives the use case's own."""

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.cases import inputs
from laksana.letters.open_letter import Version
from laksana.signing import inputs as signing
from laksana.signing.inputs import Secret
from laksana_graphql.described import doc
from laksana_graphql.inputs.changes import ChangeInput
from laksana_graphql.inputs.reading import Purpose
from laksana_graphql.scalars import Form


@strawberry.input
class DraftLetterInput(ChangeInput):
    """Freeze a draft of the current step's letter."""

    letter: Annotated[str, doc("The letter's kind.")]
    form: Annotated[Form | None, doc("The step's form, where it has one.")] = None

    def asked(self) -> inputs.DraftLetter:
        """The use case's input."""
        return inputs.DraftLetter(
            case_id=self.case_id, expected_version=self.expected_version, letter=self.letter, form=self.form
        )


@strawberry.input
class ParafLetterInput(ChangeInput):
    """Initial exactly this draft."""

    letter_id: UUID
    draft_sha256: Annotated[str, doc("The draft that you have read, by its hash.")]

    def asked(self) -> inputs.ParafLetter:
        """The use case's input."""
        return inputs.ParafLetter(
            case_id=self.case_id,
            expected_version=self.expected_version,
            letter_id=self.letter_id,
            draft_sha256=self.draft_sha256,
        )


@strawberry.input
class ReturnLetterInput(ChangeInput):
    """Send a draft back to its drafter."""

    letter_id: UUID
    reason: str

    def asked(self) -> inputs.ReturnLetter:
        """The use case's input."""
        return inputs.ReturnLetter(
            case_id=self.case_id,
            expected_version=self.expected_version,
            letter_id=self.letter_id,
            reason=self.reason,
        )


@strawberry.input
class FinaliseLetterInput(ChangeInput):
    """Decide to sign exactly this draft."""

    letter_id: UUID
    draft_sha256: Annotated[str, doc("The draft that you have read, by its hash.")]

    def asked(self) -> inputs.FinaliseLetter:
        """The use case's input."""
        return inputs.FinaliseLetter(
            case_id=self.case_id,
            expected_version=self.expected_version,
            letter_id=self.letter_id,
            draft_sha256=self.draft_sha256,
        )


@strawberry.input
class SignLetterInput(ChangeInput):
    """Bind the scan of the signed paper to the final."""

    letter_id: UUID
    final_sha256: Annotated[str, doc("The final that was printed and signed, by its hash.")]
    scan_id: Annotated[UUID, doc("An attachment of this case that passed inspection.")]

    def asked(self) -> inputs.SignLetter:
        """The use case's input."""
        return inputs.SignLetter(
            case_id=self.case_id,
            expected_version=self.expected_version,
            letter_id=self.letter_id,
            final_sha256=self.final_sha256,
            scan_id=self.scan_id,
        )


@strawberry.input
class SignElectronicallyInput(ChangeInput):
    """Sign the final with your certificate; BSrE asks for NIK and passphrase, an office's own authority for none."""

    letter_id: UUID
    final_sha256: Annotated[str, doc("The final that you have read, by its hash.")]
    nik: Annotated[Secret | None, doc("The NIK that your certificate belongs to.")] = None
    passphrase: Annotated[Secret | None, doc("Your certificate's passphrase; it is not kept.")] = None

    def asked(self) -> signing.SignElectronically:
        """The use case's input, which the secrets travel beside."""
        return signing.SignElectronically(
            case_id=self.case_id,
            expected_version=self.expected_version,
            letter_id=self.letter_id,
            final_sha256=self.final_sha256,
        )

    def secrets(self) -> signing.Passphrase | None:
        """What was given to sign with BSrE; None where nothing was."""
        return signing.passphrase_of(self.nik, self.passphrase)


@strawberry.input
class DeclareSignatureLostInput(ChangeInput):
    """Say that an electronic signature which nobody answered for is lost, so that the letter can be signed again."""

    letter_id: UUID

    def asked(self) -> signing.DeclareSignatureLost:
        """The use case's input."""
        return signing.DeclareSignatureLost(
            case_id=self.case_id, expected_version=self.expected_version, letter_id=self.letter_id
        )


@strawberry.input
class CertificateInput:
    """One's own signing certificate."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    officer_id: Annotated[UUID, doc("Yourself: nobody renews or revokes another's certificate.")]


@strawberry.input
class DispatchLetterInput(ChangeInput):
    """Send the signed letter off."""

    institution: Annotated[str, doc("An institution of the office's register, by slug.")]
    courier: str
    sent_on: date
    form: Annotated[Form | None, doc("The step's form, where it has one.")] = None

    def asked(self) -> inputs.DispatchLetter:
        """The use case's input."""
        return inputs.DispatchLetter(
            case_id=self.case_id,
            expected_version=self.expected_version,
            institution=self.institution,
            courier=self.courier,
            sent_on=self.sent_on,
            form=self.form,
        )


@strawberry.input
class OpenLetterInput:
    """Read a letter."""

    letter_id: UUID
    which: Version
    purpose: Purpose = None
