"""Execution that reads stored attributes straight into the answer, and leaves all else to the library.

Most fields are attributes of an object that a resolver has returned. The library resolves each by itself, with an info
object, a path and a dozen type checks; here what is selected of a type is planned once for an operation, and read for
each object in one go. Whenever a value is not what its type promises, the library does the whole object again, so that
its errors and its rules about null are the only ones.
"""

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, TypeAlias

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLSchema,
    GraphQLString,
    OperationDefinitionNode,
    is_leaf_type,
)
from graphql.execution.collect_fields import CollectedFields, FieldDetailsList, GroupedFieldSet
from graphql.pyutils import Path
from strawberry.resolvers import is_default_resolver
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.schema.schema_converter import GraphQLCoreConverter

from laksana_graphql.limits import DOCUMENTS_KEPT

Finish: TypeAlias = Callable[[Any], Any]
"""What makes a value that is not null ready for the answer; raises when it is not of its type."""

_SAME: Final[Mapping[object, type]] = {GraphQLString: str, GraphQLBoolean: bool}
_LARGEST: Final = 2**31


class _NotPlain(Exception):
    """A value must go the library's way."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is selected of a type: attributes with how each is finished, and what only the library can resolve."""

    type_name: str
    plain: tuple[tuple[str, str, Finish, bool], ...]
    others: GroupedFieldSet

    def read(self, source: object) -> dict[str, Any]:
        """The plain part of the answer about this object; raises when a value is not what its type promises."""
        answer: dict[str, Any] = {}
        for name, attribute, finish, nullable in self.plain:
            value = getattr(source, attribute) if attribute else self.type_name
            if value is not None:
                answer[name] = finish(value)
            elif nullable:
                answer[name] = None
            else:
                raise _NotPlain
        return answer


_Place: TypeAlias = tuple[object, ...]
"""A type and what of it is selected, by the places of the query, which stays as long as what is known of it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found out about an operation that no variable can change."""

    plans: dict[_Place, _Plan] = field(default_factory=dict)
    collected: dict[_Place, CollectedFields] = field(default_factory=dict)


class _Itself:
    """A query's operation, compared by identity: to compare what it says would take longer than to plan it."""

    __slots__ = ("operation",)

    def __init__(self, operation: OperationDefinitionNode) -> None:
        self.operation = operation

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.operation is self.operation

    def __hash__(self) -> int:
        return id(self.operation)


@lru_cache(maxsize=DOCUMENTS_KEPT)
def _known_of(_schema: GraphQLSchema, _: _Itself) -> _Known:
    """What is known of this operation; forgotten with it."""
    return _Known()


