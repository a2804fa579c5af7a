"""What went wrong, said on a page to somebody who uses a browser."""

from collections.abc import Callable, Mapping
from typing import Any

from litestar import Response
from litestar.exceptions import ClientException, HTTPException

from laksana_infra.availability import RETRY_AFTER
from laksana_sdk.findings import text
from laksana_tenants.errors import DomainError
from laksana_web.errors import EXCEPTION_HANDLERS, AnyRequest, log_away, log_bug, status_of
from laksana_web.pages.page import page

_SENTENCES: Mapping[int, str] = {
    400: "Permintaan tidak dapat dibaca. Kembali ke halaman sebelumnya, lalu coba lagi.",
    404: "Halaman ini tidak ada. Periksa alamatnya.",
    405: "Halaman ini tidak dapat dibuka dengan cara itu. Ketik alamatnya sekali lagi.",
    413: "Berkas terlalu besar. Kirim berkas yang lebih kecil.",
    429: "Terlalu banyak permintaan dari tempat Anda. Tunggu sebentar, lalu coba lagi.",
    500: "Ada kesalahan pada layanan; tidak ada data yang diubah setengah jalan. Coba lagi, atau hubungi kantor.",
    503: "Layanan sedang sibuk atau sebagian tidak menjawab. Coba lagi beberapa saat lagi.",
}


def on_problem(request: AnyRequest, error: Exception) -> Response[Any]:
    """The refusal's own sentences, or one for its status; the masked log has the rest of a bug."""
    status = error.status_code if isinstance(error, HTTPException) else status_of(error)
    if status == 500:
        log_bug(request, error)
    if status == 503:
        log_away(request, error)
    answer = page("problem.html", {"sentences": _sentences(error, status)}, status=status)
    if isinstance(error, HTTPException):
        answer.headers.update(error.headers or {})
    if status == 503:
        answer.headers.update(RETRY_AFTER)
    if status == 429 and "RateLimit-Reset" in answer.headers:
        answer.headers["Retry-After"] = answer.headers["RateLimit-Reset"]
    return answer


def _sentences(error: Exception, status: int) -> list[str]:
    if isinstance(error, DomainError) and error.findings:
        return [text(finding) for finding in error.findings]
    # What our own pages say is Indonesian; Litestar's words about its subclasses are not.
    if type(error) is ClientException and error.detail:
        return [error.detail]
    return [_SENTENCES.get(status, _SENTENCES[400 if status < 500 else 500])]


PAGE_EXCEPTION_HANDLERS: dict[int | type[Exception], Callable[[AnyRequest, Any], Response[Any]]] = dict.fromkeys(
    EXCEPTION_HANDLERS, on_problem
)
"""For the routers of pages, in place of the answers in JSON."""
