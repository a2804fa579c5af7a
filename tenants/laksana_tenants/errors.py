"""What may go wrong in an office's business: the few errors that callers tell apart."""

from typing import TypeVar
from uuid import UUID

from laksana_sdk.findings import Finding, catalogue, error

FoundT = TypeVar("FoundT")


class DomainError(Exception):
    """An expected refusal: it says what stands against a wish, never how a transport should report it.

    `findings` holds the sentences for a person, in the order in which they should be read.
    """

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*findings)
        self.findings: tuple[Finding, ...] = findings

    def __str__(self) -> str:
        return "; ".join(f"{finding.code} {dict(finding.parameters)}" for finding in self.findings)


class NotFound(DomainError):
    """The thing does not exist in this office; another office's thing is not found either."""

    def __init__(self, thing: str, id: UUID | str) -> None:  # noqa: A002 - the contract's name for it
        self.thing = thing
        self.id = id
        super().__init__(error(_sentence_for("not_found", thing), field=None, thing=thing, id=str(id)))


class Forbidden(DomainError):
    """The actor may see the thing, but may not do this with it; `reason` says what would be needed."""

    def __init__(self, reason: Finding) -> None:
        self.reason = reason
        super().__init__(reason)


class Conflict(DomainError):
    """Someone else was first: the thing is no longer as the caller saw it.

    `reason` is the sentence when there is a better one than "it has been changed meanwhile".
    """

    def __init__(self, thing: str, id: UUID | str, reason: Finding | None = None) -> None:  # noqa: A002
        self.thing = thing
        self.id = id
        super().__init__(reason or error(_sentence_for("conflict", thing), thing=thing, id=str(id)))


class Invalid(DomainError):
    """The input cannot be accepted: every finding that stands against it, at least one."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        if not findings:
            raise ValueError("Invalid was raised without a finding; give at least one that says what is wrong")
        super().__init__(*findings)


class Suspended(Invalid):
    """Not for now, and through no fault of the input: the same wish may be granted later, unchanged."""


def granted(found: FoundT | DomainError) -> FoundT:
    """What was found, of several things that each have an answer of their own; raises the refusal in its place."""
    if isinstance(found, DomainError):
        raise found
    return found


def _sentence_for(kind: str, thing: str) -> str:
    # Most things have a sentence of their own; a new thing must not turn a refusal into a crash.
    code = f"{kind}.{thing}"
    return code if code in catalogue() else f"{kind}.thing"
