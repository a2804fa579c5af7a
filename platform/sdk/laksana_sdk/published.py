"""Published releases: a file beside their folders says which bytes each of them has for ever."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from laksana_sdk.procedure import Release
from laksana_sdk.strict_yaml import Record, read_record

FILE: Final = "published.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One published release: since which day, and the SHA-256 (hex) of its folder under those rules of the engine.

    `rules` is the engine's RULES_VERSION of that day: a later one must not make an unchanged folder look changed.
    `golden` is the SHA-256 (hex) of the file of its golden cases, which lies beside the folder.
    """

    release: str
    published_on: date
    rules: int
    sha256: str
    golden: str

    def has_bytes_of(self, folder: Path) -> bool:
        """Whether the folder still has the bytes that were published."""
        return folder_hash(folder, rules=self.rules) == self.sha256


def folder_hash(folder: Path, *, rules: int) -> str:
    """The SHA-256 (hex) over every file of the folder, names and bytes, and the version of the engine's rules."""
    digest = hashlib.sha256(f"laksana/release/{rules}\0".encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            content = path.read_bytes()
            name = path.relative_to(folder).as_posix().encode()
            digest.update(len(name).to_bytes(4, "big") + name + len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def file_hash(file: Path) -> str | None:
    """The SHA-256 (hex) of the file's bytes, None where there is no such file."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def published_beside(release: Release) -> Published | None:
    """What was published under the release's name, None for a draft. Raises PluginFileError for an unreadable file."""
    return published_releases(release.folder.parent / FILE).get(release.name)


def published_releases(file: Path) -> Mapping[str, Published]:
    """The published releases by name that the file holds, none without a file. Raises PluginFileError."""
    if not file.exists():
        return {}
    record = read_record(file)
    found = {}
    for one in record.records("published"):
        published = Published(
            release=one.text("release"),
            published_on=_day(one),
            rules=one.number("rules"),
            sha256=one.text("sha256"),
            golden=one.text("golden"),
        )
        one.close()
        if published.release in found:
            raise one.fault("release", f"{published.release!r} stands twice", "keep the line that was published first")
        found[published.release] = published
    record.close()
    return found


def _day(record: Record) -> date:
    text = record.text("published_on")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise record.fault("published_on", f"{text!r} is no ISO day", 'write "2026-11-22"') from None
