"""What the schema promises about every field of every type, those of tomorrow included."""

from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
    is_introspection_type,
    is_list_type,
    is_non_null_type,
    is_specified_scalar_type,
)
from tests.support.small_procedure import SMALL

from laksana.correspondence.wanted import GIVE_NUMBER
from laksana_engine.state import Answer as EngineAnswer
from laksana_engine.state import LetterStage
from laksana_engine.state import PaperResult as EnginePaperResult
from laksana_engine.tasks import TaskKind as EngineTaskKind
from laksana_graphql.described import SIZE, metadata_of
from laksana_graphql.export import SCHEMA_FILE, schema_text
from laksana_graphql.inputs.changes import Answer, PaperResult
from laksana_graphql.limits import FIRST_LIMIT
from laksana_graphql.schema import SCHEMA
from laksana_graphql.types.letters import Stage
from laksana_graphql.types.procedures import StepType
from laksana_graphql.types.tasks import LABELS, TaskKind

BUILT = SCHEMA._schema
FAILURES = {"Refused", "NotFound", "Conflict"}


def our_types() -> Iterator[GraphQLNamedType]:
    for named in BUILT.type_map.values():
        if not is_introspection_type(named) and not is_specified_scalar_type(named):
            yield named


def list_fields() -> list[tuple[str, GraphQLField]]:
    return [
        (f"{named.name}.{name}", field)
        for named in our_types()
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType)
        for name, field in named.fields.items()
        if is_list_type(get_nullable_type(field.type))
    ]


def root_fields(kind: str) -> list[tuple[str, GraphQLField]]:
    root = BUILT.mutation_type if kind == "mutation" else BUILT.query_type
    assert root is not None
    return list(root.fields.items())


def test_the_committed_schema_is_the_one_that_the_code_builds() -> None:
    committed = SCHEMA_FILE.read_text("utf-8")

    assert committed == schema_text(), "run: python -m laksana_graphql.export"


@pytest.mark.parametrize(("name", "field"), list_fields(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_list_says_how_long_it_may_be(name: str, field: GraphQLField) -> None:
    paged = "first" in field.args
    declared = metadata_of(field).get(SIZE)

    assert paged or declared, (
        f"{name} is a list without `first` and without a size; declare one with doc() or weighed()"
    )
    assert declared is None or 1 <= declared <= FIRST_LIMIT


@pytest.mark.parametrize(("name", "field"), root_fields("mutation"), ids=lambda value: str(value)[:30])
def test_every_mutation_has_one_input_and_a_union_of_what_may_become_of_it(name: str, field: GraphQLField) -> None:
    (argument,) = field.args.items()

    assert argument[0] == "input"
    assert is_non_null_type(argument[1].type)
    assert isinstance(get_named_type(argument[1].type), GraphQLInputObjectType)
    result = field.type
    assert isinstance(result, GraphQLUnionType), f"{name} is not nullable, or no union"
    assert {member.name for member in result.types[1:]} == FAILURES
    assert result.types[0].name not in FAILURES


@pytest.mark.parametrize(("name", "field"), root_fields("mutation"), ids=lambda value: str(value)[:30])
def test_every_mutation_that_writes_takes_a_key(name: str, field: GraphQLField) -> None:
    given = get_named_type(field.args["input"].type)

    assert isinstance(given, GraphQLInputObjectType)
    assert ("key" in given.fields) is not name.startswith("open") or name == "openCase"


@pytest.mark.parametrize(("name", "field"), root_fields("query"), ids=lambda value: str(value)[:30])
def test_a_root_field_that_fails_takes_no_other_with_it(name: str, field: GraphQLField) -> None:
    assert not is_non_null_type(field.type), name


def test_every_type_and_every_root_field_is_described() -> None:
    mute = [named.name for named in our_types() if not named.description]
    mute += [name for name, field in root_fields("query") + root_fields("mutation") if not field.description]

    assert mute == []


def test_closed_sets_are_those_of_the_engine() -> None:
    assert set(TaskKind) == {*(kind.value for kind in EngineTaskKind), GIVE_NUMBER} == set(LABELS)
    assert set(Stage) == {stage.value for stage in LetterStage}
    assert set(PaperResult) == {result.value for result in EnginePaperResult}
    assert set(Answer) == {answer.value for answer in EngineAnswer}


def test_every_kind_of_step_can_be_shown() -> None:
    shown = [StepType.of(SMALL, node) for node in SMALL.steps]

    assert [step.slug for step in shown] == [node.slug for node in SMALL.steps]
    assert {step.kind.value for step in shown} == {
        "INTAKE", "STEP", "DISPOSISI", "SIGNED_LETTER", "DISPATCH", "WAIT", "FINISH",
    }  # fmt: skip
