"""What was decided about each oddity of Lamandau's sheet for stranded people, S1-1 to S1-12."""

from datetime import timedelta

import pytest
from plugins.pemulangan_orang_terlantar.tests.course import Course, RefusedError
from plugins.pemulangan_orang_terlantar.tests.example import RELEASE, full_facts
from tests.support.printed import classes_of, in_force_since, posts_of, printed

from laksana_sdk.forms import json_schema
from laksana_sdk.letters import Issue
from laksana_sdk.nodes import SignedLetter, Step, Wait
from laksana_sdk.reading import LawStatus
from laksana_sdk.roles import KABID, KADIS, PEKSOS
from laksana_sdk.vocabulary import PPKSCategory

S1 = printed(RELEASE)
IDS = (
    *("S1-1", "S1-2", "S1-3", "S1-4", "S1-5", "S1-6"),
    *("S1-7", "S1-8", "S1-9", "S1-10", "S1-11", "S1-12"),
)


def test_every_oddity_of_the_sheet_is_answered_and_has_its_test() -> None:
    tested = {name.split("_")[2] for name in globals() if name.startswith("test_s1_")}

    assert tuple(anomaly.id for anomaly in S1.reading.anomalies) == IDS
    assert {f"S1-{number}" for number in tested} == set(IDS)


def test_s1_1_the_police_letter_is_owed_by_all_the_origin_letter_by_those_passed_on_the_photo_by_nobody() -> None:
    assert S1.sheet.peralatan[:2] == ("Suket terlantar dari Polres", "Suket Terlantar dari Dinsos Asal/Jika Kiriman")
    required = {
        node.slug: [paper.slug for paper in node.papers if paper.required]
        for node in S1.procedure.steps
        if isinstance(node, Step)
    }
    assert {step: papers for step, papers in required.items() if papers} == {
        "surat_asal": ["suket_dinsos_asal"],
        "pendampingan": ["suket_polres"],
    }
    assert S1.outcomes("verifikasi")["kiriman"] == "surat_asal"
    course = Course().to_interview(suket_polres="MENYUSUL", to_follow="Polsek tutup pada malam hari.")
    course.done("verifikasi", "lanjut").planned().done("rencana", "dijemput").done("serah_terima", "diterima")

    with pytest.raises(RefusedError):
        course.done("pendampingan", "selesai", cara="DIJEMPUT")

    assert course.state.step == "pendampingan"
    course.papers_found("suket_polres").done("pendampingan", "selesai", cara="DIJEMPUT")
    assert course.state.step == "selesaikan"


def test_s1_2_row_5_signs_and_row_6_hands_over() -> None:
    assert (S1.sheet.row(6).kegiatan or "") in S1.sheet.row(5).kegiatan
    assert (S1.carrying_out(5), S1.carrying_out(6)) == (["surat_tugas"], ["serahkan"])
    assert S1.procedure.step("serahkan").label == "Surat diserahkan kepada Kasi dan pekerja sosial"


def test_s1_3_recommendation_order_and_report_are_three_papers() -> None:
    kinds = ("surat_rekomendasi_pemulangan", "surat_tugas", "laporan_pendampingan")
    letters = [S1.procedure.template(kind) for kind in kinds]

    assert [(letter.issue, letter.paraf, letter.signer) for letter in letters] == [
        (Issue.SIGNED, (KABID,), KADIS),
        (Issue.SIGNED, (KABID,), KADIS),
        (Issue.ISSUED, (), PEKSOS),
    ]
    assert isinstance(S1.procedure.step("surat_rekomendasi"), SignedLetter)
    assert "laporan_pendampingan" in [letter.kind for letter in S1.procedure.step("pendampingan").letters]
    assert S1.procedure.step("pendampingan").row == 7


def test_s1_4_the_journey_home_is_planned_left_handed_over_and_confirmed_without_a_row() -> None:
    journey = {
        *("rencana", "jawaban_penampungan", "pemberangkatan", "serah_terima"),
        *("konfirmasi_dinsos", "konfirmasi_keluarga", "konfirmasi_provinsi", "penelusuran"),
    }
    assert journey <= S1.implied()
    assert S1.procedure.step("serahkan").targets() == ("rencana",)
    assert S1.outcomes("rencana") == {
        "langsung": "pemberangkatan",
        "estafet": "pemberangkatan",
        "didampingi": "pemberangkatan",
        "dijemput": "serah_terima",
        "penampungan": "jawaban_penampungan",
    }
    waits = {node.slug: node.on.code for node in S1.procedure.steps if isinstance(node, Wait)}
    assert waits == {
        "perawatan": "RUMAH_SAKIT",
        "jawaban_penampungan": "PANTI",
        "konfirmasi_dinsos": "DINSOS_ASAL",
        "konfirmasi_keluarga": "KELUARGA",
        "konfirmasi_provinsi": "DINSOS_PROVINSI",
    }
    assert S1.outcomes("pemberangkatan")["sendiri_tanpa_konfirmasi"] == "pendampingan"


