"""The digest of a file that somebody sends with a form: read piece by piece, kept nowhere."""

import hashlib
from typing import Final

from litestar.exceptions import ClientException
from multipart import (  # type: ignore[import-untyped]
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
    parse_options_header,
)

from laksana_web.errors import AnyRequest

LARGEST_FILE: Final = 10 * 1024 * 1024
LARGEST_FORM: Final = LARGEST_FILE + 16 * 1024
"""Bytes of the largest request: the file, and what the form puts around it."""

_UNREADABLE: Final = "Berkas tidak terbaca. Pilih berkasnya sekali lagi, lalu kirim ulang."
_NONE: Final = "Tidak ada berkas yang dipilih, atau berkasnya kosong. Pilih berkas PDF-nya, lalu kirim ulang."


async def sha256_of_upload(request: AnyRequest, field: str) -> bytes:
    """The SHA-256 of the file in this field of the form; ClientException when there is none, or when it is empty.

    The handler's `request_max_body_size` bounds what is read.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != "multipart/form-data" or not options.get("boundary"):
        raise ClientException(_UNREADABLE)
    digest, length, is_ours = hashlib.sha256(), 0, False
    try:
        with PushMultipartParser(options["boundary"], max_segment_count=4) as parser:
            async for chunk in request.stream():
                for part in parser.parse(chunk) if chunk else ():
                    if isinstance(part, MultipartSegment):
                        is_ours = part.name == field
                    elif part and is_ours:
                        digest.update(part)
                        length += len(part)
    except MultipartError:
        raise ClientException(_UNREADABLE) from None
    if not length:
        raise ClientException(_NONE)
    return digest.digest()
