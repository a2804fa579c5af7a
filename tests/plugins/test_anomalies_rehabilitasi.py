"""What was decided about each oddity of Palangka Raya's sheet, S2-1 to S2-13."""

import re
from datetime import timedelta

import pytest
from plugins.rehabilitasi_anak_lansia.tests.course import Course, RefusedError
from plugins.rehabilitasi_anak_lansia.tests.example import CHILD, RELEASE, full_facts
from tests.support.printed import in_force_since, posts_of, printed

from laksana_sdk.nodes import SignedLetter, Wait
from laksana_sdk.reading import LawStatus
from laksana_sdk.roles import KABID, KADIS, SEKRETARIS, STAF
from laksana_sdk.sheet import TimeBasis
from laksana_sop.rehabilitasi_anak_lansia.r1 import wording

S2 = printed(RELEASE)
IDS = (
    *("S2-1", "S2-2", "S2-3", "S2-4", "S2-5", "S2-6", "S2-7"),
    *("S2-8", "S2-9", "S2-10", "S2-11", "S2-12", "S2-13"),
)


def test_every_oddity_of_the_sheet_is_answered_and_has_its_test() -> None:
    tested = {name.split("_")[2] for name in globals() if name.startswith("test_s2_")}

    assert tuple(anomaly.id for anomaly in S2.reading.anomalies) == IDS
    assert {f"S2-{number}" for number in tested} == set(IDS)


def test_s2_1_the_nip_of_17_digits_is_never_padded_and_printed_on_no_letter() -> None:
    approver = S2.sheet.disahkan_oleh or ""

    assert approver.endswith("NIP. 19630118 198211 1 00")
    assert len(re.sub(r"\D", "", approver.partition("NIP.")[2])) == 17
    letters = S2.printed_on_letters(full_facts())
    assert "19630118" not in letters
    assert "FAULIANSYAH" not in letters.upper()


def test_s2_2_the_number_without_its_beginning_is_verbatim_and_letters_cite_name_and_day() -> None:
    assert S2.sheet.nomor_sop == "/Rehsos /03/2017"
    assert RELEASE.slug == "rehabilitasi_anak_lansia"
    assert wording.SOP == (
        "Standar Operasional Prosedur Rehabilitasi Sosial Anak dan Lanjut Usia Dinas Sosial Kota Palangka Raya, "
        "berlaku sejak 1 April 2017"
    )
    assert "/03/2017" not in S2.printed_on_letters(full_facts())


def test_s2_3_a_sheet_of_2017_was_never_revised_and_a_plt_of_today_may_sign() -> None:
    assert (S2.sheet.tanggal_revisi, S2.sheet.tanggal_efektif) == (None, "2017-04-01")
    assert in_force_since("palangka_raya", "rehabilitasi_anak_lansia") == "2017-04-01"
    assert not [letter.kind for letter in S2.procedure.templates() if letter.strategic]
    assert (S2.anomaly("S2-3").ask or "").endswith("Apakah perlu ditinjau ulang?")


def test_s2_4_the_procedure_bears_the_tables_title_and_the_header_stays_beside_it() -> None:
    assert S2.sheet.nama_sop == "Penyelenggaraan Rehabilitasi Sosial dan Lanjut Usia"
    assert S2.sheet.judul == "Prosedur Pelaksanaan Rehabilitasi sosial anak dan lanjut usia"
    assert S2.procedure.name == "Rehabilitasi Sosial Anak dan Lanjut Usia"


def test_s2_5_a_wrong_law_is_kept_printed_with_candidates_and_cited_nowhere() -> None:
    assert S2.reading.items("dasar_hukum")[2] == "Undang - Undang No.13 Tahun 2016"
    assert S2.reading.items("dasar_hukum")[5].startswith("PERDA Kota P.Raya No.50 Tahun 2014")
    patents, guideline = S2.reading.laws[2].refs[0], S2.reading.laws[5].refs[0]
    assert (patents.ref, patents.status, patents.replaced_by) == ("UU 13/2016", LawStatus.UNKNOWN, None)
    assert "UU 13/1998" in (patents.note or "")
    assert "UU 8/2016" in (patents.note or "")
    assert (guideline.ref, guideline.status) == ("Perwali Palangka Raya 50/2014", LawStatus.UNKNOWN)
    letters = S2.printed_on_letters(full_facts())
    assert "Nomor 13 Tahun 2016" not in letters
    assert "Nomor 50 Tahun 2014" not in letters
    assert wording.grounds(full_facts()) == [wording.UU_KESOS, wording.UU_LANSIA, wording.PP_KESOS, wording.SOP]


def test_s2_6_between_plan_and_coordination_kabid_and_sekretaris_initial_and_the_head_signs() -> None:
    gate, decree = S2.procedure.step("surat_pengantar"), S2.procedure.step("penetapan")
    assert isinstance(gate, SignedLetter)
    assert isinstance(decree, SignedLetter)

    assert gate.row is None
    assert (gate.implied or "").startswith("S2-6:")
    assert S2.procedure.step("rencana_rujukan").targets() == ("surat_pengantar",)
    assert [(node.letter.paraf, node.letter.signer) for node in (gate, decree)] == [((KABID, SEKRETARIS), KADIS)] * 2


