"""The request's way through the office: every row, every branch, every early end, decided by the engine."""

from uuid import UUID

import pytest
from plugins.asistensi_rehabilitasi.tests.course import MORNING, Course, RefusedError
from plugins.asistensi_rehabilitasi.tests.example import RAW

from laksana_engine import commands as ask
from laksana_sdk.roles import ANALIS, KABID, KADIS, STAF, Role
from laksana_sdk.states import Status


def test_a_request_goes_from_the_counter_to_the_aid_and_every_letter_of_the_way_is_made() -> None:
    course = Course().to_dispatch()

    course.answered("jawaban_sentra", "dijadwalkan").signed("surat_tugas").perform("asesmen")
    course.answered("hasil_sentra", "layak").closed("bantuan_diberikan")

    assert course.state.status is Status.COMPLETED
    assert course.state.visited == (
        *("terima_laporan", "periksa_berkas", "laporkan", "disposisi", "edukasi", "tanda_terima", "rekap"),
        *("surat_pengantar", "kirim", "jawaban_sentra", "surat_tugas", "asesmen", "hasil_sentra", "selesaikan"),
    )
    assert course.letters == [
        *("catatan_laporan", "tanda_terima_awal", "lembar_disposisi", "catatan_edukasi", "tanda_terima"),
        "formulir_asesmen",
    ]


def test_the_common_core_is_filled_with_codes_alone() -> None:
    course = Course().to_dispatch()

    course.answered("jawaban_sentra", "dijadwalkan").signed("surat_tugas").perform("asesmen")
    course.answered("hasil_sentra", "layak").closed("bantuan_diberikan")

    core = course.state.core
    assert (core.ppks_category, core.spm_code) == ("LANJUT_USIA_TERLANTAR", "K3")
    assert (core.kecamatan, core.sex, core.birth_year) == ("16.04.10", "P", 1951)
    assert (core.guardian_consent, core.outcome) == ("NOT_REQUIRED", "BANTUAN_DIBERIKAN")


def test_a_complete_file_is_verified_and_stands_with_the_policy_analyst() -> None:
    course = Course().to_paper_check().papers_found()

    course.perform("periksa_berkas", outcome="lengkap")

    assert (course.state.step, course.state.status) == ("laporkan", Status.VERIFIED)


def test_a_file_with_a_missing_paper_cannot_be_called_complete() -> None:
    course = Course().to_paper_check().papers_found(pengantar_sktm="MISSING")
    before = course.state

    with pytest.raises(RefusedError):
        course.perform("periksa_berkas", outcome="lengkap")

    assert course.state == before


def test_an_incomplete_file_goes_back_to_the_applicant_with_a_letter_and_fourteen_working_days() -> None:
    course = Course().to_paper_check().papers_found(pc_ktp="MISSING", foto="UNREADABLE")

    course.perform("periksa_berkas", outcome="belum_lengkap")

    assert course.state.status is Status.RETURNED
    assert (course.state.missing, course.state.round) == (("pc_ktp", "foto"), 1)
    assert str(course.state.complete_until) == "2026-04-01"
    assert course.letters[-1] == "kekurangan_berkas"


def test_a_completed_file_comes_back_to_the_paper_check() -> None:
    course = Course().to_paper_check().papers_found(pc_ktp="MISSING")
    course.perform("periksa_berkas", outcome="belum_lengkap")

    course.give(ask.ResubmitCase, STAF, papers=("pc_ktp",))

    assert course.state.step == "periksa_berkas"
    assert course.papers_found().perform("periksa_berkas", outcome="lengkap").state.step == "laporkan"


def test_the_head_may_send_the_file_back_instead_of_disposing() -> None:
    course = Course().to_paper_check().papers_found().perform("periksa_berkas", outcome="lengkap").perform("laporkan")

    course.give(ask.ReturnCase, KADIS, step="disposisi", missing=("foto",))

    assert (course.state.status, course.state.missing) == (Status.RETURNED, ("foto",))
    assert course.letters[-1] == "kekurangan_berkas"


def test_a_refusal_by_the_institution_leads_to_the_end_without_an_assessment() -> None:
    course = Course().to_dispatch()

    course.answered("jawaban_sentra", "ditolak", reason="Kuota triwulan ini sudah penuh.")
    course.closed("tidak_diberikan", aid=None, received_on=None)

    assert (course.state.status, course.state.core.outcome) == (Status.COMPLETED, "TIDAK_DIBERIKAN")
    assert "asesmen" not in course.state.visited


def test_an_applicant_found_ineligible_is_closed_without_aid() -> None:
    course = Course().to_dispatch().answered("jawaban_sentra", "dijadwalkan").signed("surat_tugas").perform("asesmen")

    course.answered("hasil_sentra", "tidak_layak", reason="Pemohon sudah dilayani keluarga.")

    assert course.state.step == "selesaikan"


def test_a_schedule_without_a_date_is_refused_and_nothing_happens() -> None:
    course = Course().to_dispatch()
    before = course.state

    with pytest.raises(RefusedError) as refused:
        course.answered("jawaban_sentra", "dijadwalkan", assessment_on=None)

    assert "service.needed_for_outcome" in refused.value.codes
    assert course.state == before


def test_the_head_refuses_after_verification_with_a_signed_letter() -> None:
    course = Course().to_paper_check().papers_found().perform("periksa_berkas", outcome="lengkap")

    course.give(ask.LeaveCase, KADIS, exit="reject", reason="BUKAN_SASARAN")
    course.signed("surat_penolakan")

    assert (course.state.status, course.state.outcome) == (Status.REJECTED, "BUKAN_SASARAN")


