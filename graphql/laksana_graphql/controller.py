"""GraphQL over HTTP: one POST of JSON, for somebody whose token was checked before."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.enums import MediaType
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_400_BAD_REQUEST,
    HTTP_415_UNSUPPORTED_MEDIA_TYPE,
    HTTP_503_SERVICE_UNAVAILABLE,
)
from litestar.types import Middleware

from laksana_graphql.context import Context
from laksana_graphql.errors import AWAY
from laksana_graphql.limits import unusable_text
from laksana_graphql.readings import stated_purpose
from laksana_graphql.schema import SCHEMA
from laksana_infra.availability import RETRY_AFTER
from laksana_sdk.findings import error, text
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid

AnyRequest = Request[Any, Any, State]

JSON_TYPE: Final = "application/json"
PURPOSE_HEADER: Final = "X-Laksana-Purpose"
"""Where a client says once for a whole request what is read for: the name of a ReadPurpose."""


class Operation(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A request's body."""

    query: str | None = None
    variables: dict[str, Any] | None = None
    operation_name: str | None = None


def graphql_controller(path: str = "/graphql", *, middleware: Sequence[Middleware] = ()) -> HTTPRouteHandler:
    """The handler of this path, behind middleware that authenticates and enters the office's scope.

    The middleware leaves the Actor as the connection's `user`; without one the answer is 401 before anything is parsed.
    """

    @post(path, status_code=HTTP_200_OK, media_type=MediaType.JSON, middleware=middleware)
    async def graphql(request: AnyRequest) -> Response[bytes]:
        actor = actor_from(request)
        if actor is None:
            raise NotAuthorizedException
        try:
            asked = read_operation(await request.body(), request.headers.get("content-type", ""))
            purpose = stated_purpose(request.headers.get(PURPOSE_HEADER))
        except Invalid as unreadable:
            errors = [{"message": text(found), "extensions": {"code": found.code}} for found in unreadable.findings]
            return _answer({"errors": errors}, status=HTTP_400_BAD_REQUEST)
        result = await SCHEMA.execute(
            asked.query,
            variable_values=asked.variables,
            operation_name=asked.operation_name,
            context_value=Context(actor=actor, purpose=purpose),
        )
        answer: dict[str, object] = {"data": result.data}
        if result.errors:
            answer["errors"] = [found.formatted for found in result.errors]
            if any((found.extensions or {}).get("code") == AWAY for found in result.errors):
                # A client, and every proxy on its way, knows from the status that the same request may be repeated.
                return _answer(answer, status=HTTP_503_SERVICE_UNAVAILABLE, headers=RETRY_AFTER)
        return _answer(answer, status=HTTP_200_OK)

    return graphql


def actor_from(request: AnyRequest) -> Actor | None:
    """The person whom the middleware found, None when there is none."""
    user = request.scope.get("user")
    return user if isinstance(user, Actor) else None


def read_operation(body: bytes, content_type: str) -> Operation:
    """What is asked for; raises Invalid for a body without sense, HTTPException 415 for another type."""
    if content_type.partition(";")[0].strip().lower() != JSON_TYPE:
        raise HTTPException(status_code=HTTP_415_UNSUPPORTED_MEDIA_TYPE)
    try:
        asked = msgspec.json.decode(body, type=Operation)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise Invalid((error("graphql.body_unreadable", reason=str(fault)[:120]),)) from fault
    if unusable_text(asked.variables) or unusable_text(asked.operation_name):
        raise Invalid((error("graphql.unusable_text", place="variables"),))
    return asked


def _answer(body: Mapping[str, object], *, status: int, headers: Mapping[str, str] | None = None) -> Response[bytes]:
    return Response(
        msgspec.json.encode(body), status_code=status, media_type=MediaType.JSON, headers=dict(headers or {})
    )
