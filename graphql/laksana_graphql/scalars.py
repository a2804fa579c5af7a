"""Values of one piece: how they are written, and what is said when one cannot be read."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NewType, NoReturn
from uuid import UUID

import strawberry
from graphql import GraphQLError, ValueNode, value_from_ast_untyped
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

from laksana.signing.inputs import Secret
from laksana_sdk.findings import Finding, error, text

FORM_DEPTH: Final = 12
"""How deep lists and groups of a filled form may lie in each other."""

MOMENT_LETTERS: Final = 40
SECRET_LETTERS: Final = 200

Form = NewType("Form", dict[str, Any])
"""A filled form as JSON; its fields are those of the step's `formSchema`."""


def refuse(finding: Finding) -> NoReturn:
    """Raises the finding's Indonesian sentence as an error that a client may see."""
    raise GraphQLError(text(finding), extensions={"code": finding.code})


def read_uuid(value: object) -> UUID:
    """The id that this text is; GraphQLError when it is none."""
    if isinstance(value, str) and len(value) == 36:
        try:
            return UUID(value)
        except ValueError:
            pass
    refuse(error("graphql.not_an_id", value=_shown(value)))


def read_date(value: object) -> date:
    """The day that this text is, written as 2026-11-21; GraphQLError when there is no such day."""
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    refuse(error("graphql.not_a_date", value=_shown(value)))


def read_moment(value: object) -> datetime:
    """The moment that this text is, with its offset; GraphQLError when there is none or the offset is left out."""
    if isinstance(value, str) and len(value) <= MOMENT_LETTERS:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            if moment.tzinfo is not None:
                return moment
    refuse(error("graphql.not_a_moment", value=_shown(value)))


def read_form(value: object) -> Form:
    """The filled form; GraphQLError for what is no JSON object or is nested beyond reason."""
    if not isinstance(value, dict):
        refuse(error("graphql.form_not_an_object", value=_shown(value)))
    if _deeper_than(value, FORM_DEPTH):
        refuse(error("graphql.form_too_deep", most=FORM_DEPTH))
    return Form(value)


def read_secret(value: object) -> Secret:
    """The words, kept from every repr; GraphQLError, without them, when they are no text of bearable length."""
    if isinstance(value, str) and len(value) <= SECRET_LETTERS:
        return Secret(value)
    refuse(error("graphql.not_a_secret", most=SECRET_LETTERS))


def _shown(value: object) -> str:
    """The start of the value with long digit runs hidden: it might be somebody's identity number."""
    return "".join("•" if sign.isdigit() and place >= 4 else sign for place, sign in enumerate(str(value)[:40]))


def _deeper_than(value: object, most: int) -> bool:
    if not isinstance(value, Mapping | Sequence) or isinstance(value, str):
        return False
    inner = value.values() if isinstance(value, Mapping) else value
    return most == 0 or any(_deeper_than(item, most - 1) for item in inner)


def _literal(read: Callable[[object], object]) -> Callable[[ValueNode, Mapping[str, Any] | None], object]:
    def read_node(node: ValueNode, variables: Mapping[str, Any] | None = None) -> object:
        return read(value_from_ast_untyped(node, dict(variables) if variables else None))

    return read_node


def _only_answered(_: object) -> NoReturn:
    message = "JSON is only answered with, never asked with; filled forms are of the type Form"
    raise GraphQLError(message)


SCALARS: Final[Mapping[object, ScalarDefinition]] = {
    UUID: strawberry.scalar(
        name="UUID",
        description="An id, 36 characters. Take it from an answer; it says nothing by itself.",
        serialize=str,
        parse_value=read_uuid,
    ),
    date: strawberry.scalar(
        name="Date",
        description="A day of the office's calendar, written as 2026-11-21.",
        serialize=date.isoformat,
        parse_value=read_date,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment with its offset from UTC, written as 2026-11-21T21:30:00+07:00.",
        serialize=datetime.isoformat,
        parse_value=read_moment,
    ),
    Form: strawberry.scalar(
        name="Form",
        description="A filled form: a JSON object whose fields the step's `formSchema` describes.",
        parse_value=read_form,
        parse_literal=_literal(read_form),
    ),
    Secret: strawberry.scalar(
        name="Secret",
        description="Words that are used once and kept nowhere. Pass them as a variable, never in the query's text.",
        parse_value=read_secret,
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description="Any JSON value; what it holds is said where it stands.",
        parse_value=_only_answered,
        parse_literal=_literal(_only_answered),
    ),
}
"""The scalars that differ from the library's, by their Python type."""
