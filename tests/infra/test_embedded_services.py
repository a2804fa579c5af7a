"""The embedded services keep what they were given, wherever the home lies and however they ended."""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import asyncpg  # type: ignore[import-untyped]
import pytest

from laksana_infra.embedded import (
    EmbeddedError,
    EmbeddedServices,
    HomeInUseError,
    attached_services,
    discard_postgres,
    embedded_services,
    start_postgres,
    start_storage,
)
from laksana_infra.settings import Settings, load_settings
from laksana_infra.storage import open_storage

KEY = f"tenants/{UUID(int=1)}/surat.pdf"
LAKSANA_UP = """
import json, sys, time
from laksana_infra.embedded import embedded_services
from laksana_infra.settings import load_settings
services = embedded_services(load_settings({"LAKSANA_HOME": sys.argv[1]}))
print(json.dumps([services.postgres.pid, services.storage.pid]), flush=True)
time.sleep(60)
"""

ANY_SERVICE = """
import os, signal, sys
from pathlib import Path
from laksana_infra.embedded.process import ServiceLocks, ServiceProcess
folder = Path(sys.argv[1])
lock = ServiceLocks(folder, "sleep").take_service("sleep 600")
service = ServiceProcess(["/bin/sleep", "600"], name="sleep", folder=folder, environ={}, account=None, working=folder,
                         lock=lock, stop_signal=signal.SIGTERM)
print(service.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def modes(folder: Path) -> dict[Path, str]:
    return {path: stat.filemode(path.stat().st_mode) for path in (folder, *folder.parents)}


def readable_by_others(home: Path) -> set[str]:
    # What SeaweedFS makes with a mode of its own lies behind its data folder's 0700.
    files = [path for path in home.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    return {path.name for path in files if home / "storage" / "data" not in path.parents}


def laksana_up(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", LAKSANA_UP, home], stdout=subprocess.PIPE, text=True)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


async def write(services: EmbeddedServices, number: int) -> None:
    connection = await asyncpg.connect(services.settings.database_owner_url)
    await connection.execute("create table if not exists app.kept (number int)")
    await connection.execute("insert into app.kept values ($1)", number)
    await connection.close()
    storage = open_storage(services.settings)
    await storage.put(f"{KEY}.{number}", b"x" * 100_000, content_type="application/pdf")
    storage.close()


async def kept(services: EmbeddedServices) -> tuple[list[int], int]:
    connection = await asyncpg.connect(services.settings.database_owner_url)
    numbers = [row["number"] for row in await connection.fetch("select number from app.kept order by number")]
    await connection.close()
    storage = open_storage(services.settings)
    size = sum([(await storage.head(f"{KEY}.{number}")).length for number in numbers])
    storage.close()
    return numbers, size


@pytest.fixture
def closed_home(tmp_path: Path) -> Iterator[Path]:
    """A home with a space in its path, behind a folder that only we may enter."""
    parent = tmp_path / "hanya kami"
    parent.mkdir(mode=0o700)
    home = parent / "rumah dinas"
    yield home
    discard_postgres(home)


@pytest.fixture
def open_home() -> Iterator[Path]:
    """A home that every user of the machine can reach."""
    parent = Path(tempfile.mkdtemp(prefix="laksana test "))
    parent.chmod(0o755)
    yield parent / "home"
    shutil.rmtree(parent)


async def test_a_killed_laksana_starts_again_at_once_with_everything(closed_home: Path) -> None:
    before = modes(closed_home.parent)
    settings = load_settings({"LAKSANA_HOME": str(closed_home)})
    with laksana_up(closed_home) as up:
        assert up.stdout is not None
        pids = json.loads(up.stdout.readline())
        with pytest.raises(HomeInUseError, match=f"in use by process {up.pid} "):
            embedded_services(settings)
        attached = attached_services(settings)
        await write(attached, 1)
        attached.stop()
        assert [is_alive(pid) for pid in pids] == [True, True]
        up.kill()

    with embedded_services(settings) as services:
        assert [is_alive(pid) for pid in pids] == [False, False]
        assert services.settings.master_key == attached.settings.master_key
        assert services.settings.s3_secret_key == attached.settings.s3_secret_key
        await write(services, 2)
        assert services.postgres is not None
        assert services.storage is not None
        os.kill(services.postgres.pid, signal.SIGKILL)
        os.kill(services.storage.pid, signal.SIGKILL)

    with embedded_services(settings) as services:
        assert await kept(services) == ([1, 2], 200_000)
    with pytest.raises(EmbeddedError, match="no PostgreSQL runs for LAKSANA_HOME"):
        attached_services(settings)
    assert modes(closed_home.parent) == before
    assert readable_by_others(closed_home) == set()


def test_a_service_ends_by_itself_when_its_parent_was_killed(tmp_path: Path) -> None:
    answer = subprocess.run([sys.executable, "-c", ANY_SERVICE, tmp_path], stdout=subprocess.PIPE, check=False)

    deadline = time.monotonic() + 5
    while is_alive(int(answer.stdout)) and time.monotonic() < deadline:
        time.sleep(0.01)

    assert answer.returncode == -signal.SIGKILL
    assert not is_alive(int(answer.stdout))


async def test_two_homes_run_side_by_side_and_know_nothing_of_each_other(open_home: Path) -> None:
    first = load_settings({"LAKSANA_HOME": str(open_home / "1")})
    second = replace(first, home=open_home / "2")

    with embedded_services(first, durable=False) as lahat, embedded_services(second, durable=False) as lamandau:
        await write(lahat, 1)
        await write(lamandau, 2)

        assert await kept(lahat) == ([1], 100_000)
        assert await kept(lamandau) == ([2], 100_000)
        assert lahat.settings.s3_endpoint != lamandau.settings.s3_endpoint
        assert lahat.settings.master_key != lamandau.settings.master_key
        other_password = mixed(lahat.settings.database_url, lamandau.settings.database_url)
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(other_password)


def mixed(login_of: str | None, server_of: str | None) -> str:
    assert login_of is not None
    assert server_of is not None
    return login_of.partition("?")[0] + "?" + server_of.partition("?")[2]


def test_postgres_is_reached_through_a_short_folder_of_its_own_user_alone(open_home: Path) -> None:
    with start_postgres(open_home, durable=False) as postgres:
        folder = Path(parse_qs(urlsplit(postgres.app_url).query)["host"][0])
        status = folder.stat()
        cluster = (open_home / "postgres" / "cluster").stat()

        assert stat.filemode(status.st_mode) == "drwx------"
        assert status.st_uid == cluster.st_uid != 0
        assert len(str(folder)) < 80
        assert listening_ports(postgres.pid) == []
    assert not folder.exists()


def listening_ports(pid: int) -> list[str]:
    sockets = {str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir()}
    rows = [row.split() for name in ("tcp", "tcp6") for row in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    return [row[1] for row in rows if f"socket:[{row[9]}]" in sockets and row[3] == "0A"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")
def test_a_home_that_was_copied_does_not_share_the_database_of_the_first(closed_home: Path) -> None:
    start_postgres(closed_home, durable=False).stop()
    copied = closed_home.with_name("salinan")
    shutil.copytree(closed_home, copied)

    with pytest.raises(EmbeddedError, match=r"belongs to '.*/rumah dinas/postgres', not to '.*/salinan/postgres'"):
        start_postgres(copied)

    start_postgres(closed_home, durable=False).stop()


def test_a_storage_whose_ports_were_taken_meanwhile_starts_on_others(open_home: Path) -> None:
    start_storage(open_home, durable=False).stop()
    ports = dict(pair.split("=") for pair in (open_home / "storage" / "ports").read_text().split())

    with socket.create_server(("127.0.0.1", int(ports["filer"]))), start_storage(open_home, durable=False) as storage:
        now = dict(pair.split("=") for pair in (open_home / "storage" / "ports").read_text().split())
        assert now["filer"] != ports["filer"]
        assert storage.endpoint == f"http://127.0.0.1:{now['s3']}"


def test_a_service_that_a_setting_names_is_not_started(open_home: Path) -> None:
    settings: Settings = replace(
        load_settings({"LAKSANA_HOME": str(open_home)}), database_url="postgresql://a@b/c", s3_endpoint="http://s3"
    )

    with embedded_services(settings) as services:
        assert (services.postgres, services.storage) == (None, None)
        assert services.settings == replace(settings, master_key=services.settings.master_key)

    assert sorted(path.name for path in open_home.iterdir()) == ["master.key"]


@pytest.mark.parametrize(("name", "content"), [("master.key", "pendek"), ("postgres/passwords.json", "{}")])
def test_a_damaged_secret_is_an_error_and_stays_as_it_is(open_home: Path, name: str, content: str) -> None:
    path = open_home / name
    path.parent.mkdir(parents=True)
    path.write_text(content)

    with pytest.raises(EmbeddedError, match="restore it from a backup"):
        embedded_services(replace(load_settings({"LAKSANA_HOME": str(open_home)}), s3_endpoint="http://s3"))

    assert path.read_text() == content
    assert not (open_home / "postgres" / "cluster").exists()


def test_a_home_that_is_a_file_names_itself_and_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")

    with pytest.raises(EmbeddedError, match="is a file; move it away or set LAKSANA_HOME"):
        start_postgres(tmp_path / "home")
