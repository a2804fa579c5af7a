"""`laksana demo`: the whole path on services of its own, as a newcomer runs it."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

LAKSANA = Path(sys.executable).with_name("laksana")
SECONDS = 60


# One test, so that the demonstration is played once however many workers the suite has.
def test_the_demonstration_carries_lahats_case_to_its_end_inside_its_walls(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LAKSANA_")}

    ended = subprocess.run(
        [LAKSANA, "demo", "--json", "--out", str(tmp_path / "surat")],
        env={**clean, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )

    assert ended.returncode == 0, ended.stderr
    (line,) = ended.stdout.splitlines()
    shown = json.loads(line)
    assert shown["isolation_probe_ok"] is True
    assert shown["seconds"] <= SECONDS
    (case,) = shown["cases"]
    assert (case["sop"], case["tenant"], case["state"]) == ("asistensi_rehabilitasi", "lahat", "COMPLETED")
    _happened(case["events"])
    assert case["attachments"] == 7
    _were_kept(case["letters"], tmp_path / "surat")
    assert [left.name for left in tmp_path.iterdir()] == ["surat"]


def _happened(events: dict[str, int]) -> None:
    once = ("CASE_OPENED", "CASE_RECEIVED", "CASE_RETURNED", "CASE_RESUBMITTED", "DISPOSISI_GIVEN", "LETTER_RETURNED")
    assert {kind: events[kind] for kind in once} == dict.fromkeys(once, 1)
    assert events["OUTSIDE_ANSWERED"] == 2
    assert events["LETTER_SIGNED"] == 2
    assert events["LETTER_DRAFTED"] == events["LETTER_PARAFED"] == 3
    assert events["LETTER_ISSUED"] == events["LETTER_REQUESTED"] == 7
    assert events["CASE_ENDED"] == 1


def _were_kept(letters: list[dict[str, str]], folder: Path) -> None:
    assert sorted(letter["kind"] for letter in letters) == [
        "catatan_edukasi",
        "catatan_laporan",
        "formulir_asesmen",
        "kekurangan_berkas",
        "lembar_disposisi",
        "surat_pengantar",
        "surat_tugas",
        "tanda_terima",
        "tanda_terima_awal",
    ]
    assert sorted(folder.iterdir()) == sorted(Path(letter["path"]) for letter in letters)
    for letter in letters:
        content = Path(letter["path"]).read_bytes()
        assert content.startswith(b"%PDF-")
        assert hashlib.sha256(content).hexdigest() == letter["sha256"]
    numbered = {letter["kind"] for letter in letters if letter["number"]}
    assert numbered == {"kekurangan_berkas", "surat_pengantar", "surat_tugas", "tanda_terima", "tanda_terima_awal"}
