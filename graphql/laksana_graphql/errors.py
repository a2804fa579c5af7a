"""What clients learn when something fails: refusals in full, absent parts as such, bugs as a number."""

import secrets
from typing import Final

import structlog
from graphql import GraphQLError

from laksana_graphql.types.findings import sentences
from laksana_infra.availability import PartAway
from laksana_sdk import findings
from laksana_tenants.errors import Conflict, DomainError, Forbidden, NotFound

AWAY: Final = "UNAVAILABLE"
"""The code of an error that is worth asking again, with the same key: a part of the service was away or busy."""

CODES: Final[dict[type[DomainError], str]] = {NotFound: "NOT_FOUND", Forbidden: "FORBIDDEN", Conflict: "CONFLICT"}

_log = structlog.stdlib.get_logger("laksana.graphql")


def presentable(error: GraphQLError) -> GraphQLError:
    """The error as a client may see it; a bug is logged under the number that the client gets."""
    cause = _cause(error)
    if cause is None:
        return error
    if isinstance(cause, DomainError):
        return _with(error, sentences(cause), code=CODES.get(type(cause), "REFUSED"))
    if isinstance(cause, PartAway):
        _log.warning("part_away", path=error.path, error=type(cause).__name__, detail=str(cause))
        return _with(error, findings.text(findings.error("graphql.part_away")), code=AWAY)
    number = secrets.token_hex(4)
    _log.error("graphql_bug", error_id=number, path=error.path, exc_info=cause)
    return _with(error, findings.text(findings.error("graphql.bug", id=number)), code="BUG", id=number)


def _cause(error: GraphQLError) -> BaseException | None:
    """What was raised beneath the error, None when the error itself is all there is: a request that cannot be read."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _with(error: GraphQLError, message: str, **extensions: str) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=dict(extensions),
    )
