"""Read the office's emblem (lambang) from its pack, and refuse what could not be printed the same on every letter."""

import base64
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from laksana_tenants.provision.faults import Place
from laksana_tenants.provision.pack import Value
from laksana_tenants.provision.yaml_rows import Faults

EMBLEM_FILES = ("lambang.svg", "lambang.png")
MAX_BYTES = 200_000

_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = frozenset(
    {"svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
    | {"clipPath", "mask", "pattern", "linearGradient", "radialGradient", "stop", "style", "title", "desc", "metadata"}
)
# A namespace of drawing programs is not drawn, so what stands in it does no harm; XHTML is.
_RUN = "{http://www.w3.org/1999/xhtml}"
_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?\s*[^#'\"\s]", re.IGNORECASE)
_PNG = b"\x89PNG\r\n\x1a\n"
_MAX_PIXELS = 3000


def read_emblem(folder: Path, faults: Faults) -> dict[str, Value]:
    """The emblem as the letterhead keeps it, `{}` where there is none; a file that cannot serve is a fault."""
    given = [folder / name for name in EMBLEM_FILES if (folder / name).exists()]
    if not given:
        return {}
    path, place = given[0], Place(given[0].name, 1)
    if len(given) > 1:
        faults.add(place.fault("emblem_twice", "lambang", given[1].name))
        return {}
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as failure:
        faults.add(place.fault("no_file", "lambang", path.name, reason=failure.strerror or "?"))
        return {}
    if len(content) > MAX_BYTES:
        faults.add(place.fault("emblem_large", "lambang", path.name, longest=MAX_BYTES))
        return {}
    try:
        unwanted = next(_unwanted_svg(content) if path.suffix == ".svg" else _unwanted_png(content), None)
    except (ValueError, ET.ParseError, struct.error, zlib.error):
        faults.add(place.fault("emblem_broken", "lambang", path.name, kind=path.suffix.removeprefix(".").upper()))
        return {}
    if unwanted is not None:
        faults.add(place.fault("emblem_unwanted", "lambang", unwanted))
        return {}
    return {"emblem": {"svg": content.decode("utf-8-sig") if path.suffix == ".svg" else _drawing_of(content)}}


def _drawing_of(png: bytes) -> str:
    # What sets the letters takes files of text alone, so the picture comes within a drawing.
    width, height = struct.unpack_from(">II", png, len(_PNG) + 8)
    picture = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{picture}"/></svg>'
    )


def _unwanted_svg(content: bytes) -> Iterator[str]:
    """What the drawing has besides shapes. Raises ValueError or ParseError when it is no drawing."""
    text = content.decode("utf-8-sig")
    # Before parsing: an entity may stand for a thousand others.
    yield from re.findall(r"<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet", text, re.IGNORECASE)
    root = ET.fromstring(text)  # noqa: S314  # no document type, so no entities
    if root.tag != f"{_SVG}svg":
        raise ValueError("not an SVG drawing")
    for element in root.iter():
        name = str(element.tag)
        if name.startswith(_RUN) or (name.startswith(_SVG) and name.removeprefix(_SVG) not in _DRAWN):
            yield f"<{name.rpartition('}')[2]}>"
        yield from (
            f"{key.rpartition('}')[2]}={value[:40]}" for key, value in element.items() if _reaches_out(key, value)
        )
        if name == f"{_SVG}style" and (found := _OUTSIDE.search(element.text or "")):
            yield found[0]


def _reaches_out(key: str, value: str) -> bool:
    name = key.rpartition("}")[2].lower()
    if name == "href":
        return not value.strip().startswith("#")
    return name.startswith("on") or _OUTSIDE.search(value) is not None


def _unwanted_png(content: bytes) -> Iterator[str]:
    """What makes the picture too big. Raises ValueError, struct.error or zlib.error when it is damaged."""
    if not content.startswith(_PNG):
        raise ValueError("not a PNG picture")
    chunks = list(_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise ValueError("a PNG picture without beginning or end")
    width, height = struct.unpack(">II", chunks[0][1][:8])
    if not (0 < width <= _MAX_PIXELS and 0 < height <= _MAX_PIXELS):
        yield f"{width} x {height} px"
        return
    pixels = zlib.decompressobj()
    # Eight bytes a pixel and one a row are the most that a picture of this size can have, however it is interlaced.
    pixels.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"), (width * 8 + 8) * (height + 8))
    if not pixels.eof:
        raise ValueError("its pixels end too early")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    start = len(_PNG)
    while start < len(content):
        length, kind = struct.unpack_from(">I4s", content, start)
        body = content[start + 8 : start + 8 + length]
        (printed,) = struct.unpack_from(">I", content, start + 8 + length)
        if zlib.crc32(kind + body) != printed:
            raise ValueError("a damaged chunk")
        yield kind, body
        start += length + 12
