"""A case's dossier: everything in one file, the same each time, and proved by a program that needs nothing of ours."""

import asyncio
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.support.finals import Finals, finals
from tests.support.graphql import data
from tests.support.world import World

from laksana.audit.views import ReadPurpose
from laksana.correspondence.queries import letters_of_cases
from laksana.dossier.archive import checker
from laksana.dossier.build import build_dossier
from laksana.dossier.told import HAPPENED
from laksana.procedures.installed import registry
from laksana.signing import signatory
from laksana_engine.events import EVENTS
from laksana_infra.database import fetch
from laksana_infra.settings import load_settings
from laksana_infra.signing.opening import open_signatory
from laksana_tenants.errors import NotFound
from laksana_web.administration import dossier_of, logged_reads_of
from laksana_web.cli.commands import PURPOSES

__all__ = ["finals"]

REQUEST = "mutation($i: RequestDossierInput!) { requestDossier(input: $i) { ... on DossierRequested { version } } }"
OPEN = (
    "mutation($i: OpenDossierInput!) { openDossier(input: $i) {"
    " ... on DocumentOpened { url } ... on Refused { findings { code } } } }"
)


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def checked(folder: Path) -> tuple[int, list[str]]:
    """What the dossier's own program says, run by a bare Python that sees none of our packages."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "periksa.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def rewritten(folder: Path, name: str, change: Callable[[Any], object]) -> None:
    """A JSON file of the dossier, changed by somebody who then mends its hash in hashes.json."""
    path, hashes = folder / name, folder / "hashes.json"
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value))
    if name != "hashes.json":
        said = json.loads(hashes.read_text())
        said["files"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
        hashes.write_text(json.dumps(said))


def changed_byte(folder: Path) -> None:
    path = folder / "linimasa.txt"
    path.write_bytes(path.read_bytes().replace(b"2026", b"2027", 1))


def missing_file(folder: Path) -> None:
    (folder / "sop" / "sheet.yaml").unlink()


def added_file(folder: Path) -> None:
    (folder / "surat" / "99-palsu.pdf").write_bytes(b"%PDF")


def reordered_events(folder: Path) -> None:
    def swap(chain: dict[str, Any]) -> None:
        chain["events"][1:3] = reversed(chain["events"][1:3])

    rewritten(folder, "rantai.json", swap)


def other_officer(folder: Path) -> None:
    def blame(chain: dict[str, Any]) -> None:
        chain["events"][0]["cause"] = chain["events"][0]["cause"].replace("0", "1", 1)

    rewritten(folder, "rantai.json", blame)


def cut_end(folder: Path) -> None:
    rewritten(folder, "rantai.json", lambda chain: chain["events"].pop())


def other_letter(folder: Path) -> None:
    (letter,) = (folder / "surat").glob("*-surat_pengantar.pdf")
    letter.write_bytes(letter.read_bytes() + b"\n")
    name = letter.relative_to(folder).as_posix()

    def mend(hashes: dict[str, Any]) -> None:
        hashes["files"][name] = hashlib.sha256(letter.read_bytes()).hexdigest()

    rewritten(folder, "hashes.json", mend)


def no_hashes(folder: Path) -> None:
    (folder / "hashes.json").unlink()


TAMPERINGS: tuple[tuple[Callable[[Path], None], str], ...] = (
    (changed_byte, "BERUBAH: linimasa.txt"),
    (missing_file, "HILANG: sop/sheet.yaml"),
    (added_file, "TIDAK DIKENAL: surat/99-palsu.pdf bukan bagian berkas ini."),
    (reordered_events, "URUTAN: di tempat peristiwa 2 tercatat peristiwa 3."),
    (other_officer, "RANTAI PUTUS: peristiwa 1 (CASE_OPENED) tidak seperti ketika ditulis."),
    (cut_end, "UJUNG RANTAI: hashes.json menyebut sidik lain daripada rantai.json."),
    (other_letter, "bukan naskah yang dicatat dalam rantai peristiwa."),
    (no_hashes, "TIDAK TERBACA: hashes.json atau rantai.json hilang atau rusak (FileNotFoundError)."),
)


async def test_a_dossier_holds_the_whole_case_and_every_tampering_with_it_is_seen(world: World, tmp_path: Path) -> None:
    drive = await world.drive_to("kirim")
    with world.inside():
        content, again = await build_dossier(drive.id), await build_dossier(drive.id)
        letters = [letter for letter in (await letters_of_cases([drive.id]))[drive.id] if letter.final_sha256]

    assert content == again
    whole = unpacked(content, tmp_path / "utuh")
    code, said = await asyncio.to_thread(checked, whole)
    assert (code, said[0][:12]) == (0, "Berkas UTUH:")
    assert (whole / "periksa.py").read_bytes() == checker()
    assert (whole / "sop/sheet.yaml").read_bytes() == registry().release("asistensi_rehabilitasi", "r1").sheet
    finals = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (whole / "surat").iterdir()}
    assert finals == {letter.final_sha256 for letter in letters}
    assert {path.suffix for path in (whole / "unggahan").iterdir()} == {".png"}
    told = (whole / "linimasa.txt").read_text()
    assert "16 November 2026, pukul 09.00 WIB: Berkas dibuka" in told
    assert "nomor: 400.9/1/DINSOS/2026" in told
    written = (whole / "isian" / "01-terima_laporan.txt").read_text().splitlines()
    assert "Jenis kelamin: Perempuan" in [line.strip() for line in written]
    assert [line for line in written if "_" in line.partition(":")[0]] == []
    for number, (tamper, fault) in enumerate(TAMPERINGS):
        touched = unpacked(content, tmp_path / str(number))
        tamper(touched)
        code, said = await asyncio.to_thread(checked, touched)
        assert code == 1, tamper
        assert any(line.endswith(fault) for line in said), (tamper, said)


async def test_a_dossier_holds_what_was_signed_electronically_and_another_signed_document_is_seen(
    finals: Finals, tmp_path: Path
) -> None:
    final = await finals.next()
    before = signatory.signatory()
    signatory.install(open_signatory(load_settings({})))
    try:
        await final.sign()
    finally:
        signatory.install(before)
    attempt = await final.attempt()
    assert attempt is not None

    told: list[str] = []
    content = await dossier_of(final.drive.id, "lahat", "operator", "LEGAL", told.append)

    folder = unpacked(content, tmp_path)
    (signed,) = (folder / "surat").glob("*-surat_pengantar-tte.pdf")
    (unsigned,) = (folder / "surat").glob("*-surat_pengantar.pdf")
    assert hashlib.sha256(signed.read_bytes()).hexdigest() == attempt.signed_sha256
    assert signed.read_bytes().startswith(unsigned.read_bytes())
    facts = signed.with_suffix(".txt").read_text()
    assert f"Nomor seri sertifikat  : {attempt.certificate_serial}" in facts.splitlines()
    assert (await asyncio.to_thread(checked, folder))[0] == 0
    signed.write_bytes(unsigned.read_bytes())
    name = signed.relative_to(folder).as_posix()
    digest = hashlib.sha256(signed.read_bytes()).hexdigest()
    rewritten(folder, "hashes.json", lambda hashes: hashes["files"].update({name: digest}))
    code, said = await asyncio.to_thread(checked, folder)
    assert (code, said[0]) == (
        1,
        f"SURAT LAIN: {name} bukan dokumen bertanda tangan yang dicatat dalam rantai peristiwa.",
    )
    with pytest.raises(NotFound):
        await dossier_of(final.drive.id, "lamandau", "operator")
    parts = len(told)
    assert told[-1] == f"Berkas kasus: bagian {parts} dari {parts}"
    assert parts > 2
    (read,) = (await logged_reads_of("lahat", None, final.drive.id, 1))["lahat"]
    assert (read["reader"], read["name"], read["kind"], read["for"]) == (
        "OPERATOR",
        "operator",
        "DOSSIER",
        "proses hukum",
    )
    assert tuple(ReadPurpose) == PURPOSES


async def test_a_dossier_is_made_by_a_job_for_those_who_carry_out_the_sop(world: World) -> None:
    case = await world.open_case()
    staff, asked = await world.actor("STAF"), {"i": {"caseId": str(case.case_id)}}
    told = await data(staff, OPEN, asked)
    assert told["openDossier"]["findings"] == [{"code": "dossier.not_ready"}]

    request = {"i": {"caseId": str(case.case_id), "key": world.key()}}
    assert await data(staff, REQUEST, request) == {"requestDossier": {"version": case.version}}
    await world.drain()

    progress = await data(staff, f'{{ case(id: "{case.case_id}") {{ dossier {{ version done total }} }} }}')
    assert progress["case"]["dossier"] == {"version": case.version, "done": 1, "total": 1}
    url = (await data(staff, OPEN, asked))["openDossier"]["url"]
    async with httpx.AsyncClient() as client:
        fetched = await client.get(url)
    with world.inside():
        assert fetched.content == await build_dossier(case.case_id)
        reads = await fetch(
            "select officer_id, role, kind, purpose from logged_read where case_id = $1 and kind = 'DOSSIER'",
            case.case_id,
        )
    assert [tuple(row.values()) for row in reads] == [(staff.officer_id, "STAF", "DOSSIER", "CASEWORK")]
    stranger = await data(await world.actor("SEKRETARIS"), OPEN, asked)
    assert stranger["openDossier"]["findings"] == [{"code": "dossier.not_yours"}]


def test_a_dossier_has_words_for_every_event() -> None:
    assert set(HAPPENED) == set(EVENTS)