def test_s2_7_the_plan_chooses_one_target_and_the_answer_is_awaited_from_that_party_alone() -> None:
    assert "panti rehabilitasi anak dan lanjut usia / Kementerian Sosial" in S2.sheet.row(7).kegiatan
    assert S2.outcomes("koordinasi") == {"menunggu_panti": "jawaban_panti", "menunggu_sentra": "jawaban_sentra"}
    waits = {node.slug: node.on.code for node in S2.procedure.steps if isinstance(node, Wait)}
    assert waits == {"jawaban_panti": "PANTI", "jawaban_sentra": "SENTRA"}
    course = Course().to_verification().perform("verifikasi", outcome="layak").perform("rencana_rujukan")
    course.signed("surat_pengantar").sent("kirim", "pstw_sinta_rangkang")

    with pytest.raises(RefusedError):
        course.perform("koordinasi", outcome="menunggu_sentra")

    assert course.state.step == "koordinasi"


def test_s2_8_bare_days_are_read_as_working_days_and_printed_as_they_are() -> None:
    rows = (6, 7, 8)

    assert [S2.sheet.row(number).waktu.printed for number in rows] == ["3 hari"] * 3
    assert {S2.sheet.row(number).waktu.basis for number in rows} == {TimeBasis.UNKNOWN}
    assert [(time.row, time.basis) for time in S2.reading.times] == [(row, TimeBasis.WORKING_DAYS) for row in rows]
    total = S2.sheet.total_printed()
    assert (total.office_time, total.by_basis[TimeBasis.UNKNOWN]) == ("PT78M", timedelta(days=9))


def test_s2_9_budget_papers_are_labels_and_the_plans_budget_line_may_be_anything_or_nothing() -> None:
    assert S2.reading.items("peralatan") == ("Renja SKPD", "RKA SKPD", "DIPA", "RKAKL")
    assert S2.reading.items("kelengkapan", row=5)[1] == "DPA SKPD"
    labels = " ".join(paper.label for paper in S2.procedure.papers)
    assert not [word for word in ("DIPA", "DPA", "RKA", "Renja") if word in labels]
    for budget in (None, "DIPA Kemensos", "DPA 1.06"):
        course = Course().to_verification().perform("verifikasi", outcome="layak")
        assert course.perform("rencana_rujukan", budget=budget).state.step == "surat_pengantar"


def test_s2_10_the_registry_prints_a_blank_slip_and_each_of_three_rows_prints_it_again() -> None:
    assert S2.sheet.row(1).output == "Disposisi"
    assert Course().opened().letters == ["tanda_terima", "lembar_disposisi"]
    blank = S2.procedure.template("lembar_disposisi").context(full_facts(disposisi=()))
    assert (blank["disposisi"], blank["kosong"]) == ([], 2)
    assert Course().to_identification().letters.count("lembar_disposisi") == 4


def test_s2_11_a_child_is_not_referred_before_the_guardian_has_settled() -> None:
    child = {"calon": CHILD, "ppks_category": "ANAK_TERLANTAR", "guardian_consent": "PENDING"}
    course = Course().to_verification(**child)
    found = {"ppks_category": "ANAK_TERLANTAR", "spm_code": "K2", "care": "TETANGGA"}

    with pytest.raises(RefusedError) as unwritten:
        course.perform("verifikasi", outcome="layak", **found)

    assert unwritten.value.codes == ["service.needed_for_outcome"]
    course.perform("verifikasi", outcome="layak", child_interest="Diasuh keluarga besar lebih dahulu.", **found)
    with pytest.raises(RefusedError):
        course.perform("rencana_rujukan", guardian_consent="PENDING")
    assert course.state.step == "rencana_rujukan"
    assert "6271031203489991" not in S2.said("tanda_terima", full_facts())


def test_s2_12_the_sheet_has_no_social_worker_and_each_form_names_the_staff_who_acted() -> None:
    assert "JF Pekerja Sosial" in S2.reading.items("kualifikasi_pelaksana")[1]
    assert S2.sheet.kolom_pelaksana == ("Kepala Dinas", "Sekretaris", "Kabid Rehsos", "Kasi", "Staf", "TU")
    assert "PEKSOS" not in {role.code for role in S2.procedure.roles()}
    assert S2.procedure.step("kunjungan").by == STAF
    for slug in ("verifikasi", "kunjungan", "penyaluran"):
        form = S2.procedure.step(slug).form
        assert form is not None
        assert "officers" in form.__struct_fields__


def test_s2_13_the_role_stays_kasi_and_the_post_bears_todays_title() -> None:
    assert S2.sheet.kolom_pelaksana[3] == "Kasi"
    assert posts_of("palangka_raya", "KASI") == ["Sub Koordinator Seksi Rehabilitasi Sosial Anak dan Lansia"]
    templates = [path.read_text("utf-8") for path in (RELEASE.folder / "templates").glob("*.typ")]
    assert not [text for text in templates if "Kepala Seksi" in text]
