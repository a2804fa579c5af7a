"""From a file's bytes to rows of cells: text, CSV, HTML, DOCX, and PDF with a text layer."""

import csv
import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from types import MappingProxyType

import docx
import pdfplumber
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree
from lxml import html as lxml_html
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from laksana_kit.importer.document import Document, Row, UnreadableFileError
from laksana_kit.importer.layout import is_laid_out, laid_out
from laksana_kit.importer.paragraphs import is_set_apart, set_apart
from laksana_kit.importer.separators import splitter

MOST_BYTES = 20_000_000
MOST_PAGES = 20
MOST_CHARACTERS = 200_000
MOST_ROWS = 5_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TAG = r"(?:</?(?:[a-zA-Z][a-zA-Z0-9]{0,10})(?:\s[^<>]{0,300})?/?>|<!--(?:(?!<!--).)*?-->)"
_TAGS = re.compile(rf"{_TAG}(?: *{_TAG})*", re.DOTALL)
# What Markdown puts around titles and bold words.
_EMPHASIS = re.compile(r"\*\*|__|^#+[ \t]+|^(?=.*---)[ \t:|-]+$", re.MULTILINE)
_BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "section"})
# So many blanks in a cell keep places, not words: searches over them would take long.
_WIDE = re.compile(" {9,}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def open_document(name: str, content: bytes) -> Document:
    """The rows of the file. Raises UnreadableFileError with what is wrong and what to do."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in _READERS:
        raise UnreadableFileError(
            f"{name}: jenis {suffix or 'tanpa akhiran'!r} tidak dikenal; pakai .txt, .docx, .html, .csv, atau .pdf"
        )
    if not content.strip():
        raise UnreadableFileError(f"{name}: berkas kosong; pilih berkas yang berisi lembar SOP")
    if len(content) > MOST_BYTES:
        raise UnreadableFileError(
            f"{name}: {len(content) // 1_000_000} MB, paling banyak {MOST_BYTES // 1_000_000}; simpan lembar SOP saja"
        )
    rows = [row for row in _READERS[suffix](name, content) if any(row.cells)]
    length = sum(len(row.text) for row in rows)
    if not rows:
        raise UnreadableFileError(f"{name}: tidak ada teks di dalamnya; pilih berkas yang berisi lembar SOP")
    if len(rows) > MOST_ROWS:
        raise UnreadableFileError(
            f"{name}: {len(rows)} baris, paling banyak {MOST_ROWS}; pisahkan satu lembar SOP ke berkas tersendiri"
        )
    if length > MOST_CHARACTERS:
        raise UnreadableFileError(
            f"{name}: {length} huruf, paling banyak {MOST_CHARACTERS}; pisahkan satu lembar SOP ke berkas tersendiri"
        )
    return Document(rows=tuple(rows))


def _clean(text: str) -> str:
    """One line without entities, invisible characters and blanks at its ends; doubled blanks inside are printed."""
    line = re.sub(r"\s", " ", _INVISIBLE.sub("", _untagged(html.unescape(text)))).strip()
    return _WIDE.sub("  ", line)


def _untagged(text: str) -> str:
    """The text without tags: where no blank stands beside them, they kept two words apart."""

    def left(found: re.Match[str]) -> str:
        beside = text[found.start() - 1 : found.start()] + text[found.end() : found.end() + 1]
        return "" if any(letter.isspace() for letter in beside) else " "

    return _TAGS.sub(left, text)


def _cells(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(_clean(text) for text in texts)


def _decoded(name: str, content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFileError(f"{name}: isinya bukan teks; simpan ulang sebagai teks UTF-8")


def _text_rows(name: str, content: bytes) -> Iterator[Row]:
    text = _decoded(name, content)
    if re.search(r"<t[rd][\s>]", text, re.IGNORECASE):
        yield from _html_rows(name, content)
        return
    text = _EMPHASIS.sub("", _untagged(html.unescape(text)))
    if "\t" not in text and is_laid_out(text):
        for number, parts in laid_out(text):
            yield Row(place=f"baris {number}", cells=_cells(parts))
        return
    lines = text.splitlines()
    if "\t" not in text and is_set_apart(lines):
        for number, cell in set_apart(lines):
            yield Row(place=f"baris {number}", cells=_cells([cell]))
        return
    split = splitter(lines)
    for number, line in enumerate(lines, start=1):
        cells = line.split("\t") if "\t" in line else split(line)
        yield Row(place=f"baris {number}", cells=_cells(cells))


def _csv_rows(name: str, content: bytes) -> Iterator[Row]:
    text = _decoded(name, content)
    try:
        dialect: type[csv.Dialect] | str = csv.Sniffer().sniff(text[:5000], delimiters=",;\t|")
    except csv.Error:
        dialect = "excel"
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), dialect), start=1):
            yield Row(place=f"baris {number}", cells=_cells(cells))
    except csv.Error as error:
        raise UnreadableFileError(f"{name}: bukan CSV yang utuh ({error}); simpan ulang dari lembar sebar") from error


def _html_rows(name: str, content: bytes) -> Iterator[Row]:
    root = lxml_html.document_fromstring(
        _decoded(name, content).encode(), parser=lxml_html.HTMLParser(encoding="utf-8")
    )
    etree.strip_elements(root, "script", "style", "head", with_tail=False)
    for number, line in enumerate(_html_lines(root), start=1):
        yield Row(place=f"bagian {number}", cells=_cells(line))


def _html_lines(element: lxml_html.HtmlElement) -> Iterator[list[str]]:
    """Running text by block, tables by row; a table inside a cell is that cell's text."""
    pending: list[str] = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "table":
            yield ["".join(pending)]
            yield from _html_table(child)
            pending = []
        elif tag in _BLOCKS or child.find(".//table") is not None or child.find(".//p") is not None:
            yield ["".join(pending)]
            yield from _html_lines(child)
            pending = []
        else:
            pending.append(child.text_content() if tag else "")
        pending.append(child.tail or "")
    yield ["".join(pending)]


def _html_table(table: lxml_html.HtmlElement) -> Iterator[list[str]]:
    hanging: dict[int, int] = {}
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            continue
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while hanging.get(len(cells), 0) > 0:
                hanging[len(cells)] -= 1
                cells.append("")
            # Blocks inside a cell are words apart, not glued.
            words = " ".join(piece for piece in cell.itertext())
            for place in range(max(1, min(_count(cell.get("colspan")), 40))):
                hanging[len(cells)] = _count(cell.get("rowspan")) - 1
                cells.append(words if place == 0 else "")
        yield cells


def _count(written: str | None) -> int:
    return int(written) if written and written.isdecimal() else 1


def _docx_rows(name: str, content: bytes) -> Iterator[Row]:
    try:
        body = docx.Document(io.BytesIO(content)).element.body
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        locked = content.startswith(b"\xd0\xcf\x11\xe0")
        cause = "terkunci kata sandi, atau .doc lama" if locked else "bukan dokumen Word"
        raise UnreadableFileError(f"{name}: {cause}; buka di Word lalu simpan sebagai .docx tanpa sandi") from error
    number = 0
    for block in body.iterchildren(f"{_W}p", f"{_W}tbl", f"{_W}sdt"):
        for part in block.iter(f"{_W}p", f"{_W}tbl") if block.tag == f"{_W}sdt" else [block]:
            lines = _docx_table(part) if part.tag == f"{_W}tbl" else [[_docx_text(part)]]
            for cells in lines:
                number += 1
                yield Row(place=f"bagian {number}", cells=_cells(cells))


def _docx_table(table: etree._Element) -> Iterator[list[str]]:
    for row in table.iterchildren(f"{_W}tr"):
        cells: list[str] = []
        for cell in row.iterchildren(f"{_W}tc"):
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            hidden = merged is not None and merged.get(f"{_W}val") != "restart"
            cells.append("" if hidden else _docx_text(cell))
            cells += [""] * (_count(span.get(f"{_W}val")) - 1 if span is not None else 0)
        yield cells


def _docx_text(element: etree._Element) -> str:
    pieces = element.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}p")
    # Drawn shapes stand twice in the file, once for old readers.
    shown = (piece for piece in pieces if next(piece.iterancestors(_FALLBACK), None) is None)
    return "".join((piece.text or "") if piece.tag == f"{_W}t" else " " for piece in shown)


