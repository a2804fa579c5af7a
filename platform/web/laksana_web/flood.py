"""The outermost door: who was just told to come back later and has not waited is refused for next to nothing."""

from collections.abc import Mapping
from functools import lru_cache
from time import perf_counter
from typing import Final, cast

import msgspec
from litestar import Litestar
from litestar.enums import ScopeType
from litestar.types import HTTPResponseBodyEvent, HTTPResponseStartEvent, HTTPScope, Receive, Scope, Send

from laksana_infra import telemetry
from laksana_web.errors import TOO_MANY, too_many
from laksana_web.fair_share import FairShare, Flood
from laksana_web.session import bearer_token

_JSON: Final = (b"content-type", b"application/json")


class FloodGate:
    """The application, whose `path` stays shut to a token for as long as it was told to wait.

    It stands outside of the framework: refusing a request must cost less than sending it. What it answers is what the
    framework would.
    """

    def __init__(self, app: Litestar, shares: FairShare, *, path: str, headers: Mapping[str, str]) -> None:
        self.app, self._shares, self._path = app, shares, path
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The request goes on, or is refused before anybody asks what it says."""
        began, flood = perf_counter(), self._flood(scope)
        if flood is None:
            await self.app(scope, receive, send)
            return
        await self._refuse(flood.retry_after, send)
        method, spent = cast("HTTPScope", scope)["method"], perf_counter() - began
        telemetry.count_request(route=self._path, method=method, status=TOO_MANY, tenant=flood.tenant, seconds=spent)

    def _flood(self, scope: Scope) -> Flood | None:
        if scope["type"] != ScopeType.HTTP or scope["path"] != self._path:
            return None
        token = bearer_token(scope["headers"])
        return self._shares.flood_of(token) if token else None

    async def _refuse(self, seconds: int, send: Send) -> None:
        body, about = _refusal(seconds)
        await send(
            HTTPResponseStartEvent(type="http.response.start", status=TOO_MANY, headers=[*about, *self._headers])
        )
        await send(HTTPResponseBodyEvent(type="http.response.body", body=body, more_body=False))


@lru_cache(maxsize=100)
def _refusal(seconds: int) -> tuple[bytes, tuple[tuple[bytes, bytes], ...]]:
    body, headers = too_many(seconds)
    said = tuple((name.lower().encode(), value.encode()) for name, value in headers.items())
    content = msgspec.json.encode(body)
    return content, (_JSON, (b"content-length", str(len(content)).encode()), *said)
