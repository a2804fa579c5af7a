"""What one request may ask for: depth, aliases, tokens and cost, each refused with the limit and the value."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from graphql import (
    ArgumentNode,
    ASTValidationRule,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    VariableNode,
    Visitor,
    get_named_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
    parse,
    visit,
)
from graphql.error import GraphQLSyntaxError
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document
from strawberry.types import ExecutionContext

from laksana_graphql.described import COST, SIZE, metadata_of
from laksana_graphql.scalars import refuse
from laksana_sdk import findings

DEPTH: Final = 12
ALIASES: Final = 30
TOKENS: Final = 2_000
LETTERS: Final = 20_000
"""Of a query's text, without its variables: what people write belongs in variables."""
COST_LIMIT: Final = 5_000
"""How many objects an answer may hold, reckoned before anything is read."""
FIRST_LIMIT: Final = 100
DOCUMENTS_KEPT: Final = 200

_UNUSABLE = re.compile("[\0\ud800-\udfff]")


class Documents(SchemaExtension):
    """Parses each query once, however often it is asked, and refuses one that is too deep, wide or long."""

    def on_parse(self) -> Iterator[None]:
        """The document of the query, from the cache where it was asked before."""
        self.execution_context.graphql_document = document_of(self.execution_context.query or "")
        yield


class Validity(SchemaExtension):
    """Validates each query once, however often it is asked: by its text, for a document is slow to compare."""

    def on_validate(self) -> Iterator[None]:
        """What is wrong with the query, from the cache where it was asked before."""
        context = self.execution_context
        context.pre_execution_errors = _faults(_core_schema(context), context.query or "", context.validation_rules)
        yield


class Cost(SchemaExtension):
    """Refuses a query whose answer could hold too many objects; stands after the validation."""

    def on_validate(self) -> Iterator[None]:
        """An error in place of execution when the query costs too much."""
        context = self.execution_context
        if not context.pre_execution_errors:
            query, variables = context.query or "", context.variables or {}
            sizes = tuple((name, _within(variables[name])) for name in _sizing_variables(query) if name in variables)
            cost = _cost(_core_schema(context), query, context.operation_name, sizes)
            if cost > COST_LIMIT:
                try:
                    refuse(findings.error("graphql.too_costly", cost=min(cost, 10**12), most=COST_LIMIT))
                except GraphQLError as error:
                    context.pre_execution_errors = [error]
        yield


def _core_schema(context: ExecutionContext) -> GraphQLSchema:
    # graphql-core validates against a schema of its own, which Strawberry keeps behind its own and gives to nobody.
    core: GraphQLSchema = context.schema._schema  # noqa: SLF001 - see above
    return core


@lru_cache(maxsize=DOCUMENTS_KEPT)
def _faults(schema: GraphQLSchema, query: str, rules: tuple[type[ASTValidationRule], ...]) -> list[GraphQLError]:
    return validate_document(schema, document_of(query), rules)


@lru_cache(maxsize=DOCUMENTS_KEPT)
def _cost(schema: GraphQLSchema, query: str, operation_name: str | None, sizes: tuple[tuple[str, int], ...]) -> int:
    document = document_of(query)
    operation = _operation(document, operation_name)
    return cost_of(schema, document, operation, dict(sizes)) if operation else 0


@lru_cache(maxsize=DOCUMENTS_KEPT)
def _sizing_variables(query: str) -> tuple[str, ...]:
    """The variables that say how long a list may be, by name."""
    found = _Sizing()
    visit(document_of(query), found)
    return tuple(found.names)


class _Sizing(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, None] = {}

    def enter_argument(self, node: ArgumentNode, *_: object) -> None:
        """A list's size is remembered when a variable gives it."""
        if node.name.value == "first" and isinstance(node.value, VariableNode):
            self.names[node.value.name.value] = None


def _within(size: object) -> int:
    """How many items a list of this size is reckoned with."""
    try:
        return min(max(int(str(size)), 1), FIRST_LIMIT)
    except ValueError:
        return FIRST_LIMIT


@lru_cache(maxsize=DOCUMENTS_KEPT)
def document_of(query: str) -> DocumentNode:
    """The parsed query; GraphQLError when it is malformed, too long, too deep or has too many aliases."""
    if len(query) > LETTERS:
        refuse(findings.error("graphql.too_long", length=len(query), most=LETTERS))
    try:
        document = parse(query, max_tokens=TOKENS)
    except GraphQLSyntaxError as error:
        # The parser gives up by itself on these two; it tells them apart by its words alone.
        if "nested too deeply" in error.message:
            refuse(findings.error("graphql.too_deep", most=DEPTH, depth=f"> {DEPTH}"))
        if "tokens" in error.message:
            refuse(findings.error("graphql.too_many_tokens", most=TOKENS))
        raise
    shape = _Shape(document)
    depth = max((shape.depth(definition.selection_set) for definition in shape.operations), default=0)
    if depth > DEPTH:
        refuse(findings.error("graphql.too_deep", most=DEPTH, depth=depth))
    aliases = sum(shape.aliases(definition.selection_set) for definition in shape.operations)
    if aliases > ALIASES:
        refuse(findings.error("graphql.too_many_aliases", most=ALIASES, count=min(aliases, 10**12)))
    return document


def unusable_text(value: object) -> bool:
    """Whether a text anywhere in this JSON value holds a character that no database or letter can keep."""
    if isinstance(value, str):
        return _UNUSABLE.search(value) is not None
    if isinstance(value, Mapping):
        return any(unusable_text(key) or unusable_text(item) for key, item in value.items())
    if isinstance(value, list):
        return any(unusable_text(item) for item in value)
    return False


