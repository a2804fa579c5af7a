"""A web server or worker under its watchdog, over the test's own database and bucket, with plugins of bad habits."""

import asyncio
import base64
import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
from tests.faults.habits import with_bad_habits
from tests.support.database import Urls
from tests.support.forms import Form

import laksana_web.sharing
import laksana_web.wiring
from laksana.jobs.worker import run_worker
from laksana.procedures.loader import GROUP, Registry, load_registry
from laksana_infra.settings import PluginLimits, Settings, load_settings
from laksana_web.address import free_bind
from laksana_web.demo.screen import document
from laksana_web.serving import serve
from laksana_web.watchdog import Turn, end_with, watched

LIMITS: Final = PluginLimits(longest=timedelta(seconds=1), megabytes=200)
_PATIENCE_SECONDS: Final = 30.0
_GRACE_SECONDS: Final = 10.0
_HANGING: Final = EntryPoint(name="macet", value="tests.faults.hanging", group=GROUP)


class Impatient(PluginLimits):
    """Limits under which a plugin must be loaded in less than a second."""

    @property
    def loading(self) -> timedelta:
        """What the import of a plugin may take."""
        return timedelta(seconds=0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where a watched web server answers, and what it has logged."""

    url: str
    log: Path
    http: httpx.AsyncClient
    environ: Mapping[str, str]

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
    """The server until the block ends; under Impatient limits a plugin that hangs at its import is installed too."""
    bind = free_bind()
    environ = environment(urls, storage) | {"LAKSANA_BIND": str(bind)}
    fork = partial(_forked, load_settings(environ), limits, log, web=True)
    async with _running(fork), httpx.AsyncClient() as http:
        server = Server(url=f"http://{bind}", log=log, http=http, environ=environ)
        await server.until_it_serves()
        yield server


@asynccontextmanager
async def watched_worker(urls: Urls, storage: Settings, log: Path) -> AsyncIterator[None]:
    """A worker until the block ends, with a quick pulse."""
    async with _running(partial(_forked, load_settings(environment(urls, storage)), LIMITS, log, web=False)):
        yield


def environment(urls: Urls, storage: Settings) -> dict[str, str]:
    """What tells a process of this database and storage."""
    assert storage.s3_endpoint is not None
    return {
        "LAKSANA_DATABASE_URL": urls.app,
        "LAKSANA_DATABASE_PROVINCE_URL": urls.province,
        "LAKSANA_DATABASE_POOL_SIZE": "2",
        "LAKSANA_S3_ENDPOINT": storage.s3_endpoint,
        "LAKSANA_S3_ACCESS_KEY": storage.s3_access_key or "",
        "LAKSANA_S3_SECRET_KEY": storage.s3_secret_key or "",
        "LAKSANA_S3_BUCKET": storage.s3_bucket,
        "LAKSANA_MASTER_KEY": base64.b64encode(bytes(range(32))).decode(),
    }


@asynccontextmanager
async def _running(fork: Callable[[], int]) -> AsyncIterator[None]:
    pid = fork()
    try:
        yield
    finally:
        os.kill(pid, signal.SIGTERM)
        end = asyncio.create_task(asyncio.to_thread(os.waitpid, pid, 0))
        await asyncio.wait((end,), timeout=_GRACE_SECONDS)
        if not end.done():
            # A loop in C hears no signal; where no watchdog ends it, the test must still come to its own end.
            os.kill(pid, signal.SIGKILL)
        await end


def _forked(settings: Settings, limits: PluginLimits, log: Path, *, web: bool) -> int:
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
        also = (_HANGING,) if isinstance(limits, Impatient) else ()
        laksana_web.wiring.load_registry = partial(_spoiled_registry, also)  # type: ignore[attr-defined]  # in this fork alone
        run_worker.__kwdefaults__.update(heartbeat_seconds=0.2, stalled_seconds=0.7)  # type: ignore[union-attr]  # it has defaults

        def work(turn: Turn) -> int:
            serve(settings, lambda _sentence: turn.served(), web=web, worker=not web, convicted=turn.evidence)
            return 0

        code = watched(work, limits)
    finally:
        os._exit(code)


def _spoiled_registry(also: Iterable[EntryPoint], **named: Any) -> Registry:  # noqa: ANN401 - the loader's own
    return with_bad_habits(load_registry((*entry_points(group=GROUP), *also), **named))
