import csv
import html
import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import typst

from laksana_kit.importer.reading import import_sheet

SHEETS = Path(__file__).parent / "sheets"
LINES = (SHEETS / "01_kursi_roda_tabel.txt").read_text("utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if line]
WIDTH = max(len(row) for row in ROWS)


def _docx() -> bytes:
    document = docx.Document()
    for row in ROWS:
        if len(row) == 1:
            document.add_paragraph(row[0])
            continue
        table = document.add_table(rows=1, cols=len(row))
        for cell, text in zip(table.rows[0].cells, row, strict=True):
            cell.text = text
        head = row.index("PELAKSANA") if "PELAKSANA" in row else None
        if head is not None:
            table.cell(0, head).merge(table.cell(0, row.index("MUTU BAKU") - 1)).text = "PELAKSANA"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _html() -> bytes:
    lines = (
        "<table><tr>" + "".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row) + "</tr></table>"
        if len(row) > 1
        else f"<h2>{html.escape(row[0])}</h2>"
        for row in ROWS
    )
    return ("<html><head><style>td{}</style></head><body>" + "".join(lines) + "</body></html>").encode()


def _csv() -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows(row + [""] * (WIDTH - len(row)) for row in ROWS)
    return written.getvalue().encode("utf-8-sig")


def _pdf() -> bytes:
    parts = ["#set page(flipped: true)\n#set text(size: 7pt)\n"]
    for row in ROWS:
        cells = [re.sub(r"([\\#$*_<>@\[\]])", r"\\\1", cell) for cell in row]
        if len(row) == 1:
            parts.append(cells[0] + "\n\n")
        else:
            parts.append(f"#table(columns: ({'1fr,' * len(row)}), " + ", ".join(f"[{cell}]" for cell in cells) + ")\n")
    return typst.compile("".join(parts).encode(), format="pdf")


@pytest.mark.parametrize("written", [_docx, _html, _csv, _pdf], ids=lambda written: written.__name__[1:])
def test_every_format_gives_the_sheet_that_the_text_gives(written: Callable[[], bytes]) -> None:
    expected = import_sheet("sop.txt", "\n".join(LINES).encode()).sheet

    imported = import_sheet(f"sop.{written.__name__[1:]}", written()).sheet

    assert imported == expected
