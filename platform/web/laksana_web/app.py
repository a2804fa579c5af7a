"""The web application: GraphQL behind the session, health, the front page; the same headers on every answer."""

from typing import Final

from litestar import Litestar
from litestar.datastructures import MutableScopeHeaders
from litestar.stores.registry import StoreRegistry
from litestar.types import Message, Scope

from laksana_graphql.controller import graphql_controller
from laksana_infra.settings import Settings
from laksana_web.errors import EXCEPTION_HANDLERS
from laksana_web.fair_share import FairShare
from laksana_web.flood import FloodGate
from laksana_web.health import live, ready
from laksana_web.measured import Measured
from laksana_web.pages.front_page import front_page
from laksana_web.pages.handover import handover_pages
from laksana_web.pages.limit import ForgettingStore
from laksana_web.pages.page import POLICY
from laksana_web.pages.verification import verification_pages
from laksana_web.session import BearerSession

LARGEST_BODY: Final = 2 * 1024 * 1024
"""Bytes of the largest request: one megabyte in a field still gets the field's own finding, files go to S3."""

_GRAPHQL: Final = "/graphql"
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Every answer is about somebody's case, or true only now.
    "Cache-Control": "no-store",
}
_ONE_YEAR: Final = "max-age=31536000"


def build_app(settings: Settings, shares: FairShare | None = None) -> FloodGate:
    """The application; what its handlers rely on is installed by `laksana_web.wiring.running`.

    `shares` are those of the settings when none are given.
    """
    headers = dict(_HEADERS)
    if settings.public_url.startswith("https://"):
        headers["Strict-Transport-Security"] = _ONE_YEAR

    async def add_headers(message: Message, scope: Scope) -> None:
        # Litestar sends everything through here, also answers to addresses that no route serves.
        if message["type"] == "http.response.start":
            sent = MutableScopeHeaders(message)
            for name, value in headers.items():
                sent.setdefault(name, value)

    shares = shares or FairShare.of(settings)
    # On the handler itself: Litestar copies a router with all that is in it, and the gate would watch other shares.
    graphql = graphql_controller(_GRAPHQL, middleware=[BearerSession(shares)])
    trusted = settings.trusted_proxies
    app = Litestar(
        route_handlers=[graphql, front_page, verification_pages(trusted), handover_pages(trusted), live, ready],
        stores=StoreRegistry(default_factory=lambda _: ForgettingStore()),
        middleware=[Measured()],
        exception_handlers=EXCEPTION_HANDLERS,
        before_send=[add_headers],
        request_max_body_size=LARGEST_BODY,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
    return FloodGate(app, shares, path=_GRAPHQL, headers=headers)
