"""Draw the official form of an installed SOP."""

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from laksana_kit.form.binding import form_document, form_html, form_pages
from laksana_kit.form.drawing import form_svg
from laksana_kit.form.geometry import Page
from laksana_kit.form.layout import Paper
from laksana_kit.form.table import FormTooLargeError
from laksana_sdk.procedure import Release
from laksana_sdk.reading import Reading
from laksana_sdk.sheet import Sheet
from laksana_sdk.strict_yaml import PluginFileError
from laksana_typeset import Typesetter
from laksana_web.cli.chosen import chosen
from laksana_web.cli.refusal import Refusal

_OLDEST = "1970-01-01"


class Format(StrEnum):
    """In what the form is given."""

    PDF = "pdf"
    SVG = "svg"
    HTML = "html"


def draw_sheet(
    *, slug: str, release: str | None, printed_only: bool, how: str, paper: str, office: str | None, out: Path | None
) -> None:
    """The form lies in the file, or has gone to standard output; a refusal leaves what lay there as it was."""
    found = chosen(slug, release)
    try:
        reading = Reading.beside(found.folder / "procedure.py")
        pages = form_pages(found.procedure, reading, paper=Paper(paper), printed_only=printed_only, office=office)
    except (FormTooLargeError, PluginFileError) as error:
        raise Refusal(f"Lembar {slug} {found.name} tidak dapat digambar: {error}") from error
    drawing = _drawn(Format(how), pages, found, reading.sheet)
    if out is None:
        sys.stdout.buffer.write(drawing)
        sys.stdout.buffer.flush()
        return
    beside = out.with_name(f".{out.name}.partial")
    try:
        beside.write_bytes(drawing)
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True) if beside.parent.is_dir() else None
        raise Refusal(f"{out}: {error.strerror}; pilih berkas lain dengan --out") from error


def _drawn(how: Format, pages: list[Page], release: Release, sheet: Sheet) -> bytes:
    title = release.procedure.name
    match how:
        case Format.SVG:
            return form_svg(pages, title=title).encode()
        case Format.HTML:
            return form_html(pages, title=title).encode()
        case Format.PDF:
            with Typesetter(processes=1) as typesetter:
                return typesetter.compile(form_document(pages, title=title, day=_day(sheet)))
        case _:
            assert_never(how)


def _day(sheet: Sheet) -> date:
    """The day that the PDF carries: the sheet's own, so that the same sheet gives the same bytes."""
    day = sheet.tanggal_efektif or sheet.tanggal_pembuatan or _OLDEST
    return date.fromisoformat(day if len(day) == len(_OLDEST) else f"{day}-01")
