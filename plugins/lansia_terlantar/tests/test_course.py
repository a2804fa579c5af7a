"""The elder's way through the office: every row, every branch, every early end, decided by the engine."""

from uuid import UUID

import pytest
from plugins.lansia_terlantar.tests.course import Course, RefusedError

from laksana_engine import commands as ask
from laksana_engine.events import CaseOpened, CaseReceived, OutsideAnswered, ReferralAnswered, ServicesGiven
from laksana_sdk.roles import KABID, KADIS, KASI, PEKSOS, STAF, Role
from laksana_sdk.states import Status


def test_an_elder_goes_from_the_villages_letter_to_the_panti_and_every_paper_of_the_way_is_made() -> None:
    course = Course().at_the_gate()

    course.perform("serah_terima", "diserahkan").perform("laporan_pendampingan")
    course.closed("selesaikan", "tinggal_di_panti")

    assert course.state.status is Status.COMPLETED
    assert course.state.visited == (
        *("terima_permohonan", "penugasan", "asesmen", "tinjau_asesmen", "siapkan_administrasi", "telaah_kabid"),
        *("persetujuan_tinggal", "surat_rekomendasi", "serahkan_rekomendasi", "kirim_rekomendasi", "jawaban_panti"),
        *("siapkan_pendampingan", "surat_tugas", "kirim_klien", "serah_terima", "laporan_pendampingan", "selesaikan"),
    )
    assert course.letters == [
        "tanda_terima",
        "formulir_asesmen",
        "berita_acara_serah_terima",
        "laporan_pendampingan",
    ]


def test_the_client_counts_for_the_kabupaten_until_the_panti_has_received_them() -> None:
    course = Course().at_the_gate()
    before, owner = course.state.core, course.state.spm_owner

    course.perform("serah_terima", "diserahkan")

    assert (owner, course.state.spm_owner) == ("KABUPATEN", "PROVINCE")
    assert (before.ppks_category, before.spm_code) == ("LANJUT_USIA_TERLANTAR", "K3")
    assert (before.kecamatan, before.sex, before.birth_year) == ("62.09.03", "P", 1947)
    assert before.guardian_consent == "NO_GUARDIAN"
    given = [(event.step, event.items) for event in course.events if isinstance(event, ServicesGiven)]
    assert given == [("asesmen", ("HEALTH_SUPPLIES", "FAMILY_TRACING")), ("serah_terima", ("REFERRAL",))]
    assert (course.state.core.spm_code, course.state.status) == ("P3", Status.HANDED_OVER)


def test_the_villages_act_is_the_villages_though_the_office_enters_it() -> None:
    course = Course().received()

    received = [event for event in course.events if isinstance(event, CaseReceived)]

    assert [event.performed_by for event in received] == ["PETUGAS_DESA"]
    assert course.state.agenda_number == "117/2026"
    assert isinstance(course.events[0], CaseOpened)


def test_a_village_without_a_letter_is_served_and_gets_one_to_sign() -> None:
    course = Course().received(letter_number=None, letter_date=None)

    course.perform("penugasan", "surat_menyusul")

    assert (course.state.step, course.letters[-1]) == ("asesmen", "surat_permohonan_desa")


def test_a_file_without_the_villages_letter_goes_back_to_the_village_with_a_notice() -> None:
    course = Course().assessed().perform("tinjau_asesmen", "ke_panti").papers_found(surat_permohonan_desa="MISSING")
    with pytest.raises(RefusedError):
        course.perform("siapkan_administrasi", "lengkap")

    course.perform("siapkan_administrasi", "belum_lengkap")

    assert (course.state.status, course.state.returned_to) == (Status.RETURNED, "PETUGAS_DESA")
    assert (course.state.missing, course.letters[-1]) == (("surat_permohonan_desa",), "kekurangan_berkas")
    course.give(ask.ResubmitCase, STAF, papers=("surat_permohonan_desa",))
    assert course.state.step == "siapkan_administrasi"


def test_an_elder_without_ktp_kk_or_health_letter_goes_on() -> None:
    course = Course().assessed().perform("tinjau_asesmen", "ke_panti")
    course.papers_found(ktp="MISSING", kk="MISSING", surat_sehat="MISSING", jaminan_kesehatan="MISSING")

    course.perform("siapkan_administrasi", "lengkap", identity="UNKNOWN")

    assert (course.state.step, course.state.status) == ("telaah_kabid", Status.VERIFIED)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"age": 59}, "elder.age_below_limit"),
        ({"family": "ADA_MAMPU", "family_name": "Tino Uyai"}, "elder.family_can_care"),
        ({"family": "BELUM_DITELUSURI"}, "elder.family_untraced"),
        ({"willingness": "MENOLAK"}, "elder.not_willing"),
    ],
)
def test_a_criterion_that_is_not_met_keeps_the_file_from_the_panti_and_nothing_happens(
    changes: dict[str, object], code: str
) -> None:
    course = Course().assessed(**changes)
    before = course.state

    with pytest.raises(RefusedError) as refused:
        course.perform("tinjau_asesmen", "ke_panti")

    assert code in refused.value.codes
    assert course.state == before
    assert course.perform("tinjau_asesmen", "luar_panti").state.step == "rencana_lain"