def test_s1_5_two_spellings_of_a_section_are_one_role_bound_to_posts() -> None:
    assert "Pelayanan dan Rehabilitasi Tuna Sosial" in S1.sheet.row(3).kegiatan
    assert "Pelayanan dan Rehabilitasi Sosial Tuna Sosial" in S1.sheet.row(6).kegiatan
    assert {S1.procedure.step(slug).by.code for slug in ("asesmen", "serahkan")} == {"KASI"}
    assert posts_of("lamandau", "KASI") == [
        "Kepala Seksi Pelayanan dan Rehabilitasi Sosial Anak dan Lanjut Usia",
        "Kepala Seksi Pelayanan dan Rehabilitasi Sosial Tuna Sosial",
    ]


def test_s1_6_row_2_is_verified_by_the_social_worker_without_waiting_for_an_assignment() -> None:
    assert S1.sheet.row(2).kegiatan.startswith(
        "Pekerja Sosial atau Tenaga Kerja Sosial Profesional untuk melakukan verifikasi"
    )
    assert (S1.carrying_out(2), S1.procedure.step("verifikasi").by) == (["verifikasi"], PEKSOS)
    assert Course().to_interview().state.step == "verifikasi"
    assert [role.code for role in S1.procedure.assigners] == ["KASI", "KABID"]


def test_s1_7_header_cells_are_as_printed_or_null_and_the_office_names_the_day() -> None:
    assert S1.sheet.nomor_sop == "800/13-d /Dinsos.C/1/2023"
    assert (S1.sheet.tanggal_efektif, S1.sheet.tanggal_revisi) == (None, "2023-11-30")
    assert in_force_since("lamandau", "pemulangan_orang_terlantar") == "2024-01-02"
    assert "800" not in classes_of("lamandau").values()


def test_s1_8_the_cut_off_law_is_completed_beside_the_sheet_and_off_topic_ones_are_not_cited() -> None:
    assert S1.sheet.dasar_hukum[5] == "Peraturan Menteri Sosial Nomor 32 Tahun 2012 tentang Pedoman Penyusunan SOP di"
    (completed,) = S1.reading.laws[5].refs
    assert completed.ref == "Permensos 32/2012"
    assert (completed.note or "").startswith("completed_by_us:")
    assert S1.laws()[4] == ("PP 43/1998", LawStatus.SUPERSEDED, "PP 52/2019")
    for kind in ("surat_rekomendasi_pemulangan", "surat_tugas", "surat_penolakan"):
        said = S1.said(kind, full_facts())
        assert "Undang-Undang Nomor 11 Tahun 2009" in said
        assert "Disabilitas" not in said
        assert "Nomor 43 Tahun 1998" not in said
    assert "Undang-Undang Nomor 25 Tahun 2009" in S1.said("surat_penolakan", full_facts())


def test_s1_9_misprints_stay_in_the_sheet_and_out_of_our_labels() -> None:
    assert [(fix.printed, fix.read) for fix in S1.reading.corrections] == [
        ("Terakit", "terkait"),
        ("Pengecheckan", "pengecekan"),
        ("perengkapan", "perlengkapan"),
        ("Keterangann", "keterangan"),
    ]
    assert "Terakit" in S1.sheet.row(1).kegiatan
    assert S1.sheet.row(3).output == "Pengecheckan Data"
    text = (RELEASE.folder / "sheet.yaml").read_text("utf-8")
    assert "<p" not in text
    assert "<ol" not in text
    labels = " ".join(node.label for node in S1.procedure.steps)
    assert not [fix.printed for fix in S1.reading.corrections if fix.printed in labels]


def test_s1_10_three_minutes_are_the_files_and_the_journey_is_dated_by_itself() -> None:
    assert S1.sheet.row(7).waktu.longest == timedelta(minutes=3)
    assert S1.sheet.total_printed().office_time == "PT48M"
    report = S1.procedure.step("pendampingan").form
    assert report is not None
    assert {"started_on", "ended_on"} <= set(report.__struct_fields__)


def test_s1_11_friendly_and_good_looking_is_printed_and_nothing_more() -> None:
    words = "Ramah dan berpenampilan menarik"

    assert S1.sheet.kualifikasi_pelaksana[2] == words
    forms = [node.form for node in S1.procedure.steps if node.form is not None]
    assert not [form for form in forms if "berpenampilan" in str(json_schema(form))]
    sources = [path.read_text("utf-8") for path in RELEASE.folder.glob("*.py")]
    assert not [text for text in sources if "kualifikasi" in text or "berpenampilan" in text]


def test_s1_12_a_stranded_person_counts_as_such_and_k4_needs_a_beggar_or_vagrant() -> None:
    assert "ORANG_TERLANTAR" not in {category.value for category in PPKSCategory}
    course = Course().to_assessment()
    assert (course.state.core.ppks_category, course.state.core.spm_code) == ("ORANG_TERLANTAR", None)

    with pytest.raises(RefusedError):
        course.done("asesmen", "dipulangkan", spm_code="K4")

    assert course.state.step == "asesmen"
    course.done("asesmen", "dipulangkan", ppks_category="GELANDANGAN", spm_code="K4")
    assert (course.state.core.ppks_category, course.state.core.spm_code) == ("GELANDANGAN", "K4")
