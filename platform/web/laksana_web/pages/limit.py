"""How often one household may ask the public pages, in each web process."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from ipaddress import ip_network
from time import monotonic
from typing import Any, Final

from litestar import Request
from litestar.middleware.base import DefineMiddleware
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.stores.memory import MemoryStore

from laksana_infra.setting_values import Network
from laksana_web.client_address import client_address

REQUESTS_A_MINUTE: Final = 60
SWEEP_SECONDS: Final = 60.0


class ForgettingStore(MemoryStore):
    """A store in memory that lets go of what has expired: Litestar's own keeps whoever never comes again for ever."""

    __slots__ = ("_every", "_swept_at")

    def __init__(self, *, every: float = SWEEP_SECONDS) -> None:
        super().__init__()
        self._every = every
        self._swept_at = monotonic()

    async def set(self, key: str, value: str | bytes, expires_in: int | timedelta | None = None) -> None:
        """Keep the value; from time to time everything that has expired is forgotten first."""
        if monotonic() - self._swept_at >= self._every:
            self._swept_at = monotonic()
            await self.delete_expired()
        await super().set(key, value, expires_in)


def page_limit(store: str, trusted: Sequence[Network]) -> DefineMiddleware:
    """60 requests a minute for a household, counted in this store; behind these proxies for each one they name."""
    limit = RateLimitConfig(
        rate_limit=("minute", REQUESTS_A_MINUTE), identifier_for_request=_household(trusted), store=store
    )
    return limit.middleware


def _household(trusted: Sequence[Network]) -> Callable[[Request[Any, Any, Any]], str]:
    def household(request: Request[Any, Any, Any]) -> str:
        """Who asks, for the limit: an IPv4 address, or the IPv6 network that one household is given."""
        peer = request.client.host if request.client else None
        address = client_address(peer, request.scope["headers"], trusted)
        if address is None:
            return "unknown"
        return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))

    return household
