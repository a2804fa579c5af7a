"""A ZIP whose bytes follow from its content alone: no clock, no order of arrival, no machine."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

HASHES, CHAIN, CHECKER = "hashes.json", "rantai.json", "periksa.py"

_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a dossier holds: documents by path, the chain, and the paths of finals and signed ones by letter."""

    documents: Mapping[str, bytes] = field(repr=False)
    chain: Mapping[str, Any] = field(repr=False)
    finals: Mapping[UUID, str]
    signed: Mapping[UUID, str] = field(default_factory=dict)


def packed(contents: Contents) -> bytes:
    """The dossier as a ZIP that carries the hash of each of its files and what checks them."""
    files = {**contents.documents, CHAIN: _json(contents.chain), CHECKER: checker()}
    events = contents.chain["events"]
    hashes = {
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        "finals": {str(letter_id): name for letter_id, name in contents.finals.items()},
        "signed": {str(letter_id): name for letter_id, name in contents.signed.items()},
        "head": events[-1]["hash"] if events else "",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in sorted({**files, HASHES: _json(hashes)}.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _PLAIN_FILE
            archive.writestr(entry, content)
    return written.getvalue()


def checker() -> bytes:
    """The program that checks an unpacked dossier; it needs Python's standard library alone."""
    return Path(__file__).with_name(CHECKER).read_bytes()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()
