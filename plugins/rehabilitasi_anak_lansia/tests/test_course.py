"""The proposal's way through the office: every row, every branch, every early end, decided by the engine."""

from uuid import UUID

import pytest
from plugins.rehabilitasi_anak_lansia.tests.course import DIGEST, Course, RefusedError
from plugins.rehabilitasi_anak_lansia.tests.example import CHILD, TODAY

from laksana_engine import commands as ask
from laksana_engine.events import ReferralAnswered, ServicesGiven
from laksana_sdk.roles import KABID, KADIS, KASI, SEKRETARIS, STAF, TU, Role
from laksana_sdk.states import Status


def test_an_elder_goes_from_the_registry_to_the_panti_and_no_row_is_left_out() -> None:
    course = Course().to_answer().answered("jawaban_panti", "diterima").signed("penetapan")

    assert course.state.status is Status.HANDED_OVER
    course.perform("penyaluran", outcome="diterima_panti").closed("dalam_panti")

    assert (course.state.status, course.state.core.outcome) == (Status.COMPLETED, "DALAM_PANTI")
    assert course.state.visited == (
        *("terima_usulan", "pertimbangan", "disposisi_kadis", "disposisi_kabid", "identifikasi", "verifikasi"),
        *("rencana_rujukan", "surat_pengantar", "kirim", "koordinasi", "jawaban_panti", "penetapan", "penyaluran"),
        "selesaikan",
    )
    assert course.letters == [
        *("tanda_terima", "lembar_disposisi", "lembar_disposisi", "lembar_disposisi", "lembar_disposisi"),
        *("hasil_evaluasi", "rencana_rujukan", "berita_acara_serah_terima"),
    ]


def test_the_common_core_is_filled_with_codes_alone() -> None:
    core = Course().to_answer().state.core

    assert (core.ppks_category, core.spm_code) == ("LANJUT_USIA_TERLANTAR", "K3")
    assert (core.kecamatan, core.sex, core.birth_year) == ("62.71.01", "L", 1948)
    assert core.guardian_consent == "NOT_REQUIRED"


def test_what_was_given_is_recorded_and_inside_a_panti_the_province_owns_the_person_from_then_on() -> None:
    course = Course().to_answer().answered("jawaban_panti", "diterima").signed("penetapan")
    before = course.state.spm_owner

    course.perform("penyaluran", outcome="diterima_panti")

    assert (before, course.state.spm_owner) == ("KABUPATEN", "PROVINCE")
    assert [event.items for event in course.events if isinstance(event, ServicesGiven)] == [("REFERRAL", "FOOD")]


def test_outside_a_panti_the_person_stays_the_citys() -> None:
    course = Course().to_verification().perform("verifikasi", outcome="layak")
    course.perform("rencana_rujukan", care="LUAR_PANTI").signed("surat_pengantar").sent("kirim", "lks_kasih")
    course.perform("koordinasi", outcome="menunggu_panti").answered("jawaban_panti", "diterima").signed("penetapan")
    with pytest.raises(RefusedError) as refused:
        course.perform("penyaluran", outcome="diterima_panti")
    assert refused.value.codes == ["rehabilitation.other_care"]

    course.perform("penyaluran", outcome="diterima_luar_panti").closed("luar_panti")

    assert (course.state.spm_owner, course.state.core.outcome) == ("KABUPATEN", "LUAR_PANTI")


def test_the_registry_gives_a_receipt_and_a_blank_slip() -> None:
    course = Course().opened()

    assert course.letters == ["tanda_terima", "lembar_disposisi"]
    assert (course.state.step, course.state.status) == ("pertimbangan", Status.RECEIVED)


def test_a_forked_disposisi_waits_for_every_receiver() -> None:
    course = Course().opened().perform("pertimbangan", outcome="diajukan").dispose("disposisi_kadis", KABID, SEKRETARIS)

    course.give(ask.AnswerDisposisi, KABID, answer="CARRIED_OUT")

    assert course.state.step == "disposisi_kadis"
    course.give(ask.AnswerDisposisi, SEKRETARIS, answer="CARRIED_OUT")
    assert course.state.step == "disposisi_kabid"


@pytest.mark.parametrize("answer", ["CANNOT_BE_PROCESSED", "NEEDS_STUDY"])
def test_an_answer_that_sends_back_leaves_the_decision_with_the_giver(answer: str) -> None:
    course = Course().opened().perform("pertimbangan", outcome="diajukan").dispose("disposisi_kadis")

    course.give(ask.AnswerDisposisi, KABID, answer=answer)

    assert (course.state.step, course.state.open_disposisi) == ("disposisi_kadis", None)
    assert course.disposed("disposisi_kadis").state.step == "disposisi_kabid"


