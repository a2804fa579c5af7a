"""Inputs of the decisions that leave the printed way: early ends, emergency, deviation, withdrawal, reopening."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.cases import inputs
from laksana_graphql.described import doc
from laksana_graphql.inputs.changes import ChangeInput
from laksana_graphql.scalars import Form
from laksana_sdk.vocabulary import EmergencyChannel

strawberry.enum(EmergencyChannel, name="EmergencyChannel", description="How an emergency was allowed by word of mouth.")


@strawberry.input
class LeaveInput(ChangeInput):
    """What every early end with a form of its own is asked with."""

    reason: Annotated[str, doc("One of the reasons of the SOP's exit, by code.")]
    form: Annotated[Form | None, doc("The exit's form, where it has one.")] = None
    note: str | None = None


@strawberry.input
class RefuseByClientInput(LeaveInput):
    """Record that the client does not want the placement, journey or service."""

    def asked(self) -> inputs.RefuseByClient:
        """The use case's input."""
        return inputs.RefuseByClient(
            case_id=self.case_id,
            expected_version=self.expected_version,
            reason=self.reason,
            form=self.form,
            note=self.note,
        )


@strawberry.input
class RecordDeathInput(LeaveInput):
    """Record that the client has died."""

    def asked(self) -> inputs.RecordDeath:
        """The use case's input."""
        return inputs.RecordDeath(
            case_id=self.case_id,
            expected_version=self.expected_version,
            reason=self.reason,
            form=self.form,
            note=self.note,
        )


@strawberry.input
class RecordMoveInput(LeaveInput):
    """Record that the client lives elsewhere now."""

    region: Annotated[str, doc("Kemendagri code of the kabupaten, kota or below where the client lives now.")]

    def asked(self) -> inputs.RecordMove:
        """The use case's input."""
        return inputs.RecordMove(
            case_id=self.case_id,
            expected_version=self.expected_version,
            reason=self.reason,
            form=self.form,
            note=self.note,
            region=self.region,
        )


@strawberry.input
class RecordNotFoundInput(LeaveInput):
    """Record that the client could not be found."""

    def asked(self) -> inputs.RecordNotFound:
        """The use case's input."""
        return inputs.RecordNotFound(
            case_id=self.case_id,
            expected_version=self.expected_version,
            reason=self.reason,
            form=self.form,
            note=self.note,
        )


@strawberry.input
class MarkDuplicateInput(LeaveInput):
    """End the case because it repeats another."""

    other_case: Annotated[UUID, doc("The case of your office that this one repeats.")]

    def asked(self) -> inputs.MarkDuplicate:
        """The use case's input."""
        return inputs.MarkDuplicate(
            case_id=self.case_id,
            expected_version=self.expected_version,
            reason=self.reason,
            form=self.form,
            note=self.note,
            other_case=self.other_case,
        )


@strawberry.input
class RetractExitInput(ChangeInput):
    """Take back an early end that is decided and not carried out yet."""

    reason: Annotated[str, doc("Why the report or the decision was wrong. It is kept sealed.")]

    def asked(self) -> inputs.RetractExit:
        """The use case's input."""
        return inputs.RetractExit(case_id=self.case_id, expected_version=self.expected_version, reason=self.reason)


@strawberry.input
class DeclareEmergencyInput(ChangeInput):
    """Let steps run ahead of the papers, because a person is in danger."""

    authorised_by: Annotated[UUID, doc("The officer of your office who allowed it by word of mouth.")]
    channel: EmergencyChannel
    told_at: Annotated[datetime, doc("When they allowed it.")]
    reason: Annotated[str, doc("What the danger is. It is kept sealed.")]

    def asked(self) -> inputs.DeclareEmergency:
        """The use case's input."""
        return inputs.DeclareEmergency(
            case_id=self.case_id,
            expected_version=self.expected_version,
            authorised_by=self.authorised_by,
            channel=self.channel.value,
            told_at=self.told_at,
            reason=self.reason,
        )


@strawberry.input
class ConfirmEmergencyInput(ChangeInput):
    """Confirm afterwards that the emergency was one."""

    note: str | None = None

    def asked(self) -> inputs.ConfirmEmergency:
        """The use case's input."""
        return inputs.ConfirmEmergency(case_id=self.case_id, expected_version=self.expected_version, note=self.note)


@strawberry.input
class SkipStepInput(ChangeInput):
    """Pass the current step without its act."""

    step: Annotated[str, doc("The step that you believe to be the current one.")]
    outcome: Annotated[str | None, doc("Where to, at a step with several ways on; none that returns the file.")] = None
    reason: Annotated[str, doc("Why the SOP is left here. It is kept sealed; that it was left shows in reports.")]

    def asked(self) -> inputs.SkipStep:
        """The use case's input."""
        return inputs.SkipStep(
            case_id=self.case_id,
            expected_version=self.expected_version,
            step=self.step,
            outcome=self.outcome,
            reason=self.reason,
        )


@strawberry.input
class ReopenCaseInput(ChangeInput):
    """Let an ended case go on as a new episode."""

    reason: Annotated[str, doc("Why. It is kept sealed.")]

    def asked(self) -> inputs.ReopenCase:
        """The use case's input."""
        return inputs.ReopenCase(case_id=self.case_id, expected_version=self.expected_version, reason=self.reason)


@strawberry.input
class WithdrawLetterInput(ChangeInput):
    """Withdraw a signed letter."""

    letter_id: UUID
    reason: Annotated[str, doc("Why. It is kept sealed.")]

    def asked(self) -> inputs.WithdrawLetter:
        """The use case's input."""
        return inputs.WithdrawLetter(
            case_id=self.case_id,
            expected_version=self.expected_version,
            letter_id=self.letter_id,
            reason=self.reason,
        )
