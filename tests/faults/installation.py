"""A whole installation of its own: PostgreSQL, SeaweedFS, web server and worker as processes that may be killed."""

import asyncio
import base64
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

import asyncpg  # type: ignore[import-untyped]
import httpx
from tests.faults.edges import Edge, Trap, closed, free_port, to_port, to_socket
from tests.support.services import ROOT

from laksana_infra.connection import Connection
from laksana_infra.embedded import (
    RunningPostgres,
    RunningStorage,
    discard_postgres,
    discard_storage,
    start_postgres,
    start_storage,
)
from laksana_infra.settings import Settings, load_settings
from laksana_tenants.provision.packaged import packs_folder
from laksana_web.administration import apply_office
from laksana_web.serving import bring_up_to_date
from laksana_web.wiring import running

OFFICE: Final = "lahat"
_SOCKET: Final = ".s.PGSQL.5432"
_PATIENCE_SECONDS: Final = 60.0
_MASTER_KEY: Final = base64.b64encode(bytes(range(32))).decode()


class Part(StrEnum):
    """What can be killed."""

    WEB = "web"
    WORKER = "worker"
    POSTGRES = "postgres"
    SEAWEEDFS = "seaweedfs"


EDGES_OF: Final[Mapping[Part, frozenset[str]]] = {
    Part.WEB: frozenset({"web-database", "web-storage", "client-web"}),
    Part.WORKER: frozenset({"worker-database", "worker-storage"}),
    Part.POSTGRES: frozenset({"web-database", "worker-database"}),
    Part.SEAWEEDFS: frozenset({"web-storage", "worker-storage", "client-storage"}),
}
"""After whose answers a part is killed: a program after those that it gets or gives, a service after its own."""


