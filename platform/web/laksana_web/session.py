"""Who asks: the bearer token of a request becomes a person of an office, and the office's scope is entered."""

from collections.abc import Iterable

import structlog
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from laksana_infra.database import reading
from laksana_infra.scope import Scope as OfficeScope
from laksana_infra.scope import scoped
from laksana_tenants.tokens import actor_for_token
from laksana_web.errors import Unauthenticated
from laksana_web.fair_share import FairShare


class BearerSession(ASGIMiddleware):
    """Lets a request through for the person whose token it brings, inside their office's walls, or refuses it.

    The token is looked up anew each time, so that a revoked one is worth nothing from that moment on. The person is the
    request's `user`. Middleware, not a dependency: those run in tasks of their own, which could not enter a scope.
    """

    scopes = (ScopeType.HTTP,)

    def __init__(self, shares: FairShare) -> None:
        self._shares = shares

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """The request goes on in its office's scope, when it is its turn.

        Raises Unauthenticated when no valid token came with it, TooManyRequests when its sender had their share.
        """
        token = bearer_token(scope["headers"])
        if token is None:
            raise Unauthenticated
        async with reading():
            actor = await actor_for_token(token)
            if actor is None:
                raise Unauthenticated
            scope["user"] = actor
            with (
                scoped(OfficeScope(actor.tenant_id)),
                structlog.contextvars.bound_contextvars(tenant=actor.tenant_slug, officer_id=str(actor.officer_id)),
            ):
                async with self._shares.turn(actor, token):
                    await next_app(scope, receive, send)


def bearer_token(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    """The token of the only Authorization header, None when there is none, another scheme, or more than one."""
    given = [value for name, value in headers if name.lower() == b"authorization"]
    if len(given) != 1:
        return None
    scheme, _, token = given[0].decode("latin-1").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None
