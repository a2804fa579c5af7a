"""How long each request took, by route, status and office; one span a request."""

from time import perf_counter
from typing import cast

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from laksana_infra import telemetry
from laksana_tenants.actor import Actor
from laksana_web.errors import status_of


class Measured(ASGIMiddleware):
    """Counts what passes; of an address only its route is kept, because addresses may hold secrets."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """The request goes on, and is counted when its answer has been sent."""
        began, status = perf_counter(), 500
        route, method = scope.get("path_template", ""), cast("HTTPScope", scope)["method"]

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with telemetry.span(f"{method} {route}", **{"http.request.method": method, "http.route": route}) as span:
            try:
                await next_app(scope, receive, watched)
            except Exception as error:
                # A refusal by a middleware within is answered outside of this one.
                status = status_of(error)
                raise
            finally:
                tenant = _tenant(scope)
                span.set_attributes({"http.response.status_code": status, "tenant": tenant})
                telemetry.count_request(
                    route=route, method=method, status=status, tenant=tenant, seconds=perf_counter() - began
                )


def _tenant(scope: Scope) -> str:
    user = scope.get("user")
    return user.tenant_slug if isinstance(user, Actor) else ""
