"""What the registry can do with numbers: give them by hand, declare them void."""

import strawberry

from laksana.correspondence.give_number import give_number
from laksana.correspondence.void_number import void_number
from laksana_graphql.context import Info, office_actor
from laksana_graphql.described import act
from laksana_graphql.fields.asking import Given
from laksana_graphql.inputs.registers import GiveNumberInput, VoidNumberInput
from laksana_graphql.types.registers import GiveNumberResult, NumberGiven, NumberVoided, VoidNumberResult


@strawberry.type
class NumberActs:
    """Every act on a number of a register."""

    @act
    async def give_number(self, info: Info, asked: Given[GiveNumberInput]) -> GiveNumberResult | None:
        """Enter the number that the registry or SRIKANDI has for a letter; its final will bear it."""
        return NumberGiven.of(await give_number(asked.asked(), by=office_actor(info), key=asked.key))

    @act
    async def void_number(self, info: Info, asked: Given[VoidNumberInput]) -> VoidNumberResult | None:
        """Declare a reserved number, or the agenda's entry of a mistaken case, void; it stays in the book."""
        return NumberVoided.of(await void_number(asked.asked(), by=office_actor(info), key=asked.key))
