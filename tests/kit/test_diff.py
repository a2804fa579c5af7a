"""What a new release changes, in the exact sentences that an office reads."""

import json
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any

import pytest
from click.testing import CliRunner
from tests.support.small_procedure import SMALL
from tests.support.two_releases import plugin

from laksana_kit.diff.compare import compare
from laksana_sdk.forms import Form, amount, choice, line
from laksana_sdk.procedure import Close, Outcome, Paper, Procedure, Release, working_days
from laksana_sdk.roles import KABID, KADIS, KASI, PANTI, SEKRETARIS
from laksana_sdk.states import Status
from laksana_web.cli.commands import laksana

R1, R2 = plugin.laksana_releases()

PAGE = """pinjam_kursi_roda: r1 menjadi r2

Lembar SOP
- Nomor SOP: 460/021/SOP/2025 menjadi 460/008/SOP/2026.
- Tanggal revisi: kosong menjadi 5 Oktober 2026.
- Tanggal efektif: 3 Februari 2025 menjadi 1 Desember 2026.

Dasar hukum
- Dasar hukum bertambah: Undang-Undang Nomor 8 Tahun 2016 tentang Penyandang Disabilitas.

Langkah
- Langkah baru “Kunjungi rumah pemohon” sesudah “Telaah kebutuhan”, dikerjakan Petugas Pelayanan / Staf, \
1 hari kerja; isiannya: “Tanggal kunjungan”, “Hasil kunjungan”.

Pelaksana
- “Catat pengembalian” kini dikerjakan Kepala Seksi, sebelumnya Analis Kebijakan.

Waktu
- “Periksa kelengkapan berkas”: 15 menit menjadi 10 menit (5 menit kerja lebih singkat).
- Jumlah waktu tercetak: 85 menit kerja menjadi 80 menit kerja + 1 hari kerja.

Isian
- Isian baru pada “Serahkan kursi roda”: “Nomor kursi roda” (wajib).

Hasil dan arah
- Hasil “Perlu dilihat” pada “Telaah kebutuhan” kini menuju “Kunjungi rumah pemohon”, sebelumnya menuju “Surat pinjam”.

Peran yang harus ada di kantor
- Kantor kini juga memerlukan pejabat untuk peran Kepala Seksi (KASI).

Kasus yang sedang berjalan
- Kasus yang sudah dimulai tetap memakai r1; tidak ada yang berubah baginya.
- Bila dipindahkan ke r2, tetap pada keadaan yang sama: kasus pada “Terima permohonan”, \
“Periksa kelengkapan berkas”, “Telaah kebutuhan”.
- Perlu dilihat orang: kasus pada “Surat pinjam”, karena “Telaah kebutuhan” dapat menuju langkah lain.
- Perlu dilihat orang: kasus pada “Serahkan kursi roda”, karena “Telaah kebutuhan” dapat menuju langkah lain.
- Perlu dilihat orang: kasus pada “Catat pengembalian”, karena “Telaah kebutuhan” dapat menuju langkah lain; \
“Serahkan kursi roda” sudah diisi tanpa “Nomor kursi roda”."""


def test_two_releases_read_from_the_sheet_to_the_running_cases() -> None:
    assert "\n".join(compare(R1, R2).lines()) == PAGE


def test_the_way_back_takes_the_step_away_and_its_cases_must_be_looked_at() -> None:
    back = compare(R2, R1)

    said = [change.sentence for change in back.changes]
    assert "Langkah “Kunjungi rumah pemohon” tidak ada lagi." in said
    assert "Isian “Nomor kursi roda” pada “Serahkan kursi roda” tidak diminta lagi." in said
    assert "Peran Kepala Seksi (KASI) tidak diperlukan lagi." in said
    visiting = next(one for one in back.running if one.step == "kunjungan")
    assert visiting.because == (
        "langkah “Kunjungi rumah pemohon” tidak ada lagi",
        "“Telaah kebutuhan” dapat menuju langkah lain",
    )


class Alasan(StrEnum):
    label: str

    def __new__(cls, value: str, label: str) -> "Alasan":
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member

    SAKIT = "SAKIT", "Sakit"
    TUA = "TUA", "Lanjut usia"


