"""The public pages at /v: what a paper with this code is, and whether a file is ours; nobody says who they are."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from laksana.verification.queries import file_of_bytes, letter_of_code
from laksana.verification.views import PublicLetter
from laksana_infra.setting_values import Network
from laksana_web.pages.limit import page_limit
from laksana_web.pages.page import page
from laksana_web.pages.problems import PAGE_EXCEPTION_HANDLERS
from laksana_web.pages.upload import LARGEST_FILE, LARGEST_FORM, sha256_of_upload

_FIELD: Final = "berkas"


@get("/")
async def ask(kode: FromQuery[str] = "") -> Response[Any]:
    """A form for those who read the code from the paper, and one for a file alone; with a code, its letter's page."""
    if kode.strip():
        return Redirect(f"/v/{quote(kode.strip(), safe='')}", status_code=303)
    return page("verification.html", _about(None), has_form=True)


@get("/{code:str}")
async def letter(code: FromPath[str]) -> Response[str]:
    """The public facts of the letter with this code; the same 404 for every other text."""
    found = await letter_of_code(code)
    return _unknown() if found is None else page("letter.html", _about(found, code), has_form=True)


@post("/{code:str}/berkas", request_max_body_size=LARGEST_FORM, status_code=200)
async def check_file(request: Request[Any, Any, State], code: FromPath[str]) -> Response[str]:
    """Whether the file sent is, byte for byte, one of this letter's documents; it is read and forgotten."""
    sha256 = await sha256_of_upload(request, _FIELD)
    found = await letter_of_code(code)
    if found is None:
        return _unknown()
    file = await file_of_bytes(sha256, code=code)
    return page("file.html", _about(found, code) | {"mark": file.mark if file else None})


@post("/berkas", request_max_body_size=LARGEST_FORM, status_code=200)
async def check_file_alone(request: Request[Any, Any, State]) -> Response[str]:
    """Whether the file sent is, byte for byte, any office's document, and then its public facts."""
    file = await file_of_bytes(await sha256_of_upload(request, _FIELD))
    return page("file.html", _about(file.letter if file else None) | {"mark": file.mark if file else None})


def verification_pages(trusted: Sequence[Network] = ()) -> Router:
    """The pages with their limit, which looks behind these proxies."""
    return Router(
        "/v",
        route_handlers=[ask, letter, check_file, check_file_alone],
        exception_handlers=PAGE_EXCEPTION_HANDLERS,
        middleware=[page_limit("verification", trusted)],
    )


def _about(found: PublicLetter | None, code: str | None = None) -> dict[str, Any]:
    return {
        "letter": found,
        "upload_to": f"/v/{quote(code, safe='')}/berkas" if code else "/v/berkas",
        "largest_megabytes": LARGEST_FILE >> 20,
    }


def _unknown() -> Response[str]:
    return page("unknown.html", _about(None), status=404, has_form=True)
