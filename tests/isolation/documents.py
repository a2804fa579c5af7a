"""GraphQL documents made by chance from the schema: many root fields at once, under aliases, through fragments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    OperationDefinitionNode,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)
from tests.isolation.loot import Spoils
from tests.isolation.operations import BY_SCALAR, FEW, IDS, NAMES, SENSIBLE, carries_id, root_fields

from laksana_graphql.limits import COST_LIMIT, cost_of, document_of

MOST_CALLS = 24
CURSORS = {"after"}
OTHERS = {"key": "key", "search": "person", "code": "person"}
"""Texts beside the ids that another office's may be given for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One root field under one alias, its arguments in variables of its own."""

    alias: str
    name: str
    arguments: Mapping[str, GraphQLInputType]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A request's text, to be asked with many ids."""

    text: str
    calls: tuple[Call, ...]

    def variables(self, seed: str, spoils: Mapping[str, Spoils]) -> dict[str, Any]:
        """Every argument of every call; the same seed gives the same but for the spoils."""
        return {
            f"{call.alias}_{argument}": value(
                kind,
                spoils[call.alias],
                Random(f"{seed}{call.alias}{argument}"),  # noqa: S311
                argument,
                f"{call.name}.{argument}",
            )
            for call in self.calls
            for argument, kind in call.arguments.items()
        }


def document(schema: GraphQLSchema, random: Random, *, prefix: str) -> Document:
    """As many root fields of one kind as the limits allow, each with another selection."""
    fields = root_fields(schema)
    names = [name for name in fields if name.startswith(prefix)]
    calls, depth = random.randint(MOST_CALLS // 4, MOST_CALLS), random.randint(2, 4)
    while True:
        made = _document(schema, [random.choice(names) for _ in range(calls)], random, depth)
        if _is_allowed(schema, made.text):
            return made
        calls, depth = (calls, depth - 1) if depth > 1 else (max(1, calls * 2 // 3), depth)


def _document(schema: GraphQLSchema, names: list[str], random: Random, depth: int) -> Document:
    fields, calls, lines, declared, fragments = root_fields(schema), [], [], [], []
    for number, name in enumerate(names):
        _, field = fields[name]
        alias = f"a{number}"
        arguments = {
            argument: kind.type for argument, kind in field.args.items() if _is_given(argument, kind, name, random)
        }
        declared += [f"${alias}_{argument}: {kind}" for argument, kind in arguments.items()]
        passed = ", ".join(f"{argument}: ${alias}_{argument}" for argument in arguments)
        shown = _selection(schema, field.type, random, depth=random.randint(1, depth))
        if shown and random.random() < 0.3:
            fragments.append(f"fragment f{number} on {get_named_type(field.type)} {shown}")
            shown = f"{{ ...f{number} }}"
        lines.append(f"{alias}: {name.partition('.')[2]}{f'({passed})' if passed else ''} {shown}")
        calls.append(Call(alias=alias, name=name, arguments=arguments))
    kind = fields[names[0]][0]
    head = f"{kind} Try({', '.join(declared)})" if declared else kind
    return Document(text="\n".join((f"{head} {{", *lines, "}", *fragments)), calls=tuple(calls))


def _is_allowed(schema: GraphQLSchema, text: str) -> bool:
    try:
        parsed = document_of(text)
    except GraphQLError:
        return False
    (operation,) = [one for one in parsed.definitions if isinstance(one, OperationDefinitionNode)]
    return cost_of(schema, parsed, operation, {}) <= COST_LIMIT // 2


def _is_given(name: str, argument: Any, path: str, random: Random) -> bool:  # noqa: ANN401
    if name == "first":
        return True
    return is_required_argument(argument) or carries_id(argument.type, name, path) or random.random() < 0.5


def value(kind: GraphQLInputType, spoils: Spoils, random: Random, name: str, path: str) -> Any:  # noqa: ANN401
    """A value of this type that names something of theirs wherever it can."""
    nullable = get_nullable_type(kind)
    if isinstance(nullable, GraphQLList):
        return [value(nullable.of_type, spoils, random, name, path) for _ in range(random.randint(1, 2))]
    if isinstance(nullable, GraphQLInputObjectType):
        return {
            child: value(field.type, spoils, random, child, f"{path}.{child}")
            for child, field in nullable.fields.items()
            if is_required_input_field(field) or carries_id(field.type, child, path) or random.random() < 0.3
        }
    if isinstance(nullable, GraphQLEnumType):
        return random.choice(list(nullable.values))
    return _scalar(get_named_type(kind).name, spoils, random, name, path)


def _scalar(kind: str, spoils: Spoils, random: Random, name: str, path: str) -> object:
    if kind == "UUID":
        # Now and then an id of another kind than the one that is asked for.
        target = IDS.get(path) or IDS[name]
        other = random.choice(sorted(set(IDS.values())))
        return spoils[target if random.random() < 0.9 else other]
    if name in NAMES:
        return spoils[NAMES[name]]
    if name in CURSORS and kind == "String":
        return spoils["cursor"]
    if name in OTHERS:
        return spoils[OTHERS[name]]
    if name == "first":
        return random.randint(1, FEW)
    return SENSIBLE.get(name, BY_SCALAR[kind])


def _selection(schema: GraphQLSchema, kind: Any, random: Random, *, depth: int) -> str:  # noqa: ANN401
    named = get_named_type(kind)
    if is_leaf_type(named):
        return ""
    if isinstance(named, GraphQLUnionType):
        parts = (f"... on {member.name} {_selection(schema, member, random, depth=depth)}" for member in named.types)
        return f"{{ __typename {' '.join(parts)} }}"
    assert isinstance(named, GraphQLObjectType), f"{named} cannot be selected; teach the fuzzer to"
    return f"{{ __typename {' '.join(_selected(schema, named, random, depth))} }}"


def _selected(schema: GraphQLSchema, kind: GraphQLObjectType, random: Random, depth: int) -> Iterator[str]:
    for name, field in kind.fields.items():
        if is_leaf_type(get_named_type(field.type)):
            if name == "id" or random.random() < 0.5:
                yield name
        elif depth > 1 and random.random() < 0.5:
            yield f"{name}{_few(field)} {_selection(schema, field.type, random, depth=depth - 1)}"


def _few(field: GraphQLField) -> str:
    return f"(first: {FEW})" if "first" in field.args else ""