def _pdf_rows(name: str, content: bytes) -> Iterator[Row]:
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise UnreadableFileError(
                    f"{name}: {len(pdf.pages)} halaman, paling banyak {MOST_PAGES}; simpan halaman satu lembar SOP saja"
                )
            rows = [row for page in pdf.pages for row in _pdf_page(page)]
            if not any(row.is_table for row in rows):
                rows = _pdf_laid_out(pdf.pages) or rows
    except PdfminerException as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect):
            raise UnreadableFileError(f"{name}: PDF terkunci kata sandi; simpan ulang tanpa sandi") from error
        raise UnreadableFileError(f"{name}: bukan PDF yang utuh; simpan ulang dari aplikasi asalnya") from error
    if not any(row.text for row in rows):
        raise UnreadableFileError(
            f"{name}: PDF hasil pindai tanpa lapisan teks; jalankan OCR dulu atau pakai berkas asalnya"
        )
    yield from rows


def _pdf_page(page: Page) -> Iterator[Row]:
    """Tables by their ruling lines, and the lines of text between them."""
    place = f"halaman {page.page_number}"
    above = page.bbox[1]
    for table in sorted(page.find_tables(), key=lambda found: found.bbox[1]):
        top, bottom = max(table.bbox[1], above), table.bbox[3]
        yield from _pdf_lines(page, above, top, place)
        for cells in table.extract():
            yield Row(place=place, cells=_cells(cell or "" for cell in cells))
        above = max(above, bottom)
    yield from _pdf_lines(page, above, page.bbox[3], place)


def _pdf_laid_out(pages: Sequence[Page]) -> list[Row]:
    """The rows of a table without ruling lines, by the places of its words; none where no columns show."""
    text = "\n".join(page.extract_text(layout=True) for page in pages)
    return [Row(place=f"baris {at}", cells=_cells(parts)) for at, parts in laid_out(text)] if is_laid_out(text) else []


def _pdf_lines(page: Page, top: float, bottom: float, place: str) -> Iterator[Row]:
    if bottom - top > 1:
        text = page.crop((page.bbox[0], top, page.bbox[2], bottom)).extract_text()
        yield from (Row(place=place, cells=_cells([line])) for line in text.splitlines())


_READERS = MappingProxyType(
    {
        ".txt": _text_rows,
        ".csv": _csv_rows,
        ".html": _html_rows,
        ".htm": _html_rows,
        ".docx": _docx_rows,
        ".pdf": _pdf_rows,
    }
)
