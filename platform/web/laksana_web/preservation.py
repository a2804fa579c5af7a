"""What keeps an installation alive beyond its servers: backups, and the way back from one."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import BinaryIO

from laksana.backup.check_backup import check_backup
from laksana.backup.contents import Manifest
from laksana.backup.restore_backup import RestoreBackup, restore_backup
from laksana.backup.take_backup import take_backup
from laksana_infra.backup.errors import BackupError
from laksana_infra.clock import now
from laksana_infra.crypto import MasterKey
from laksana_infra.settings import Settings
from laksana_web.wiring import MIGRATED_APPS, opened_storage, required

Tell = Callable[[str], None]

_KEYS = "make a pair with: laksana keys backup"


async def back_up(settings: Settings, out: Path, tell: Tell) -> tuple[Path, Manifest]:
    """The file that was written, whole and with mode 0600, and what it holds; in a folder it is named after the time.

    Raises BackupError where the file exists already.
    """
    recipient = required(settings.backup_recipient, "LAKSANA_BACKUP_RECIPIENT", remedy=_KEYS)
    path = (
        out / f"laksana-{now().astimezone(UTC):%Y%m%dT%H%M%SZ}.tar.age" if await asyncio.to_thread(out.is_dir) else out
    )
    with _new_file(path) as target:
        async with opened_storage(settings):
            manifest = await take_backup(
                target,
                database_url=required(
                    settings.database_backup_url,
                    "LAKSANA_DATABASE_BACKUP_URL",
                    remedy="set it to the login laksana_backup, which infra/postgres/roles.sql makes",
                ),
                recipient=recipient,
                master=_master(settings),
                tell=tell,
            )
    return path, manifest


async def bring_back(settings: Settings, path: Path, replace: bool, tell: Tell) -> Manifest:
    """What was restored into the installation of these settings; see `restore_backup` for what is refused."""
    async with opened_storage(settings):
        asked = RestoreBackup(
            path=path,
            identity=_identity(settings),
            master=_master(settings),
            owner_url=required(settings.database_owner_url, "LAKSANA_DATABASE_OWNER_URL"),
            apps=MIGRATED_APPS,
            replace=replace,
        )
        return await restore_backup(asked, tell)


def look_through(settings: Settings, path: Path) -> Manifest:
    """What the file holds, read through to its end; nothing is written."""
    return check_backup(path, identity=_identity(settings), master=_master(settings))


def _identity(settings: Settings) -> str:
    remedy = "set it to the secret half of the key by which the backup was made, which begins with AGE-SECRET-KEY-1"
    return required(settings.backup_identity, "LAKSANA_BACKUP_IDENTITY", remedy=remedy)


def _master(settings: Settings) -> MasterKey:
    return MasterKey(required(settings.master_key, "LAKSANA_MASTER_KEY"))


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    if path.exists():
        message = f"{str(path)!r} exists already and was left as it is; name another file, or a folder"
        raise BackupError(message)
    unfinished = path.with_name(f"{path.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        with unfinished.open("wb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        unfinished.rename(path)
    except OSError as error:
        message = f"{str(path)!r} cannot be written ({error.strerror or error}); name another place"
        raise BackupError(message) from error
    finally:
        unfinished.unlink(missing_ok=True)