def test_a_family_that_agrees_takes_the_elder_home_without_a_panti() -> None:
    course = Course().assessed(family="ADA_MAMPU", family_name="Tino Uyai").perform("tinjau_asesmen", "luar_panti")

    course.perform("rencana_lain", "mediasi").perform("mediasi", "sepakat")
    course.closed("selesaikan_luar_panti", "dirawat_keluarga")

    assert (course.state.status, course.state.core.outcome) == (Status.COMPLETED, "DIRAWAT_KELUARGA")
    assert course.state.core.spm_code == "K3"
    assert course.letters[-1] == "berita_acara_mediasi"


def test_after_a_mediation_that_failed_the_panti_is_open_again() -> None:
    course = Course().assessed(family="ADA_MAMPU", family_name="Tino Uyai").perform("tinjau_asesmen", "luar_panti")
    course.perform("rencana_lain", "mediasi").perform("mediasi", "tidak_sepakat", reason="Anak menolak.")

    course.perform("rencana_lain", "ajukan_ke_panti").perform("tinjau_asesmen", "ke_panti")

    assert course.state.step == "siapkan_administrasi"


def test_an_elder_better_served_elsewhere_is_passed_on_with_a_signed_letter() -> None:
    course = Course().assessed().perform("tinjau_asesmen", "luar_panti")

    course.perform("rencana_lain", "diteruskan", institution="sentra_budi_luhur").signed("surat_terusan")

    assert (course.state.status, course.state.core.outcome) == (Status.FORWARDED, "DITERUSKAN")


def test_the_kabid_sends_a_file_back_with_his_reason_or_not_at_all() -> None:
    course = Course().assessed().perform("tinjau_asesmen", "ke_panti").papers_found()
    course.perform("siapkan_administrasi", "lengkap")
    with pytest.raises(RefusedError):
        course.perform("telaah_kabid", "perbaiki", note=None)

    course.perform("telaah_kabid", "perbaiki", note="Ringkasan belum menyebut kesehatan.")

    assert course.state.step == "siapkan_administrasi"


def test_the_waiting_list_is_waited_out_and_ends_in_admission() -> None:
    course = Course().to_panti()

    course.answered("daftar_tunggu", admitted_on=None, queued_on="2026-03-09", queue_position=7)
    waiting = (course.state.step, course.state.status)
    course.answered("daftar_tunggu", admitted_on=None, queued_on="2026-03-09", queue_position=2)
    course.answered("diterima")

    assert waiting == ("jawaban_panti", Status.AWAITING_OUTSIDE)
    assert course.state.step == "siapkan_pendampingan"
    answers = [event for event in course.events if isinstance(event, OutsideAnswered)]
    assert [event.performed_by for event in answers] == ["PANTI"] * 3
    referrals = [event for event in course.events if isinstance(event, ReferralAnswered)]
    assert [(event.result, event.queue_position) for event in referrals] == [
        ("QUEUED", 7),
        ("QUEUED", 2),
        ("ACCEPTED", None),
    ]
    assert {event.institution for event in referrals} == {"pstw_sinta_rangkang"}


def test_a_panti_that_wants_more_papers_gets_them_and_is_waited_for_again() -> None:
    course = Course().to_panti().answered("berkas_kurang", admitted_on=None, papers_wanted="Rontgen paru")

    course.perform("lengkapi_panti")

    assert (course.state.step, course.state.status) == ("jawaban_panti", Status.AWAITING_OUTSIDE)


def test_after_a_refusal_another_panti_gets_letters_of_its_own() -> None:
    course = Course().to_panti().answered("tidak_diterima", admitted_on=None, reason="KUOTA_PENUH")
    assert course.state.step == "rencana_lain"
    first = course.state.letter_of("surat_rekomendasi")

    course.perform("rencana_lain", "ajukan_ke_panti").approved()

    second = course.state.letter_of("surat_rekomendasi")
    assert first is not None
    assert second is not None
    assert (course.state.step, second.id != first.id) == ("kirim_rekomendasi", True)


