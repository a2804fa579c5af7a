"""The person's way through the office: every row, every way home, every early end, decided by the engine."""

from collections.abc import Callable
from typing import Any

import pytest
from plugins.pemulangan_orang_terlantar.tests.course import Course, RefusedError
from plugins.pemulangan_orang_terlantar.tests.example import KLIEN, PROCEDURE, UNKNOWN

from laksana_engine import commands as ask
from laksana_sdk.roles import KABID, PEKSOS, STAF
from laksana_sdk.states import Status

ROWS = (
    *("terima_laporan", "verifikasi", "asesmen", "surat_rekomendasi", "surat_tugas", "serahkan", "rencana"),
    "pemberangkatan",
)
AT_ONCE = {
    "didampingi": ("pemberangkatan", "didampingi", "serah_terima"),
    "dijemput": ("serah_terima",),
    "langsung": ("pemberangkatan", "sendiri_tanpa_konfirmasi"),
}


def test_a_person_goes_home_with_a_ticket_and_every_letter_of_the_way_is_made() -> None:
    course = Course().to_plan()

    course.done("rencana", "langsung").done("pemberangkatan", "sendiri_ke_dinsos").done("konfirmasi_dinsos", "tiba")
    course.done("pendampingan", "selesai").done("selesaikan", "tiba_di_tujuan")

    assert course.state.status is Status.COMPLETED
    assert course.state.visited == (*ROWS, "konfirmasi_dinsos", "pendampingan", "selesaikan")
    assert course.letters == ["tanda_terima", "formulir_asesmen", "kwitansi", "laporan_pendampingan", "spj"]


@pytest.mark.parametrize("way", AT_ONCE)
def test_a_way_home_that_needs_no_confirmation_is_finished_in_one_sitting(way: str) -> None:
    course = Course().to_plan().done("rencana", way)

    if way != "dijemput":
        course.done("pemberangkatan", AT_ONCE[way][1], reason="Klien tidak punya keluarga di daerah asal.")
    if "serah_terima" in AT_ONCE[way]:
        course.done("serah_terima", "diterima")
    course.done("pendampingan", "selesai").done("selesaikan", "tiba_di_tujuan")

    waits = {node.slug for node in PROCEDURE.steps if type(node).__name__ == "Wait"}
    assert course.state.status is Status.COMPLETED
    assert waits.isdisjoint(course.state.visited)


def test_the_relay_is_handed_to_the_province_and_waits_for_its_word() -> None:
    course = Course().to_plan().done("rencana", "estafet").done("pemberangkatan", "didampingi")
    assert course.state.status is Status.HANDED_OVER

    course.done("serah_terima", "diteruskan")

    assert (course.state.step, course.state.status) == ("konfirmasi_provinsi", Status.AWAITING_OUTSIDE)
    assert course.letters[-1] == "berita_acara_serah_terima"


def test_where_the_family_refuses_a_shelter_is_asked_and_a_waiting_list_is_waited_on() -> None:
    course = Course().to_plan().done("rencana", "langsung").done("pemberangkatan", "sendiri_ke_keluarga")
    course.done("konfirmasi_keluarga", "ditolak", reason="Keluarga tidak mampu merawat.", arrived_on=None)

    course.done("rencana", "penampungan")
    course.done("jawaban_penampungan", "daftar_tunggu", queue_position=3, queued_on="2026-03-12")
    assert (course.state.step, course.state.status) == ("jawaban_penampungan", Status.AWAITING_OUTSIDE)
    course.done("jawaban_penampungan", "diterima").done("pemberangkatan", "didampingi").done("serah_terima", "diterima")

    assert (course.state.step, course.state.status) == ("pendampingan", Status.HANDED_OVER)


def test_who_is_refused_at_the_gate_gets_a_new_plan() -> None:
    course = Course().to_plan().done("rencana", "dijemput")

    course.done("serah_terima", "ditolak", reason="Keluarga berubah pikiran.")

    assert (course.state.step, course.state.status) == ("rencana", Status.IN_PROGRESS)


