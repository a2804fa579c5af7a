"""What was decided about each oddity of Lahat's sheet, S3-1 to S3-15."""

import pytest
from plugins.asistensi_rehabilitasi.tests.course import Course, RefusedError
from plugins.asistensi_rehabilitasi.tests.example import RELEASE, full_facts
from tests.support.printed import classes_of, pack, posts_of, printed

from laksana_sdk.forms import json_schema
from laksana_sdk.letters import Register
from laksana_sdk.nodes import Wait
from laksana_sdk.procedure import working_days
from laksana_sdk.roles import KABID, KADIS, SENTRA
from laksana_sdk.sheet import TimeKind
from laksana_sdk.states import Status
from laksana_tenants.provision.pack import INSTITUTION

S3 = printed(RELEASE)
IDS = (
    "S3-1", "S3-2", "S3-3", "S3-4", "S3-5", "S3-6", "S3-7", "S3-8", "S3-9", "S3-10", "S3-11", "S3-12", "S3-13",
    "S3-14", "S3-15",
)  # fmt: skip


def test_every_oddity_of_the_sheet_is_answered_and_has_its_test() -> None:
    tested = {name.split("_")[2] for name in globals() if name.startswith("test_s3_")}

    assert tuple(anomaly.id for anomaly in S3.reading.anomalies) == IDS
    assert {f"S3-{number}" for number in tested} == set(IDS)


def test_s3_1_an_incomplete_file_goes_back_to_the_applicant_with_its_gaps_and_comes_to_row_2_again() -> None:
    assert S3.sheet.row(2).keputusan == ("Belum lengkap",)
    course = Course().to_paper_check().papers_found(pc_ktp="MISSING", foto="UNREADABLE")

    course.perform("periksa_berkas", outcome="belum_lengkap")

    assert (course.state.status, course.state.returned_to) == (Status.RETURNED, "PELAPOR")
    assert (course.state.missing, course.letters[-1]) == (("pc_ktp", "foto"), "kekurangan_berkas")
    assert S3.outcomes("periksa_berkas")["lengkap"] == "laporkan"


def test_s3_2_the_unnamed_column_is_null_and_read_as_staf_until_the_office_says_otherwise() -> None:
    assert S3.sheet.kolom_pelaksana[2] is None
    assert len(S3.sheet.kolom_pelaksana) == 6
    assert [S3.reading.columns[place].role.code for place in (1, 2)] == ["STAF", "STAF"]
    assert (S3.anomaly("S3-2").ask or "").startswith("Kolom pelaksana nomor 4 tidak bernama.")


def test_s3_3_a_receipt_is_given_at_once_and_the_formal_one_in_row_6() -> None:
    course = Course().to_paper_check()

    assert (course.letters, course.state.agenda_number) == (["catatan_laporan", "tanda_terima_awal"], "0117")
    assert S3.procedure.template("tanda_terima_awal").register is Register.TANDA_TERIMA
    assert S3.procedure.step("tanda_terima").row == 6
    assert [letter.kind for letter in S3.procedure.step("tanda_terima").letters] == ["tanda_terima"]


def test_s3_4_what_others_decide_has_no_printed_time_and_is_a_wait_on_them() -> None:
    assert {S3.sheet.row(number).waktu.kind for number in (7, 8)} == {TimeKind.NONE}
    waits = [node for node in S3.procedure.steps if isinstance(node, Wait)]
    assert [(wait.slug, wait.on, wait.remind, wait.row) for wait in waits] == [
        ("jawaban_sentra", SENTRA, working_days(14), None),
        ("hasil_sentra", SENTRA, working_days(14), None),
    ]


def test_s3_5_education_has_its_note_and_the_spt_is_signed_when_its_day_is_known() -> None:
    assert S3.sheet.row(5).output == "Catatan dan dokumen SPT"
    assert S3.carrying_out(5) == ["edukasi", "surat_tugas"]
    order = S3.procedure.template("surat_tugas")
    assert (order.paraf, order.signer, order.register) == ((KABID,), KADIS, Register.SURAT_TUGAS)
    course = Course().to_dispatch()
    assert course.state.letter_of("surat_tugas") is None
    assert course.answered("jawaban_sentra", "dijadwalkan").state.step == "surat_tugas"


def test_s3_6_both_titles_are_kept_and_the_procedure_is_named_by_nama_sop() -> None:
    assert S3.sheet.judul == f"SOP {S3.sheet.keterkaitan[0]}"
    assert S3.procedure.name.upper() == S3.sheet.nama_sop
    assert (S3.anomaly("S3-6").ask or "").startswith("Judul tabel sama dengan SOP pada Keterkaitan")


