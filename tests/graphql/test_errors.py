"""What a client learns when a request cannot be read, is not theirs, or meets a bug."""

from collections.abc import Iterator

import pytest
import strawberry
import structlog
from strawberry.schema.config import StrawberryConfig
from structlog.typing import EventDict
from tests.support.graphql import ask, refusal, somebody

from laksana_graphql.context import Context
from laksana_graphql.limits import Documents
from laksana_graphql.schema import LaksanaSchema
from laksana_sdk import findings
from laksana_tenants.actor import TenantKind
from laksana_tenants.errors import Invalid

CLERK = somebody("STAF")
PROVINCE = somebody(kind=TenantKind.PROVINCE)
ID = "01900000-0000-7000-8000-00000000000a"

OFFICE_QUESTIONS = (
    f'case(id: "{ID}") {{ id }}', "cases { nodes { id } }", "inbox { nodes { assignedToMe } }", "procedures { slug }",
    "institutions { nodes { slug } }", "officers { nodes { name } }", f'attachment(id: "{ID}") {{ id }}',
)  # fmt: skip
PROVINCE_QUESTIONS = ("provinceCases { nodes { id } }", "provinceCounts { cases }")


@pytest.fixture
def log() -> Iterator[list[EventDict]]:
    with structlog.testing.capture_logs() as entries:
        yield entries


@strawberry.type
class Broken:
    """A root with one field that works, and others that do not."""

    fine: str = "ya"

    @strawberry.field
    def bug(self) -> str | None:
        raise ZeroDivisionError("the NIK is 1604105203519991")

    @strawberry.field
    def late_bug(self) -> list[str | None]:
        return [object()]  # type: ignore[list-item]

    @strawberry.field
    def refused(self) -> str | None:
        raise Invalid((findings.error("form.empty", field="x"),))


class Fails(strawberry.extensions.SchemaExtension):
    """An extension with a bug, outside every resolver."""

    def on_operation(self) -> Iterator[None]:
        if self.execution_context.query:
            raise ZeroDivisionError("the NIK is 1604105203519991")
        yield


def broken(*extensions: type[strawberry.extensions.SchemaExtension]) -> LaksanaSchema:
    return LaksanaSchema(query=Broken, config=StrawberryConfig(), extensions=[*extensions])


async def test_a_bug_is_masked_and_logged_under_the_number_that_the_client_gets(log: list[EventDict]) -> None:
    result = await broken(Documents).execute("{ fine bug }", root_value=Broken(), context_value=Context(actor=CLERK))

    assert result.data == {"fine": "ya", "bug": None}
    assert result.errors is not None
    (error,) = result.errors
    assert error.extensions is not None
    number = error.extensions["id"]
    assert error.message.startswith("Terjadi kesalahan di sistem kami. Coba lagi; bila terulang, sampaikan nomor ")
    assert number in error.message
    assert error.extensions == {"code": "BUG", "id": number}
    assert "1604105203519991" not in str(error.formatted)
    assert [entry["error_id"] for entry in log] == [number]
    assert isinstance(log[0]["exc_info"], ZeroDivisionError)


async def test_a_bug_outside_every_resolver_is_masked_as_well(log: list[EventDict]) -> None:
    result = await broken(Fails).execute("{ fine }", root_value=Broken())

    assert result.errors is not None
    assert result.errors[0].extensions is not None
    assert result.errors[0].extensions["code"] == "BUG"
    assert "1604105203519991" not in str(result.errors[0].formatted)
    assert len(log) == 1


async def test_a_refusal_in_a_query_is_no_bug(log: list[EventDict]) -> None:
    result = await broken().execute("{ fine refused }", root_value=Broken())

    assert result.data == {"fine": "ya", "refused": None}
    assert result.errors is not None
    assert result.errors[0].message == "Isian ini kosong. Tuliskan isinya."
    assert result.errors[0].extensions == {"code": "REFUSED"}
    assert log == []


@pytest.mark.parametrize("question", OFFICE_QUESTIONS)
async def test_a_province_is_refused_what_belongs_to_an_office(question: str) -> None:
    code, sentence = await refusal(PROVINCE, f"{{ {question} }}")

    assert code == "FORBIDDEN"
    assert sentence.startswith("Data ini milik kantor yang menangani kasus")


@pytest.mark.parametrize("question", PROVINCE_QUESTIONS)
async def test_an_office_is_refused_what_belongs_to_a_province(question: str) -> None:
    code, sentence = await refusal(CLERK, f"{{ {question} }}")

    assert code == "FORBIDDEN"
    assert sentence.startswith("Data ini hanya untuk petugas provinsi.")


