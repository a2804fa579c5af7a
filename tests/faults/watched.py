"""A web server under its watchdog, over the worker's own database and bucket, with a plugin that has bad habits."""

import asyncio
import base64
import os
import signal
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
from tests.faults.habits import with_bad_habits
from tests.support.database import Urls
from tests.support.forms import Form

import laksana_web.sharing
import laksana_web.wiring
from laksana.procedures.loader import Registry, load_registry
from laksana_infra.settings import PluginLimits, Settings, load_settings
from laksana_web.address import free_bind
from laksana_web.demo.screen import document
from laksana_web.serving import serve
from laksana_web.watchdog import Turn, end_with, watched

LIMITS: Final = PluginLimits(longest=timedelta(seconds=1), megabytes=200)
_PATIENCE_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where a watched web server answers, and what it has logged."""

    url: str
    log: Path
    http: httpx.AsyncClient

    async def until_it_serves(self) -> dict[str, Any]:
        """What it says of its parts."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                answer = await self.http.get(f"{self.url}/health/ready")
            except httpx.TransportError:
                await asyncio.sleep(0.02)
            else:
                said: dict[str, Any] = answer.json()
                return said
        raise AssertionError(self.log.read_text()[-5000:])

    async def until_it_is(self, standing: str) -> dict[str, Any]:
        """What it says of its parts once it says this of itself."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while (said := await self.until_it_serves())["status"] != standing:
            assert time.monotonic() < deadline, said
            await asyncio.sleep(0.02)
        return said

    async def open_case(self, token: str, sop: str, form: Form) -> dict[str, Any] | None:
        """What the counter was answered; None for silence, after which the server serves again."""
        wanted = {"sop": sop, "form": form, "key": f"key-{uuid4().hex}"}
        body = {"query": document("open_case"), "variables": {"input": wanted}}
        try:
            answer = await self.http.post(
                f"{self.url}/graphql", json=body, headers={"Authorization": f"Bearer {token}"}, timeout=60
            )
        except httpx.TransportError:
            await self.until_it_serves()
            return None
        assert answer.status_code == httpx.codes.OK, answer.text
        opened: dict[str, Any] = answer.json()["data"]["openCase"]
        return opened


@asynccontextmanager
async def watched_server(
    urls: Urls, storage: Settings, log: Path, *, limits: PluginLimits = LIMITS
) -> AsyncIterator[Server]:
    """The server until the block ends."""
    bind = free_bind()
    assert storage.s3_endpoint is not None
    settings = load_settings(
        {
            "LAKSANA_DATABASE_URL": urls.app,
            "LAKSANA_DATABASE_PROVINCE_URL": urls.province,
            "LAKSANA_DATABASE_POOL_SIZE": "2",
            "LAKSANA_S3_ENDPOINT": storage.s3_endpoint,
            "LAKSANA_S3_ACCESS_KEY": storage.s3_access_key or "",
            "LAKSANA_S3_SECRET_KEY": storage.s3_secret_key or "",
            "LAKSANA_S3_BUCKET": storage.s3_bucket,
            "LAKSANA_MASTER_KEY": base64.b64encode(bytes(range(32))).decode(),
            "LAKSANA_BIND": str(bind),
        }
    )
    pid = _forked(settings, limits, log)
    try:
        async with httpx.AsyncClient() as http:
            server = Server(url=f"http://{bind}", log=log, http=http)
            await server.until_it_serves()
            yield server
    finally:
        os.kill(pid, signal.SIGTERM)
        await asyncio.to_thread(os.waitpid, pid, 0)


def _spoiled_registry(points: Iterable[EntryPoint] | None = None) -> Registry:
    return with_bad_habits(load_registry(points))


def _forked(settings: Settings, limits: PluginLimits, log: Path) -> int:
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        end_with(parent)
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for stream in (1, 2):
            os.dup2(output, stream)
        laksana_web.sharing.EVERY_SECONDS = 0.1  # type: ignore[misc]
        laksana_web.wiring.load_registry = _spoiled_registry  # type: ignore[attr-defined]

        def work(turn: Turn) -> int:
            serve(settings, lambda _sentence: turn.served(), web=True, worker=False, convicted=turn.evidence)
            return 0

        code = watched(work, limits)
    finally:
        os._exit(code)
