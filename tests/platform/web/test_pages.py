"""Pages for people: one answer without assets or scripts, escaped, and refusals in sentences."""

import base64
import hashlib
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from litestar import Litestar, Response, Router, get

from laksana_sdk.findings import error
from laksana_tenants.errors import Invalid
from laksana_web.errors import EXCEPTION_HANDLERS
from laksana_web.pages.page import page
from laksana_web.pages.problems import PAGE_EXCEPTION_HANDLERS


@get("/isian", sync_to_thread=False)
def with_form() -> Response[str]:
    return page("problem.html", {"sentences": ["<script>alert(1)</script>"]}, has_form=True)


@get("/tanpa-konteks", sync_to_thread=False)
def forgetful() -> Response[str]:
    return page("problem.html")


@get("/ditolak")
async def refused() -> None:
    raise Invalid((error("not_found.case", thing="case", id="x"),))


@get("/rusak")
async def broken() -> None:
    raise RuntimeError("rahasia 1604106308140991")


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    """A browser before pages of every kind."""
    pages = Router(
        "/", route_handlers=[with_form, refused, broken, forgetful], exception_handlers=PAGE_EXCEPTION_HANDLERS
    )
    app = Litestar([pages], exception_handlers=EXCEPTION_HANDLERS, openapi_config=None)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://laksana.test") as opened:
        yield opened


async def test_the_policy_allows_the_pages_own_style_and_its_own_form_alone(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/isian")

    style = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert answer.headers["content-security-policy"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


async def test_what_a_page_is_given_is_text_never_markup(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/isian")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/ditolak", 422, "tidak ditemukan"),
        ("/rusak", 500, "Ada kesalahan pada layanan"),
        ("/tanpa-konteks", 500, "Ada kesalahan pada layanan"),
    ],
)
async def test_a_refusal_is_a_page_with_sentences(
    browser: httpx.AsyncClient, path: str, status: int, sentence: str
) -> None:
    answer = await browser.get(path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert sentence in answer.text
    assert "rahasia" not in answer.text
    assert "Traceback" not in answer.text
