"""What a backup holds, by the entries of its file: tables, objects, roots, and last the manifest that sums them up."""

import hashlib
import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import msgspec

from laksana_infra.backup.archive import Entry
from laksana_infra.backup.errors import BackupDamagedError
from laksana_infra.backup.snapshot import TableShape
from laksana_infra.crypto import KeyPurpose, MasterKey, keyed_digest

TABLES: Final = "tables/"
OBJECTS: Final = "objects/"
ROOTS: Final = "evidence/"
MANIFEST: Final = "manifest.json"
FORMAT: Final = 1

# Text of numbers and hexadecimal digits; a higher level costs twice the time for a tenth less.
_LEVEL: Final = 1


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """How many entries, how many bytes in them, and the SHA-256 (hex) over their names and contents in order."""

    entries: int
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was backed up, when and by which release; `code` binds it to the installation's master key.

    `rows` counts each table's rows, `sums` every group of entries; `roots` is the newest audit root by office;
    `unkept_roots` were not in the bucket of evidence yet, their jobs are among the rows.
    """

    format: int
    release: str
    taken_at: datetime
    migrations: Mapping[str, tuple[str, ...]]
    sequences: Mapping[str, int]
    rows: Mapping[str, int]
    sums: Mapping[str, Sum]
    roots: Mapping[str, int]
    unkept_roots: tuple[str, ...]
    code: str = ""


class Tally:
    """Adds entries up while they are written or read."""

    def __init__(self) -> None:
        self._digests = {group: hashlib.sha256() for group in (TABLES, OBJECTS, ROOTS)}
        self._entries = dict.fromkeys(self._digests, 0)
        self._bytes = dict.fromkeys(self._digests, 0)

    def add(self, entry: Entry) -> None:
        """The entry is counted; raises BackupDamagedError for one that no backup has."""
        group = next((group for group in self._digests if entry.name.startswith(group)), None)
        if group is None:
            message = f"the backup holds {entry.name!r}, which no backup of this format has"
            raise BackupDamagedError(message)
        for part in (entry.name.encode(), *(f"{k}={v}".encode() for k, v in entry.notes.items()), entry.content):
            self._digests[group].update(len(part).to_bytes(8, "big") + part)
        self._entries[group] += 1
        self._bytes[group] += len(entry.content)

    def sums(self) -> Mapping[str, Sum]:
        """The sum of each group so far."""
        return {
            group: Sum(entries=self._entries[group], bytes=self._bytes[group], sha256=digest.hexdigest())
            for group, digest in self._digests.items()
        }


def rows_entry(table: TableShape, number: int, lines: bytes) -> Entry:
    """A piece of a table."""
    name = f"{TABLES}{table.full_name}/{number:06}.copy.zlib"
    return Entry(name=name, content=zlib.compress(lines, _LEVEL), notes={"columns": ",".join(table.columns)})


def rows_of(entry: Entry) -> tuple[TableShape, bytes]:
    """The table and the lines of such a piece."""
    schema, _, name = entry.name.removeprefix(TABLES).partition("/")[0].partition(".")
    shape = TableShape(schema=schema, name=name, columns=tuple(entry.notes["columns"].split(",")))
    return shape, zlib.decompress(entry.content)


def coded(manifest: Manifest, master: MasterKey) -> Manifest:
    """The manifest with the code that only this master key makes."""
    return msgspec.structs.replace(manifest, code=_code(manifest, master))


def manifest_entry(manifest: Manifest) -> Entry:
    """The archive's last entry."""
    return Entry(name=MANIFEST, content=msgspec.json.encode(manifest))


def read_manifest(entry: Entry, master: MasterKey) -> Manifest:
    """The manifest; raises BackupDamagedError when it was written under another master key, or in another format."""
    try:
        manifest = msgspec.json.decode(entry.content, type=Manifest)
    except msgspec.DecodeError as error:
        raise BackupDamagedError("the backup was made by a newer release, in a format unknown to this one") from error
    if manifest.code != _code(manifest, master):
        raise BackupDamagedError(
            "the backup belongs to another master key than this installation's, and what it seals could not be read; "
            "set LAKSANA_MASTER_KEY to the one of its time (an embedded home keeps it in master.key)"
        )
    return manifest


def _code(manifest: Manifest, master: MasterKey) -> str:
    said = msgspec.json.encode(msgspec.structs.replace(manifest, code=""), order="deterministic")
    return keyed_digest(master.key_for(KeyPurpose.BACKUPS).alone, said, purpose="backup manifest").hex()
