"""Files as people upload them, good and bad, and the browser's PUT."""

import asyncio
import io
import struct
import urllib.error
import urllib.request
import zlib
from collections.abc import Mapping

from PIL import Image


def jpeg(width: int = 400, height: int = 300) -> bytes:
    """A small photo."""
    return _saved(Image.effect_noise((width, height), 60).convert("RGB"), "JPEG")


def png(width: int = 40, height: int = 30) -> bytes:
    """A small drawing."""
    return _saved(Image.new("RGB", (width, height), (20, 90, 160)), "PNG")


def picture() -> bytes:
    """The smallest PNG that passes for a paper's picture."""
    return _saved(Image.new("L", (8, 8), 255), "PNG")


def phone_jpeg() -> bytes:
    """A photo as many phones write it: two pictures in one JPEG (MPO)."""
    content = io.BytesIO()
    first, second = Image.new("RGB", (64, 48)), Image.new("RGB", (32, 24))
    first.save(content, "MPO", save_all=True, append_images=[second])
    return content.getvalue()


def pdf() -> bytes:
    """A scan as PDF."""
    return _saved(Image.new("RGB", (40, 30)), "PDF")


def encrypted_pdf() -> bytes:
    """A PDF whose trailer names an encryption dictionary."""
    return pdf().replace(b"trailer\n<<", b"trailer\n<< /Encrypt 9 0 R")


def pixel_bomb(side: int = 12_000) -> bytes:
    """A PNG of some kilobytes that decodes to `side` times `side` pixels."""
    row = b"\0" + b"\0" * (side // 8 + 1)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, content)
        for kind, content in ((b"IHDR", header), (b"IDAT", zlib.compress(row * 64)), (b"IEND", b""))
    )


EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 400
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00"
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"


async def put(url: str, content: bytes, headers: Mapping[str, str]) -> int:
    """The status with which S3 answers to the browser's PUT."""
    return await asyncio.to_thread(_request, "PUT", url, content, headers)


async def get(url: str) -> tuple[bytes, Mapping[str, str]]:
    """What the browser gets from a download URL."""
    return await asyncio.to_thread(_get, url)


def _get(url: str) -> tuple[bytes, Mapping[str, str]]:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310
        return answer.read(), {name.lower(): value for name, value in answer.headers.items()}


def _request(method: str, url: str, content: bytes, headers: Mapping[str, str]) -> int:
    request = urllib.request.Request(url, data=content, method=method, headers=dict(headers))  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def _saved(image: Image.Image, kind: str) -> bytes:
    content = io.BytesIO()
    image.save(content, kind)
    return content.getvalue()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
