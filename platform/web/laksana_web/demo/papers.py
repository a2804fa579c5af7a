"""Small papers for the demonstration: photographs and scans that hold nothing but their title."""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

JPEG = "image/jpeg"
PDF = "application/pdf"
_SIZE = (620, 877)  # A4 at 75 dots an inch
_INK = (40, 40, 40)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """A file as somebody would upload it."""

    file_name: str
    content_type: str
    content: bytes


def photograph(title: str, *, file_name: str) -> PaperFile:
    """A JPEG photograph of a paper with this title."""
    return PaperFile(file_name=file_name, content_type=JPEG, content=_encoded(title, "JPEG"))


def scan(title: str, *, file_name: str) -> PaperFile:
    """A one-page PDF scan of a paper with this title."""
    return PaperFile(file_name=file_name, content_type=PDF, content=_encoded(title, "PDF"))


def _encoded(title: str, kind: str) -> bytes:
    page = Image.new("RGB", _SIZE, "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((30, 30, _SIZE[0] - 30, _SIZE[1] - 30), outline=_INK, width=2)
    font = ImageFont.load_default(size=20)
    draw.text((60, 60), "CONTOH - BUKAN DOKUMEN ASLI", fill=_INK, font=font)
    draw.text((60, 110), title, fill=_INK, font=font)
    for line in range(12):
        draw.line((60, 180 + line * 40, 560 - line % 3 * 60, 180 + line * 40), fill=(200, 200, 200), width=2)
    stream = io.BytesIO()
    page.save(stream, kind)
    return stream.getvalue()