def test_a_client_refused_at_the_gate_is_brought_back_and_a_new_plan_is_made() -> None:
    course = Course().at_the_gate()

    course.perform("serah_terima", "ditolak_di_pintu", reason="MENULAR")
    course.perform("bawa_kembali")

    assert (course.state.step, course.state.status) == ("rencana_lain", Status.IN_PROGRESS)
    assert (course.state.core.spm_code, course.state.spm_owner) == ("K3", "KABUPATEN")
    assert course.letters[-2:] == ["berita_acara_penolakan_panti", "laporan_pendampingan"]


def test_a_departure_can_be_put_off_and_a_client_can_stay() -> None:
    course = Course().to_panti().answered("diterima").perform("siapkan_pendampingan").signed("surat_tugas")

    course.perform("kirim_klien", "tertunda", reason="Jalan putus karena banjir.")

    assert course.state.step == "siapkan_pendampingan"
    course.perform("siapkan_pendampingan").signed("surat_tugas")
    assert course.perform("kirim_klien", "klien_menolak", reason="Klien takut.").state.step == "rencana_lain"


@pytest.mark.parametrize(
    ("way", "by", "reason", "step", "outcome", "status", "letter"),
    [
        ("cancel", STAF, "PERMINTAAN_DESA", "catat_pembatalan", None, Status.CANCELLED, "pernyataan_pembatalan"),
        ("refused_by_client", PEKSOS, "TIDAK_MAU_PINDAH", "pernyataan_klien", None, Status.REFUSED_BY_CLIENT,
         "pernyataan_penolakan"),
        ("deceased", PEKSOS, "DESA", "konfirmasi_meninggal", "belum_dilayani", Status.DECEASED,
         "berita_acara_meninggal"),
        ("not_found", PEKSOS, "PERGI_TANPA_KABAR", "catat_tidak_ditemukan", None, Status.NOT_FOUND,
         "berita_acara_tidak_ditemukan"),
    ],
)  # fmt: skip
def test_an_early_end_is_recorded_with_its_paper(
    way: str, by: Role, reason: str, step: str, outcome: str | None, status: Status, letter: str
) -> None:
    course = Course().assessed().left(way, by, reason)

    course.perform(step, outcome)

    assert (course.state.status, course.state.outcome, course.letters[-1]) == (status, reason, letter)


def test_a_death_is_reported_by_staff_and_confirmed_by_the_kasi_alone() -> None:
    course = Course().to_panti().answered("daftar_tunggu", admitted_on=None, queued_on="2026-03-09")
    course.left("deceased", STAF, "DESA")

    with pytest.raises(RefusedError):
        course.give(ask.PerformStep, STAF, step="konfirmasi_meninggal", outcome="belum_dilayani", form={})

    course.perform("konfirmasi_meninggal", "belum_dilayani", certificate_number=None)
    assert (course.state.status, course.state.core.outcome) == (Status.DECEASED, "MENINGGAL_SEBELUM_DILAYANI")


@pytest.mark.parametrize(("outcome", "ends"), [("tanpa_surat", True), ("dengan_surat", False)])
def test_a_client_who_moved_is_closed_or_handed_to_the_other_office_in_writing(outcome: str, ends: bool) -> None:
    course = Course().received().left("moved", KASI, "IKUT_KELUARGA", region="62.71").perform("catat_pindah", outcome)

    assert course.state.status.ended is ends
    if not ends:
        course.signed("surat_pindah")
    assert course.state.status is Status.MOVED


def test_a_doubled_request_names_the_case_that_goes_on() -> None:
    course = Course().received()
    with pytest.raises(RefusedError) as refused:
        course.left("duplicate", STAF, "PERMOHONAN_SAMA", case_id=UUID(int=1))
    assert refused.value.codes == ["exit.other_case_missing"]

    course.left("duplicate", STAF, "PERMOHONAN_SAMA", case_id=UUID(int=1), other_case=UUID(int=2))

    assert (course.state.status, course.state.outcome) == (Status.DUPLICATE, "PERMOHONAN_SAMA")


def test_the_head_rejects_after_the_assessment_with_a_signed_letter_and_not_before() -> None:
    course = Course().received()
    with pytest.raises(RefusedError) as refused:
        course.left("reject", KADIS, "TIDAK_TERLANTAR")
    assert refused.value.codes == ["exit.too_early"]

    course = Course().assessed().left("reject", KADIS, "TIDAK_TERLANTAR").signed("surat_penolakan")

    assert (course.state.status, course.state.outcome) == (Status.REJECTED, "TIDAK_TERLANTAR")


def test_what_is_anothers_is_forwarded_at_any_time_with_a_signed_letter() -> None:
    course = Course().received().left("forward", KABID, "DINSOS_LAIN", institution="dinsos_palangka_raya")

    course.signed("surat_terusan")

    assert course.state.status is Status.FORWARDED
