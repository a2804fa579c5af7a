"""What stands against a wish, and the expected ways in which a mutation may fail."""

from collections.abc import Mapping
from typing import Annotated

import strawberry
from strawberry.scalars import JSON

from laksana.cases.views import Notice
from laksana_graphql.described import doc
from laksana_sdk.findings import Finding, Severity, text
from laksana_sdk.findings import warning as warning_finding
from laksana_tenants import errors

strawberry.enum(
    Severity, name="Severity", description="How much a finding weighs: ERROR blocks, WARNING is recorded, INFO helps."
)


@strawberry.type(name="Finding")
class FindingType:
    """One thing that is wrong or worth knowing."""

    code: Annotated[str, doc("Stable, for programs: `form.missing`.")]
    severity: Severity
    field: Annotated[
        str | None, doc("Where: a dotted path into the input or form (`pemohon.nik`); null for the whole.")
    ]
    message: Annotated[str, doc("For people, in Indonesian: the thing, the value, the remedy.")]
    parameters: Annotated[JSON, doc("The values that the message was made with, by name.")]

    @classmethod
    def of(cls, finding: Finding) -> "FindingType":
        """The finding as clients see it."""
        return cls(
            code=finding.code,
            severity=finding.severity,
            field=finding.field,
            message=text(finding),
            parameters=_plain(finding.parameters),
        )

    @classmethod
    def of_notice(cls, notice: Notice) -> "FindingType":
        """The warning that came with a success."""
        return cls.of(warning_finding(notice.code, field=notice.field, **notice.parameters))


@strawberry.type
class Refused:
    """Nothing happened, for these reasons; change the input and use a new key."""

    findings: Annotated[list[FindingType], doc("Everything that stands against it, at least one.", size=20)]


@strawberry.type(name="NotFound")
class NotFoundType:
    """Nothing happened: your office has no such thing. What belongs to another office is not found either."""

    thing: Annotated[str, doc("What was looked for: `case`, `letter`, `attachment`, `institution`...")]
    id: str
    message: Annotated[str, doc("For people, in Indonesian.")]


@strawberry.type(name="Conflict")
class ConflictType:
    """Nothing happened: somebody was first. Read the thing again, then decide anew with a new key."""

    thing: str
    id: str
    message: Annotated[str, doc("For people, in Indonesian.")]


class RefusedHandler(strawberry.ExceptionHandler[errors.Invalid | errors.Forbidden, Refused]):
    """An input that cannot be accepted, or an act that is not this person's, becomes Refused."""

    def handle(self, exception: errors.DomainError, *, field: object, info: object) -> Refused:
        """The refusal with every finding."""
        return Refused(findings=[FindingType.of(found) for found in exception.findings])


class NotFoundHandler(strawberry.ExceptionHandler[errors.NotFound, NotFoundType]):
    """A missing thing becomes NotFound."""

    def handle(self, exception: errors.NotFound, *, field: object, info: object) -> NotFoundType:
        """What was not found, with its sentence."""
        return NotFoundType(thing=exception.thing, id=str(exception.id), message=sentences(exception))


class ConflictHandler(strawberry.ExceptionHandler[errors.Conflict, ConflictType]):
    """A race that was lost becomes Conflict."""

    def handle(self, exception: errors.Conflict, *, field: object, info: object) -> ConflictType:
        """What had changed, with its sentence."""
        return ConflictType(thing=exception.thing, id=str(exception.id), message=sentences(exception))


def sentences(error: errors.DomainError) -> str:
    """What a person should read about this error."""
    return " ".join(text(found) for found in error.findings)


def _plain(parameters: Mapping[str, str | int]) -> JSON:
    return JSON(dict(parameters))
