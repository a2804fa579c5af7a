"""A small disk of its own for the storage of an installation, that can be filled and emptied again."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.faults.installation import Installation, Part

# SeaweedFS gives each bucket volumes of its own, of 64 MB on a disk as small as this; records and evidence are two.
_MEGABYTES: Final = 256
_BLOCK: Final = bytes(65536)


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """The folder where SeaweedFS keeps its data, and a file beside its own that takes whatever room is left."""

    folder: Path

    def fill(self) -> None:
        """There is no room left."""
        with (self.folder / "filler").open("wb", buffering=0) as filler:
            try:
                while filler.write(_BLOCK):
                    pass
            except OSError:
                return

    def empty(self) -> None:
        """There is room again."""
        (self.folder / "filler").unlink(missing_ok=True)


def can_mount() -> bool:
    """Whether this process may mount a disk in memory: root may, unless its container forbids it."""
    return os.geteuid() == 0 and subprocess.run(["unshare", "--mount", "true"], check=False).returncode == 0


@asynccontextmanager
async def small_disk(here: Installation) -> AsyncIterator[SmallDisk]:
    """The storage goes on, with all that it holds, on a disk of 256 MB; it is dead when the block has ended."""
    data = here.home / "storage" / "data"
    here.kill(Part.SEAWEEDFS)
    await asyncio.to_thread(here.storage.stop)
    kept = data.rename(data.with_name("kept"))
    data.mkdir(mode=0o700)
    mount = ("mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m,mode=0700", "laksana-small-disk", str(data))
    await asyncio.to_thread(subprocess.run, mount, check=True)
    try:
        await asyncio.to_thread(shutil.copytree, kept, data, dirs_exist_ok=True)
        await here.revive(Part.SEAWEEDFS)
        yield SmallDisk(data)
    finally:
        await asyncio.to_thread(here.storage.stop)
        await asyncio.to_thread(subprocess.run, ("umount", "--lazy", str(data)), check=True)
