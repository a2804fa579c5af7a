"""Every route of the application, asked with what belongs to another office, and with tokens worth nothing."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from itertools import count
from random import Random
from typing import Any

import httpx
from litestar.routes import HTTPRoute
from tests.isolation import attempts
from tests.isolation.attempts import Batch, Pair, Tried
from tests.isolation.documents import document
from tests.isolation.loot import Loot, Spoils, named

from laksana_graphql.schema import SCHEMA
from laksana_web.flood import FloodGate

_PARAMETER = re.compile(r"\{(\w+):\w+\}")
_UNCOMPARED = {"connection", "date", "content-length", "ratelimit-reset", "server"}
"""`connection`: the server closes one whose request had not all arrived when a refusal went out, whoever asks."""
_WITHOUT_ACCOUNT = ("/v", "/serah-terima")
"""Pages that anybody may ask for, so often in a minute from one network."""
_NUMBER = re.compile(r"/\d{4}$")

Spoil = Callable[[Spoils, "Ours", Random], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """What the intruder has of their own."""

    office: str
    """Our office as tokens and links write it."""
    living: Mapping[str, str]
    """Tokens of people who do not belong to the other office, by who they are."""
    dead: Sequence[str]
    """Tokens that were worth something once: expired, revoked."""


def _link(spoils: Spoils, ours: Ours, random: Random) -> str:
    """A link that is over, one with our office's name on it, or a living one with another last letter."""
    living = spoils["living_link"]
    return random.choice(
        (
            spoils["dead_link"],
            ours.office + spoils["living_link"][len(ours.office) :],
            living[: len(ours.office)] + spoils["dead_link"][len(ours.office) :],
            living[:-1] + ("A" if living[-1] != "A" else "E"),
            living.upper(),
        )
    )


def _code(spoils: Spoils, ours: Ours, random: Random) -> str:
    """A code of which one sign was read wrongly, or too much or too little of it."""
    code, place = spoils["code"], random.randrange(len(spoils["code"]) - 1)
    wrong = "X" if code[place] != "X" else "Y"
    return random.choice((code[:place] + wrong + code[place + 1 :], code[:-1], code + "0", code + code[:4]))


SPOILS_OF_PARAMETERS: Mapping[str, Spoil] = {
    "secret": _link,
    "paper": lambda spoils, ours, random: spoils[random.choice(("paper_id", "attachment_id", "letter_id", "case_id"))],
    "code": _code,
}
"""What each path parameter is filled with; a route with another fails the fuzzer until it stands here."""


