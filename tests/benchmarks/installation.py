"""An installation under load: embedded services, two offices, and web processes of their own."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]
from tests.support.beginnings import Beginnings
from tests.support.database import APPS, Urls, urls
from tests.support.inhabited import installed
from tests.support.world import MASTER_KEY, World, built_world

from laksana_infra.database import open_database
from laksana_infra.embedded.postgres import RunningPostgres, start_postgres
from laksana_infra.embedded.storage import RunningStorage, start_storage
from laksana_infra.migrations import migrate
from laksana_infra.settings import load_settings
from laksana_infra.storage import open_storage
from laksana_tenants.tokens import issue_token
from laksana_tenants.views import TenantView
from laksana_typeset import Typesetter

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True, kw_only=True)
class Installation:
    """A running installation whose offices are set up by the use cases; `superuser` walks through every wall."""

    world: World
    urls: Urls
    superuser: Any
    postgres: RunningPostgres
    environ: dict[str, str] = field(repr=False)

    async def token_of(self, role: str, office: TenantView | None = None) -> str:
        """A fresh token of somebody who holds the role."""
        here = office or self.world.lahat
        actor = await self.world.actor(role, here)
        code = await self.superuser.fetchval("select code from app.officer where id = $1", actor.officer_id)
        return await issue_token(here.slug, code)

    @contextmanager
    def web(self, processes: int = 1, **environ: str) -> Iterator[list["WebProcess"]]:
        """That many web processes, answering, until the block ends."""
        with ExitStack() as stack:
            started = [stack.enter_context(_web({**self.environ, **environ})) for _ in range(processes)]
            for process in started:
                process.wait_until_ready()
            yield started

    def database_seconds(self) -> float:
        """Processor time of PostgreSQL's postmaster and every session that has ended or runs, in seconds."""
        return _tree_seconds(self.postgres.pid)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebProcess:
    """One `laksana serve`: the process that answers, and the one that watches it."""

    pid: int
    port: int
    log: Path

    def wait_until_ready(self) -> None:
        """Returns when it listens; RuntimeError with its log after a minute."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"the web process does not answer:\n{self.log.read_text('utf-8')}")

    def processor_seconds(self) -> float:
        """Processor time that both have spent so far, in seconds."""
        return _tree_seconds(self.pid)

    def proportional_megabytes(self) -> float:
        """Proportional set size of both: memory, with what it shares divided among those who share it."""
        rollups = [Path(f"/proc/{pid}/smaps_rollup").read_text("ascii") for pid in (self.pid, *_children(self.pid))]
        lines = [line for rollup in rollups for line in rollup.splitlines()]
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


@asynccontextmanager
async def installation() -> AsyncIterator[Installation]:
    """PostgreSQL (durable, as in production), S3 storage, Lahat and Lamandau; everything is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="laksana-benchmark-") as folder, ExitStack() as services:
        home = Path(folder)
        postgres = services.enter_context(start_postgres(home))
        storage_server = services.enter_context(start_storage(home))
        addresses = urls(postgres, postgres.database)
        await migrate(addresses.owner, apps=APPS)
        environ = _environ(home, addresses, storage_server)
        storage = open_storage(load_settings(environ))
        await storage.ensure_bucket()
        engines = await open_database(addresses.app), await open_database(addresses.province, provinces=True)
        superuser = await asyncpg.connect(addresses.superuser, server_settings={"search_path": "app,jobs"})
        typesetter = services.enter_context(Typesetter(processes=1))
        try:
            with installed(*engines):
                now = datetime.now(UTC)
                async with built_world(addresses, storage, typesetter, Beginnings(superuser), at=now) as world:
                    yield Installation(
                        world=world, urls=addresses, superuser=superuser, postgres=postgres, environ=environ
                    )
        finally:
            await superuser.close()
            for engine in engines:
                await engine.close_connection_pool()
            await asyncio.to_thread(storage.close)


@contextmanager
def _web(environ: dict[str, str]) -> Iterator[WebProcess]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    log = Path(environ["LAKSANA_HOME"]) / f"web-{port}.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [str(Path(sys.executable).parent / "laksana"), "serve"],
            env={**os.environ, **environ, "LAKSANA_BIND": f"127.0.0.1:{port}"},
            stdout=output,
            stderr=output,
        )
    try:
        yield WebProcess(pid=process.pid, port=port, log=log)
    finally:
        process.terminate()
        process.wait(30)


def _environ(home: Path, addresses: Urls, storage: RunningStorage) -> dict[str, str]:
    return {
        "LAKSANA_HOME": str(home),
        "LAKSANA_DATABASE_URL": addresses.app,
        "LAKSANA_DATABASE_PROVINCE_URL": addresses.province,
        "LAKSANA_S3_ENDPOINT": storage.endpoint,
        "LAKSANA_S3_ACCESS_KEY": storage.access_key,
        "LAKSANA_S3_SECRET_KEY": storage.secret_key,
        "LAKSANA_MASTER_KEY": MASTER_KEY.to_text(),
        "LAKSANA_LOG_LEVEL": "WARNING",
    }


def _seconds(pid: int, *, of_children: bool = False) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return sum(int(field) for field in fields[11 : 15 if of_children else 13]) / TICKS


def _tree_seconds(pid: int) -> float:
    spent = _seconds(pid, of_children=True)
    for child in _children(pid):
        with suppress(FileNotFoundError):  # a session that has just ended
            spent += _seconds(child)
    return spent


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
