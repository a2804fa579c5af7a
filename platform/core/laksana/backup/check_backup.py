"""Read a backup through, from its first byte to its last, before anything is believed of it."""

from collections.abc import Callable
from pathlib import Path

from laksana.backup.contents import MANIFEST, Manifest, Tally, read_manifest
from laksana_infra.backup.archive import Entry, entries
from laksana_infra.backup.encrypted import decrypted
from laksana_infra.backup.errors import BackupDamagedError
from laksana_infra.crypto import MasterKey


def check_backup(
    path: Path, *, identity: str, master: MasterKey, seen: Callable[[Entry], None] = lambda _: None
) -> Manifest:
    """What the backup holds, every byte of it authenticated and counted; `seen` is shown each entry.

    Raises BackupDamagedError for a file that was cut or changed, for another identity and for another master key.
    """
    tally, manifest = Tally(), None
    with decrypted(path, identity) as plain:
        for entry in entries(plain):
            if entry.name == MANIFEST:
                manifest = read_manifest(entry, master)
            else:
                tally.add(entry)
                seen(entry)
        # What stands behind the archive's end is authenticated too.
        while plain.read(1024 * 1024):
            pass
    if manifest is None:
        message = f"{str(path)!r} holds no manifest; it was not finished"
        raise BackupDamagedError(message)
    if manifest.sums != tally.sums():
        message = f"{str(path)!r} holds other contents than its manifest says; take another copy of it"
        raise BackupDamagedError(message)
    return manifest
