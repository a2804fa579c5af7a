"""Inputs of mutations of joint dispatches; `asked()` gives the use case's own."""

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.dispatches import inputs
from laksana.letters.open_letter import Version
from laksana.signing import inputs as signing
from laksana.signing.inputs import Secret
from laksana_graphql.described import doc
from laksana_graphql.inputs.changes import few
from laksana_graphql.inputs.reading import Purpose
from laksana_graphql.scalars import Form


@strawberry.input
class ComposeDispatchInput:
    """Put cases of one SOP under one covering letter to one institution."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    institution: Annotated[str, doc("An institution of the office's register, by slug.")]
    case_ids: Annotated[list[UUID], doc("The cases in the order in which the letter lists them, at most 100.")]

    def asked(self) -> inputs.ComposeDispatch:
        """The use case's input."""
        return inputs.ComposeDispatch(institution=self.institution, case_ids=few(self.case_ids, "case_ids"))


@strawberry.input
class DispatchActInput:
    """An act on an existing joint dispatch."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    dispatch_id: UUID


@strawberry.input
class DraftDispatchInput(DispatchActInput):
    """Freeze a draft of the covering letter from what the cases say now."""

    def asked(self) -> inputs.DraftDispatch:
        """The use case's input."""
        return inputs.DraftDispatch(dispatch_id=self.dispatch_id)


@strawberry.input
class ParafDispatchInput(DispatchActInput):
    """Initial exactly this draft."""

    draft_sha256: Annotated[str, doc("The draft that you have read, by its hash.")]

    def asked(self) -> inputs.ParafDispatch:
        """The use case's input."""
        return inputs.ParafDispatch(dispatch_id=self.dispatch_id, draft_sha256=self.draft_sha256)


@strawberry.input
class ReturnDispatchInput(DispatchActInput):
    """Send the draft back to whoever drafts."""

    reason: str

    def asked(self) -> inputs.ReturnDispatch:
        """The use case's input."""
        return inputs.ReturnDispatch(dispatch_id=self.dispatch_id, reason=self.reason)


@strawberry.input
class FinaliseDispatchInput(DispatchActInput):
    """Decide to sign exactly this draft."""

    draft_sha256: Annotated[str, doc("The draft that you have read, by its hash.")]

    def asked(self) -> inputs.FinaliseDispatch:
        """The use case's input."""
        return inputs.FinaliseDispatch(dispatch_id=self.dispatch_id, draft_sha256=self.draft_sha256)


@strawberry.input
class SignDispatchInput(DispatchActInput):
    """Bind the scan of the signed paper to the final."""

    final_sha256: Annotated[str, doc("The final that was printed and signed, by its hash.")]
    scan_id: Annotated[UUID, doc("An attachment of one of its cases that passed inspection.")]

    def asked(self) -> inputs.SignDispatch:
        """The use case's input."""
        return inputs.SignDispatch(dispatch_id=self.dispatch_id, final_sha256=self.final_sha256, scan_id=self.scan_id)


@strawberry.input
class SignDispatchElectronicallyInput(DispatchActInput):
    """Sign the final with your certificate; BSrE asks for NIK and passphrase, an office's own authority for none."""

    final_sha256: Annotated[str, doc("The final that you have read, by its hash.")]
    nik: Annotated[Secret | None, doc("The NIK that your certificate belongs to.")] = None
    passphrase: Annotated[Secret | None, doc("Your certificate's passphrase; it is not kept.")] = None

    def asked(self) -> signing.SignDispatchElectronically:
        """The use case's input, which the secrets travel beside."""
        return signing.SignDispatchElectronically(dispatch_id=self.dispatch_id, final_sha256=self.final_sha256)

    def secrets(self) -> signing.Passphrase | None:
        """What was given to sign with BSrE; None where nothing was."""
        return signing.passphrase_of(self.nik, self.passphrase)


@strawberry.input
class DeclareDispatchSignatureLostInput(DispatchActInput):
    """Say that an electronic signature which nobody answered for is lost, so that the letter can be signed again."""

    def asked(self) -> signing.DeclareDispatchSignatureLost:
        """The use case's input."""
        return signing.DeclareDispatchSignatureLost(dispatch_id=self.dispatch_id)


@strawberry.input
class SendDispatchInput(DispatchActInput):
    """Send all its cases off together, or none."""

    courier: str
    receipt_number: Annotated[str | None, doc("The courier's own number for the parcel.")] = None
    sent_on: date
    form: Annotated[Form | None, doc("The dispatch step's form, where it has one; the same for every case.")] = None

    def asked(self) -> inputs.SendDispatch:
        """The use case's input."""
        return inputs.SendDispatch(
            dispatch_id=self.dispatch_id,
            courier=self.courier,
            receipt_number=self.receipt_number,
            sent_on=self.sent_on,
            form=self.form,
        )


@strawberry.input
class DiscardDispatchInput(DispatchActInput):
    """Give up a joint dispatch that was not sent."""

    reason: str

    def asked(self) -> inputs.DiscardDispatch:
        """The use case's input."""
        return inputs.DiscardDispatch(dispatch_id=self.dispatch_id, reason=self.reason)


@strawberry.input
class WithdrawDispatchInput(DispatchActInput):
    """Withdraw the signed letter of a joint dispatch."""

    reason: str

    def asked(self) -> inputs.WithdrawDispatch:
        """The use case's input."""
        return inputs.WithdrawDispatch(dispatch_id=self.dispatch_id, reason=self.reason)


@strawberry.input
class OpenDispatchInput:
    """Read the letter of a joint dispatch."""

    dispatch_id: UUID
    which: Version
    purpose: Purpose = None