def test_a_request_that_is_anothers_is_forwarded_with_a_signed_letter() -> None:
    course = Course().to_paper_check()

    course.give(ask.LeaveCase, KABID, exit="forward", reason="DINSOS_LAIN", institution="dinsos_muara_enim")
    course.signed("surat_terusan")

    assert course.state.status is Status.FORWARDED


def test_the_counter_cancels_at_the_applicants_wish_and_nobody_else_may() -> None:
    course = Course().to_paper_check()
    with pytest.raises(RefusedError):
        course.give(ask.LeaveCase, KABID, exit="cancel", reason="PERMINTAAN_PEMOHON")

    course.give(ask.LeaveCase, STAF, exit="cancel", reason="PERMINTAAN_PEMOHON")
    course.perform("pembatalan")

    assert course.state.status is Status.CANCELLED
    assert course.letters[-1] == "surat_pernyataan_pembatalan"


def test_once_the_institution_has_decided_nothing_is_left_to_cancel() -> None:
    course = Course().to_dispatch().answered("jawaban_sentra", "ditolak", reason="Kuota sudah penuh.")

    with pytest.raises(RefusedError) as refused:
        course.give(ask.LeaveCase, STAF, exit="cancel", reason="PERMINTAAN_PEMOHON")

    assert refused.value.codes == ["exit.too_late"]
    assert course.state.step == "selesaikan"


@pytest.mark.parametrize(
    ("leave", "by", "reason", "through", "status", "letter"),
    [
        ("refused_by_client", STAF, "TIDAK_BERSEDIA", "pernyataan_penolakan", Status.REFUSED_BY_CLIENT,
         "surat_pernyataan_penolakan"),
        ("deceased", STAF, "MENINGGAL", "kematian", Status.DECEASED, "berita_acara_kematian"),
        ("not_found", STAF, "TIDAK_DI_TEMPAT", "tidak_ditemukan", Status.NOT_FOUND, "berita_acara_pencarian"),
    ],
)  # fmt: skip
def test_what_befell_the_applicant_is_recorded_with_its_paper(
    leave: str, by: Role, reason: str, through: str, status: Status, letter: str
) -> None:
    course = Course().to_dispatch()

    course.give(ask.LeaveCase, by, exit=leave, reason=reason)
    course.perform(through)

    assert (course.state.status, course.state.outcome, course.letters[-1]) == (status, reason, letter)


@pytest.mark.parametrize(
    ("leave", "reason"), [("refused_by_client", "TIDAK_BERSEDIA"), ("not_found", "TIDAK_DI_TEMPAT")]
)
def test_nobody_declines_or_is_missed_before_the_aid_was_explained(leave: str, reason: str) -> None:
    course = Course().to_paper_check()

    with pytest.raises(RefusedError) as refused:
        course.give(ask.LeaveCase, STAF, exit=leave, reason=reason)

    assert refused.value.codes == ["exit.too_early"]


def test_an_applicant_who_moved_is_passed_on_with_a_signed_letter() -> None:
    course = Course().to_paper_check()

    course.give(ask.LeaveCase, ANALIS, exit="moved", reason="PINDAH_DOMISILI", region="16.03")
    course.signed("surat_pindah", form=RAW["surat_pindah"])

    assert (course.state.status, course.state.outcome) == (Status.MOVED, "PINDAH_DOMISILI")


def test_the_analyst_finds_a_reported_death_false_and_the_request_goes_on() -> None:
    course = Course().to_dispatch()
    course.give(ask.LeaveCase, STAF, exit="deceased", reason="MENINGGAL")

    course.give(ask.RetractExit, ANALIS)

    assert (course.state.step, course.state.status) == ("jawaban_sentra", Status.AWAITING_OUTSIDE)
    course.answered("jawaban_sentra", "dijadwalkan")
    assert course.state.step == "surat_tugas"


def test_in_an_emergency_the_file_goes_ahead_of_its_papers_but_is_not_closed_without_them() -> None:
    course = Course().to_paper_check()
    course.give(
        ask.DeclareEmergency, STAF, authorised_by=UUID(int=9), authoriser_roles=frozenset({"KABID"}), channel="PHONE",
        told_at=MORNING,
    )  # fmt: skip
    course.papers_found(pc_kk="MISSING").perform("periksa_berkas", outcome="lengkap").perform("laporkan").disposed()
    course.perform("edukasi").perform("tanda_terima").perform("rekap").signed("surat_pengantar").sent()
    course.answered("jawaban_sentra", "ditolak", reason="Kuota sudah penuh.")

    with pytest.raises(RefusedError) as refused:
        course.closed("tidak_diberikan", aid=None, received_on=None)
    assert refused.value.codes == ["emergency.paper_owed", "emergency.unconfirmed"]
    course.give(ask.ConfirmEmergency, KADIS)
    course.give(ask.CheckPapers, STAF, results={"pc_kk": "ACCEPTED"})
    course.closed("tidak_diberikan", aid=None, received_on=None)

    assert course.state.status is Status.COMPLETED


def test_a_second_file_of_the_same_matter_names_the_first() -> None:
    course = Course().to_paper_check()

    course.give(
        ask.LeaveCase, ANALIS, exit="duplicate", reason="PERMOHONAN_SAMA", other_case=UUID(int=3), case_id=UUID(int=4)
    )

    assert course.state.status is Status.DUPLICATE