class _Shape:
    """Depth and aliases of a document; each fragment is measured once, so that chains of fragments stay cheap."""

    def __init__(self, document: DocumentNode) -> None:
        self.operations: list[OperationDefinitionNode] = []
        self._fragments: dict[str, FragmentDefinitionNode] = {}
        self._depths: dict[str, int] = {}
        self._aliases: dict[str, int] = {}
        for definition in document.definitions:
            if isinstance(definition, OperationDefinitionNode):
                self.operations.append(definition)
            elif isinstance(definition, FragmentDefinitionNode):
                self._fragments[definition.name.value] = definition

    def depth(self, selected: SelectionSetNode | None) -> int:
        """How many fields lie in each other; introspection has a limit of its own."""
        deepest = 0
        for node in selected.selections if selected else ():
            match node:
                case FieldNode():
                    _refuse_unusable(node)
                    inner = 0 if node.name.value.startswith("__") else 1 + self.depth(node.selection_set)
                case InlineFragmentNode():
                    inner = self.depth(node.selection_set)
                case FragmentSpreadNode():
                    inner = self._of_fragment(node.name.value, self._depths, self.depth)
                case _:
                    inner = 0
            deepest = max(deepest, inner)
        return deepest

    def aliases(self, selected: SelectionSetNode | None) -> int:
        """How many fields are renamed, fragments counted wherever they are spread."""
        count = 0
        for node in selected.selections if selected else ():
            match node:
                case FieldNode():
                    count += (node.alias is not None) + self.aliases(node.selection_set)
                case InlineFragmentNode():
                    count += self.aliases(node.selection_set)
                case FragmentSpreadNode():
                    count += self._of_fragment(node.name.value, self._aliases, self.aliases)
                case _:
                    pass
        return count

    def _of_fragment(self, name: str, known: dict[str, int], measure: Callable[[SelectionSetNode | None], int]) -> int:
        if name not in known:
            # A fragment that spreads itself counts as nothing here; validation refuses it.
            known[name] = 0
            fragment = self._fragments.get(name)
            known[name] = measure(fragment.selection_set) if fragment else 0
        return known[name]


def _refuse_unusable(node: Node) -> None:
    for argument in getattr(node, "arguments", None) or ():
        if any(unusable_text(text) for text in _literals(argument.value)):
            refuse(findings.error("graphql.unusable_text", place=argument.name.value))


def _literals(node: Node) -> Iterator[str]:
    if isinstance(node, StringValueNode):
        yield node.value
    for inner in getattr(node, "values", None) or ():
        yield from _literals(inner)
    for member in getattr(node, "fields", None) or ():
        yield from _literals(member.value)


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode | None:
    for definition in document.definitions:
        if not isinstance(definition, OperationDefinitionNode):
            continue
        if name is None or (definition.name is not None and definition.name.value == name):
            return definition
    return None


def cost_of(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> int:
    """How many objects the answer may hold: each object counts one or its declared cost, times the lists it lies in."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    root = schema.get_root_type(operation.operation)
    defaults = {
        node.variable.name.value: node.default_value.value
        for node in operation.variable_definitions or ()
        if isinstance(node.default_value, IntValueNode)
    }
    reckoning = _Reckoning(schema=schema, fragments=fragments, variables={**defaults, **variables}, known={})
    return reckoning.selection(operation.selection_set, root) if root else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reckoning:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    known: dict[str, int]

    def selection(self, selected: SelectionSetNode | None, parent: GraphQLNamedType) -> int:
        cost = 0
        for node in selected.selections if selected else ():
            match node:
                case FieldNode():
                    cost += self.field(node, parent)
                case InlineFragmentNode():
                    cost += self.selection(node.selection_set, self._narrowed(node, parent))
                case FragmentSpreadNode():
                    cost += self._spread(node.name.value)
                case _:
                    pass
        return cost

    def field(self, node: FieldNode, parent: GraphQLNamedType) -> int:
        definition = getattr(parent, "fields", {}).get(node.name.value)
        if definition is None:
            return 0
        declared = metadata_of(definition)
        target = get_named_type(definition.type)
        own = declared.get(COST, 1 if is_composite_type(target) else 0)
        return self._size(node, definition, declared) * (own + self.selection(node.selection_set, target))

    def _size(self, node: FieldNode, definition: Any, declared: Mapping[str, int]) -> int:  # noqa: ANN401 - graphql-core
        argument = definition.args.get("first")
        if argument is None:
            listed = definition.type.of_type if is_non_null_type(definition.type) else definition.type
            return declared.get(SIZE, FIRST_LIMIT) if is_list_type(listed) else 1
        given: object = argument.default_value
        for written in node.arguments or ():
            if written.name.value == "first":
                value = written.value
                given = self.variables.get(value.name.value, given) if isinstance(value, VariableNode) else value
        if isinstance(given, IntValueNode):
            given = given.value
        return _within(given)

    def _narrowed(self, node: InlineFragmentNode, parent: GraphQLNamedType) -> GraphQLNamedType:
        named = node.type_condition and self.schema.get_type(node.type_condition.name.value)
        return named or parent

    def _spread(self, name: str) -> int:
        if name not in self.known:
            self.known[name] = 0
            fragment = self.fragments.get(name)
            target = fragment and self.schema.get_type(fragment.type_condition.name.value)
            self.known[name] = self.selection(fragment.selection_set, target) if fragment and target else 0
        return self.known[name]
