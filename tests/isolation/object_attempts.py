"""Keys and presigned URLs of stored files: one office's bent towards another's, and sent to the storage itself."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from random import Random
from urllib.parse import quote

import httpx
from tests.isolation import attempts
from tests.isolation.attempts import Batch, Tried
from tests.isolation.loot import double

from laksana_infra.storage import Storage

_CHANGING = re.compile(r"<(RequestId|HostId)>.*?</\1>|\b[0-9a-f]{64}\b")
_MINUTE = timedelta(minutes=1)
_METHODS = ("GET", "HEAD", "PUT", "DELETE", "POST")

Bend = Callable[["ObjectAttempts", str, str, str], httpx.Request]
"""From our key, their key and a method to a request for theirs."""


class ObjectAttempts:
    """Requests to the storage for objects of the other office, and for objects that nobody has."""

    name = "objects"

    def __init__(
        self, storage: Storage, *, ours: Sequence[str], theirs: Sequence[str], client: httpx.AsyncClient
    ) -> None:
        self.storage = storage
        self._ours = ours
        self._theirs = theirs
        self._client = client

    async def batch(self, number: int, random: Random) -> Batch:
        """One request for an object of theirs, and the same for one of nobody's."""
        what, method = random.choice(list(BENDS)), random.choice(_METHODS)
        ours, theirs = random.choice(self._ours), random.choice(self._theirs)
        nobodys = "/".join(double(part, random) if part != "tenants" else part for part in theirs.split("/"))
        said = [await self._answer(BENDS[what](self, ours, key, method), key) for key in (theirs, nobodys)]
        fault = None
        if not 400 <= int(said[0][0]) < 500:
            fault = f"{attempts.ACCEPTED} ({said[0]})"
        elif said[0] != said[1]:
            fault = f"{attempts.DIFFERENT} ({said[0]}, {said[1]})"
        return Batch(tried=(Tried(kind="objects", asked=f"{method}, {what}", fault=fault),))

    def get_url(self, key: str) -> str:
        """A URL that opens the object for a minute."""
        return self.storage.presign_get(key, expires=_MINUTE, filename="x.pdf", content_type="application/pdf")

    def put_url(self, key: str) -> str:
        """A URL that takes one byte for this key for a minute."""
        return self.storage.presign_put(key, length=1, content_type="text/plain", expires=_MINUTE)

    def bare_url(self, key: str) -> str:
        """The object's address without a signature."""
        return self.get_url(key).partition("?")[0]

    def request(self, method: str, url: str, headers: Mapping[str, str] | None = None) -> httpx.Request:
        """A request with one byte where a body is due."""
        content = b"x" if method in {"PUT", "POST"} else None
        given = {"content-type": "text/plain", **(headers or {})} if content else dict(headers or {})
        return self._client.build_request(method, url, content=content, headers=given)

    async def _answer(self, request: httpx.Request, key: str) -> tuple[int, str]:
        answer = await self._client.send(request)
        text = answer.text.replace(key, "<key>").replace(quote(key, safe=""), "<key>")
        return answer.status_code, _CHANGING.sub("", text)


def _moved(made: str, ours: str, theirs: str) -> str:
    return made.replace(ours, theirs, 1)


BENDS: Mapping[str, Bend] = {
    "without a signature": lambda side, ours, theirs, method: side.request(method, side.bare_url(theirs)),
    "our signature on their key": lambda side, ours, theirs, method: side.request(
        method, _moved(side.get_url(ours), ours, theirs)
    ),
    "our signature to write, on their key": lambda side, ours, theirs, method: side.request(
        method, _moved(side.put_url(ours), ours, theirs)
    ),
    "their key behind ours": lambda side, ours, theirs, method: side.request(
        method, side.get_url(ours).replace(ours, f"{ours}/../../../../{theirs}", 1)
    ),
    "their key in an encoded path": lambda side, ours, theirs, method: side.request(
        method, side.get_url(ours).replace(ours, f"{ours}%2F..%2F..%2F..%2F..%2F{quote(theirs, safe='')}", 1)
    ),
    "the list of their prefix": lambda side, ours, theirs, method: side.request(
        "GET", f"{side.bare_url(theirs).removesuffix('/' + theirs)}?list-type=2&prefix={quote(theirs)}"
    ),
    "our signature on a list of theirs": lambda side, ours, theirs, method: side.request(
        "GET", _moved(side.get_url(ours), f"/{ours}", "") + f"&list-type=2&prefix={quote(theirs)}"
    ),
    "a signature that is over": lambda side, ours, theirs, method: side.request(
        method, side.get_url(theirs).replace("X-Amz-Expires=60", "X-Amz-Expires=61")
    ),
    "their object copied onto ours": lambda side, ours, theirs, method: side.request(
        "PUT", side.put_url(ours), {"x-amz-copy-source": quote(f"/{side.storage.bucket}/{theirs}")}
    ),
}
"""Each way of asking, by its name."""
