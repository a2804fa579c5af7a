"""The procedure against its sheet: every row carried out, every oddity answered, every name in place."""

import json
from dataclasses import replace

import pytest
from plugins.lansia_terlantar.tests.example import PROCEDURE, RELEASE

from laksana_sdk.forms import json_schema
from laksana_sdk.letters import Issue, Register
from laksana_sdk.procedure import ProcedureError
from laksana_sdk.reading import LawStatus, Reading
from laksana_sdk.roles import KABID, KADIS
from laksana_sdk.sheet import TimeBasis

READING = Reading.beside(RELEASE.folder / "procedure.py")
SHEET = PROCEDURE.sheet

CARRIED_OUT_BY = {
    1: ("terima_permohonan",),
    2: ("penugasan", "asesmen"),
    3: ("tinjau_asesmen", "siapkan_administrasi"),
    4: ("telaah_kabid",),
    5: ("persetujuan_tinggal", "surat_rekomendasi"),
    6: ("serahkan_rekomendasi",),
    7: ("kirim_klien",),
}


def test_the_header_is_what_lamandau_signed_with_its_blanks() -> None:
    assert (SHEET.nomor_sop, SHEET.nama_sop, SHEET.tanggal_efektif) == ("800/13-c /Dinsos.C/2023", None, None)
    assert (SHEET.tanggal_pembuatan, SHEET.tanggal_revisi) == ("2023-01-05", "2023-11-30")
    assert SHEET.disahkan_oleh == ("M. SYAIFUDIN ZUHRI, SE.,M.A.P Pembina Tingkat I (IV/b) NIP. 19781211 200604 1 006")
    assert SHEET.judul == f"Standar Operasional Prosedur (SOP) {PROCEDURE.name}"
    assert SHEET.kolom_pelaksana == ("STAF / PEKSOS", "KASI", "KABID", "KADIS")
    assert (len(SHEET.dasar_hukum), len(SHEET.peralatan), len(SHEET.kualifikasi_pelaksana)) == (14, 6, 4)
    assert [SHEET.dasar_hukum[number - 1] == SHEET.dasar_hukum[copy - 1] for number, copy in ((8, 4), (9, 5))] == [
        True,
        True,
    ]


def test_the_office_promises_25_minutes_and_prints_no_time_in_rows_1_5_and_6() -> None:
    total = SHEET.total_printed()

    assert total.office_time == "PT25M"
    assert list(total.by_basis) == [TimeBasis.OFFICE_TIME]
    assert total.rows_without_time == (1, 5, 6)


def test_every_row_of_the_sheet_is_carried_out_by_the_steps_that_name_it() -> None:
    rows = range(1, len(SHEET.langkah) + 1)

    assert {row: tuple(node.slug for node in PROCEDURE.steps if node.row == row) for row in rows} == CARRIED_OUT_BY


@pytest.mark.parametrize("row", CARRIED_OUT_BY)
def test_a_procedure_that_forgets_a_row_is_refused(row: int) -> None:
    stand_in = "the row is left out on purpose"
    steps = tuple(replace(node, row=None, implied=stand_in) if node.row == row else node for node in PROCEDURE.steps)

    with pytest.raises(ProcedureError, match=f"row {row} of the sheet is carried out by no step"):
        replace(PROCEDURE, steps=steps)


def test_whoever_does_a_step_of_a_row_is_named_in_our_reading_of_it() -> None:
    for node in PROCEDURE.steps:
        if node.row is not None:
            read = READING.rows[node.row - 1]

            assert node.by in (*read.does, *read.supports), node.slug


def test_all_fifteen_oddities_are_answered_with_a_place() -> None:
    slugs = {node.slug for node in PROCEDURE.steps}

    assert [anomaly.id for anomaly in READING.anomalies] == [f"S0-{number}" for number in range(1, 16)]
    assert {step for anomaly in READING.anomalies for step in anomaly.steps} <= slugs
    assert {anomaly.id for anomaly in READING.anomalies if not anomaly.steps} == {"S0-1", "S0-2", "S0-3"}


def test_every_cited_law_has_a_canonical_name_and_copies_are_known_as_copies() -> None:
    cited = [[(law.ref, law.status) for law in basis.refs] for basis in READING.laws]

    assert cited[7:10] == cited[3:6]
    assert cited[2] == cited[4] == [("UU 13/1998", LawStatus.IN_FORCE)]
    gone = [number for number, refs in enumerate(cited, 1) if refs[0][1] is LawStatus.SUPERSEDED]
    assert gone == [4, 7, 8, 11, 13]


def test_the_village_letter_is_required_and_an_identity_is_not() -> None:
    required = [paper.slug for paper in PROCEDURE.papers if paper.required]

    assert required == ["surat_permohonan_desa", "surat_kesediaan", "foto"]


def test_the_office_roles_that_the_procedure_needs_are_those_of_the_sheet_and_the_registry() -> None:
    assert {role.code for role in PROCEDURE.roles()} == {"STAF", "PEKSOS", "KASI", "KABID", "KADIS", "TU"}


def test_what_leaves_in_the_offices_name_is_signed_by_the_head_after_the_kabids_paraf() -> None:
    signed = {template.kind: template for template in PROCEDURE.templates() if template.issue is Issue.SIGNED}

    assert set(signed) == {
        *("persetujuan_tinggal_di_panti", "surat_rekomendasi", "surat_tugas"),
        *("surat_penolakan", "surat_pengantar_terusan", "surat_pengantar_pindah"),
    }
    assert {(template.paraf, template.signer) for template in signed.values()} == {((KABID,), KADIS)}
    assert signed["surat_tugas"].register is Register.SURAT_TUGAS


def test_statements_reports_and_the_villages_own_letter_carry_no_number_of_the_office() -> None:
    unnumbered = {template.kind for template in PROCEDURE.templates() if template.register is None}

    assert unnumbered == {
        *("surat_permohonan_desa", "formulir_asesmen", "laporan_pendampingan"),
        *("pernyataan_pembatalan", "pernyataan_penolakan"),
    }


def test_every_early_end_of_the_field_is_open() -> None:
    assert set(PROCEDURE.exits) == {
        *("reject", "forward", "cancel", "refused_by_client"),
        *("deceased", "moved", "not_found", "duplicate"),
    }


def test_every_field_of_every_form_has_a_label_and_every_text_an_end() -> None:
    for form in [node.form for node in PROCEDURE.steps if node.form is not None]:
        for struct in json_schema(form)["$defs"].values():
            for name, member in struct.get("properties", {}).items():
                assert "title" in json.dumps(member), f"{form.__name__}.{name} has no label"
                for text in _texts(member):
                    assert "maxLength" in text or "pattern" in text or "format" in text, f"{form.__name__}.{name}"


def _texts(member: object) -> list[dict[str, object]]:
    if isinstance(member, dict):
        own = [member] if member.get("type") == "string" else []
        return own + [text for value in member.values() for text in _texts(value)]
    if isinstance(member, list):
        return [text for value in member for text in _texts(value)]
    return []