def test_who_is_lost_on_the_way_is_looked_for_before_the_case_is_given_up() -> None:
    course = Course().to_plan().done("rencana", "langsung").done("pemberangkatan", "sendiri_ke_dinsos")
    course.done("konfirmasi_dinsos", "hilang", last_seen="Semarang", arrived_on=None)

    course.done("penelusuran", "tidak_ditemukan")

    assert course.state.status is Status.NOT_FOUND
    assert course.letters[-1] == "berita_acara_tidak_ditemukan"


def test_a_person_whose_police_letter_follows_goes_home_but_the_case_is_not_closed_without_it() -> None:
    course = Course().to_interview(suket_polres="MENYUSUL", to_follow="Polres tutup pada malam hari")
    course.done("verifikasi", "lanjut").planned().done("rencana", "dijemput").done("serah_terima", "diterima")
    before = course.state

    with pytest.raises(RefusedError) as refused:
        course.done("pendampingan", "selesai")
    assert refused.value.codes == ["paper.unchecked"]
    assert course.state == before
    course.done("pendampingan", "menunggu_surat")
    assert (course.state.status, course.state.missing) == (Status.RETURNED, ("suket_polres",))
    assert course.letters[-1] == "permintaan_surat_polres"

    course.give(ask.ResubmitCase, STAF, papers=("suket_polres",))
    course.papers_found("suket_polres").done("pendampingan", "selesai")
    assert course.state.step == "selesaikan"


@pytest.mark.parametrize(
    ("kind", "told"),
    [(ask.PerformStep, {"outcome": "belum_lengkap"}), (ask.ReturnCase, {"missing": ("suket_polres",)})],
)
def test_the_police_may_be_asked_first_with_a_notice(kind: Callable[..., ask.Command], told: dict[str, Any]) -> None:
    course = Course().to_interview(suket_polres="MENYUSUL", to_follow="Belum melapor")

    course.give(kind, PEKSOS, step="verifikasi", **told)

    assert (course.state.status, course.letters[-1]) == (Status.RETURNED, "kekurangan_berkas")
    assert course.state.missing == ("suket_polres",)
    assert str(course.state.complete_until) == "2026-03-17"


def test_who_was_passed_on_needs_the_sending_offices_letter() -> None:
    course = (
        Course().to_interview(passed_on=True, sender="Dinas Sosial Kabupaten Ketapang").papers_found("suket_polres")
    )

    with pytest.raises(RefusedError) as skipped:
        course.done("verifikasi", "lanjut")
    course.done("verifikasi", "kiriman")
    with pytest.raises(RefusedError) as missing:
        course.done("surat_asal", "ada")
    course.done("surat_asal", "belum_ada")
    assert course.state.status is Status.RETURNED
    assert course.state.returned_to == "DINSOS_ASAL"
    course.give(ask.ResubmitCase, STAF, papers=("suket_dinsos_asal",))
    course.papers_found("suket_dinsos_asal").done("surat_asal", "ada")

    assert skipped.value.codes == ["pemulangan.sender_letter_unchecked"]
    assert missing.value.codes == ["paper.unchecked"]
    assert course.letters[-1] == "permintaan_surat_asal"
    assert (course.state.step, course.state.status) == ("asesmen", Status.VERIFIED)


def test_who_is_ill_goes_to_a_hospital_first_and_is_interviewed_again() -> None:
    course = Course().to_interview()
    ill = {"health": "SAKIT", "health_note": "Demam tinggi"}
    with pytest.raises(RefusedError) as refused:
        course.done("verifikasi", "lanjut", **ill)

    course.done("verifikasi", "perlu_perawatan", **ill)
    assert course.state.status is Status.AWAITING_OUTSIDE
    course.done("perawatan", "masih_dirawat").done("perawatan", "pulih")

    assert refused.value.codes == ["pemulangan.hospital_first"]
    assert course.letters[-1] == "surat_pengantar_perawatan"
    assert course.state.step == "verifikasi"


