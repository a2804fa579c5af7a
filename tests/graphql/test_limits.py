"""What one request may ask for; none of these reaches a database, for there is none."""

import time

import pytest
from graphql import GraphQLError
from tests.support.graphql import ask, refusal, somebody

from laksana_graphql.limits import LETTERS, _cost, _faults, cost_of, document_of
from laksana_graphql.schema import SCHEMA

CLERK = somebody("STAF")


def nested(levels: int) -> str:
    return "{ regions(codes: []) " + "{ parent " * (levels - 1) + "{ code }" + " }" * (levels - 1) + " }"


def cost(query: str, **variables: int) -> int:
    document = document_of(query)
    return cost_of(SCHEMA._schema, document, document.definitions[0], variables)  # type: ignore[arg-type]


async def test_a_query_fifty_levels_deep_is_refused_with_limit_and_value() -> None:
    code, sentence = await refusal(CLERK, nested(49))

    assert code == "graphql.too_deep"
    assert (
        sentence == "Query sedalam 50 tingkat; paling banyak 12. Ambil data yang lebih dalam dengan query tersendiri."
    )


@pytest.mark.parametrize("levels", [300, 900])
async def test_a_query_deeper_than_python_can_follow_is_refused_too(levels: int) -> None:
    code, sentence = await refusal(CLERK, nested(levels))

    assert code == "graphql.too_deep"
    assert "paling banyak 12" in sentence


async def test_depth_hidden_in_fragments_counts() -> None:
    fragments = " ".join(f"fragment F{n} on Region {{ parent {{ ...F{n + 1} }} }}" for n in range(30))

    code, sentence = await refusal(
        CLERK, f"{{ regions(codes: []) {{ ...F0 }} }} {fragments} fragment F30 on Region {{ code }}"
    )

    assert code == "graphql.too_deep"
    assert "32 tingkat" in sentence


async def test_fragments_that_double_each_other_are_counted_at_once() -> None:
    fragments = " ".join(f"fragment F{n} on Region {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    began = time.perf_counter()

    code, _ = await refusal(
        CLERK, f"{{ regions(codes: []) {{ ...F0 }} }} {fragments} fragment F60 on Region {{ a: code }}"
    )

    assert code == "graphql.too_many_aliases"
    assert time.perf_counter() - began < 1


async def test_a_fragment_that_spreads_itself_is_refused_by_validation() -> None:
    answer = await ask(CLERK, "{ regions(codes: []) { ...F } } fragment F on Region { parent { ...F } }")

    assert "Cannot spread fragment 'F' within itself" in answer["errors"][0]["message"]


async def test_too_many_aliases_are_refused_with_limit_and_value() -> None:
    code, sentence = await refusal(CLERK, "{" + " ".join(f"a{n}: viewer {{ id }}" for n in range(31)) + "}")

    assert code == "graphql.too_many_aliases"
    assert sentence == "Query memuat 31 alias; paling banyak 30. Bagi menjadi beberapa query."


async def test_too_many_tokens_are_refused_with_the_limit() -> None:
    code, sentence = await refusal(CLERK, "{ viewer { " + "id " * 2_000 + "} }")

    assert code == "graphql.too_many_tokens"
    assert sentence == "Query memuat lebih dari 2000 token. Bagi menjadi beberapa query."


async def test_a_long_query_is_refused_before_it_is_parsed() -> None:
    code, sentence = await refusal(CLERK, "{ viewer { id } } #" + "x" * LETTERS)

    assert code == "graphql.too_long"
    assert str(LETTERS) in sentence


async def test_a_query_that_costs_too_much_is_refused_with_limit_and_value() -> None:
    code, sentence = await refusal(CLERK, "{ cases(first: 100) { nodes { timeline(first: 100) { seq } } } }")

    assert code == "graphql.too_costly"
    assert sentence.startswith("Query ini dapat menghasilkan 10200 objek; paling banyak 5000.")


async def test_cost_knows_the_value_of_variables() -> None:
    query = "query ($n: Int!) { cases(first: $n) { nodes { timeline(first: $n) { seq } } } }"

    assert cost(query, n=10) == 10 * (1 + 1 + 10)
    assert cost(query, n=100) == 100 * (1 + 1 + 100)
    assert (await refusal(CLERK, query, {"n": 100}))[0] == "graphql.too_costly"


def test_cost_of_a_page_is_what_it_may_hold() -> None:
    assert cost("{ viewer { id name } }") == 1
    assert cost("{ cases { nodes { id } } }") == 20 * 2
    assert cost("{ cases(first: 5) { nodes { ...C } } } fragment C on Case { client { label } tasks { id } }") == 5 * 7
    assert cost('{ case(id: "x") { forms { form } } }') == 1 + 16 * 5
    assert cost("{ cases(first: 100) { nodes { diagram { svg } } } }") == 100 * (1 + 1 + 40)


def test_acts_are_dear() -> None:
    act = 'openAttachment(input: {attachmentId: "x"}) { ... on DocumentOpened { url } }'

    assert cost("mutation { " + " ".join(f"a{n}: {act}" for n in range(4)) + " }") == 400


def test_a_query_that_is_asked_again_is_not_parsed_again() -> None:
    assert document_of("{ viewer { name } }") is document_of("{ viewer { name } }")


async def test_a_query_that_is_asked_again_is_neither_validated_nor_reckoned_again() -> None:
    query = "query ($n: Int!) { regions(codes: [], first: $n) { code name } }"
    await ask(CLERK, query, {"n": 3})
    before = [kept.cache_info() for kept in (_faults, _cost)]

    await ask(CLERK, query, {"n": 3})

    for kept, was in zip((_faults, _cost), before, strict=True):
        assert (kept.cache_info().hits, kept.cache_info().misses) == (was.hits + 1, was.misses)


async def test_a_query_that_was_cheap_is_refused_with_a_variable_that_makes_it_dear() -> None:
    parents = "{ parent " * 9 + "{ code }" + " }" * 9
    query = "query ($n: Int!) { " + " ".join(f"r{n}: regions(codes: [], first: $n) {parents}" for n in range(6)) + " }"

    codes = [(await ask(CLERK, query, {"n": n}))["errors"][0]["extensions"]["code"] for n in (0, 100, 0)]

    assert codes == ["REFUSED", "graphql.too_costly", "REFUSED"]


async def test_what_a_directive_leaves_out_depends_on_the_variables_of_each_request() -> None:
    query = "query ($named: Boolean!) { __schema { queryType { kind name @include(if: $named) } } }"

    answers = [(await ask(CLERK, query, {"named": named}))["data"] for named in (True, False, True)]

    shown = [answer["__schema"]["queryType"] for answer in answers]
    assert shown == [{"kind": "OBJECT", "name": "Query"}, {"kind": "OBJECT"}, {"kind": "OBJECT", "name": "Query"}]


def test_a_refused_document_is_not_kept() -> None:
    kept = document_of.cache_info().currsize

    with pytest.raises(GraphQLError):
        document_of(nested(40))

    assert document_of.cache_info().currsize == kept


async def test_text_that_no_database_keeps_is_refused() -> None:
    code, sentence = await refusal(CLERK, '{ regions(search: "a\\u0000b") { code } }')

    assert code == "graphql.unusable_text"
    assert '"search"' in sentence
