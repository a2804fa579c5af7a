"""What was decided about each oddity of Lamandau's sheet for elders, S0-1 to S0-15."""

from datetime import timedelta

import pytest
from plugins.lansia_terlantar.tests.course import Course, RefusedError
from plugins.lansia_terlantar.tests.example import RELEASE, full_facts
from tests.support.printed import classes_of, in_force_since, posts_of, printed

from laksana_engine.events import CaseReceived
from laksana_sdk.letters import Issue
from laksana_sdk.nodes import Wait
from laksana_sdk.procedure import working_days
from laksana_sdk.reading import LawStatus
from laksana_sdk.roles import KABID, KADIS, KASI, PANTI, PEKSOS, PETUGAS_DESA
from laksana_sdk.sheet import TimeKind
from laksana_sop.lansia_terlantar.r1 import legal_bases

S0 = printed(RELEASE)
IDS = (
    "S0-1", "S0-2", "S0-3", "S0-4", "S0-5", "S0-6", "S0-7", "S0-8", "S0-9", "S0-10", "S0-11", "S0-12", "S0-13",
    "S0-14", "S0-15",
)  # fmt: skip


def test_every_oddity_of_the_sheet_is_answered_and_has_its_test() -> None:
    tested = {name.split("_")[2] for name in globals() if name.startswith("test_s0_")}

    assert tuple(anomaly.id for anomaly in S0.reading.anomalies) == IDS
    assert {f"S0-{number}" for number in tested} == set(IDS)


def test_s0_1_the_blank_day_of_effect_stays_blank_and_the_office_says_its_own() -> None:
    assert S0.sheet.tanggal_efektif is None
    assert in_force_since("lamandau", "lansia_terlantar") == "2024-01-02"
    assert in_force_since("lamandau", "lansia_terlantar") != S0.sheet.tanggal_pembuatan == "2023-01-05"
    assert S0.anomaly("S0-1").ask == "Sejak tanggal berapa SOP ini berlaku?"


def test_s0_2_the_revision_day_is_kept_without_a_meaning_and_a_release_is_not_named_after_the_number() -> None:
    assert (S0.sheet.tanggal_pembuatan, S0.sheet.tanggal_revisi) == ("2023-01-05", "2023-11-30")
    assert (RELEASE.name, RELEASE.slug) == ("r1", "lansia_terlantar")
    assert "direvisi, atau tanggal rencana peninjauan" in (S0.anomaly("S0-2").ask or "")


def test_s0_3_the_name_is_the_tables_title_because_its_cell_is_blank() -> None:
    assert S0.sheet.nama_sop is None
    assert S0.sheet.judul == f"Standar Operasional Prosedur (SOP) {S0.procedure.name}"


def test_s0_4_the_number_is_verbatim_letters_cite_it_without_the_blank_and_take_no_class_from_it() -> None:
    assert S0.sheet.nomor_sop == "800/13-c /Dinsos.C/2023"
    assert "Nomor 800/13-c/Dinsos.C/2023" in legal_bases.SOP
    assert classes_of("lamandau") == {"SURAT_KELUAR": "400.9", "SURAT_TUGAS": "100.3.5"}


def test_s0_5_the_printed_approver_has_no_post_and_stands_on_no_letter() -> None:
    assert (S0.sheet.disahkan_oleh or "").startswith("M. SYAIFUDIN ZUHRI, SE.,M.A.P Pembina")
    assert "Kepala Dinas" not in (S0.sheet.disahkan_oleh or "")
    assert "ZUHRI" not in S0.printed_on_letters(full_facts()).upper()
    assert posts_of("lamandau", "KADIS") == ["Kepala Dinas Sosial"]


def test_s0_6_copies_and_repealed_laws_stay_on_the_sheet_and_off_the_letters() -> None:
    laws = S0.sheet.dasar_hukum
    assert (len(laws), laws[7], laws[8]) == (14, laws[3], laws[4])
    assert laws[9] == laws[5].replace("Upaya Peningkatan", "UpayaPeningkatan")
    refs = S0.laws()
    assert [refs[copy][0] == refs[first][0] for copy, first in ((7, 3), (8, 4), (9, 5), (2, 4))] == [True] * 4
    assert [number for number, law in enumerate(refs, 1) if law[1] is LawStatus.SUPERSEDED] == [4, 7, 8, 11, 13]
    assert [law[2] for law in refs if law[1] is LawStatus.SUPERSEDED] == [
        *("UU 13/1998", "Perpres 82/2018", "UU 13/1998", "Perpres 112/2020", "Perpres 88/2021"),
    ]
    cited = S0.procedure.template("persetujuan_tinggal_di_panti").context(full_facts())["dasar"]
    assert cited == list(legal_bases.LEGAL_BASES)
    assert [law.split(" tentang ")[0] for law in legal_bases.LAWS] == [
        "Undang-Undang Nomor 13 Tahun 1998",
        "Undang-Undang Nomor 11 Tahun 2009",
        "Peraturan Pemerintah Nomor 43 Tahun 2004",
        "Peraturan Menteri Sosial Nomor 9 Tahun 2018",
    ]


