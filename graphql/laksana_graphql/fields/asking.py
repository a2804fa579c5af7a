"""Parts of resolvers that several root fields share."""

from collections.abc import Awaitable
from typing import Annotated, Protocol, TypeAlias, TypeVar

import strawberry

from laksana.cases.views import CaseChanged
from laksana_graphql.context import Info, office_actor
from laksana_tenants.actor import Actor

AskedT = TypeVar("AskedT")
AskedT_co = TypeVar("AskedT_co", covariant=True)
AskedT_contra = TypeVar("AskedT_contra", contravariant=True)

InputT = TypeVar("InputT")

Given: TypeAlias = Annotated[InputT, strawberry.argument(name="input")]
"""The one input of a mutation."""


class KeyedInput(Protocol[AskedT_co]):
    """A mutation's input: its key, and what is asked of the use case."""

    key: str

    def asked(self) -> AskedT_co:
        """The use case's input; raises Invalid."""


class ChangesCase(Protocol[AskedT_contra]):
    """A use case that changes a case."""

    def __call__(self, asked: AskedT_contra, /, *, by: Actor, key: str) -> Awaitable[CaseChanged]:
        """The case after the act."""


async def changed(info: Info, use_case: ChangesCase[AskedT], given: KeyedInput[AskedT]) -> CaseChanged:
    """What the use case did for the person who asks; what was read before is forgotten, also when it refused."""
    by = office_actor(info)
    try:
        return await use_case(given.asked(), by=by, key=given.key)
    finally:
        info.context.loaders.forget()