@dataclass(slots=True)
class Installation:
    """The parts that run now, and the ways between them. What is killed comes back by `revive`, with all it had."""

    home: Path
    bind: str
    postgres: RunningPostgres
    storage: RunningStorage
    without: Collection[str] = ()
    edges: dict[str, Edge] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    pids: dict[Part, int] = field(default_factory=dict)
    kills: int = 0
    cases: int = 0
    _spawner: "subprocess.Popen[str] | None" = None
    _reviving: set[asyncio.Task[None]] = field(default_factory=set)
    alive: asyncio.Event = field(default_factory=asyncio.Event)
    _ordering: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def log(self) -> Path:
        """What web server and worker have logged, one JSON object a line."""
        return self.home / "programs.log"

    @property
    def url(self) -> str:
        """Where clients find GraphQL: the same address whichever process serves it."""
        return f"http://127.0.0.1:{self.ports['client-web']}/graphql"

    def environ(self, who: str) -> dict[str, str]:
        """The settings of web server, worker or auditor, each with ways of its own to database and storage."""
        return {
            "LAKSANA_HOME": str(self.home),
            **{
                f"LAKSANA_DATABASE_{name}": _by_way_of(url, self.home / f"{who}-database")
                for name, url in (("URL", self.postgres.app_url), ("PROVINCE_URL", self.postgres.province_url))
            },
            "LAKSANA_S3_ENDPOINT": f"http://127.0.0.1:{self.ports[f'{who}-storage']}",
            "LAKSANA_S3_PUBLIC_ENDPOINT": f"http://127.0.0.1:{self.ports['client-storage']}",
            "LAKSANA_S3_ACCESS_KEY": self.storage.access_key,
            "LAKSANA_S3_SECRET_KEY": self.storage.secret_key,
            "LAKSANA_MASTER_KEY": _MASTER_KEY,
            "LAKSANA_BIND": self.bind,
            "LAKSANA_LOG_FORMAT": "json",
        }

    def trap(self, part: Part) -> Trap:
        """A trap that kills this part at an answer, after which the part is started again."""
        trap = Trap(edges=EDGES_OF[part], sprung=lambda: self.strike(part))
        for name in trap.edges:
            self.edges[name].traps.append(trap)
        return trap

    def take_away(self, trap: Trap) -> None:
        """The trap is on no edge any more."""
        for name in trap.edges:
            self.edges[name].traps.remove(trap)

    def strike(self, part: Part) -> None:
        """The part is dead by SIGKILL, and on its way back."""
        self.kill(part)
        task = asyncio.create_task(self.revive(part))
        self._reviving.add(task)
        task.add_done_callback(self._reviving.discard)

    def kill(self, part: Part) -> None:
        """The part is dead by SIGKILL, with every process of its own."""
        self.alive.clear()
        self.kills += 1
        for pid in _family(self._pid(part)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    async def revive(self, part: Part) -> None:
        """The part runs again on what it had stored."""
        match part:
            case Part.POSTGRES:
                await asyncio.to_thread(self.postgres.stop)
                self.postgres = await asyncio.to_thread(start_postgres, self.home)
            case Part.SEAWEEDFS:
                await asyncio.to_thread(self.storage.stop)
                self.storage = await asyncio.to_thread(start_storage, self.home, durable=False)
            case _:
                await self._begin(part)
        self.alive.set()

    async def revived(self) -> None:
        """Whatever was struck is back; raises what kept it from coming back."""
        # Whoever waits may be cancelled; what comes back does so all the same.
        await asyncio.shield(asyncio.gather(*self._reviving))

    def _pid(self, part: Part) -> int:
        match part:
            case Part.POSTGRES:
                return self.postgres.pid
            case Part.SEAWEEDFS:
                return self.storage.pid
            case _:
                return self.pids[part]

    async def _begin(self, part: Part) -> None:
        if part in self.pids:
            await asyncio.to_thread(_wait_for_end, self.pids[part])
        command = {Part.WEB: "serve", Part.WORKER: "worker"}[part]
        # Web server and worker begin at once: each must read its own answer, and no two threads from one stream.
        async with self._ordering:
            self.pids[part] = await asyncio.to_thread(self._ordered, command, self.environ(part.value))
        if part is Part.WEB:
            await self._until_ready()

    def _ordered(self, command: str, environ: Mapping[str, str]) -> int:
        assert self._spawner is not None
        assert self._spawner.stdin is not None
        assert self._spawner.stdout is not None
        order = {"command": command, "environ": environ, "log": str(self.log), "without": list(self.without)}
        self._spawner.stdin.write(json.dumps(order) + "\n")
        self._spawner.stdin.flush()
        return int(self._spawner.stdout.readline())

    async def _until_ready(self) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        async with httpx.AsyncClient() as http:
            while time.monotonic() < deadline:
                with suppress(httpx.TransportError):
                    if (await http.get(f"http://{self.bind}/health/live")).status_code == httpx.codes.OK:
                        return
                await asyncio.sleep(0.02)
        raise AssertionError(self.log.read_text()[-3000:])


@asynccontextmanager
async def installed(*, without: Collection[str] = ()) -> AsyncIterator[Installation]:
    """An installation with the office Lahat in it, which this process can also look into; gone afterwards.

    `without` names guards that its web server and worker do without.
    """
    home = _fresh_home()
    with _spawning() as spawner:
        async with AsyncExitStack() as ends:
            ends.callback(shutil.rmtree, home, ignore_errors=True)
            postgres, storage = await asyncio.gather(
                asyncio.to_thread(start_postgres, home), asyncio.to_thread(start_storage, home, durable=False)
            )
            here = Installation(
                home=home, bind=f"127.0.0.1:{free_port()}", postgres=postgres, storage=storage, without=without,
                _spawner=spawner,
            )  # fmt: skip
            ends.push_async_callback(_ended, here)
            await _spare_the_disk(here)
            await _lay(here)
            await bring_up_to_date(_owners_settings(here))
            await ends.enter_async_context(running(load_settings(here.environ("auditor"))))
            await apply_office(packs_folder() / OFFICE)
            assert spawner.stdout is not None
            assert (await asyncio.to_thread(spawner.stdout.readline)).strip() == "ready"
            await asyncio.gather(here._begin(Part.WEB), here._begin(Part.WORKER))
            here.alive.set()
            yield here


async def _lay(here: Installation) -> None:
    for who in ("web", "worker", "auditor"):
        to_database = Edge(f"{who}-database", to_socket(lambda: here.postgres.socket_folder / _SOCKET))
        (here.home / to_database.name).mkdir()
        await to_database.listen_on_socket(here.home / to_database.name / _SOCKET)
        here.edges[to_database.name] = to_database
    for who in ("web", "worker", "auditor", "client"):
        edge = Edge(f"{who}-storage", to_port(lambda: urlsplit(here.storage.endpoint).port or 0))
        here.ports[edge.name] = await edge.listen_on_port()
        here.edges[edge.name] = edge
    to_web = Edge("client-web", to_port(lambda: int(here.bind.rpartition(":")[2])))
    here.ports[to_web.name] = await to_web.listen_on_port()
    here.edges[to_web.name] = to_web


def _fresh_home() -> Path:
    home = Path(tempfile.mkdtemp(prefix="laksana-faults-"))
    home.chmod(0o711)  # as root, PostgreSQL's user passes through
    return home


async def _spare_the_disk(here: Installation) -> None:
    # What is killed leaves its pages with the system: a disk that is waited for guards against the loss of power alone.
    connection: Connection = await asyncpg.connect(here.postgres.superuser_url)
    for setting in ("fsync", "full_page_writes"):
        await connection.execute(f"ALTER SYSTEM SET {setting} = off")
    await connection.execute("SELECT pg_reload_conf()")
    await connection.close()


async def _ended(here: Installation) -> None:
    await asyncio.gather(*here._reviving, return_exceptions=True)
    for pid in here.pids.values():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    await closed(here.edges.values())
    here.postgres.stop()
    here.storage.stop()
    discard_postgres(here.home)
    discard_storage(here.home)


def _owners_settings(here: Installation) -> Settings:
    return load_settings({**here.environ("auditor"), "LAKSANA_DATABASE_OWNER_URL": here.postgres.owner_url})


@contextmanager
def _spawning() -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.spawner"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as spawner:  # fmt: skip
        try:
            yield spawner
        finally:
            spawner.kill()


def _by_way_of(url: str, folder: Path) -> str:
    return url.partition("?")[0] + f"?host={quote(str(folder), safe='')}"


def _family(pid: int) -> list[int]:
    """The process and its children: those of PostgreSQL would otherwise end in their own time."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return [pid]
    return [pid, *map(int, children)]


def _wait_for_end(pid: int) -> None:
    while Path(f"/proc/{pid}").exists():
        time.sleep(0.005)