def test_after_cannot_be_processed_the_head_refuses_with_a_signed_letter() -> None:
    course = Course().opened().perform("pertimbangan", outcome="diajukan").dispose("disposisi_kadis")
    course.give(ask.AnswerDisposisi, KABID, answer="CANNOT_BE_PROCESSED")

    course.give(ask.LeaveCase, KADIS, exit="reject", reason="BUKAN_SASARAN")
    course.signed("surat_penolakan")

    assert (course.state.status, course.state.outcome) == (Status.REJECTED, "BUKAN_SASARAN")


def test_the_head_cannot_refuse_before_the_proposal_lies_before_him() -> None:
    course = Course().opened()
    before = course.state

    with pytest.raises(RefusedError) as refused:
        course.give(ask.LeaveCase, KADIS, exit="reject", reason="BUKAN_SASARAN")

    assert refused.value.codes == ["exit.too_early"]
    assert course.state == before


@pytest.mark.parametrize("asked_by", ["pertimbangan", "verifikasi"])
def test_a_staff_study_goes_up_to_the_sekretaris(asked_by: str) -> None:
    course = Course().opened() if asked_by == "pertimbangan" else Course().to_verification()
    outcome = "perlu_telaah" if asked_by == "pertimbangan" else "tidak_layak"

    course.perform(asked_by, outcome=outcome).perform("telaah_staf")

    assert (course.state.step, course.letters[-1]) == ("pertimbangan", "telaahan_staf")


@pytest.mark.parametrize("role", [SEKRETARIS, KADIS, KABID, KASI], ids=lambda role: role.code)
def test_anybody_in_the_chain_may_redirect_to_whoever_is_competent(role: Role) -> None:
    course = Course().opened()

    course.give(ask.LeaveCase, role, exit="forward", reason="BIDANG_LAIN", institution="bidang_linjamsos")
    course.signed("surat_terusan")

    assert course.state.status is Status.FORWARDED


def test_a_file_without_the_kelurahans_letter_goes_back_with_a_notice_and_comes_again() -> None:
    course = Course().to_identification().papers_found(keterangan_kelurahan="MISSING")

    course.perform("identifikasi", outcome="belum_lengkap")

    assert (course.state.status, course.state.missing) == (Status.RETURNED, ("keterangan_kelurahan",))
    assert (course.letters[-1], str(course.state.complete_until)) == ("kekurangan_berkas", "2026-04-01")
    course.give(ask.ResubmitCase, TU, papers=("keterangan_kelurahan",))
    assert course.papers_found().perform("identifikasi", outcome="lengkap").state.step == "verifikasi"


def test_a_person_without_identity_papers_is_not_held_up() -> None:
    course = Course().to_identification().papers_found(identitas="MISSING", foto="MISSING", keterangan_sehat="MISSING")

    course.perform("identifikasi", outcome="lengkap")

    assert course.state.step == "verifikasi"


def test_a_visit_comes_back_to_the_verification() -> None:
    course = Course().to_verification().perform("verifikasi", outcome="perlu_kunjungan").perform("kunjungan")

    assert (course.state.step, course.letters[-1]) == ("verifikasi", "formulir_asesmen")


def test_suspected_violence_is_reported_before_a_child_is_referred() -> None:
    changes = {"ppks_category": "ANAK_KORBAN_KEKERASAN", "spm_code": None, "violence": "DIDUGA"}
    interest = {"child_interest": "Aman dari pelaku dan tetap bersekolah.", "willingness": "BERSEDIA"}
    course = Course().to_verification(
        calon=CHILD, ppks_category="ANAK_KORBAN_KEKERASAN", guardian_consent="NO_GUARDIAN"
    )
    with pytest.raises(RefusedError) as refused:
        course.perform("verifikasi", outcome="layak", **changes, **interest)
    assert refused.value.codes == ["rehabilitation.violence_unreported"]

    course.perform("verifikasi", outcome="dugaan_kekerasan", **changes, **interest)
    course.signed("surat_perlindungan").sent("kirim_perlindungan", "uptd_ppa_palangka_raya")

    assert course.state.step == "verifikasi"
    assert course.perform("verifikasi", outcome="layak", **changes, **interest).state.step == "rencana_rujukan"


def test_the_plan_leaves_only_after_kabid_and_sekretaris_initialled_and_the_head_signed() -> None:
    course = Course().to_verification().perform("verifikasi", outcome="layak").perform("rencana_rujukan")
    course.give(ask.DraftLetter, KASI, letter="surat_pengantar", draft_sha256=DIGEST)
    letter = course.state.letter_of("surat_pengantar")
    assert letter is not None
    course.give(ask.ParafLetter, KABID, letter_id=letter.id, draft_sha256=DIGEST)

    with pytest.raises(RefusedError) as refused:
        course.give(
            ask.FinaliseLetter, KADIS, letter_id=letter.id, draft_sha256=DIGEST, final_sha256=DIGEST, number="1",
            dated=TODAY,
        )  # fmt: skip

    assert "letter.paraf_missing" in refused.value.codes
    assert course.state.step == "surat_pengantar"


