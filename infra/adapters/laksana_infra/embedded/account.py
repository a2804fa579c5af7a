"""The unprivileged user that PostgreSQL runs as under root, with a place that this user can reach."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from laksana_infra.embedded.home import EmbeddedError, as_root, write_private
from laksana_infra.embedded.process import Account

# The first that exists: one that an administrator made for us, PostgreSQL's own, the one that every system has.
_CANDIDATES = ("laksana", "postgres", "nobody")
_RECORD = "place"
_BELONGS = "home"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where PostgreSQL's programs and its cluster lie, and who runs them (None: the user of this process)."""

    programs: Path
    cluster: Path
    account: Account | None


def find_place(folder: Path, programs: Path, version: str, *, durable: bool) -> Place:
    """The place of this home's PostgreSQL: the wheel and the home, or what root's unprivileged user can reach.

    A folder outside the home is recorded in `folder`; no existing folder's mode is changed.
    Raises EmbeddedError when the recorded folder is gone or belongs to another home.
    """
    inside = folder / "cluster"
    if not as_root():
        _check_owner(inside, os.geteuid())
        return Place(programs=programs, cluster=inside, account=None)
    outside = _recorded(folder)
    existing = next((path for path in (inside, outside and outside / "cluster") if path and path.is_dir()), None)
    account = _account_of(existing)
    if existing is None:
        existing = inside if outside is None and _reaches(account, folder) else None
    if existing is None or not _runs(account, programs):
        outside = outside or _make_outside(folder, account, durable=durable)
    if outside is not None and not _runs(account, programs):
        programs = _copied(programs, outside, version)
    cluster = existing or (outside or folder) / "cluster"
    if not _reaches(account, cluster.parent):
        message = f"the user {account.uid} cannot reach {str(cluster)!r}; move LAKSANA_HOME back to where it was made"
        raise EmbeddedError(message)
    return Place(programs=programs, cluster=cluster, account=account)


def discard_place(folder: Path) -> None:
    """The folder outside the home that this service's folder records is gone, with the cluster in it."""
    if (folder / _RECORD).exists():
        shutil.rmtree(_recorded(folder) or folder / "cluster", ignore_errors=True)
        (folder / _RECORD).unlink()


def _check_owner(cluster: Path, uid: int) -> None:
    if cluster.is_dir() and cluster.stat().st_uid != uid:
        message = (
            f"{str(cluster)!r} belongs to user {cluster.stat().st_uid}; run as that user, or as root if root made it"
        )
        raise EmbeddedError(message)


def _account_of(cluster: Path | None) -> Account:
    if cluster is not None:
        status = cluster.stat()
        if status.st_uid != 0:
            return Account(uid=status.st_uid, gid=status.st_gid)
    for name in _CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(uid=entry.pw_uid, gid=entry.pw_gid)
    message = f"no unprivileged user to run PostgreSQL as; make one of {', '.join(_CANDIDATES)}, or do not run as root"
    raise EmbeddedError(message)


def _as(account: Account, command: Sequence[str]) -> bool:
    answer = subprocess.run(  # noqa: S603
        command,
        cwd="/",
        user=account.uid,
        group=account.gid,
        extra_groups=(),
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )
    return answer.returncode == 0


def _reaches(account: Account, folder: Path) -> bool:
    return _as(account, ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)])


def _runs(account: Account, programs: Path) -> bool:
    # Asked of the system, not read from modes: access lists, mount options and security modules count too.
    script = '"$1/bin/postgres" --version && cat "$1/share/postgres.bki" >/dev/null'
    return _as(account, ["/bin/sh", "-c", script, "sh", str(programs)])


def _recorded(folder: Path) -> Path | None:
    record = folder / _RECORD
    if not record.exists():
        return None
    outside = Path(record.read_text())
    if not outside.is_dir():
        message = f"{str(record)!r} says that the database lies in {str(outside)!r}, which is gone; restore that folder"
        raise EmbeddedError(message)
    belongs = (outside / _BELONGS).read_text()
    if belongs != str(folder):
        message = (
            f"{str(outside)!r} belongs to {belongs!r}, not to {str(folder)!r}; "
            f"if the home was moved and not copied, write its new path into {str(outside / _BELONGS)!r}"
        )
        raise EmbeddedError(message)
    return outside


def _make_outside(folder: Path, account: Account, *, durable: bool) -> Path:
    lasting = ("/var/lib/laksana", "/var/tmp")  # noqa: S108 - a folder of its own, mode 0711, is made in it
    for parent in map(Path, lasting if durable else (tempfile.gettempdir(), *lasting)):
        try:
            if not parent.exists():
                parent.mkdir()
                parent.chmod(0o755)
            outside = Path(tempfile.mkdtemp(prefix="laksana-", dir=parent))
        except OSError:
            continue
        outside.chmod(0o711)
        if _reaches(account, outside):
            write_private(outside / _BELONGS, str(folder).encode())
            write_private(folder / _RECORD, str(outside).encode())
            return outside
        shutil.rmtree(outside)
    message = f"no folder for PostgreSQL that user {account.uid} can reach; do not run as root, or make {lasting[0]}"
    raise EmbeddedError(message)


def _copied(programs: Path, outside: Path, version: str) -> Path:
    target = outside / f"postgresql-{version}"
    if target.is_dir():
        return target / programs.parent.name / programs.name
    fresh = outside / "postgresql.new"
    shutil.rmtree(fresh, ignore_errors=True)
    # The programs find their libraries beside the package, as the wheel laid them out.
    package = programs.parent
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(programs, fresh / package.name / programs.name, ignore=shutil.ignore_patterns("include"))
    if libraries.is_dir():
        shutil.copytree(libraries, fresh / libraries.name)
    for path in (fresh, *fresh.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    fresh.rename(target)
    return target / package.name / programs.name
