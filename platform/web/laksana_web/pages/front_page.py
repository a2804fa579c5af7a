"""The page at /: what this is and where to go."""

from litestar import Response, get

from laksana_web.pages.page import page


@get("/", sync_to_thread=False)
def front_page() -> Response[str]:
    """What this is and where to go."""
    return page("front.html")