async def test_a_province_cannot_act() -> None:
    answer = await ask(
        PROVINCE,
        "mutation ($g: OpenCaseInput!) { openCase(input: $g) { __typename ... on Refused { findings { code } } } }",
        {"g": {"key": "12345678", "sop": "asistensi_rehabilitasi", "form": {}}},
    )

    assert answer == {
        "data": {"openCase": {"__typename": "Refused", "findings": [{"code": "graphql.office_only"}]}},
        "errors": [],
    }


@pytest.mark.parametrize("wrong", ["abc", "", "1604105203519991", "01900000-0000-7000-8000-00000000000g", 7, None])
async def test_a_wrong_id_is_named_and_no_bug(wrong: object, log: list[EventDict]) -> None:
    answer = await ask(CLERK, "query ($id: UUID!) { case(id: $id) { id } }", {"id": wrong})

    assert not answer["data"]
    (error,) = answer["errors"]
    assert "ID" in error["message"]
    assert error["extensions"] != {"code": "BUG"} if "extensions" in error else True
    assert log == []


async def test_a_wrong_id_is_answered_in_indonesian_with_digits_hidden() -> None:
    answer = await ask(CLERK, '{ case(id: "1604105203519991") { id } }')

    assert '"1604••••••••••••" bukan ID. Salin ID dari jawaban layanan' in answer["errors"][0]["message"]


@pytest.mark.parametrize("wrong", ["2026-02-30", "20261121", "besok", 20261121])
async def test_a_day_that_does_not_exist_is_named(wrong: object) -> None:
    given = {"key": "12345678", "caseId": ID, "outcome": "layak", "answeredOn": wrong}

    answer = await ask(
        CLERK,
        "mutation ($g: RecordOutsideAnswerInput!) { recordOutsideAnswer(input: $g) { __typename } }",
        {"g": given},
    )

    assert "bukan tanggal yang ada. Tulis tanggal sebagai TTTT-BB-HH" in answer["errors"][0]["message"]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [([], "bukan objek JSON"), ("{}", "bukan objek JSON"), ({"a": [[[[[[[[[[[[[1]]]]]]]]]]]]]}, "bersarang")],
)  # fmt: skip
async def test_a_form_of_the_wrong_shape_is_refused(form: object, sentence: str) -> None:
    answer = await ask(
        CLERK,
        "mutation ($g: OpenCaseInput!) { openCase(input: $g) { __typename } }",
        {"g": {"key": "12345678", "sop": "x", "form": form}},
    )

    assert sentence in answer["errors"][0]["message"]


@pytest.mark.parametrize("first", [0, -1, 101, 2**31 - 1])
async def test_a_page_outside_one_to_a_hundred_is_refused(first: int) -> None:
    code, sentence = await refusal(CLERK, "query ($n: Int!) { cases(first: $n) { nodes { id } } }", {"n": first})

    assert code == "REFUSED"
    assert sentence == f"first bernilai {first}; pilih antara 1 dan 100, lalu lanjutkan dengan after."


@pytest.mark.parametrize("cursor", ["", "x", "å", "W10", "WyJhIiwiYiJd", "bnVsbA", "WzEsMl0", "W" * 5000])
@pytest.mark.parametrize("field", ["cases", "inbox"])
async def test_a_cursor_that_is_none_of_ours_is_refused(cursor: str, field: str) -> None:
    code, sentence = await refusal(
        CLERK, f"query ($a: String) {{ {field}(after: $a) {{ nodes {{ __typename }} }} }}", {"a": cursor}
    )

    assert code == "REFUSED"
    assert "Pakai pageInfo.endCursor dari halaman sebelumnya." in sentence


async def test_a_request_without_a_query_or_with_an_unknown_operation_is_named() -> None:
    assert (await refusal(CLERK, ""))[0] == "graphql.no_query"
    answer = await ask(CLERK, "query A { viewer { id } } query B { viewer { id } }", operation="C")
    assert answer["errors"][0]["extensions"]["code"] == "graphql.no_operation"


async def test_a_misspelt_field_is_no_bug(log: list[EventDict]) -> None:
    answer = await ask(CLERK, "{ viewr { id } }")

    assert answer["errors"][0]["message"] == "Cannot query field 'viewr' on type 'Query'. Did you mean 'viewer'?"
    assert log == []