class Execution(StrawberryGraphQLCoreExecutionContext):
    """Strawberry's execution, with plain attributes read by plan."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever the library gives
        super().__init__(*args, **kwargs)
        if self.middleware_manager is not None and not self.middleware_manager.middlewares:
            # Strawberry brings an empty one, which would be asked about every field.
            self.middleware_manager = None
        # What is selected depends on the variables only where a directive says so.
        plain = "@" not in (self.operation.loc.source.body if self.operation.loc else "@")
        self._known = _known_of(self.schema, _Itself(self.operation)) if plain else _Known()

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: object,
        path: Path | None,
        grouped_field_set: GroupedFieldSet,
        position_context: Any,  # noqa: ANN401 - of @defer, which is not offered: handed on unseen
    ) -> dict[str, Any] | Awaitable[dict[str, Any]]:
        """The selected fields of one object."""
        plan = self._plan(parent_type, grouped_field_set)
        try:
            answer = plan.read(source_value)
        except Exception:  # noqa: BLE001 - the library meets it again, and says what it is
            return super().execute_fields(parent_type, source_value, path, grouped_field_set, position_context)
        if not plan.others:
            return answer
        rest = super().execute_fields(parent_type, source_value, path, plan.others, position_context)
        if isinstance(rest, dict):
            return _in_order(answer, rest, grouped_field_set)
        return _completed(answer, rest, grouped_field_set)

    def complete_list_value(
        self,
        return_type: GraphQLList[Any],
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: AsyncIterable[Any] | Iterable[Any],
        position_context: Any,  # noqa: ANN401 - of @defer, which is not offered: handed on unseen
    ) -> list[Any] | Awaitable[list[Any]]:
        """The items of a list; at once where all that is selected of them is plain."""
        finish = self._finish(return_type, field_details_list) if isinstance(result, list | tuple) else None
        if finish is not None:
            try:
                items: list[Any] = finish(result)
                return items
            except Exception:  # noqa: BLE001, S110 - the library meets it again, and says what it is
                pass
        return super().complete_list_value(return_type, field_details_list, info, path, result, position_context)

    def collect_subfields(
        self, return_type: GraphQLObjectType, field_details_list: FieldDetailsList
    ) -> CollectedFields:
        """What is selected of an object in these places of the query."""
        place = (return_type.name, *[id(one.node) for one in field_details_list])
        known = self._known.collected.get(place)
        if known is None:
            known = self._known.collected[place] = super().collect_subfields(return_type, field_details_list)
        return known

    def _plan(self, parent_type: GraphQLObjectType, grouped: GroupedFieldSet) -> _Plan:
        place = (parent_type.name, *[id(one.node) for details in grouped.values() for one in details])
        known = self._known.plans.get(place)
        if known is None:
            known = self._known.plans[place] = self._planned(parent_type, grouped)
        return known

    def _planned(self, parent_type: GraphQLObjectType, grouped: GroupedFieldSet) -> _Plan:
        plain: list[tuple[str, str, Finish, bool]] = []
        others: GroupedFieldSet = {}
        for name, details in grouped.items():
            field_name = details[0].node.name.value
            asked = self.schema.get_field(parent_type, field_name)
            attribute = "" if field_name == "__typename" else _attribute(asked)
            finish = self._finish(_nullable(asked.type), details) if asked and attribute is not None else None
            if asked is None or attribute is None or finish is None or self.middleware_manager is not None:
                others[name] = details
            else:
                plain.append((name, attribute, finish, not isinstance(asked.type, GraphQLNonNull)))
        return _Plan(parent_type.name, tuple(plain), others)

    def _finish(self, kind: GraphQLOutputType, details: FieldDetailsList) -> Finish | None:
        """How values of this type are finished, None where a part of them is not plain."""
        if is_leaf_type(kind):
            return _leaf(kind)
        if isinstance(kind, GraphQLList):
            item = self._finish(_nullable(kind.of_type), details)
            return item and _list_of(item, nullable=not isinstance(kind.of_type, GraphQLNonNull))
        if not isinstance(kind, GraphQLObjectType) or kind.is_type_of is not None:
            return None
        plan = self._plan(kind, self.collect_subfields(kind, details)[0])
        return None if plan.others else plan.read


def _attribute(field: GraphQLField | None) -> str | None:
    """The attribute that the field shows as it is, None when it has a resolver of its own."""
    if field is None or field.resolve is None or not is_default_resolver(field.resolve):
        return None
    definition = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    return str(definition.python_name) if definition is not None else None


def _nullable(kind: GraphQLOutputType) -> GraphQLOutputType:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def _leaf(kind: GraphQLLeafType) -> Finish:
    coerce = kind.coerce_output_value
    if isinstance(kind, GraphQLEnumType):
        names = {member: name for name, value in kind.values.items() for member in _members(kind, value.value)}
        return lambda value: names[value]
    if kind is GraphQLInt:
        return lambda value: value if type(value) is int and -_LARGEST <= value < _LARGEST else coerce(value)
    same = _SAME.get(kind)
    if same is not None:
        return lambda value: value if type(value) is same else coerce(value)

    def finish(value: object) -> object:
        finished = coerce(value)
        if finished is None:
            raise _NotPlain
        return finished

    return finish


def _members(kind: GraphQLEnumType, value: object) -> Iterable[object]:
    wrapped = getattr(kind, "wrapped_cls", None)
    return (wrapped(value),) if wrapped is not None else ()


def _list_of(item: Finish, *, nullable: bool) -> Finish:
    def finish(values: Iterable[Any]) -> list[Any]:
        if nullable:
            return [None if value is None else item(value) for value in values]
        return [item(value) for value in values]

    return finish


async def _completed(answer: dict[str, Any], rest: Awaitable[dict[str, Any]], order: Iterable[str]) -> dict[str, Any]:
    return _in_order(answer, await rest, order)


def _in_order(answer: dict[str, Any], rest: dict[str, Any], order: Iterable[str]) -> dict[str, Any]:
    both = {**answer, **rest}
    return {name: both[name] for name in order if name in both}
