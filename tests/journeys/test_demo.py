"""`laksana demo`: the four SOPs in three offices, on services of its own, as a newcomer runs it."""

import ast
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import laksana_web.demo.words
from laksana_infra.embedded.postgres import discard_postgres
from laksana_tenants.provision.packaged import packaged_packs

LAKSANA = Path(sys.executable).with_name("laksana")
ENDS = [
    ("asistensi_rehabilitasi", "lahat", "COMPLETED", 7),
    ("asistensi_rehabilitasi", "lahat", "COMPLETED", 3),
    ("asistensi_rehabilitasi", "lahat", "COMPLETED", 1),
    ("lansia_terlantar", "lamandau", "COMPLETED", 7),
    ("lansia_terlantar", "lamandau", "DECEASED", 0),
    ("lansia_terlantar", "lamandau", "MOVED", 2),
    ("pemulangan_orang_terlantar", "lamandau", "COMPLETED", 5),
    ("rehabilitasi_anak_lansia", "palangka_raya", "COMPLETED", 4),
]
LETTERS = [
    [
        *("catatan_edukasi", "catatan_laporan", "formulir_asesmen", "kekurangan_berkas", "lembar_disposisi"),
        *("surat_pengantar", "surat_tugas", "tanda_terima", "tanda_terima_awal"),
    ],
    # The one letter over both proposals is kept with the first of them.
    [
        *("catatan_edukasi", "catatan_laporan", "formulir_asesmen", "lembar_disposisi", "rekap_usulan"),
        *("surat_tugas", "tanda_terima", "tanda_terima_awal"),
    ],
    ["catatan_edukasi", "catatan_laporan", "lembar_disposisi", "tanda_terima", "tanda_terima_awal"],
    [
        *("berita_acara_serah_terima", "formulir_asesmen", "laporan_pendampingan", "persetujuan_tinggal_di_panti"),
        *("surat_rekomendasi", "surat_tugas", "tanda_terima"),
    ],
    ["berita_acara_meninggal", "formulir_asesmen", "tanda_terima"],
    ["formulir_asesmen", "surat_pengantar_pindah", "tanda_terima"],
    [
        *("berita_acara_serah_terima", "formulir_asesmen", "kwitansi", "laporan_pendampingan", "spj"),
        *("surat_rekomendasi_pemulangan", "surat_tugas", "tanda_terima"),
    ],
    [
        *("berita_acara_serah_terima", "hasil_evaluasi", *["lembar_disposisi"] * 4, "penetapan_rujukan"),
        *("rencana_rujukan", "surat_pengantar", "tanda_terima"),
    ],
]


# One test, so that the demonstration is played once however many workers the suite has.
def test_the_demonstration_carries_every_case_to_its_end_inside_its_walls(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LAKSANA_")}

    ended = subprocess.run(
        [LAKSANA, "demo", "--json", "--out", str(tmp_path / "surat"), "--home", str(tmp_path / "rumah")],
        env={**clean, "TMPDIR": str(tmp_path), "LAKSANA_LOG_LEVEL": "DEBUG"},
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )

    assert ended.returncode == 0, ended.stderr
    (line,) = ended.stdout.splitlines()
    shown = json.loads(line)
    assert shown["isolation_probe_ok"] is True
    assert shown["audit_ok"] is True
    assert shown["seconds"] > 0
    cases = shown["cases"]
    assert [(case["sop"], case["tenant"], case["state"], case["attachments"]) for case in cases] == ENDS
    assert [sorted(letter["kind"] for letter in case["letters"]) for case in cases] == LETTERS
    _wheelchair(cases[0]["events"])
    _others([case["events"] for case in cases])
    _were_kept([letter for case in cases for letter in case["letters"]], tmp_path / "surat")
    numbered = {letter["kind"] for letter in cases[0]["letters"] if letter["number"]}
    assert numbered == {"kekurangan_berkas", "surat_pengantar", "surat_tugas", "tanda_terima", "tanda_terima_awal"}
    assert sorted(left.name for left in tmp_path.iterdir()) == ["rumah", "surat"]
    _names_nobody({"stderr": ended.stderr} | {str(log): log.read_text() for log in (tmp_path / "rumah").rglob("log")})
    # As root PostgreSQL's cluster lies outside the home.
    discard_postgres(tmp_path / "rumah")


def _wheelchair(events: dict[str, int]) -> None:
    once = ("CASE_OPENED", "CASE_RECEIVED", "CASE_RETURNED", "CASE_RESUBMITTED", "DISPOSISI_GIVEN", "LETTER_RETURNED")
    assert {kind: events[kind] for kind in once} == dict.fromkeys(once, 1)
    assert events["OUTSIDE_ANSWERED"] == 2
    assert events["LETTER_SIGNED"] == 2
    assert events["LETTER_DRAFTED"] == events["LETTER_PARAFED"] == 3
    assert events["LETTER_ISSUED"] == events["LETTER_REQUESTED"] == 7
    assert events["CASE_ENDED"] == 1


def _others(events: list[dict[str, int]]) -> None:
    _, granted, refused, waiting, death, move, emergency, fork = events
    assert [(case["LEFT_IN_BATCH"], case["OUTSIDE_ANSWERED"]) for case in (granted, refused)] == [(1, 2), (1, 1)]
    assert "LETTER_DISPATCHED" not in granted
    assert (waiting["OUTSIDE_ANSWERED"], waiting["REFERRAL_ANSWERED"], waiting["LETTER_SIGNED"]) == (2, 2, 3)
    assert (death["EXIT_DECIDED"], death["CASE_ENDED"]) == (1, 1)
    assert (move["EXIT_DECIDED"], move["LETTER_SIGNED"], move["CASE_ENDED"]) == (1, 1, 1)
    assert {kind: emergency[kind] for kind in ("EMERGENCY_DECLARED", "EMERGENCY_CONFIRMED", "PAPERS_OWED")} == {
        "EMERGENCY_DECLARED": 1,
        "EMERGENCY_CONFIRMED": 1,
        "PAPERS_OWED": 1,
    }
    assert "OUTSIDE_ANSWERED" not in emergency
    assert (fork["DISPOSISI_GIVEN"], fork["DISPOSISI_ANSWERED"]) == (2, 4)
    assert (fork["LETTER_SIGNED"], fork["LETTER_PARAFED"]) == (2, 4)


def _were_kept(letters: list[dict[str, Any]], folder: Path) -> None:
    assert len(letters) >= 10
    assert sorted(folder.glob("*/*")) == sorted(Path(letter["path"]) for letter in letters)
    for letter in letters:
        content = Path(letter["path"]).read_bytes()
        assert content.startswith(b"%PDF-")
        assert hashlib.sha256(content).hexdigest() == letter["sha256"]


def _names_nobody(logs: dict[str, str]) -> None:
    """No log of any process holds what the demonstration's people are called, their numbers or what was written."""
    assert "job_done" in logs["stderr"]
    assert len(logs) >= 3, "standard error, PostgreSQL's log and SeaweedFS's"
    told = {words for words in _personal_words() if any(words.casefold() in log.casefold() for log in logs.values())}
    assert not told


def _personal_words() -> Iterator[str]:
    """Names, numbers and sentences of the demonstration; codes, which hold no space and few digits, are none."""
    for module in Path(*laksana_web.demo.words.__path__).glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words = node.value.strip()
                if len(words) >= 6 and (" " in words or sum(map(str.isdigit, words)) >= 10):
                    yield words
    for pack in packaged_packs():
        yield from re.findall(r'^    (?:name|nip): "(.{6,})"$', (pack / "people.yaml").read_text(), re.MULTILINE)
