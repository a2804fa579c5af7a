"""Check an unpacked dossier with nothing but Python: run `python3 -I periksa.py` in its folder."""

import hashlib
import json
import sys
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Read = Mapping[str, Any]

HASHES = "hashes.json"
CHAIN = "rantai.json"


def main() -> int:
    """Print in Indonesian whether the dossier is whole; code 0 when it is, 1 when something differs."""
    folder = Path(__file__).resolve().parent
    try:
        hashes, chain = _read(folder / HASHES), _read(folder / CHAIN)
        faults = [*_files(folder, hashes["files"]), *_events(chain), *_letters(hashes, chain)]
        if hashes["head"] != _head(chain):
            faults.append(f"UJUNG RANTAI: {HASHES} menyebut sidik lain daripada {CHAIN}.")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"TIDAK TERBACA: {HASHES} atau {CHAIN} hilang atau rusak ({type(error).__name__}).")
        return 1
    for fault in faults:
        print(fault)
    if faults:
        print(f"Berkas TIDAK UTUH: {len(faults)} perbedaan.")
        return 1
    print(f"Berkas UTUH: {len(hashes['files'])} dokumen dan {len(chain['events'])} peristiwa sama seperti saat dibuat.")
    print(f"Sidik ujung rantai: {_head(chain)}")
    print("Cocokkan sidik ini dengan kantor: hanya itu yang membuktikan bahwa seluruh berkas bukan buatan lain.")
    return 0


def _read(path: Path) -> Read:
    read: Read = json.loads(path.read_text(encoding="utf-8"))
    return read


def _files(folder: Path, wanted: Mapping[str, str]) -> Iterator[str]:
    found = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != HASHES and "__pycache__" not in path.parts
    }
    for name in sorted(found | set(wanted)):
        if name not in found:
            yield f"HILANG: {name}"
        elif name not in wanted:
            yield f"TIDAK DIKENAL: {name} bukan bagian berkas ini."
        elif hashlib.sha256((folder / name).read_bytes()).hexdigest() != wanted[name]:
            yield f"BERUBAH: {name}"


def _events(chain: Read) -> Iterator[str]:
    tenant, case = uuid.UUID(chain["tenant_id"]), uuid.UUID(chain["case_id"])
    previous = hashlib.sha256(b"laksana/case/1\0" + tenant.bytes + case.bytes).digest()
    for number, event in enumerate(chain["events"], start=1):
        cause = hashlib.sha256(b"laksana/cause/1\0" + event["cause"].encode()).digest()
        head = b"\0".join((event["seq"].to_bytes(8, "big"), cause, event["kind"].encode()))
        written = hashlib.sha256(previous + head + b"\0" + event["data"].encode()).hexdigest()
        if event["seq"] != number:
            yield f"URUTAN: di tempat peristiwa {number} tercatat peristiwa {event['seq']}."
        if written != event["hash"]:
            yield f"RANTAI PUTUS: peristiwa {event['seq']} ({event['kind']}) tidak seperti ketika ditulis."
        previous = bytes.fromhex(event["hash"])


def _letters(hashes: Read, chain: Read) -> Iterator[str]:
    """Finals and electronically signed documents must be the very bytes that the events name."""
    named, signed = {}, {}
    for event in chain["events"]:
        data = json.loads(event["data"])
        if "final_sha256" in data and "letter_id" in data:
            named[data["letter_id"]] = data["final_sha256"]
        if data.get("electronic"):
            signed[data["letter_id"]] = data["electronic"]["signed_sha256"]
    for letter_id, name in hashes["finals"].items():
        if named.get(letter_id) != hashes["files"].get(name):
            yield f"SURAT LAIN: {name} bukan naskah yang dicatat dalam rantai peristiwa."
    for letter_id, name in hashes["signed"].items():
        if signed.get(letter_id) != hashes["files"].get(name):
            yield f"SURAT LAIN: {name} bukan dokumen bertanda tangan yang dicatat dalam rantai peristiwa."


def _head(chain: Read) -> str:
    return str(chain["events"][-1]["hash"]) if chain["events"] else ""


if __name__ == "__main__":
    sys.exit(main())