class AlasanBaru(StrEnum):
    label: str

    def __new__(cls, value: str, label: str) -> "AlasanBaru":
        member = str.__new__(cls, value)
        member._value_, member.label = value, label
        return member

    SAKIT = "SAKIT", "Sakit"
    CACAT = "CACAT", "Disabilitas"


class Dulu(Form, frozen=True, kw_only=True):
    reason: Annotated[Alasan, choice("Alasan", Alasan)]
    people: Annotated[int, amount("Jumlah orang", at_most=50)]
    note: Annotated[str, line("Catatan")] | None = None


class Kini(Form, frozen=True, kw_only=True):
    reason: Annotated[AlasanBaru, choice("Alasan permohonan", AlasanBaru)]
    people: Annotated[int, amount("Jumlah orang", at_most=20)]
    note: Annotated[str, line("Catatan")]


def at(slug: str, **changes: Any) -> Callable[[Procedure], Procedure]:  # noqa: ANN401 - fields of a step
    def changed(procedure: Procedure) -> Procedure:
        steps: Any = [replace(node, **changes) if node.slug == slug else node for node in procedure.steps]
        return replace(procedure, steps=tuple(steps))

    return changed


def whole(**changes: Any) -> Callable[[Procedure], Procedure]:  # noqa: ANN401 - fields of a procedure
    return lambda procedure: replace(procedure, **changes)


def letter(**changes: Any) -> Callable[[Procedure], Procedure]:  # noqa: ANN401 - fields of a letter
    def changed(procedure: Procedure) -> Procedure:
        node: Any = procedure.step("surat")
        other = replace(node.letter, **changes)
        steps = [replace(one, letter=other) if one.slug in {"surat", "kirim"} else one for one in procedure.steps]
        return replace(procedure, steps=tuple(steps))

    return changed


def moved(procedure: Procedure) -> Procedure:
    steps = list(procedure.steps)
    steps.insert(2, steps.pop(6))
    return replace(procedure, steps=tuple(steps))


ANSWER: Any = SMALL.step("jawaban")
CASES: tuple[tuple[str, Callable[[Procedure], Procedure], list[str]], ...] = (
    ("moved", moved, ["Langkah “Kunjungan” dipindah: kini sesudah “Periksa berkas”."]),
    ("renamed", at("kunjungan", label="Kunjungan rumah"), [
        "Langkah “Kunjungan” berganti nama menjadi “Kunjungan rumah”."
    ]),
    ("receivers", at("disposisi", to=(KABID,)), [
        "Disposisi “Disposisi” kini dapat diberikan kepada Kepala Bidang, sebelumnya Kepala Bidang, Pekerja Sosial."
    ]),
    ("time", at("surat", row=2, implied=None), ["“Surat pengantar”: tanpa waktu menjadi 15 Menit."]),
    ("next", at("kirim", then="kunjungan"), [
        "“Kirim surat” kini menuju “Kunjungan”, sebelumnya menuju “Jawaban Sentra”."
    ]),
    ("wait", at("jawaban", on=PANTI, remind=working_days(9)), [
        "“Jawaban Sentra” kini menunggu Panti, sebelumnya Sentra.",
        "“Jawaban Sentra” diingatkan sesudah 9 hari kerja, sebelumnya 5.",
    ]),
    ("outcomes", at("jawaban", referral=None, outcomes=(
        replace(ANSWER.outcomes[0], label="Diterima Sentra"),
        replace(ANSWER.outcomes[1], then=Close(status=Status.FORWARDED)),
        Outcome("ditunda", "Ditunda", then="kunjungan"),
    )), [
        "Hasil “Diterima” pada “Jawaban Sentra” kini berbunyi “Diterima Sentra”.",
        ("Hasil “Daftar tunggu” pada “Jawaban Sentra” kini mengakhiri kasus (Diteruskan), "
        "sebelumnya menuju “Jawaban Sentra”."),
        "Hasil baru pada “Jawaban Sentra”: “Ditunda”, menuju “Kunjungan”.",
        "Hasil “Tidak diterima” pada “Jawaban Sentra” tidak ada lagi.",
    ]),
    ("papers", whole(papers=(Paper("ktp", "KTP asli"), Paper("foto", "Foto"), Paper("sktm", "SKTM", required=False))), [
        "Berkas “KTP” kini disebut “KTP asli”.",
        "Berkas “Foto” kini wajib.",
        "Berkas baru yang diminta: “SKTM” (bila ada).",
        "Berkas “Kartu keluarga” tidak diminta lagi.",
    ]),
    ("exit", whole(cancel=replace(
        SMALL.cancel, by=(KABID,), reasons={"PINDAH": "Pindah"}, through="kematian", after=None
    )), [
        "Pembatalan kini diputuskan Kepala Bidang, sebelumnya Petugas Pelayanan / Staf.",
        "Pembatalan mendapat alasan baru: “Pindah”.",
        "Pembatalan kehilangan alasan: “Dibatalkan pemohon”.",
        "Pembatalan kini melalui “Pastikan kabar kematian”, sebelumnya melalui awal.",
        "Pembatalan kini boleh sejak awal, sebelumnya sejak “Terima”.",
    ]),
    ("no exit", whole(moved=None), ["Klien pindah tidak dapat diputuskan lagi."]),
    ("letter", letter(title="Pengantar", signer=KABID, paraf=((KASI, SEKRETARIS),), register=None, strategic=True), [
        "Surat “Surat pengantar” kini berjudul “Pengantar”.",
        "Surat “Pengantar” kini ditandatangani Kepala Bidang, sebelumnya Kepala Dinas.",
        "Surat “Pengantar” kini diparaf Kepala Seksi, Sekretaris, sebelumnya Kepala Bidang, lalu Sekretaris.",
        "Surat “Pengantar” kini dicatat di tidak satu buku pun, sebelumnya buku surat keluar.",
        "Surat “Pengantar” kini tidak boleh ditandatangani Plt. atau Plh.",
        "Kantor kini juga memerlukan pejabat untuk peran Kepala Seksi (KASI).",
    ]),
    ("no batch", whole(batch=None), ["Surat “Rekap usulan” tidak dibuat lagi."]),
    ("authority", whole(assigners=(KADIS,), emergency=None), [
        "Penugasan pegawai pada langkah: kini wewenang Kepala Dinas, sebelumnya Kepala Bidang.",
        "Menyatakan keadaan darurat: kini wewenang tidak ada, sebelumnya Kepala Bidang.",
    ]),
)  # fmt: skip


