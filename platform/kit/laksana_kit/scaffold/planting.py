"""A new plugin written to its folder and entered in its workspace, or nothing."""

import keyword
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from laksana_kit.check.opened import GROUP
from laksana_kit.importer.document import UnreadableFileError
from laksana_kit.importer.reading import import_sheet
from laksana_kit.importer.writing import READ_FROM
from laksana_kit.scaffold import wording
from laksana_kit.scaffold.plan import plan
from laksana_kit.scaffold.rendering import distribution, plugin_files
from laksana_kit.scaffold.workspace import entered, workspace_of
from laksana_sdk.findings import text
from laksana_sdk.sheet import Sheet, read_sheet
from laksana_sdk.strict_yaml import PluginFileError

_SLUG: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
# As long as an import line of 120 letters can hold.
_LONGEST: Final = 50
_STARTER: Final = Path(__file__).parent / "files" / "starter.yaml"
_INVENTED: Final = (
    "# An invented sheet to begin with: write what the office signed, verbatim, null where it is blank.\n"
)
_CORRECTED: Final = "# Copied from {source}.\n"
_READ_FROM: Final = re.compile(re.escape(READ_FROM.rstrip()).replace(re.escape("{source}"), "(?P<source>.+)"))


class PlantingRefused(Exception):
    """No plugin was made and nothing was written; the sentence says the thing, the value and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """The new plugin: its folder, its files, the workspace it entered, how many questions its README asks."""

    folder: Path
    files: tuple[Path, ...]
    workspace: Path | None
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A sheet with where it comes from and what could not be read."""

    sheet: Sheet
    head: str
    name: str | None
    doubts: tuple[str, ...] = ()


def plant(slug: str, *, sheet: Path | None, folder: Path) -> Planted:
    """A plugin of that slug, from a sheet where one is given; a workspace around the folder takes it in.

    Raises PlantingRefused; then nothing has been written.
    """
    _check_slug(slug)
    workspace = workspace_of(folder.resolve())
    home = (workspace / "plugins" / slug) if workspace else folder / slug
    if home.exists():
        raise PlantingRefused(f"{home} sudah ada; pilih nama lain, atau pindahkan dulu folder itu")
    source = _source(slug, sheet)
    planned = plan(slug, source.sheet)
    files = plugin_files(
        slug,
        source.sheet,
        planned,
        head=source.head,
        source=source.name,
        doubts=source.doubts,
        here=f"plugins/{slug}" if workspace else None,
    )
    _write(home, files, workspace, slug)
    written = tuple(home / name for name in files)
    return Planted(
        folder=home, files=written, workspace=workspace, questions=len(planned.questions) + len(source.doubts)
    )


def _check_slug(slug: str) -> None:
    if not _SLUG.fullmatch(slug) or len(slug) > _LONGEST or keyword.iskeyword(slug):
        raise PlantingRefused(
            f"{slug!r} bukan nama SOP; pakai huruf kecil, angka, dan garis bawah, diawali huruf, "
            f"paling banyak {_LONGEST} huruf, misalnya surat_keterangan"
        )
    if slug in {point.name for point in entry_points(group=GROUP)}:
        raise PlantingRefused(f"SOP {slug} sudah terpasang; pilih nama lain")


def _source(slug: str, file: Path | None) -> _Source:
    if file is None:
        starter = replace(read_sheet(_STARTER), nama_sop=wording.title(slug))
        return _Source(sheet=starter, head=_INVENTED, name=None)
    try:
        if file.suffix.lower() in {".yaml", ".yml"}:
            return _corrected(file)
        imported = import_sheet(file.name, file.read_bytes())
    except (UnreadableFileError, PluginFileError) as error:
        raise PlantingRefused(str(error)) from error
    except OSError as error:
        raise PlantingRefused(f"{error.filename or file}: {error.strerror}; periksa nama dan izinnya") from error
    doubts = tuple(f"{found.field}: {text(found)}" for found in imported.report.findings)
    return _Source(sheet=imported.sheet, head=READ_FROM.format(source=file.name), name=file.name, doubts=doubts)


def _corrected(file: Path) -> _Source:
    """A sheet that was read in before and looked at since: it still says from which file it was read."""
    sheet, first = read_sheet(file), file.read_text("utf-8").partition("\n")[0]
    read_from = _READ_FROM.fullmatch(first)
    head = (f"{first}\n" if read_from else "") + _CORRECTED.format(source=file.name)
    return _Source(sheet=sheet, head=head, name=read_from["source"] if read_from else file.name)


def _write(home: Path, files: Mapping[str, str], workspace: Path | None, slug: str) -> None:
    """All files and the workspace's entry, or nothing."""
    partial = home.with_name(f".{slug}.partial")
    try:
        with _gone_afterwards(partial):
            for name, content in files.items():
                place = partial / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(content, "utf-8")
            if workspace is None:
                partial.rename(home)
            else:
                _join(workspace / "pyproject.toml", slug, partial, home)
    except OSError as error:
        raise PlantingRefused(f"{error.filename}: {error.strerror}; pilih folder lain dengan --dir") from error


def _join(pyproject: Path, slug: str, partial: Path, home: Path) -> None:
    joined = pyproject.with_name(".pyproject.toml.partial")
    with _gone_afterwards(joined):
        joined.write_text(entered(pyproject.read_text("utf-8"), slug, distribution(slug)), "utf-8")
        partial.rename(home)
        try:
            joined.replace(pyproject)
        except OSError:
            home.rename(partial)
            raise


@contextmanager
def _gone_afterwards(place: Path) -> Iterator[None]:
    """Whatever lies there is taken away, also what an earlier run was killed over."""
    _remove(place)
    try:
        yield
    finally:
        _remove(place)


def _remove(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
