"""Images: decoded within limits, and written anew from their pixels alone."""

import io
import struct
from contextlib import suppress

import pi_heif  # type: ignore[import-untyped]
from PIL import Image, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, UnidentifiedImageError

from laksana.inspection.result import HEIC, JPEG, PNG, Inspected, refused
from laksana_sdk.findings import error

MOST_PIXELS = 64_000_000
"""More than any camera of today writes without asking for it; decoded, an image takes 4 bytes a pixel."""

THUMBNAIL_PIXELS = 320
"""The longer side of a thumbnail."""

pi_heif.register_heif_opener(thumbnails=False)

_FORMATS = {JPEG: ("JPEG",), PNG: ("PNG",), HEIC: ("HEIF",)}
_HEIC_QUALITY = 90
_SERVED_MODES = {JPEG: ("L", "RGB"), PNG: ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")}
# Pillow's decoders answer to broken bytes with any of these.
BROKEN = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    OverflowError,
    RuntimeError,
    struct.error,
)


def inspect_image(content: bytes, declared: str) -> Inspected:
    """The image upright and without a word beside its pixels, or what stands against it; HEIC becomes JPEG.

    Whatever was hidden in metadata or behind the image's end is not in the copy: place and time of a photo, its camera,
    a second picture, a film.
    """
    too_large = refused(declared, error("files.image_too_large", most=MOST_PIXELS))
    try:
        # Opening reads the header alone, so that an image that would fill the memory is turned away undecoded.
        with Image.open(io.BytesIO(content), formats=_FORMATS[declared]) as image:
            if image.width * image.height > MOST_PIXELS:
                return too_large
            image.load()
            return _anew(image, PNG if declared == PNG else JPEG)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return too_large
    except BROKEN:
        return refused(declared, error("files.image_broken"))


def _anew(image: Image.Image, kind: str) -> Inspected:
    compression = _compression(image, kind)
    # Broken metadata may not say how the photo was held; its pixels are whole all the same.
    with suppress(*BROKEN):
        ImageOps.exif_transpose(image, in_place=True)
    pixels = image if image.mode in _SERVED_MODES[kind] else image.convert("RGB")
    transparency = pixels.info.get("transparency")
    # What Pillow would write of its own accord: comments, colour profile, resolution.
    pixels.info = {} if transparency is None or kind == JPEG else {"transparency": transparency}
    written = io.BytesIO()
    pixels.save(written, "PNG" if kind == PNG else "JPEG", **compression)
    return Inspected(content_type=kind, content=written.getvalue(), thumbnail=_thumbnail(pixels))


def _compression(image: Image.Image, kind: str) -> dict[str, object]:
    """How the copy is compressed: a JPEG with its own tables, so that hardly anything is lost once more."""
    if kind == PNG:
        return {"compress_level": 3}
    if not isinstance(image, JpegImagePlugin.JpegImageFile):
        return {"quality": _HEIC_QUALITY}
    if image.mode not in _SERVED_MODES[JPEG]:
        return {"quality": _HEIC_QUALITY}
    return {"qtables": image.quantization, "subsampling": JpegImagePlugin.get_sampling(image)}


def _thumbnail(pixels: Image.Image) -> bytes:
    # Of a large photo every n-th pixel is enough to average over, and takes a tenth of the time.
    factor = max(1, max(pixels.size) // (4 * THUMBNAIL_PIXELS))
    few = pixels.resize((max(1, pixels.width // factor), max(1, pixels.height // factor)), Image.Resampling.NEAREST)
    small = few if few.mode in {"L", "RGB"} else few.convert("RGBA")
    small.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS))
    if small.mode == "RGBA":
        paper = Image.new("RGB", small.size, "white")
        paper.paste(small, mask=small.getchannel("A"))
        small = paper
    written = io.BytesIO()
    small.save(written, "JPEG", quality=75)
    return written.getvalue()


WARMED = (MpoImagePlugin, PngImagePlugin)
"""Decoders that Pillow would otherwise load when it first needs them, which a confined process cannot."""
