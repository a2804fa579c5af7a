"""The plain inside of a backup: a tar archive of small entries, so that any tar can list it."""

import io
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from laksana_infra.backup.errors import BackupDamagedError

__all__ = ["ArchiveWriter", "Entry", "entries", "writing"]

_NOTE: Final = "LAKSANA."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: its path in the archive, its bytes, and notes that travel in its header."""

    name: str
    content: bytes = field(repr=False)
    notes: Mapping[str, str] = field(default_factory=dict)


class ArchiveWriter:
    """Takes entries one after the other."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive

    def add(self, entry: Entry) -> None:
        """The entry is in the archive."""
        header = tarfile.TarInfo(entry.name)
        header.size, header.mode = len(entry.content), 0o600
        header.pax_headers = {f"{_NOTE}{name}": value for name, value in entry.notes.items()}
        self._archive.addfile(header, io.BytesIO(entry.content))


@contextmanager
def writing(target: BinaryIO) -> Iterator[ArchiveWriter]:
    """An archive that is written to the target, which need not be seekable."""
    with tarfile.open(fileobj=target, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        yield ArchiveWriter(archive)


def entries(source: BinaryIO) -> Iterator[Entry]:
    """The archive's entries in order, one at a time in memory; raises BackupDamagedError where it is none."""
    try:
        with tarfile.open(fileobj=source, mode="r|") as archive:
            for header in archive:
                content = archive.extractfile(header)
                if content is None:
                    raise BackupDamagedError("the backup holds something that is no file")
                notes = {
                    name.removeprefix(_NOTE): value
                    for name, value in header.pax_headers.items()
                    if name.startswith(_NOTE)
                }
                yield Entry(name=header.name, content=content.read(), notes=notes)
    except tarfile.TarError as error:
        message = f"the backup's inside is no archive ({error})"
        raise BackupDamagedError(message) from error
