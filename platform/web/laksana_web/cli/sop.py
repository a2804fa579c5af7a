"""Turn an office's printed SOP into the sheet of a plugin, or into a plugin that runs."""

from pathlib import Path

import rich_click as click

from laksana_kit.importer.document import UnreadableFileError
from laksana_kit.importer.reading import Imported, import_sheet
from laksana_kit.importer.report import Sureness
from laksana_kit.importer.writing import as_json, write_files
from laksana_kit.scaffold.planting import PlantingRefused, plant
from laksana_sdk.findings import text
from laksana_web.cli.refusal import Refusal


def import_file(file: Path, out: Path | None, as_json_object: bool) -> None:
    """The sheet has been read, written where `out` says, and shown."""
    try:
        imported = import_sheet(file.name, file.read_bytes())
        written = write_files(imported, out) if out is not None else ()
    except UnreadableFileError as error:
        raise Refusal(str(error)) from error
    except OSError as error:
        raise Refusal(f"{error.filename or file}: {error.strerror}; periksa nama dan izinnya") from error
    click.echo(_readable(imported), err=as_json_object)
    for place in written:
        click.echo(f"Ditulis: {place}", err=as_json_object)
    if as_json_object:
        click.echo(as_json(imported))


def new_plugin(slug: str, sheet: Path | None, folder: Path) -> None:
    """The plugin lies in its folder, and whoever made it has read what to do next."""
    try:
        planted = plant(slug, sheet=sheet, folder=folder)
    except PlantingRefused as error:
        raise Refusal(str(error)) from error
    click.echo(f"Plugin {slug} dibuat di {_from_here(planted.folder)}: {len(planted.files)} berkas.")
    if planted.workspace is None:
        click.echo("Folder ini repositori tersendiri; pyproject.toml-nya menyebut rentang laksana-sdk.")
    else:
        click.echo(f"Terdaftar di {_from_here(planted.workspace / 'pyproject.toml')}; pasang dengan: uv sync")
    if planted.questions:
        click.echo(f"{planted.questions} pertanyaan untuk kantor ada di README.md (TODO).")
    click.echo(f"Berikutnya: laksana sop check {_from_here(planted.folder)}")


def _from_here(place: Path) -> Path:
    here = Path.cwd()
    return place.relative_to(here) if place.is_relative_to(here) else place


def _readable(imported: Imported) -> str:
    signs = {Sureness.CERTAIN: " ", Sureness.LIKELY: "?", Sureness.UNREAD: "-"}
    lines = [
        f"{signs[one.sureness]} {one.field:22} {(one.read or 'tidak ada')[:80]}  ({one.place or 'tidak ditemukan'})"
        for one in imported.report.readings
    ]
    if imported.report.findings:
        lines += ["", "Perlu diperiksa:"]
        lines += [f"- {found.field}: {text(found)}" for found in imported.report.findings]
    return "\n".join(lines)
