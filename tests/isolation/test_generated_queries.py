"""Queries and mutations that Schemathesis writes from the schema, asked by two offices: the service never fails.

The suite asks a few of all root fields; `LAKSANA_DEEP=N` gives each root field N examples.
"""

import json
import os
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, fields
from random import Random
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
import schemathesis
from graphql import StringValueNode, parse_value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok
from tests.isolation.targets import Targets
from tests.support.graphql import ask
from tests.support.inhabited import Inhabited
from tests.support.services import ROOT

from laksana_infra.settings import load_settings
from laksana_tenants.actor import Actor
from laksana_web.app import build_app

DEEP = int(os.environ.get("LAKSANA_DEEP", "0"))
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FORMS = ("{}", "{pemohon: null}", '{pemohon: {nik: "1604"}, x: [1, 2]}')

schemathesis.graphql.scalar("Form", st.sampled_from(_FORMS).map(parse_value))
schemathesis.graphql.scalar("Secret", st.text(max_size=20).map(lambda text: StringValueNode(value=text)))
_SCHEMA = schemathesis.graphql.from_path(str(ROOT / "graphql/laksana_graphql/schema.graphql"))
OPERATIONS = {one.label: one for found in _SCHEMA.get_all_operations() if isinstance(found, Ok) for one in [found.ok()]}
_WRITTEN = {label: found.as_strategy().map(lambda case: str(case.body)) for label, found in OPERATIONS.items()}
_UNHURRIED = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True, "database": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Askers:
    """Who asks: Lahat by its token over HTTP, and somebody of Lamandau who lacks no right."""

    client: httpx.AsyncClient
    ours: Actor
    ids_of_theirs: tuple[str, ...]

    async def failures(self, query: str) -> list[str]:
        """The answers in which the service failed instead of answering or refusing."""
        asked = self._with_real_ids(query)
        said = [json.dumps(await ask(self.ours, asked), ensure_ascii=False)]
        if not query.lstrip().startswith("mutation"):
            # Lahat only asks: its own acts upon its own rows would be carried out.
            answer = await self.client.post("/graphql", json={"query": asked})
            assert answer.status_code < 500, asked
            said.append(answer.text)
        return [text for text in said if '"code": "BUG"' in text or '"code":"BUG"' in text]

    def _with_real_ids(self, query: str) -> str:
        random = Random(query)  # noqa: S311
        return _ID.sub(lambda _: random.choice(self.ids_of_theirs), query)


@pytest_asyncio.fixture
async def askers(intruders: Inhabited, theirs: Targets) -> AsyncIterator[Askers]:
    transport = httpx.ASGITransport(build_app(load_settings({})), raise_app_exceptions=False)  # type: ignore[arg-type]
    headers: Mapping[str, str] = {"Authorization": f"Bearer {intruders.token}"}
    ids = tuple(str(getattr(theirs, field.name)) for field in fields(Targets) if field.type is UUID)
    async with httpx.AsyncClient(transport=transport, base_url="http://laksana.test", headers=headers) as client:
        yield Askers(client=client, ours=await intruders.intruder(), ids_of_theirs=ids)


def test_schemathesis_knows_every_root_field() -> None:
    assert len(OPERATIONS) >= 84


@settings(max_examples=10, **_UNHURRIED)  # type: ignore[arg-type]
@given(query=st.sampled_from(sorted(_WRITTEN)).flatmap(_WRITTEN.__getitem__))
async def test_no_generated_query_breaks_the_service(askers: Askers, query: str) -> None:
    assert await askers.failures(query) == []


@pytest.mark.parametrize("label", sorted(_WRITTEN) if DEEP else [])
async def test_no_query_of_many_breaks_the_service(label: str, askers: Askers) -> None:
    @settings(max_examples=DEEP, **_UNHURRIED)  # type: ignore[arg-type]
    @given(query=_WRITTEN[label])
    def written(query: str) -> None:
        queries.append(query)

    queries: list[str] = []
    written()

    assert [failure for query in queries for failure in await askers.failures(query)] == []
