"""A cluster of Debian's own PostgreSQL 15 with our roles in it, listening on a port as an office's server does."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.programs import program
from tests.support.services import ROOT

PASSWORDS = {"laksana_owner": "pemilik", "laksana_app": "aplikasi", "laksana_province": "provinsi"}


@contextmanager
def debian_postgres() -> Iterator[Mapping[str, str]]:
    """The settings that name the cluster's database for our three logins; the cluster is gone afterwards."""
    programs = Path(program("initdb")).resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="laksana-debian-", dir="/tmp"))
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    caller = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if caller:
        shutil.chown(folder, "postgres")
    port, cluster = _free_port(), folder / "cluster"

    def run(*command: str) -> None:
        done = subprocess.run([*caller, *command], cwd="/", capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command[0]}: {done.stderr}"

    try:
        run(f"{programs}/initdb", "-D", str(cluster), "-U", "postgres", "-A", "scram-sha-256", "--auth-local=trust")
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
        run(f"{programs}/pg_ctl", "-D", str(cluster), "-w", "-l", str(folder / "log"), "-o", options, "start")
        psql = [
            f"{programs}/psql",
            "-Xq",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            str(folder),
            "-p",
            str(port),
            "-U",
            "postgres",
        ]
        run(*psql, "-d", "postgres", "-c", _script(folder))
        for login, password in PASSWORDS.items():
            run(*psql, "-d", "postgres", "-c", f"ALTER ROLE {login} PASSWORD '{password}'")
        urls = {login: f"postgresql://{login}:{word}@127.0.0.1:{port}/laksana" for login, word in PASSWORDS.items()}
        yield {
            "LAKSANA_DATABASE_URL": urls["laksana_app"],
            "LAKSANA_DATABASE_OWNER_URL": urls["laksana_owner"],
            "LAKSANA_DATABASE_PROVINCE_URL": urls["laksana_province"],
        }
    finally:
        subprocess.run(
            [*caller, f"{programs}/pg_ctl", "-D", str(cluster), "-m", "immediate", "stop"],
            cwd="/",
            capture_output=True,
            check=False,
        )
        shutil.rmtree(folder, ignore_errors=True)


def _script(folder: Path) -> str:
    # The checkout may lie where the user postgres cannot read.
    script = folder / "roles.sql"
    script.write_text((ROOT / "infra/postgres/roles.sql").read_text())
    script.chmod(0o644)
    return f"\\i {script}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
