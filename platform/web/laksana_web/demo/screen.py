"""A person of an office at their screen: asks and acts over HTTP with their own token."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import uuid4

import httpx

from laksana_web.demo.papers import PaperFile

Answer = dict[str, Any]
FAILURES = frozenset({"Refused", "NotFound", "Conflict"})


class DemoError(RuntimeError):
    """The demonstration met something that it did not expect; the text says at which act, and what was answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One request as it was sent: the document's name and its variables."""

    document: str
    variables: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One person's screen; everything that is sent from it is kept in `spoken`."""

    http: httpx.AsyncClient
    url: str
    token: str = field(repr=False)
    spoken: list[Spoken] = field(default_factory=list, repr=False)

    async def act(self, document: str, **wanted: Any) -> Answer:  # noqa: ANN401 - the input of any mutation
        """What the mutation of this document gave; DemoError when it was refused."""
        return await self.read(document, key=str(uuid4()), **wanted)

    async def read(self, document: str, **wanted: Any) -> Answer:  # noqa: ANN401
        """What the mutation gave that opens a paper and so takes no key; DemoError when it was refused."""
        answer: Answer | None = await self.send(Spoken(document=document, variables={"input": wanted}))
        if answer is None or answer["__typename"] in FAILURES:
            raise DemoError(f"{document}: {_said(answer)}")
        return answer

    async def ask(self, document: str, **variables: Any) -> Any:  # noqa: ANN401 - the answer of any query
        """What the query of this document answers."""
        return await self.send(Spoken(document=document, variables=variables))

    async def send(self, request: Spoken) -> Any:  # noqa: ANN401
        """The value of the document's one root field; DemoError for an answer that is none."""
        self.spoken.append(request)
        headers = {"Authorization": f"Bearer {self.token}"}
        body = {"query": document(request.document), "variables": request.variables}
        answer = await self.http.post(self.url, json=body, headers=headers)
        said = answer.json()
        if answer.status_code != httpx.codes.OK or said.get("errors"):
            reasons = "; ".join(str(error.get("message")) for error in said.get("errors", ()))
            raise DemoError(f"{request.document}: HTTP {answer.status_code} {reasons}")
        (value,) = said["data"].values()
        return value

    async def put(self, target: Answer, paper: PaperFile) -> None:
        """The paper's bytes lie at the presigned URL; nobody's token goes there."""
        headers = {header["name"]: header["value"] for header in target["headers"]}
        answer = await self.http.put(target["url"], content=paper.content, headers=headers)
        if answer.status_code != httpx.codes.OK:
            raise DemoError(f"{paper.file_name}: HTTP {answer.status_code} {answer.text[:200]}")


@cache
def document(name: str) -> str:
    """The GraphQL text of this name, from the package's folder `queries`."""
    return (files("laksana_web.demo") / "queries" / f"{name}.graphql").read_text("utf-8")


def _said(answer: Answer | None) -> str:
    if answer is None:
        return "tidak ada jawaban"
    findings = answer.get("findings") or [answer]
    return " ".join(str(found.get("message")) for found in findings)
