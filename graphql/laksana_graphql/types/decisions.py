"""What a decision beside the printed way gives, and the unions with what it gives when it is refused."""

from typing import Annotated, TypeAlias

import strawberry

from laksana_graphql.types.results import CaseChange, Failure


@strawberry.type
class RefusedByClient(CaseChange):
    """The client's refusal was recorded; the case ends now, or at the step that the SOP asks for first."""


@strawberry.type
class DeathRecorded(CaseChange):
    """The death was recorded; the case ends now, or at the step that confirms it."""


@strawberry.type
class MoveRecorded(CaseChange):
    """The move was recorded; the case ends now, or at the step that the SOP asks for first."""


@strawberry.type
class NotFoundRecorded(CaseChange):
    """It was recorded that nobody was found; the case ends now, or at the step that the SOP asks for first."""


@strawberry.type
class MarkedDuplicate(CaseChange):
    """The case has ended as the duplicate of another."""


@strawberry.type
class ExitRetracted(CaseChange):
    """The early end was taken back; the case goes on where it stood, with the time that was left there."""


@strawberry.type
class EmergencyDeclared(CaseChange):
    """Papers do not hold the case up any more; they are owed."""


@strawberry.type
class EmergencyConfirmed(CaseChange):
    """The emergency was confirmed."""


@strawberry.type
class StepSkipped(CaseChange):
    """The step was passed without its act; the deviation is on record."""


@strawberry.type
class CaseReopened(CaseChange):
    """The case may be continued by a new episode; it stays as it is itself."""


RefuseByClientResult: TypeAlias = Annotated[RefusedByClient | Failure, strawberry.union("RefuseByClientResult")]
RecordDeathResult: TypeAlias = Annotated[DeathRecorded | Failure, strawberry.union("RecordDeathResult")]
RecordMoveResult: TypeAlias = Annotated[MoveRecorded | Failure, strawberry.union("RecordMoveResult")]
RecordNotFoundResult: TypeAlias = Annotated[NotFoundRecorded | Failure, strawberry.union("RecordNotFoundResult")]
MarkDuplicateResult: TypeAlias = Annotated[MarkedDuplicate | Failure, strawberry.union("MarkDuplicateResult")]
RetractExitResult: TypeAlias = Annotated[ExitRetracted | Failure, strawberry.union("RetractExitResult")]
DeclareEmergencyResult: TypeAlias = Annotated[EmergencyDeclared | Failure, strawberry.union("DeclareEmergencyResult")]
ConfirmEmergencyResult: TypeAlias = Annotated[EmergencyConfirmed | Failure, strawberry.union("ConfirmEmergencyResult")]
SkipStepResult: TypeAlias = Annotated[StepSkipped | Failure, strawberry.union("SkipStepResult")]
ReopenCaseResult: TypeAlias = Annotated[CaseReopened | Failure, strawberry.union("ReopenCaseResult")]
