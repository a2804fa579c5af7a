"""What can be decided about a case beside the printed way."""

import strawberry

from laksana.cases.confirm_emergency import confirm_emergency
from laksana.cases.declare_emergency import declare_emergency
from laksana.cases.mark_duplicate import mark_duplicate
from laksana.cases.record_death import record_death
from laksana.cases.record_move import record_move
from laksana.cases.record_not_found import record_not_found
from laksana.cases.refuse_by_client import refuse_by_client
from laksana.cases.reopen_case import reopen_case
from laksana.cases.retract_exit import retract_exit
from laksana.cases.skip_step import skip_step
from laksana_graphql.context import Info
from laksana_graphql.described import act
from laksana_graphql.fields.asking import Given, changed
from laksana_graphql.inputs import decisions as given
from laksana_graphql.types import decisions as results


@strawberry.type
class DecisionActs:
    """Every decision that ends a case early or leaves the printed way."""

    @act
    async def refuse_by_client(
        self, info: Info, asked: Given[given.RefuseByClientInput]
    ) -> results.RefuseByClientResult | None:
        """End the case because its client does not want what was found for them."""
        return results.RefusedByClient.of(await changed(info, refuse_by_client, asked))

    @act
    async def record_death(self, info: Info, asked: Given[given.RecordDeathInput]) -> results.RecordDeathResult | None:
        """Record that the client has died."""
        return results.DeathRecorded.of(await changed(info, record_death, asked))

    @act
    async def record_move(self, info: Info, asked: Given[given.RecordMoveInput]) -> results.RecordMoveResult | None:
        """Record that the client lives elsewhere now."""
        return results.MoveRecorded.of(await changed(info, record_move, asked))

    @act
    async def record_not_found(
        self, info: Info, asked: Given[given.RecordNotFoundInput]
    ) -> results.RecordNotFoundResult | None:
        """Record that the client could not be found."""
        return results.NotFoundRecorded.of(await changed(info, record_not_found, asked))

    @act
    async def mark_duplicate(
        self, info: Info, asked: Given[given.MarkDuplicateInput]
    ) -> results.MarkDuplicateResult | None:
        """End the case because it repeats another case of the office."""
        return results.MarkedDuplicate.of(await changed(info, mark_duplicate, asked))

    @act
    async def retract_exit(self, info: Info, asked: Given[given.RetractExitInput]) -> results.RetractExitResult | None:
        """Take back an early end before it is carried out, as after a false report of a death; the case goes on."""
        return results.ExitRetracted.of(await changed(info, retract_exit, asked))

    @act
    async def declare_emergency(
        self, info: Info, asked: Given[given.DeclareEmergencyInput]
    ) -> results.DeclareEmergencyResult | None:
        """Let steps run ahead of the papers; it must be confirmed within the SOP's days."""
        return results.EmergencyDeclared.of(await changed(info, declare_emergency, asked))

    @act
    async def confirm_emergency(
        self, info: Info, asked: Given[given.ConfirmEmergencyInput]
    ) -> results.ConfirmEmergencyResult | None:
        """Confirm afterwards that the emergency was one."""
        return results.EmergencyConfirmed.of(await changed(info, confirm_emergency, asked))

    @act
    async def skip_step(self, info: Info, asked: Given[given.SkipStepInput]) -> results.SkipStepResult | None:
        """Deviate from the SOP: pass the current step without its act. It shows in reports."""
        return results.StepSkipped.of(await changed(info, skip_step, asked))

    @act
    async def reopen_case(self, info: Info, asked: Given[given.ReopenCaseInput]) -> results.ReopenCaseResult | None:
        """Reopen an ended case; then open its new episode with `openCase`."""
        return results.CaseReopened.of(await changed(info, reopen_case, asked))
