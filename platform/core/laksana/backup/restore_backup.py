"""Bring an installation back from one encrypted file: objects first, then all rows in one transaction."""

import asyncio
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from laksana.attachments.store import store
from laksana.audit.anchor_office import put_back_root
from laksana.backup.check_backup import check_backup
from laksana.backup.contents import OBJECTS, ROOTS, TABLES, Manifest, rows_of
from laksana_infra.backup.archive import Entry, entries
from laksana_infra.backup.encrypted import decrypted
from laksana_infra.backup.errors import BackupError
from laksana_infra.backup.loading import holds_offices, loading
from laksana_infra.crypto import MasterKey
from laksana_infra.migrations import known_migrations, migrate

Tell = Callable[[str], None]

_TOLD_EACH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreBackup:
    """Which file is brought back where: `apps` make the schema, `replace` gives up what the installation holds."""

    path: Path
    identity: str
    master: MasterKey
    owner_url: str
    apps: Sequence[str]
    replace: bool = False


async def restore_backup(asked: RestoreBackup, tell: Tell) -> Manifest:
    """What was restored; the database then has the present schema, and every row and object of the backup.

    The file is read through first: BackupError before anything is written when it is damaged, was made by a newer
    release, or when the installation holds offices or objects of its own. Killed, it may be run again: rows come last,
    and all at once. With `replace` the rows go; objects that the backup does not know stay where they are.
    """
    tell("memeriksa cadangan")
    present = {key async for key in store().every_key()}
    manifest = await asyncio.to_thread(_checked, asked, present)
    _require_known(manifest, asked.apps)
    if not asked.replace:
        await _require_empty(asked, present)
    tell(f"cadangan {manifest.taken_at:%Y-%m-%d %H.%M} UTC utuh")
    await _put_objects(asked, tell)
    ids = {id_ for app, ids in manifest.migrations.items() for id_ in ids if app != "jobs"}
    await migrate(asked.owner_url, apps=asked.apps, only=ids)
    await _load_rows(asked, manifest)
    tell(f"{len(manifest.rows)} tabel, {sum(manifest.rows.values())} baris")
    await migrate(asked.owner_url, apps=asked.apps)
    return manifest


def _checked(asked: RestoreBackup, present: set[str]) -> Manifest:
    """The manifest; afterwards `present` holds the objects that the backup does not know."""

    def seen(entry: Entry) -> None:
        present.discard(entry.name.removeprefix(OBJECTS))

    return check_backup(asked.path, identity=asked.identity, master=asked.master, seen=seen)


def _require_known(manifest: Manifest, apps: Sequence[str]) -> None:
    known = known_migrations(apps)
    made_by = [(app, id_) for app, ids in manifest.migrations.items() if app != "jobs" for id_ in ids]
    unknown = [id_ for app, id_ in made_by if (app, id_) not in known]
    if unknown:
        message = (
            f"the backup was made by release {manifest.release} with migration {unknown[-1]}, which this release does "
            "not know, so nothing was written; install that release or a newer one"
        )
        raise BackupError(message)


async def _require_empty(asked: RestoreBackup, strange: Collection[str]) -> None:
    if await holds_offices(asked.owner_url):
        raise BackupError(
            "the database holds offices already, so nothing was written; name an empty one, or give up all that it "
            "holds with --replace"
        )
    if strange:
        message = (
            f"the bucket {store().bucket!r} holds {len(strange)} objects that the backup does not know, so nothing was "
            "written; name an empty bucket, or keep them beside the restored ones with --replace"
        )
        raise BackupError(message)


async def _put_objects(asked: RestoreBackup, tell: Tell) -> None:
    put = 0
    with closing(_pieces(asked)) as found:
        for entry in found:
            if entry.name.startswith(OBJECTS):
                key = entry.name.removeprefix(OBJECTS)
                await store().put(key, entry.content, content_type=entry.notes["type"])
            elif entry.name.startswith(ROOTS):
                await put_back_root(entry.name.removeprefix(ROOTS), entry.content)
            else:
                continue
            put += 1
            if put % _TOLD_EACH == 0:
                tell(f"{put} objek")
    tell(f"{put} objek")


async def _load_rows(asked: RestoreBackup, manifest: Manifest) -> None:
    counts = dict.fromkeys(manifest.rows, 0)
    async with loading(asked.owner_url) as loader:
        with closing(_pieces(asked)) as found:
            for entry in takewhile(lambda entry: entry.name.startswith(TABLES), found):
                table, lines = rows_of(entry)
                counts[table.full_name] += await loader.copy(table, lines)
        await loader.count_on(manifest.sequences)
        if counts != manifest.rows:
            raise BackupError("fewer rows arrived than were backed up, so none was kept; restore again")


def _pieces(asked: RestoreBackup) -> Generator[Entry, None, None]:
    with decrypted(asked.path, asked.identity) as plain:
        yield from entries(plain)
