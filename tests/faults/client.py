"""People at their screens who repeat what got no answer, with the same key, as a browser or an app does."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import httpx

from laksana_web.demo.papers import PaperFile
from laksana_web.demo.screen import Answer, DemoError, Screen, Spoken, document

AnswerT = TypeVar("AnswerT")
Around = Callable[[str], AbstractAsyncContextManager[object]]

PATIENCE_SECONDS: Final = 90.0
_PAUSE_SECONDS: Final = 0.1


class Unanswered(Exception):
    """No answer came, or one that says that the same may be asked again."""


@dataclass(slots=True)
class Patience:
    """How often something was repeated, and what is done around each thing that a person does once."""

    around: Around = lambda _label: nullcontext()
    seconds: float = PATIENCE_SECONDS
    repeats: int = 0
    spared: bool = False

    async def act(self, label: str, once: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
        """What came in the end; DemoError when nothing did for as long as people have patience."""
        async with nullcontext() if self.spared else self.around(label):
            return await self.wait(label, once)

    @contextmanager
    def sparing(self) -> Iterator[None]:
        """Nothing is done around what is asked anew: whoever was refused once for a fault is not refused for ever."""
        self.spared = True
        try:
            yield
        finally:
            self.spared = False

    async def wait(self, label: str, once: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
        """The same for what changes nothing, with nothing around it."""
        deadline = asyncio.get_running_loop().time() + self.seconds
        while True:
            try:
                return await once()
            except (Unanswered, httpx.TransportError) as nothing:
                if asyncio.get_running_loop().time() > deadline:
                    raise DemoError(f"{label}: no answer for {self.seconds:.0f} s, at last {nothing!r}") from nothing
                self.repeats += 1
                await asyncio.sleep(_PAUSE_SECONDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientScreen(Screen):
    """A screen that sends the same request, with the same key, until it is answered.

    Only silence and an honest 503 are a reason to repeat: any other answer is one, also a wrong one.
    """

    patience: Patience

    async def send(self, request: Spoken) -> Any:  # noqa: ANN401
        """The value of the document's one root field; DemoError for an answer that is none."""
        headers = {"Authorization": f"Bearer {self.token}"}
        body = {"query": document(request.document), "variables": request.variables}

        async def once() -> Any:  # noqa: ANN401
            answer = await self.http.post(self.url, json=body, headers=headers)
            said = self._read(request.document, answer)
            (value,) = said["data"].values()
            return value

        keyed = "key" in request.variables.get("input", {})
        return await (self.patience.act if keyed else self.patience.wait)(request.document, once)

    async def put(self, target: Answer, paper: PaperFile) -> None:
        """The paper's bytes lie at the presigned URL."""
        headers = {header["name"]: header["value"] for header in target["headers"]}

        async def once() -> None:
            answer = await self.http.put(target["url"], content=paper.content, headers=headers)
            if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
                raise Unanswered(f"HTTP {answer.status_code}")
            if answer.status_code != httpx.codes.OK:
                raise DemoError(f"{paper.file_name}: HTTP {answer.status_code} {answer.text[:200]}")

        await self.patience.act("upload", once)

    def _read(self, asked: str, answer: httpx.Response) -> Answer:
        if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            if "retry-after" not in answer.headers:
                raise DemoError(f"{asked}: HTTP 503 without Retry-After")
            raise Unanswered(f"HTTP 503 {answer.text[:200]}")
        said: Answer = answer.json()
        if answer.status_code != httpx.codes.OK or said.get("errors"):
            raise DemoError(f"{asked}: HTTP {answer.status_code} {answer.text[:400]}")
        return said