def of(procedure: Procedure, name: str) -> Release:
    return Release(name=name, procedure=procedure, folder=R1.folder.parent / "no_folder")


@pytest.mark.parametrize(
    ("change", "sentences"), [(case[1], case[2]) for case in CASES], ids=[case[0] for case in CASES]
)
def test_each_change_has_its_sentence_and_no_other(
    change: Callable[[Procedure], Procedure], sentences: list[str]
) -> None:
    found = compare(of(SMALL, "r1"), of(change(SMALL), "r2"))

    assert [one.sentence for one in found.changes] == sentences


CHECK = """
LIMIT = 3
def enough(form):
    "Whether there are enough."
    return len([one for one in form if one]) > LIMIT
def check(form, facts):
    "What stands against it."
    return () if enough(form) else ("few",)
"""


def compiled(source: str, release: str) -> Callable[..., Any]:
    named: dict[str, Any] = {}
    exec(compile(source, f"/plugin/{release}/validators.py", "exec"), named)  # noqa: S102 - it is ours
    check: Callable[..., Any] = named["check"]
    return check


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("What stands against it.", "Apa yang kurang.", True),
        ("LIMIT = 3", "\n\n# three\nLIMIT = 3\nUNUSED = 1", True),
        ("LIMIT = 3", "LIMIT = 4", False),
        ("if one]", "if not one]", False),
        ('("few",)', '("many",)', False),
        ("def check(form, facts)", "def check(form, facts=1)", False),
        ("if enough(form)", "if enough(form) and facts", False),
    ],
)
def test_a_check_that_is_another_one_is_told_with_where_to_compare_it(old: str, new: str, same: bool) -> None:
    first, second = compiled(CHECK, "r1"), compiled(CHECK.replace(old, new), "r2")
    before, after = (at("kunjungan", validators=(check,))(SMALL) for check in (first, second))

    found = compare(of(before, "r1"), of(after, "r2"))

    told = "Pemeriksaan “check” pada “Kunjungan” berubah; bandingkan r1/validators.py dengan r2/validators.py."
    assert [one.sentence for one in found.changes] == ([] if same else [told])
    unsure = [one.step for one in found.running if "“Kunjungan” sudah diperiksa dengan cara lain" in one.because]
    assert unsure == ([] if same else ["tutup"])


