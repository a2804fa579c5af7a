"""The one table from what may go wrong to what HTTP says, with sentences instead of stack traces."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import structlog
from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import ClientException, HTTPException

from laksana_infra.availability import RETRY_AFTER, PartAway
from laksana_sdk.findings import Finding, text
from laksana_tenants.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from laksana_web.fair_share import TooManyRequests

AnyRequest = Request[Any, Any, State]


class Unauthenticated(Exception):
    """The request brings no token that is valid now; whatever was wrong with it, the answer is the same."""


TOO_MANY: Final = 429

STATUS: Mapping[type[Exception], int] = {
    NotFound: 404,
    Forbidden: 403,
    Conflict: 409,
    Invalid: 422,
    PartAway: 503,
    Unauthenticated: 401,
    TooManyRequests: TOO_MANY,
}

SENTENCES: Mapping[int, str] = {
    400: "Permintaan tidak dapat dibaca. Kirim ulang sebagai JSON yang sah.",
    401: "Anda belum dikenali. Kirim token yang masih berlaku dalam tajuk: Authorization: Bearer laks_...",
    403: "Anda tidak berwenang melakukan ini. Hubungi admin kantor bila menurut Anda ini keliru.",
    404: "Alamat ini tidak ada. Periksa alamatnya; layanan GraphQL ada di /graphql.",
    405: "Cara permintaan ini tidak dilayani di alamat ini. Kirim ke /graphql dengan POST.",
    413: "Isi permintaan terlalu besar. Berkas tidak dikirim di sini, melainkan lewat alamat unggah dari planUpload.",
    415: "Jenis isi permintaan tidak dilayani. Kirim dengan tajuk Content-Type: application/json.",
    429: "Terlalu banyak permintaan dalam waktu singkat; yang ini tidak dikerjakan. Ulangi setelah beberapa saat.",
    500: "Ada kesalahan pada layanan; tidak ada data yang diubah setengah jalan. Coba lagi, atau hubungi pengelola.",
    503: "Layanan sedang sibuk atau sebagian tidak menjawab. Ulangi beberapa saat lagi dengan kunci (key) yang sama.",
}

CHALLENGE = 'Bearer realm="laksana"'

_log = structlog.stdlib.get_logger("laksana.web")


def on_unauthenticated(request: AnyRequest, error: Exception) -> Response[dict[str, Any]]:
    """401 with one sentence, and the challenge that says how to authenticate."""
    return _answer(401, (), headers={"WWW-Authenticate": CHALLENGE})


def on_too_many(request: AnyRequest, error: TooManyRequests) -> Response[dict[str, Any]]:
    """429 with one sentence, and the seconds after which the request will be taken."""
    body, headers = too_many(error.retry_after)
    return Response(body, status_code=TOO_MANY, media_type="application/json", headers=dict(headers))


def too_many(seconds: int) -> tuple[dict[str, Any], Mapping[str, str]]:
    """What an answer of 429 says, body and headers, to somebody who may come back after so many seconds."""
    sentence = (
        "Terlalu banyak permintaan dari Anda atau kantor Anda dalam waktu singkat; yang ini tidak dikerjakan. "
        f"Ulangi setelah {seconds} detik."
    )
    return _body(TOO_MANY, (), sentence), {"Retry-After": str(seconds)}


def on_domain_error(request: AnyRequest, error: Exception) -> Response[dict[str, Any]]:
    """The refusal's own sentences under the status of the table."""
    findings = error.findings if isinstance(error, DomainError) else ()
    return _answer(status_of(error), findings)


def on_http_error(request: AnyRequest, error: Exception) -> Response[dict[str, Any]]:
    """What Litestar itself refused: route, method, body."""
    if not isinstance(error, HTTPException):
        return on_bug(request, error)
    if error.status_code >= 500:
        return on_bug(request, error)
    # The controller says in our own words what it could not read; Litestar's words are English.
    sentence = error.detail if type(error) is ClientException else None
    return _answer(error.status_code, (), headers=error.headers, sentence=sentence)


def on_bug(request: AnyRequest, error: Exception) -> Response[dict[str, Any]]:
    """One sentence for the caller; the masked log has the rest."""
    status = status_of(error)
    if status == 503:
        log_away(request, error)
        return _answer(status, (), headers=RETRY_AFTER)
    log_bug(request, error)
    return _answer(status, ())


def log_away(request: AnyRequest, error: Exception) -> None:
    """Which part did not answer, on which route: one line, since nothing is wrong with the program."""
    _log.warning(
        "part_away", path=request.scope.get("path_template", ""), error=type(error).__name__, detail=str(error)
    )


def log_bug(request: AnyRequest, error: Exception) -> None:
    """What broke, and on which route, goes into the masked log; never the address itself, which may hold a secret."""
    _log.error("request_failed", path=request.scope.get("path_template", ""), exc_info=error)


def status_of(error: Exception) -> int:
    """The status of the table for this error or its nearest ancestor, Litestar's own for its errors, else 500."""
    if isinstance(error, HTTPException):
        return error.status_code
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


EXCEPTION_HANDLERS: dict[int | type[Exception], Callable[[AnyRequest, Any], Response[Any]]] = {
    Unauthenticated: on_unauthenticated,
    TooManyRequests: on_too_many,
    DomainError: on_domain_error,
    HTTPException: on_http_error,
    Exception: on_bug,
}


def _answer(
    status: int,
    findings: Sequence[Finding],
    *,
    headers: Mapping[str, str] | None = None,
    sentence: str | None = None,
) -> Response[dict[str, Any]]:
    return Response(
        _body(status, findings, sentence),
        status_code=status,
        media_type="application/json",
        headers=dict(headers or {}),
    )


def _body(status: int, findings: Sequence[Finding], sentence: str | None) -> dict[str, Any]:
    errors = [{"message": text(found), "code": found.code, "field": found.field} for found in findings]
    if not errors:
        spare = SENTENCES.get(status, SENTENCES[400 if status < 500 else 500])
        errors = [{"message": sentence or spare, "code": f"http.{status}", "field": None}]
    return {"errors": errors}
