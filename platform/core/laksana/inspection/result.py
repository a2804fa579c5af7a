"""What an inspection is asked and what it answers."""

import msgspec

from laksana_sdk.findings import Finding

PNG = "image/png"
JPEG = "image/jpeg"
PDF = "application/pdf"
HEIC = "image/heic"


class Inspected(msgspec.Struct, frozen=True, kw_only=True):
    """Either the findings against a file, or the copy that is served of it with a thumbnail where it is an image.

    The findings lack the file's name, which lies sealed elsewhere. A PDF is served as it came: `content` is None then.
    """

    findings: tuple[Finding, ...] = ()
    content_type: str
    content: bytes | None = None
    thumbnail: bytes | None = None


class ToInspect(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of a file and the media type that they are said to be."""

    content: bytes
    declared: str
    processor_seconds: int


def refused(declared: str, *findings: Finding) -> Inspected:
    """What stands against a file."""
    return Inspected(findings=findings, content_type=declared)