def test_a_queue_keeps_the_person_waiting_at_the_same_place_until_admission() -> None:
    course = Course().to_answer()

    course.answered("jawaban_panti", "daftar_tunggu", admission_on=None, queue_position=4, queued_on="2026-03-10")
    course.answered("jawaban_panti", "daftar_tunggu", admission_on=None, queue_position=2)

    assert (course.state.step, course.state.status) == ("jawaban_panti", Status.AWAITING_OUTSIDE)
    assert course.answered("jawaban_panti", "diterima").state.step == "penetapan"
    answers = [event for event in course.events if isinstance(event, ReferralAnswered)]
    assert [(answer.result, answer.queue_position) for answer in answers] == [
        *(("QUEUED", 4), ("QUEUED", 2), ("ACCEPTED", None)),
    ]
    assert {answer.institution for answer in answers} == {"pstw_sinta_rangkang"}


@pytest.mark.parametrize(
    ("outcome", "told"), [("ditolak", {"reason": "Penuh."}), ("layanan_lain", {"other_service": "Perawatan di rumah"})]
)
def test_a_refusal_or_another_service_leads_to_a_new_plan_and_a_new_letter(
    outcome: str, told: dict[str, object]
) -> None:
    course = Course().to_answer().answered("jawaban_panti", outcome, admission_on=None, **told)

    course.perform("rencana_rujukan", target="SENTRA_KEMENSOS", destination="sentra_kemensos")
    course.signed("surat_pengantar").sent("kirim", "sentra_kemensos").perform("koordinasi", outcome="menunggu_sentra")

    assert course.state.step == "jawaban_sentra"
    assert len([letter for letter in course.state.letters.values() if letter.kind == "surat_pengantar"]) == 2


def test_the_coordination_waits_for_the_party_that_the_plan_names() -> None:
    course = Course().to_verification().perform("verifikasi", outcome="layak").perform("rencana_rujukan")
    course.signed("surat_pengantar").sent("kirim", "pstw_sinta_rangkang")
    before = course.state

    with pytest.raises(RefusedError) as refused:
        course.perform("koordinasi", outcome="menunggu_sentra")

    assert refused.value.codes == ["rehabilitation.other_target"]
    assert course.state == before


@pytest.mark.parametrize(
    ("outcome", "step", "papers"),
    [
        ("diterima_sebagian", "penyaluran", 1),
        ("ditolak_penerima", "rencana_rujukan", 0),
        ("berubah_pikiran", "rencana_rujukan", 0),
    ],
)
def test_a_delivery_that_did_not_end_goes_on_where_it_must(outcome: str, step: str, papers: int) -> None:
    course = Course().to_answer().answered("jawaban_panti", "diterima").signed("penetapan")

    course.perform("penyaluran", outcome=outcome, outstanding="Menunggu surat keterangan sehat.")

    assert course.state.step == step
    assert course.letters.count("berita_acara_serah_terima") == papers


@pytest.mark.parametrize(
    ("leave", "by", "reason", "through", "status", "letter"),
    [
        ("cancel", TU, "PERMINTAAN_KELUARGA", "pembatalan", Status.CANCELLED, "surat_pernyataan_pembatalan"),
        (
            "refused_by_client", STAF, "TIDAK_BERSEDIA", "pernyataan_penolakan", Status.REFUSED_BY_CLIENT,
            "surat_pernyataan_penolakan",
        ),
        ("deceased", STAF, "MENINGGAL", "kematian", Status.DECEASED, "berita_acara_kematian"),
        ("not_found", STAF, "MELARIKAN_DIRI", "tidak_ditemukan", Status.NOT_FOUND, "berita_acara_pencarian"),
    ],
)  # fmt: skip
def test_an_early_end_is_recorded_with_its_paper(
    leave: str, by: Role, reason: str, through: str, status: Status, letter: str
) -> None:
    course = Course().to_verification()

    course.give(ask.LeaveCase, by, exit=leave, reason=reason)
    course.perform(through)

    assert (course.state.status, course.state.outcome, course.letters[-1]) == (status, reason, letter)


def test_a_person_who_moved_is_passed_to_the_office_there_by_letter() -> None:
    course = Course().to_verification()

    course.give(
        ask.LeaveCase, KASI, exit="moved", reason="PINDAH_DOMISILI", institution="dinsos_katingan", region="62.06"
    )
    course.signed("surat_pindah")

    assert course.state.status is Status.MOVED


def test_a_duplicate_ends_at_once() -> None:
    course = Course().opened()

    course.give(ask.LeaveCase, TU, exit="duplicate", reason="KASUS_SAMA", other_case=UUID(int=2), case_id=UUID(int=3))

    assert course.state.status is Status.DUPLICATE
