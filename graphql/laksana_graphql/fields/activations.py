"""By which releases of SOPs the office works: what there is, what is missing, and what it decides."""

from datetime import date
from typing import Annotated

import strawberry

from laksana.procedures.activate_procedure import activate_procedure
from laksana.procedures.readiness import readiness
from laksana.procedures.releases import releases_of_office
from laksana.procedures.take_back_activation import take_back_activation
from laksana_graphql.context import Info, office_actor
from laksana_graphql.described import act, weighed
from laksana_graphql.fields.asking import Given
from laksana_graphql.inputs.activations import (
    ActivateProcedureInput,
    RoleMappingInput,
    TakeBackActivationInput,
    activation_of,
)
from laksana_graphql.types.activations import (
    ActivateProcedureResult,
    ActivationReadiness,
    ActivationTakenBack,
    ProcedureActivated,
    ReleaseType,
    TakeBackActivationResult,
)


@strawberry.type
class ActivationReads:
    """Releases of SOPs."""

    @weighed(size=20)
    async def releases(
        self, info: Info, sop: Annotated[str | None, strawberry.argument(description="Only this SOP's.")] = None
    ) -> list[ReleaseType] | None:
        """The releases that are installed, in force in your office, or that its cases still run by."""
        office_actor(info)
        return [ReleaseType.of(release) for release in await releases_of_office(sop)]

    @strawberry.field
    async def activation_readiness(
        self,
        info: Info,
        sop: str,
        release: str,
        effective_from: date,
        mapping: Annotated[
            list[RoleMappingInput] | None, strawberry.argument(description="What would be confirmed with it.")
        ] = None,
    ) -> ActivationReadiness | None:
        """What putting a release into force from a day on would rest on, and what is missing; nothing is written."""
        office_actor(info)
        asked = activation_of(sop, release, effective_from, mapping or ())
        return ActivationReadiness.of(await readiness(asked))


@strawberry.type
class ActivationActs:
    """What the office decides about its SOPs."""

    @act
    async def activate_procedure(
        self, info: Info, asked: Given[ActivateProcedureInput]
    ) -> ActivateProcedureResult | None:
        """Put a release into force from a day on. For KADIS and SEKRETARIS."""
        return ProcedureActivated.of(await activate_procedure(asked.asked(), by=office_actor(info), key=asked.key))

    @act
    async def take_back_activation(
        self, info: Info, asked: Given[TakeBackActivationInput]
    ) -> TakeBackActivationResult | None:
        """Take back an activation that has not begun. For KADIS and SEKRETARIS."""
        return ActivationTakenBack.of(await take_back_activation(asked.asked(), by=office_actor(info), key=asked.key))