def test_who_stays_in_hospital_is_forwarded_with_a_signed_letter() -> None:
    course = Course().to_interview()
    course.done("verifikasi", "perlu_perawatan", health="GANGGUAN_JIWA", health_note="Gelisah")

    course.left("forward", "KESEHATAN", institution="rsud_lamandau").signed("surat_terusan")

    assert (course.state.status, course.state.outcome) == (Status.FORWARDED, "KESEHATAN")


def test_a_person_whom_nobody_knows_is_taken_in_and_counted() -> None:
    course = (
        Course()
        .to_interview(klien=UNKNOWN)
        .papers_found("suket_polres")
        .done("verifikasi", "lanjut", identity="UNKNOWN")
    )

    core = course.state.core
    assert (core.ppks_category, core.spm_code) == ("ORANG_TERLANTAR", None)
    assert (core.kecamatan, core.sex, core.birth_year) == ("62.09.03", "L", 1986)


def test_the_assessment_may_name_a_ppks_kind_and_k4() -> None:
    course = Course().to_assessment()

    course.done("asesmen", "dipulangkan", ppks_category="GELANDANGAN", spm_code="K4")

    assert (course.state.core.ppks_category, course.state.core.spm_code) == ("GELANDANGAN", "K4")


def test_a_child_is_not_put_on_a_bus_alone() -> None:
    child = {**KLIEN, "birth_date": "2012-05-01", "nik": None}
    course = Course().to_interview(klien=child, guardian_consent="NO_GUARDIAN").papers_found("suket_polres")
    course.done("verifikasi", "lanjut").planned()

    with pytest.raises(RefusedError) as refused:
        course.done("rencana", "langsung")

    assert refused.value.codes == ["pemulangan.child_alone"]


def test_kasi_advises_the_head_decides_and_the_rejection_is_signed() -> None:
    course = Course().to_assessment().done("asesmen", "tidak_direkomendasikan")
    assert course.state.step == "tinjauan"

    course.left("reject", "MAMPU").signed("surat_penolakan")

    assert (course.state.status, course.state.outcome) == (Status.REJECTED, "MAMPU")


def test_the_head_may_say_that_the_person_is_served_all_the_same() -> None:
    course = Course().to_assessment().done("asesmen", "tidak_direkomendasikan")

    assert course.done("tinjauan", "asesmen_ulang").state.step == "asesmen"


ENDS = [
    ("cancel", "PULANG_SENDIRI", "pembatalan", Status.CANCELLED, "pernyataan_pembatalan"),
    ("refused_by_client", "TIDAK_MAU_PULANG", "penolakan_klien", Status.REFUSED_BY_CLIENT, "pernyataan_penolakan"),
    ("deceased", "SAKIT", "kematian", Status.DECEASED, "berita_acara_kematian"),
    ("not_found", "PERGI_TANPA_PAMIT", "tidak_ditemukan", Status.NOT_FOUND, "berita_acara_tidak_ditemukan"),
]


@pytest.mark.parametrize(("name", "reason", "step", "status", "letter"), ENDS)
def test_an_early_end_is_written_down_before_the_case_ends(
    name: str, reason: str, step: str, status: Status, letter: str
) -> None:
    course = Course().to_assessment().left(name, reason)
    assert not course.state.status.ended

    course.done(step)

    assert (course.state.status, course.state.outcome) == (status, reason)
    assert course.letters[-1] == letter


def test_a_duplicate_ends_at_once_and_needs_no_letter() -> None:
    course = Course().to_interview().left("duplicate", "KASUS_SAMA")

    assert (course.state.status, course.letters) == (Status.DUPLICATE, ["tanda_terima"])


def test_who_is_elsewhere_is_passed_to_the_office_there_with_a_signed_letter() -> None:
    course = Course().to_assessment().left("moved", "DITEMUKAN_DI_WILAYAH_LAIN").done("pindah")

    course.signed("surat_antar_dinsos")

    assert course.state.status is Status.MOVED


def test_nobody_else_confirms_a_death_or_records_a_cancellation() -> None:
    course = Course().to_assessment()
    before = course.state

    with pytest.raises(RefusedError):
        course.give(ask.LeaveCase, KABID, exit="cancel", reason="PULANG_SENDIRI")

    assert course.state == before
