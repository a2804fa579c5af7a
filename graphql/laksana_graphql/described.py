"""How fields declare their description and their weight, and how docstrings become the schema's descriptions."""

import inspect
from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import strawberry
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    GraphQLUnionType,
    is_introspection_type,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

SIZE: Final = "laksana.size"
"""Metadata of a list field without `first`: how many items the cost rule reckons with."""

COST: Final = "laksana.cost"
"""Metadata of a field that costs more than the one unit every object costs."""

PAGE: Final = {SIZE: 1}
"""Metadata of a connection's `nodes`: its size is counted with the connection's own `first`."""

ACT_COST: Final = 100

ResolverT = TypeVar("ResolverT", bound=Callable[..., Any])

_DEFINITION: Final = GraphQLCoreConverter.DEFINITION_BACKREF


def doc(description: str, *, size: int | None = None, cost: int | None = None) -> Any:  # noqa: ANN401 - strawberry's own
    """A field with this description; a list says its usual `size`, a dear field its `cost`."""
    return strawberry.field(description=description, metadata=weight(size=size, cost=cost))


def weighed(*, size: int | None = None, cost: int | None = None) -> Callable[[ResolverT], ResolverT]:
    """A resolver's field that the cost rule reckons so; its docstring becomes the description."""
    return cast("Callable[[ResolverT], ResolverT]", strawberry.field(metadata=weight(size=size, cost=cost)))


def act(resolver: ResolverT) -> ResolverT:
    """A mutation: dear, because an act writes and may set a letter."""
    return cast("ResolverT", strawberry.mutation(metadata=weight(cost=ACT_COST))(resolver))


def weight(*, size: int | None = None, cost: int | None = None) -> dict[str, int]:
    """The metadata by which the cost rule reckons a field."""
    return {key: value for key, value in ((SIZE, size), (COST, cost)) if value is not None}


def metadata_of(field: GraphQLField) -> dict[str, int]:
    """What the field declares for the cost rule; nothing for introspection's own fields."""
    definition = field.extensions.get(_DEFINITION)
    return dict(definition.metadata) if definition is not None and definition.metadata else {}


def describe(schema: GraphQLSchema) -> None:
    """Give every type and field without a description the docstring of its class or resolver."""
    for named in schema.type_map.values():
        definition = named.extensions.get(_DEFINITION)
        if is_introspection_type(named) or definition is None:
            continue
        named.description = named.description or _summary(_origin(definition)) or _derived(named)
        if isinstance(named, GraphQLEnumType):
            for value in named.values.values():
                value.description = value.description or getattr(value.value, "label", None)
        _describe_fields(named)


def _derived(named: GraphQLNamedType) -> str | None:
    if isinstance(named, GraphQLUnionType):
        return f"{named.types[0].name} when it has happened; the others say why nothing has."
    # A generic type's copies have no docstring of their own.
    return "One page of a list." if named.name.endswith("Connection") else None


def _describe_fields(named: GraphQLNamedType) -> None:
    for field in getattr(named, "fields", {}).values():
        definition = field.extensions.get(_DEFINITION)
        resolver = getattr(definition, "base_resolver", None)
        if field.description is None and resolver is not None:
            field.description = _summary(resolver.wrapped_func)


def _origin(definition: object) -> object:
    return getattr(definition, "origin", None) or getattr(definition, "wrapped_cls", None)


def _summary(source: object) -> str | None:
    # Only what was written for this class: an inherited docstring would describe something else.
    written = getattr(source, "__doc__", None) if source is not None else None
    return inspect.cleandoc(written) if written else None
