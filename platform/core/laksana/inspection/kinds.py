"""Which kinds of file some bytes are: the one they begin as, and others that hide in them."""

import io
import re
import zipfile

import puremagic

from laksana.inspection.result import HEIC, JPEG, PDF, PNG
from laksana_sdk.findings import Finding, error

_SIGNATURES = {JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n", PDF: b"%PDF-"}
# What is disguised most often; puremagic knows many more, but takes some of these for rarities.
_WELL_KNOWN = {
    b"MZ": "application/vnd.microsoft.portable-executable",
    b"\x7fELF": "application/x-executable",
    b"PK\x03\x04": "application/zip",
    b"#!": "text/x-script",
    **{signature: kind for kind, signature in _SIGNATURES.items()},
}
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
# Six bytes and more: by chance they stand in one photo of a million.
_PAGE_MARK = re.compile(rb"<(?i:script|html[> ]|!doctype html|iframe)")
_HEAD_BYTES = 4096
# Readers of PDF look for their header in so many bytes; an image that has one there is both.
_PDF_HEAD_BYTES = 1024


def disguise(content: bytes, declared: str) -> Finding | None:
    """What stands against bytes that are another kind than declared, or two kinds at once; None when nothing does."""
    found = kind_of(content)
    if found is None:
        return error("files.unreadable", declared=declared)
    if found != declared:
        return error("files.disguised", declared=declared, found=found)
    hidden = _hidden_kind(content, declared)
    return error("files.two_kinds", declared=declared, found=hidden) if hidden else None


def kind_of(content: bytes) -> str | None:
    """The media type that the first bytes show, None where they show none."""
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return HEIC
    known = next((kind for signature, kind in _WELL_KNOWN.items() if content.startswith(signature)), None)
    if known is not None:
        return known
    try:
        guess = puremagic.magic_string(content[:_HEAD_BYTES])[0]
    except (puremagic.PureError, ValueError):
        return None
    return str(guess.mime_type or guess.name)


def _hidden_kind(content: bytes, declared: str) -> str | None:
    if declared != PDF and b"%PDF-" in content[:_PDF_HEAD_BYTES]:
        return PDF
    if _PAGE_MARK.search(content):
        return "text/html"
    try:
        # Archives are read from their end, so that a ZIP or JAR may follow on anything (GIFAR).
        with zipfile.ZipFile(io.BytesIO(content)):
            return "application/zip"
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
