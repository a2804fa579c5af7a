"""The procedure against its sheet: every row carried out, every name in place, every anomaly answered."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from plugins.pemulangan_orang_terlantar.tests.example import PROCEDURE, RAW, RELEASE

from laksana_sdk.forms import json_schema
from laksana_sdk.letters import Issue, Register
from laksana_sdk.procedure import ProcedureError
from laksana_sdk.reading import LawStatus, Reading
from laksana_sdk.roles import KABID, KADIS, KASI
from laksana_sdk.sheet import TimeKind
from laksana_sdk.vocabulary import SPMCode
from laksana_sop.pemulangan_orang_terlantar.r1.choices import SPMPemulangan

CARRIED_OUT_BY = {
    1: ("terima_laporan",),
    2: ("verifikasi",),
    3: ("asesmen",),
    4: ("surat_rekomendasi",),
    5: ("surat_tugas",),
    6: ("serahkan",),
    7: ("pendampingan",),
}
READING = Reading.beside(Path(RELEASE.folder) / "procedure.py")
ANSWERS = {anomaly.id: anomaly for anomaly in READING.anomalies}


def required(step: str) -> dict[str, bool]:
    """The papers of a step by slug, and whether each must be accepted."""
    return {paper.slug: paper.required for paper in getattr(PROCEDURE.step(step), "papers", ())}


def test_every_row_of_the_sheet_is_carried_out_by_the_step_it_names() -> None:
    rows = range(1, len(PROCEDURE.sheet.langkah) + 1)

    found = {row: tuple(node.slug for node in PROCEDURE.steps if node.row == row) for row in rows}

    assert found == CARRIED_OUT_BY


@pytest.mark.parametrize("row", CARRIED_OUT_BY)
def test_a_procedure_that_forgets_a_row_is_refused(row: int) -> None:
    stand_in = "the row is left out on purpose"
    steps = tuple(replace(node, row=None, implied=stand_in) if node.row == row else node for node in PROCEDURE.steps)

    with pytest.raises(ProcedureError, match=f"row {row} of the sheet is carried out by no step"):
        replace(PROCEDURE, steps=steps)


def test_the_printed_times_add_up_to_48_minutes() -> None:
    total = PROCEDURE.sheet.total_printed()

    assert (total.office_time, total.rows_without_time) == ("PT48M", (1, 5, 6))


def test_the_office_roles_that_the_procedure_needs_are_those_of_the_sheet() -> None:
    assert {role.code for role in PROCEDURE.roles()} == {"STAF", "PEKSOS", "KASI", "KABID", "KADIS"}


def test_letters_to_others_are_signed_by_the_head_after_the_bidangs_paraf() -> None:
    signed = {template.kind: template for template in PROCEDURE.templates() if template.issue is Issue.SIGNED}

    assert set(signed) == {
        *("surat_rekomendasi_pemulangan", "surat_tugas", "surat_penolakan"),
        *("surat_pengantar_terusan", "surat_pengantar_antar_dinsos"),
    }
    assert {(template.paraf, template.signer) for template in signed.values()} == {((KABID,), KADIS)}
    assert PROCEDURE.template("surat_tugas").register is Register.SURAT_TUGAS


def test_every_early_end_of_the_field_is_there() -> None:
    assert set(PROCEDURE.exits) == {
        *("reject", "forward", "cancel", "refused_by_client", "deceased", "moved", "not_found", "duplicate"),
    }


def test_every_form_has_an_example_and_every_field_a_label_and_an_end() -> None:
    with_form = {node.slug: node.form for node in PROCEDURE.steps if node.form is not None}

    assert set(with_form) == set(RAW)
    for form in with_form.values():
        for name, member in _fields(json_schema(form)):
            assert "title" in json.dumps(member), f"{form.__name__}.{name} has no label"
            for text in _texts(member):
                assert "maxLength" in text or "pattern" in text or "format" in text, f"{form.__name__}.{name}"


def test_every_anomaly_of_the_sheet_is_answered_and_names_steps_that_exist() -> None:
    slugs = {node.slug for node in PROCEDURE.steps}

    assert list(ANSWERS) == [f"S1-{number}" for number in range(1, 13)]
    assert {step for anomaly in ANSWERS.values() for step in anomaly.steps} <= slugs


def test_s1_1_the_police_letter_may_follow_the_senders_is_required_of_those_passed_on_the_photo_is_expected() -> None:
    assert required("verifikasi") == {
        "suket_polres": False,
        "suket_dinsos_asal": False,
        "foto": False,
        "identitas": False,
    }
    assert required("surat_asal") == {"suket_dinsos_asal": True}
    assert required("pendampingan") == {"suket_polres": True, "bukti_biaya": False}


def test_s1_2_row_5_signs_and_row_6_hands_over() -> None:
    assert [PROCEDURE.step(slug).row for slug in ANSWERS["S1-2"].steps] == [4, 5, 6]


def test_s1_3_three_papers_come_out_of_rows_4_5_and_7() -> None:
    kinds = {template.kind for template in PROCEDURE.templates()}

    assert {"surat_rekomendasi_pemulangan", "surat_tugas", "laporan_pendampingan"} <= kinds


def test_s1_4_the_journey_stands_between_rows_6_and_7_and_says_why() -> None:
    places = [PROCEDURE.order(slug) for slug in ANSWERS["S1-4"].steps]

    assert PROCEDURE.order("serahkan") < min(places) <= max(places) < PROCEDURE.order("pendampingan")
    assert all(PROCEDURE.step(slug).implied for slug in ANSWERS["S1-4"].steps)


def test_s1_5_and_s1_6_roles_are_bound_to_codes_and_row_2_is_the_social_workers() -> None:
    assert {PROCEDURE.step(slug).by for slug in ANSWERS["S1-5"].steps} == {KASI}
    assert PROCEDURE.step("verifikasi").by.code == "PEKSOS"


def test_s1_7_a_blank_effective_date_stays_blank_and_the_number_verbatim() -> None:
    sheet = PROCEDURE.sheet

    assert (sheet.tanggal_efektif, sheet.tanggal_revisi) == (None, "2023-11-30")
    assert sheet.nomor_sop == "800/13-d /Dinsos.C/1/2023"


def test_s1_8_the_cut_off_basis_is_verbatim_and_completed_only_in_the_reading() -> None:
    assert PROCEDURE.sheet.dasar_hukum[5].endswith("Penyusunan SOP di")
    assert (READING.laws[5].refs[0].note or "").startswith("completed_by_us")
    assert READING.laws[4].refs[0].status is LawStatus.SUPERSEDED


def test_s1_9_misprints_stay_on_the_sheet_and_out_of_our_labels() -> None:
    labels = " ".join(node.label for node in PROCEDURE.steps)

    assert "Terakit" in PROCEDURE.sheet.row(1).kegiatan
    assert PROCEDURE.sheet.row(3).output == "Pengecheckan Data"
    assert not [correction.printed for correction in READING.corrections if correction.printed in labels]


def test_s1_10_three_minutes_are_the_printed_handling_time_of_row_7() -> None:
    assert (PROCEDURE.sheet.row(7).waktu.iso, PROCEDURE.sheet.row(7).waktu.kind) == ("PT3M", TimeKind.EXACT)


def test_s1_11_nothing_but_the_sheet_knows_the_qualification() -> None:
    code = [path.read_text("utf-8") for path in RELEASE.folder.glob("*.py")]

    assert "Ramah dan berpenampilan menarik" in PROCEDURE.sheet.kualifikasi_pelaksana
    assert not [text for text in code if "berpenampilan" in text]


def test_s1_12_k4_is_the_only_spm_service_that_the_assessment_offers() -> None:
    assert [member.value for member in SPMPemulangan] == [SPMCode.K4.value]


def _fields(schema: dict[str, object]) -> list[tuple[str, dict[str, object]]]:
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    return [(name, member) for struct in definitions.values() for name, member in struct.get("properties", {}).items()]


def _texts(member: object) -> list[dict[str, object]]:
    if isinstance(member, dict):
        own = [member] if member.get("type") == "string" else []
        return own + [text for value in member.values() for text in _texts(value)]
    if isinstance(member, list):
        return [text for value in member for text in _texts(value)]
    return []
