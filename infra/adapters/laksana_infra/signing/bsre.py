"""Signatures by BSrE, asked of the Esign Client Service (API v2) that an agency runs in its own network."""

import asyncio
import base64
import binascii
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import httpx

from laksana_infra.signing.port import (
    Credentials,
    Passphrase,
    Provider,
    Refusal,
    SigningRefused,
    SigningUnanswered,
    Validated,
)
from laksana_infra.signing.validation import validate

__all__ = ["BsreSignatory"]

# Whoever asked has a lease of 90 s; both questions together must be over well before.
STATUS_SECONDS: Final = 10.0
SIGN_SECONDS: Final = 45.0
USABLE: Final = "ISSUE"
_UNKNOWN_STATUSES: Final = frozenset({"NOT_REGISTERED", "NEW", "WAITING_FOR_VERIFICATION"})
_CODES: Final[Mapping[object, Refusal]] = {2011: Refusal.NIK_UNKNOWN, 2031: Refusal.PASSPHRASE_WRONG}


class BsreSignatory:
    """Signs by asking the service at `url`; every certificate of `roots` (DER) is trusted to have issued a signer's."""

    provider = Provider.BSRE

    def __init__(self, url: str, *, username: str, password: str, roots: Sequence[bytes]) -> None:
        self._url = url.rstrip("/")
        self._login = httpx.BasicAuth(username, password)
        self._roots = tuple(roots)

    async def sign(self, pdf: bytes, credentials: Credentials, *, at: datetime) -> bytes:
        """The PDF with an invisible signature appended, made by the service at its own time.

        The certificate's status is asked first, so that what is refused for it is refused without the passphrase.
        """
        if not isinstance(credentials, Passphrase):
            raise TypeError("BSrE signs with NIK and Passphrase")
        async with httpx.AsyncClient(base_url=self._url, auth=self._login) as client:
            await self._refuse_unusable(client, credentials)
            answer = await self._asked(client, pdf, credentials)
        if answer.status_code != httpx.codes.OK:
            raise _refused(answer)
        return _document(answer)

    async def validate(self, signed: bytes, *, final: bytes, roots: Sequence[bytes], at: datetime) -> Validated:
        """What the signature says when it holds; trusted are BSrE's certificates and none of the office's own."""
        return await asyncio.to_thread(validate, signed, final=final, roots=self._roots, at=at)

    async def _refuse_unusable(self, client: httpx.AsyncClient, credentials: Passphrase) -> None:
        try:
            answer = await client.post(
                "/api/v2/user/check/status", json={"nik": credentials.nik.reveal()}, timeout=STATUS_SECONDS
            )
        except httpx.HTTPError as error:
            raise SigningRefused(Refusal.UNREACHABLE, type(error).__name__) from None
        if answer.status_code != httpx.codes.OK:
            raise _refused(answer)
        status = str(_fields(answer).get("status", "-"))[:40]
        if status in _UNKNOWN_STATUSES:
            raise SigningRefused(Refusal.NIK_UNKNOWN, status)
        if status != USABLE:
            raise SigningRefused(Refusal.CERTIFICATE_EXPIRED, status)

    async def _asked(self, client: httpx.AsyncClient, pdf: bytes, credentials: Passphrase) -> httpx.Response:
        asked = {
            "nik": credentials.nik.reveal(),
            "passphrase": credentials.passphrase.reveal(),
            "signatureProperties": [{"tampilan": "INVISIBLE"}],
            "file": [base64.b64encode(pdf).decode("ascii")],
        }
        try:
            async with asyncio.timeout(SIGN_SECONDS):
                return await client.post("/api/v2/sign/pdf", json=asked, timeout=SIGN_SECONDS)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise SigningRefused(Refusal.UNREACHABLE, type(error).__name__) from None
        except (httpx.HTTPError, TimeoutError) as error:
            # `from None`: the error holds the request, and the request the passphrase.
            message = f"no answer to a request that had gone out ({type(error).__name__})"
            raise SigningUnanswered(message) from None


def _refused(answer: httpx.Response) -> SigningRefused | SigningUnanswered:
    if answer.is_server_error:
        # It broke off somewhere; whether before or after it signed, its status does not say.
        return SigningUnanswered(f"the service answered {answer.status_code}")
    fields = _fields(answer)
    code = fields.get("status_code")
    reason = _CODES.get(code, Refusal.OTHERWISE)
    return SigningRefused(reason, f"HTTP {answer.status_code}" + (f", {code}" if isinstance(code, int) else ""))


def _document(answer: httpx.Response) -> bytes:
    files = _fields(answer).get("file")
    try:
        return base64.b64decode(files[0], validate=True)  # type: ignore[index]  # whatever it is
    except (TypeError, LookupError, ValueError, binascii.Error):
        raise SigningUnanswered("the service answered that it has signed, but without a document") from None


def _fields(answer: httpx.Response) -> Mapping[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