def test_s3_7_the_damaged_kop_stands_nowhere_and_the_letterhead_is_the_offices_own() -> None:
    office: object = pack("lahat").tenant["letterhead"]

    assert "HAMMO" not in (RELEASE.folder / "sheet.yaml").read_text("utf-8")
    assert "HAMMO" not in str(office)
    assert "Jl. Kol. H. Barlian Bandar Jaya - Lahat Kode pos : 31414" in str(office)


def test_s3_8_class_462_is_printed_and_outgoing_letters_take_theirs_from_the_register() -> None:
    assert S3.sheet.nomor_sop == "462/013.a/KEP/2024"
    assert classes_of("lahat") == {"SURAT_KELUAR": "400.9", "SURAT_TUGAS": "100.3.5"}


def test_s3_9_a_dash_for_the_revision_is_null() -> None:
    assert (S3.sheet.tanggal_revisi, S3.sheet.tanggal_efektif) == (None, "2024-06-06")
    assert S3.anomaly("S3-9").decision == "Null: the SOP has not been revised."


def test_s3_10_the_approver_has_no_rank_and_todays_signer_comes_from_the_posts() -> None:
    assert (S3.sheet.disahkan_oleh or "").endswith("EKMAN MULYADI, S.Sos NIP : 196807192001121001")
    assert "Pembina" not in (S3.sheet.disahkan_oleh or "")
    # The example's own head gives a disposisi, so the facts without one are asked.
    assert "MULYADI" not in S3.printed_on_letters(full_facts(disposisi=())).upper()
    assert posts_of("lahat", "KADIS") == ["Kepala Dinas Sosial"]


def test_s3_11_the_service_is_free_and_no_form_asks_the_applicant_for_money() -> None:
    assert S3.reading.items("peringatan")[0] == "Tarif / biaya : Gratis"
    forms = {node.slug: json_schema(node.form) for node in S3.procedure.steps if node.form is not None}
    # What the Sentra's aid is worth is asked at the end; nothing is asked to be paid.
    assert [slug for slug, schema in forms.items() if "rupiah" in str(schema).lower()] == ["selesaikan"]
    assert not [slug for slug, schema in forms.items() if "biaya" in str(schema).lower()]
    assert "tidak dipungut biaya" in (RELEASE.folder / "templates" / "tanda_terima.typ").read_text("utf-8").lower()


def test_s3_12_receivers_are_the_offices_own_open_list() -> None:
    listed = {row.values["slug"]: row.values["kind"] for row in pack("lahat").of(INSTITUTION)}

    assert {"sentra_budi_perkasa", "sentra_abiyoso"} <= set(listed)
    assert "DINSOS_PROVINSI" in listed.values()
    recap = S3.procedure.step("rekap").form
    assert recap is not None
    destination = json_schema(recap)["$defs"]["Rekap"]["properties"]["destination"]
    assert "enum" not in str(destination)


def test_s3_13_the_result_is_the_applicants_own_and_the_case_stays_open_until_it_has_come() -> None:
    course = Course().to_dispatch().answered("jawaban_sentra", "dijadwalkan").signed("surat_tugas").perform("asesmen")
    with pytest.raises(RefusedError):
        course.closed("bantuan_diberikan")
    assert (course.state.step, course.state.status) == ("hasil_sentra", Status.AWAITING_OUTSIDE)

    course.answered("hasil_sentra", "tidak_layak", reason="Sudah mempunyai kursi roda.")

    assert (course.state.step, course.state.status.ended) == ("selesaikan", False)
    assert S3.outcomes("hasil_sentra") == {"layak": "selesaikan", "tidak_layak": "selesaikan"}
    labels = " ".join(node.label for node in S3.procedure.steps)
    assert "setuju" not in labels.lower()


def test_s3_14_misprints_stay_in_the_sheet_and_out_of_our_labels() -> None:
    assert [(fix.printed, fix.read) for fix in S3.reading.corrections] == [
        ("asisemen", "asesmen"),
        ("dkumen", "dokumen"),
    ]
    assert "asisemen" in S3.sheet.row(8).kegiatan
    assert "dkumen" in S3.sheet.pencatatan_pendataan[0]
    assert "asisemen" not in " ".join(node.label for node in S3.procedure.steps)


def test_s3_15_each_photocopy_is_one_paper_that_a_photo_or_scan_may_be() -> None:
    assert S3.reading.items("kelengkapan", row=2) == (
        *("Surat permohonan dari pemohon", "PC KK", "PC KTP"),
        *("Pengantar / SKTM dari kel/desa", "Foto ybs"),
    )
    assert [(paper.slug, paper.required) for paper in S3.procedure.papers] == [
        ("surat_permohonan", True),
        ("pc_kk", True),
        ("pc_ktp", True),
        ("pengantar_sktm", True),
        ("foto", True),
    ]
    assert "original" in S3.anomaly("S3-15").done_in