def test_s0_7_the_village_acts_without_a_column_and_the_office_enters_it() -> None:
    assert S0.sheet.row(1).pelaksana == ("Petugas Desa/Kelurahan",)
    assert S0.sheet.kolom_pelaksana == ("STAF / PEKSOS", "KASI", "KABID", "KADIS")
    assert PETUGAS_DESA.outside
    assert (S0.procedure.intake.performed_by, S0.procedure.intake.by.outside) == (PETUGAS_DESA, False)
    received = [event for event in Course().received().events if isinstance(event, CaseReceived)]
    assert [event.performed_by for event in received] == ["PETUGAS_DESA"]


def test_s0_8_the_agenda_number_is_given_at_receipt_and_row_3_only_confirms_it() -> None:
    received = Course().received()
    assert (received.state.agenda_number, received.state.step) == ("117/2026", "penugasan")
    course = Course().assessed().perform("tinjau_asesmen", "ke_panti").papers_found()

    with pytest.raises(RefusedError):
        course.perform("siapkan_administrasi", "lengkap", agenda_checked=False)

    assert course.state.step == "siapkan_administrasi"


def test_s0_9_there_is_one_assessment_made_in_row_2_and_judged_in_row_3() -> None:
    assert [node.slug for node in S0.procedure.steps if node.form and node.form.__name__ == "Asesmen"] == ["asesmen"]
    assert (S0.procedure.step("asesmen").row, S0.procedure.step("tinjau_asesmen").row) == (2, 3)
    assert S0.outcomes("tinjau_asesmen") == {
        "ke_panti": "siapkan_administrasi",
        "luar_panti": "rencana_lain",
        "asesmen_ulang": "asesmen",
    }


def test_s0_10_approval_and_recommendation_are_two_letters_and_the_last_row_yields_a_berita_acara() -> None:
    assert S0.sheet.peralatan[3] == "Format Isian izin tinggal di Panti Jompo"
    assert S0.carrying_out(5) == ["persetujuan_tinggal", "surat_rekomendasi"]
    letters = [S0.procedure.template(kind) for kind in ("persetujuan_tinggal_di_panti", "surat_rekomendasi")]
    assert [(letter.paraf, letter.signer, letter.issue) for letter in letters] == [((KABID,), KADIS, Issue.SIGNED)] * 2
    assert S0.sheet.row(7).output == "Rekomendasi"
    assert S0.procedure.step("serah_terima").implied is not None
    assert Course().at_the_gate().perform("serah_terima", "diserahkan").letters[-1] == "berita_acara_serah_terima"


def test_s0_11_rows_without_a_time_have_none_and_nothing_stands_in_for_it() -> None:
    times = {number: S0.sheet.row(number).waktu for number in (1, 5, 6)}

    assert {time.kind for time in times.values()} == {TimeKind.NONE}
    assert [time.longest for time in times.values()] == [None, None, None]
    assert not [time for time in S0.reading.times if time.row in times]


def test_s0_12_printed_minutes_are_handling_and_the_journey_has_days_of_its_own() -> None:
    assert [S0.sheet.row(number).waktu.longest for number in (2, 7)] == [timedelta(minutes=15), timedelta(minutes=3)]
    assert S0.sheet.total_printed().office_time == "PT25M"
    plan, handover = S0.procedure.step("siapkan_pendampingan").form, S0.procedure.step("serah_terima").form
    assert plan is not None
    assert {"depart_on", "return_on"} <= set(plan.__struct_fields__)
    assert handover is not None
    assert {"handed_on", "handed_at"} <= set(handover.__struct_fields__)


def test_s0_13_the_panti_accepts_queues_asks_for_papers_or_refuses() -> None:
    wait = S0.procedure.step("jawaban_panti")
    assert isinstance(wait, Wait)
    assert (wait.on, wait.by, wait.remind, wait.row) == (PANTI, KASI, working_days(10), None)
    assert S0.outcomes("jawaban_panti") == {
        "diterima": "siapkan_pendampingan",
        "daftar_tunggu": "jawaban_panti",
        "berkas_kurang": "lengkapi_panti",
        "tidak_diterima": "rencana_lain",
    }
    queued = Course().to_panti()
    queued.answered("daftar_tunggu", admitted_on=None, queued_on="2026-03-09", queue_position=4)
    assert queued.state.step == "jawaban_panti"


def test_s0_14_alat_is_kept_as_printed_and_never_asked_for_as_a_paper() -> None:
    assert [S0.sheet.row(number).kelengkapan for number in (2, 3, 4)] == [
        "Interview",
        "Buku Agenda Surat Masuk",
        "Buku Agenda",
    ]
    labels = " ".join(paper.label for paper in S0.procedure.papers)
    assert "Interview" not in labels
    assert "Agenda" not in labels
    assert [paper.slug for paper in S0.procedure.papers if paper.required] == [
        *("surat_permohonan_desa", "surat_kesediaan", "foto"),
    ]


def test_s0_15_assigning_and_assessing_are_two_steps_of_row_2() -> None:
    assert S0.carrying_out(2) == ["penugasan", "asesmen"]
    assert [S0.procedure.step(slug).by for slug in ("penugasan", "asesmen")] == [KASI, PEKSOS]
    assert [role.code for role in S0.reading.rows[1].does] == ["KASI", "PEKSOS"]
    assert S0.outcomes("penugasan")["ditugaskan"] == "asesmen"
    assert Course().received().perform("penugasan", "ditugaskan").state.step == "asesmen"
