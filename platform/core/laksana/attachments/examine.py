"""What the bytes of a file really are, whatever its name and declared type say."""

import io
import re
import struct

import puremagic
from PIL import Image, UnidentifiedImageError

from laksana_sdk.findings import Finding, error

MOST_PIXELS = 64_000_000
"""More than any camera of today writes without asking for it; decoded, an image takes 3 bytes a pixel."""

_SIGNATURES = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "application/pdf": b"%PDF-"}
# What is disguised most often; puremagic knows many more, but takes some of these for rarities.
_WELL_KNOWN = {
    b"MZ": "application/vnd.microsoft.portable-executable",
    b"\x7fELF": "application/x-executable",
    b"PK\x03\x04": "application/zip",
    b"#!": "text/x-script",
    **{signature: kind for kind, signature in _SIGNATURES.items()},
}
_FORMATS = {"image/jpeg": ("JPEG",), "image/png": ("PNG",)}
_HEAD_BYTES = 4096
_TAIL_BYTES = 2048
# Pillow's decoders answer to broken bytes with any of these.
_BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, LookupError, OverflowError, struct.error)
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R)")


def examine(content: bytes, *, declared: str) -> tuple[Finding, ...]:
    """Everything that stands against these bytes as a file of the declared type; none when they are what they say.

    Takes CPU time: call it in a thread. The findings lack the file's name, which lies sealed elsewhere.
    """
    if not content.startswith(_SIGNATURES[declared]):
        return (_impostor(content, declared),)
    if declared == "application/pdf":
        return _pdf_faults(content)
    return _image_faults(content, declared)


def _impostor(content: bytes, declared: str) -> Finding:
    found = next((kind for signature, kind in _WELL_KNOWN.items() if content.startswith(signature)), None)
    if found is None:
        try:
            guess = puremagic.magic_string(content[:_HEAD_BYTES])[0]
        except (puremagic.PureError, ValueError):
            return error("files.unreadable", declared=declared)
        found = guess.mime_type or guess.name
    return error("files.disguised", declared=declared, found=found)


def _image_faults(content: bytes, declared: str) -> tuple[Finding, ...]:
    too_large = (error("files.image_too_large", most=MOST_PIXELS),)
    try:
        # Opening reads the header alone, so that an image that would fill the memory is turned away undecoded.
        with Image.open(io.BytesIO(content), formats=_FORMATS[declared]) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                return too_large
            # A JPEG can be decoded at an eighth of its size: every byte is looked at, little memory is taken.
            image.draft("RGB", (max(width // 8, 1), max(height // 8, 1)))
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return too_large
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        LookupError,
        OverflowError,
        struct.error,
    ):
        # Pillow's decoders answer to broken bytes with any of these.
        return (error("files.image_broken"),)
    return ()


def _pdf_faults(content: bytes) -> tuple[Finding, ...]:
    if b"%%EOF" not in content[-_TAIL_BYTES:] or b"startxref" not in content:
        return (error("files.pdf_cut"),)
    if _ENCRYPTED.search(content):
        return (error("files.pdf_encrypted"),)
    return ()