class HttpAttempts:
    """Requests to every route, in the process and over the network, with and without a token."""

    name = "http"

    def __init__(
        self, app: FloodGate, loot: Loot, ours: Ours, *, base_url: str, online: httpx.AsyncBaseTransport
    ) -> None:
        self._app = app
        self._routes = [
            (route.path, method)
            for route in app.app.routes
            if isinstance(route, HTTPRoute)
            for method in sorted(route.methods - {"OPTIONS"})
        ]
        self._loot = loot
        self._ours = ours
        self._base_url = base_url
        self._online = online
        self._visitors = count(int(ip_address("10.0.0.1")))

    async def batch(self, number: int, random: Random) -> Batch:
        """One request, with what is theirs and with nobody's."""
        path, method = random.choice(self._routes)
        theirs, nobodys = self._loot.spoils(random)
        chance, is_online = random.random(), random.random() < 0.2 and not path.startswith(_WITHOUT_ACCOUNT)
        shown_code = path == "/v/{code:str}" and random.random() < 0.3
        answers: dict[int, tuple[int, str, str]] = {}
        seconds: dict[int, float] = {}
        # Whichever comes first finds colder caches, so neither always does.
        for side in random.sample((0, 1), 2):
            spoils = (theirs, nobodys)[side]
            request = self._request(path, method, spoils, Random(chance), shown_code)  # noqa: S311
            began = time.perf_counter()
            answers[side] = await self._answer(request, spoils, is_online)
            seconds[side] = time.perf_counter() - began
        said = (answers[0], answers[1])
        kind = f"http, {'network' if is_online else 'in process'}, {method} {path}"
        fault = self._fault(said, shown_code=shown_code)
        return Batch(
            tried=(Tried(kind=kind, asked=f"{method} {path}", fault=fault),),
            timed=()
            if is_online or shown_code
            else (Pair(kind=f"http, {method} {path}", theirs=seconds[0], nobodys=seconds[1]),),
        )

    def _request(self, path: str, method: str, spoils: Spoils, random: Random, shown_code: bool) -> httpx.Request:
        def filled(match: re.Match[str]) -> str:
            name = match.group(1)
            return spoils["code"] if shown_code else SPOILS_OF_PARAMETERS[name](spoils, self._ours, random)

        url = self._base_url + _PARAMETER.sub(filled, path)
        if path == "/graphql":
            return self._graphql(url, method, spoils, random)
        if method != "POST":
            parameters = {"kode": _code(spoils, self._ours, random)} if path == "/v" else {}
            return httpx.Request(method, url, params=parameters, headers=self._headers(spoils, random))
        if path.startswith("/v"):
            content = f"%PDF-1.7 {spoils['letter_id']} {spoils['final_sha256']}".encode()
            return httpx.Request(method, url, files={"berkas": ("x.pdf", content)})
        form = {"answer": "ACCEPTED", "replied_by": "X", "replied_as": "Y", "seen": "0"}
        return httpx.Request(method, url, data=form, headers=self._headers(spoils, random))

    def _graphql(self, url: str, method: str, spoils: Spoils, random: Random) -> httpx.Request:
        prefix = random.choice(("Query.", "Mutation."))
        asked = document(SCHEMA._schema, random, prefix=prefix)
        variables = asked.variables(str(random.random()), {call.alias: spoils for call in asked.calls})
        body: dict[str, Any] = {"query": asked.text, "variables": variables}
        return httpx.Request(method, url, json=body, headers=self._headers(spoils, random))

    def _headers(self, spoils: Spoils, random: Random) -> dict[str, str]:
        """A living token of our own as often as something that only looks like one."""
        their_office = spoils["living_link"][:26]
        token = random.choice(
            (
                *self._ours.living.values(),
                *self._ours.living.values(),
                *self._ours.dead,
                f"laks_{their_office}_{spoils['living_link'][26:]}",
                f"laks_{their_office}_{next(iter(self._ours.living.values())).rpartition('_')[2]}",
                spoils["key"],
                "",
            )
        )
        return {"Authorization": random.choice(("Bearer ", "Bearer ", "bearer ", "Basic ")) + token} if token else {}

    async def _answer(self, request: httpx.Request, spoils: Spoils, is_online: bool) -> tuple[int, str, str]:
        # The limit of the public pages counts by network; each visitor here comes from another.
        place = str(ip_address(next(self._visitors)))
        in_process = httpx.ASGITransport(self._app, client=(place, 1), raise_app_exceptions=False)  # type: ignore[arg-type]
        answer = await (self._online if is_online else in_process).handle_async_request(request)
        content = (await answer.aread()).decode()
        headers = {name: value for name, value in answer.headers.items() if name not in _UNCOMPARED}
        given = {"given_path": request.url.path, "given_code": request.url.params.get("kode", "")}
        names = {**{name: value for name, value in given.items() if len(value) > 8}, **spoils}
        return answer.status_code, named(repr(sorted(headers.items())), names), named(content, names)

    def _fault(self, said: Sequence[tuple[int, str, str]], *, shown_code: bool) -> str | None:
        shown = self._loot.shown_in(said[0][2])
        if shown_code:
            # Whoever holds a paper may read who wrote it, its number and its day; people and ids stay where they are.
            shown = [word for word in shown if not _NUMBER.search(word)]
        if said[0][0] >= 500:
            return f"{attempts.BROKEN} ({said[0]})"
        if shown:
            return f"{attempts.SHOWN} ({', '.join(shown[:3])})"
        if said[0] != said[1] and not shown_code:
            return f"{attempts.DIFFERENT} ({str(said[0])[:300]} / {str(said[1])[:300]})"
        return None
