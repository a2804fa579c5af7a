"""Turn an office's printed SOP into the sheet of a plugin."""

from pathlib import Path

import rich_click as click

from laksana_kit.importer.document import UnreadableFileError
from laksana_kit.importer.reading import Imported, import_sheet
from laksana_kit.importer.report import Sureness
from laksana_kit.importer.writing import as_json, write_files
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
