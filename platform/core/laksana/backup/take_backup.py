"""Write a whole installation into one encrypted file: the rows of one moment, then every object that they may name."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from importlib.metadata import version
from typing import BinaryIO
from uuid import UUID

import msgspec

from laksana.attachments.store import store
from laksana.audit.anchor_office import root_key
from laksana.audit.evidence import evidence
from laksana.audit.queries import NEWEST_ROOTS
from laksana.backup.contents import FORMAT, OBJECTS, ROOTS, Manifest, Tally, coded, manifest_entry, rows_entry
from laksana_infra.backup.archive import ArchiveWriter, Entry, writing
from laksana_infra.backup.encrypted import encrypted_to
from laksana_infra.backup.snapshot import Reader, Snapshot, reading
from laksana_infra.clock import now
from laksana_infra.crypto import MasterKey
from laksana_infra.storage import ObjectNotFound

Tell = Callable[[str], None]

_TOLD_EACH = 1_000


async def take_backup(
    target: BinaryIO, *, database_url: str, recipient: str, master: MasterKey, tell: Tell
) -> Manifest:
    """What the backup holds that lies in `target` now, encrypted to the recipient; the service goes on meanwhile.

    The rows are those of one moment. Objects are copied after it: they are only ever added, and nothing is deleted
    while a backup runs. Raises BackupError, and then the target holds nothing that could be restored.
    """
    async with reading(database_url) as reader:
        with encrypted_to(recipient, target) as plain, writing(plain) as archive:
            copying = _Copying(archive, tell)
            manifest = await copying.rows(reader)
            await copying.objects()
            manifest = coded(await copying.roots(manifest), master)
            await asyncio.to_thread(archive.add, manifest_entry(manifest))
    return manifest


class _Copying:
    def __init__(self, archive: ArchiveWriter, tell: Tell) -> None:
        self._archive = archive
        self._tell = tell
        self._tally = Tally()

    async def rows(self, reader: Reader) -> Manifest:
        async with reader.snapshot() as snapshot:
            # The sequences first: they may be ahead of the rows, never behind.
            sequences, taken_at = await snapshot.sequences(), now()
            roots = {str(row["tenant_id"]): row["seq"] for row in await snapshot.fetch(NEWEST_ROOTS)}
            return Manifest(
                format=FORMAT,
                release=version("laksana-platform"),
                taken_at=taken_at,
                migrations=await snapshot.migrations(),
                sequences=sequences,
                rows=await self._tables(snapshot),
                sums={},
                roots=roots,
                unkept_roots=(),
            )

    async def _tables(self, snapshot: Snapshot) -> Mapping[str, int]:
        counts = {}
        for table in await snapshot.tables():
            number = 0

            async def give(lines: bytes) -> None:
                nonlocal number
                number += 1
                await self._add(rows_entry(table, number, lines))  # noqa: B023 - given before the next table begins

            counts[table.full_name] = await snapshot.copy(table, give)
        self._tell(f"{len(counts)} tabel, {sum(counts.values())} baris")
        return counts

    async def objects(self) -> None:
        copied = 0
        async for key in store().every_key():
            try:
                content, head = await store().get(key), await store().head(key)
            except ObjectNotFound:
                continue  # deleted since it was listed, by a job that had begun before us
            await self._add(Entry(name=f"{OBJECTS}{key}", content=content, notes={"type": head.content_type}))
            copied += 1
            if copied % _TOLD_EACH == 0:
                self._tell(f"{copied} objek")
        self._tell(f"{copied} objek")

    async def roots(self, manifest: Manifest) -> Manifest:
        unkept = []
        async for key in _root_keys(manifest.roots):
            try:
                await self._add(Entry(name=f"{ROOTS}{key}", content=await evidence().get_first(key)))
            except ObjectNotFound:
                unkept.append(key)
        self._tell(f"{sum(manifest.roots.values()) - len(unkept)} akar audit")
        return msgspec.structs.replace(manifest, sums=self._tally.sums(), unkept_roots=tuple(unkept))

    async def _add(self, entry: Entry) -> None:
        self._tally.add(entry)
        await asyncio.to_thread(self._archive.add, entry)


async def _root_keys(newest: Mapping[str, int]) -> AsyncIterator[str]:
    for tenant_id, last in newest.items():
        for seq in range(1, last + 1):
            yield root_key(UUID(tenant_id), seq)
