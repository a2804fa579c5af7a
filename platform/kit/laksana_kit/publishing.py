"""Publish a release: from then on its folder keeps the bytes it has."""

from datetime import date
from pathlib import Path
from typing import Final

from laksana_engine import RULES_VERSION
from laksana_kit.check.rules import check
from laksana_kit.golden.files import golden_file
from laksana_sdk.findings import Severity
from laksana_sdk.procedure import Release
from laksana_sdk.published import FILE, Published, file_hash, folder_hash, published_releases

HEAD: Final = "# Rilis yang sudah diterbitkan; byte foldernya tidak berubah lagi. Ditulis oleh: laksana sop publish\n"


class UnpublishableError(ValueError):
    """The release cannot be published as it stands; the message says why and what to do."""


def publish(release: Release, *, on: date) -> Published:
    """What is now written beside the release's folder; nothing is when it stands there already, with the same bytes.

    Raises UnpublishableError for a release that the check finds wrong, one that was published with other bytes or
    golden cases, one without golden cases, and one whose folder is no source tree; PluginFileError for an unreadable
    file.
    """
    file = release.folder.parent / FILE
    known = published_releases(file)
    if (earlier := known.get(release.name)) is not None:
        what = _changed(earlier, release)
        if what is None:
            return earlier
        raise UnpublishableError(
            f"rilis {release.name} sudah diterbitkan pada {earlier.published_on.isoformat()} dengan {what} lain; "
            f"kembalikan seperti semula, lalu buat rilis baru untuk perubahan itu"
        )
    _require_source_tree(release.folder)
    _require_sound(release)
    golden = file_hash(golden_file(release))
    if golden is None:
        raise UnpublishableError(
            f"rilis {release.name} belum mempunyai kasus emas; tulis dahulu: laksana sop golden {release.slug} "
            f"--release {release.name}"
        )
    made = Published(
        release=release.name,
        published_on=on,
        rules=RULES_VERSION,
        sha256=folder_hash(release.folder, rules=RULES_VERSION),
        golden=golden,
    )
    partial = file.with_suffix(".partial")
    partial.write_text(_written((*known.values(), made)), "utf-8")
    partial.replace(file)
    return made


def _changed(published: Published, release: Release) -> str | None:
    """What is not as it was published, as an office says it; None where everything is."""
    if not published.has_bytes_of(release.folder):
        return "isi"
    return "kasus emas" if file_hash(golden_file(release)) != published.golden else None


def _require_source_tree(folder: Path) -> None:
    if "site-packages" in folder.parts or not any((above / "pyproject.toml").is_file() for above in folder.parents):
        raise UnpublishableError(
            f"{folder} bukan pohon sumber plugin (tidak ada pyproject.toml di atasnya); terbitkan dari repositorinya"
        )


def _require_sound(release: Release) -> None:
    wrong = [one.remark.what for one in check(release) if one.rule.severity is Severity.ERROR]
    if wrong:
        raise UnpublishableError(
            f"pemeriksaan menemukan {len(wrong)} kesalahan ({wrong[0]}); perbaiki dahulu, lihat: "
            f"laksana sop check {release.slug}"
        )


def _written(published: tuple[Published, ...]) -> str:
    lines = [HEAD + "published:"]
    for one in published:
        lines.append(f'  - release: "{one.release}"')
        lines.append(f'    published_on: "{one.published_on.isoformat()}"')
        lines.append(f"    rules: {one.rules}")
        lines.append(f'    sha256: "{one.sha256}"')
        lines.append(f'    golden: "{one.golden}"')
    return "\n".join(lines) + "\n"