def test_checks_that_came_and_went_and_what_is_taken_from_a_form_are_told() -> None:
    lax = at("kunjungan", validators=(), services=lambda *_: ())(SMALL)

    found, back = compare(of(SMALL, "r1"), of(lax, "r2")), compare(of(lax, "r1"), of(SMALL, "r2"))

    here, there = "small_procedure.py", "test_diff.py"
    assert [one.sentence for one in found.changes] == [
        "Pemeriksaan “check_kunjungan” pada “Kunjungan” tidak ada lagi.",
        f"Layanan diambil dengan cara lain dari isian “Kunjungan”; bandingkan r1/{here} dengan r2/{there}.",
    ]
    assert back.changes[0].sentence == f"Pemeriksaan baru pada “Kunjungan”: “check_kunjungan”; lihat r2/{here}."


class Pendek(Form, frozen=True, kw_only=True):
    reason: Annotated[Alasan, choice("Alasan", Alasan)]
    people: Annotated[int, amount("Jumlah orang", at_most=50)]
    note: Annotated[str, line("Catatan", max_length=40)] | None = None


def test_an_answer_that_may_be_too_long_now_is_said_and_its_cases_must_be_looked_at() -> None:
    before, after = (at("kunjungan", form=form, validators=(), services=None)(SMALL) for form in (Dulu, Pendek))

    found, back = compare(of(before, "r1"), of(after, "r2")), compare(of(after, "r1"), of(before, "r2"))

    assert [one.sentence for one in found.changes] == [
        "Isian “Catatan” pada “Kunjungan” kini paling panjang 40 huruf, sebelumnya 200."
    ]
    assert [(one.step, one.because) for one in found.running if one.because] == [
        ("tutup", ("“Kunjungan” sudah diisi sebelum aturan “Catatan” berubah",))
    ]
    assert [one.step for one in back.running if one.because] == []


def test_a_field_that_is_asked_otherwise_says_how() -> None:
    before = at("kunjungan", form=Dulu, validators=(), services=None)(SMALL)
    after = at("kunjungan", form=Kini, validators=(), services=None)(SMALL)

    found = compare(of(before, "r1"), of(after, "r2"))

    assert [one.sentence for one in found.changes] == [
        "Isian “Alasan” pada “Kunjungan” kini berbunyi “Alasan permohonan”.",
        "Isian “Alasan permohonan” pada “Kunjungan” mendapat pilihan baru: “Disabilitas”.",
        "Isian “Alasan permohonan” pada “Kunjungan” kehilangan pilihan: “Lanjut usia”.",
        "Isian “Jumlah orang” pada “Kunjungan” kini paling banyak 20, sebelumnya 50.",
        "Isian “Catatan” pada “Kunjungan” kini wajib.",
    ]


def test_the_same_release_changes_nothing_and_says_so() -> None:
    assert [*compare(R1, R1).lines()][1] == "Tidak ada perubahan yang terlihat oleh kantor."


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("laksana_web.cli.diff.chosen", lambda _, name: {"r1": R1, "r2": R2}[name])


@pytest.mark.usefixtures("installed")
def test_the_command_gives_one_object_for_programs() -> None:
    said = json.loads(CliRunner().invoke(laksana, ["sop", "diff", "pinjam_kursi_roda", "r1", "r2", "--json"]).stdout)

    assert (said["from"], said["to"], len(said["changes"])) == ("r1", "r2", 11)
    assert {one["step"] for one in said["running_cases"] if one["because"]} == {
        "surat_pinjam",
        "serahkan",
        "catat_kembali",
    }


def test_a_release_that_is_not_there_is_named_with_those_that_are() -> None:
    refused = CliRunner().invoke(laksana, ["sop", "diff", "lansia_terlantar", "r1", "r9"])

    assert refused.exit_code == 1
    assert refused.stderr == "SOP lansia_terlantar tidak mempunyai rilis 'r9'; yang ada: r1\n"
