"""The procedure against its sheet: every row carried out, none left out, every oddity answered."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from plugins.rehabilitasi_anak_lansia.tests.example import PROCEDURE, RELEASE

from laksana_sdk.forms import json_schema
from laksana_sdk.letters import Issue, Register
from laksana_sdk.procedure import Close, ProcedureError
from laksana_sdk.reading import LawStatus, Reading
from laksana_sdk.roles import KABID, KADIS, SEKRETARIS
from laksana_sdk.sheet import TimeBasis
from laksana_sdk.states import ENDED, Status

CARRIED_OUT_BY = {
    1: ("terima_usulan",),
    2: ("pertimbangan",),
    3: ("disposisi_kadis",),
    4: ("disposisi_kabid",),
    5: ("identifikasi", "verifikasi"),
    6: ("rencana_rujukan",),
    7: ("koordinasi", "penetapan"),
    8: ("penyaluran",),
}
READING = Reading.beside(RELEASE.folder / "procedure.py")


def test_every_row_of_the_sheet_is_carried_out_by_the_step_it_names() -> None:
    rows = range(1, len(PROCEDURE.sheet.langkah) + 1)

    assert {row: tuple(node.slug for node in PROCEDURE.steps if node.row == row) for row in rows} == CARRIED_OUT_BY


@pytest.mark.parametrize("row", CARRIED_OUT_BY)
def test_a_procedure_that_forgets_a_row_is_refused(row: int) -> None:
    stand_in = "the row is left out on purpose"
    steps = tuple(replace(node, row=None, implied=stand_in) if node.row == row else node for node in PROCEDURE.steps)

    with pytest.raises(ProcedureError, match=f"row {row} of the sheet is carried out by no step"):
        replace(PROCEDURE, steps=steps)


@pytest.mark.parametrize("skipped", [row for row in CARRIED_OUT_BY if row > 1])
def test_no_way_leads_to_the_end_past_a_row(skipped: int) -> None:
    closed_off = {node.slug for node in PROCEDURE.steps if node.row == skipped}
    reached, waiting = set[str](), [PROCEDURE.intake.slug]
    while waiting:
        slug = waiting.pop()
        if slug not in reached and slug not in closed_off:
            reached.add(slug)
            waiting.extend(target for target in PROCEDURE.step(slug).targets() if isinstance(target, str))

    assert "selesaikan" not in reached


def test_only_the_last_step_and_the_early_ends_close_a_case() -> None:
    closing = {
        node.slug: {target.status for target in node.targets() if isinstance(target, Close)}
        for node in PROCEDURE.steps
        if any(isinstance(target, Close) for target in node.targets())
    }

    assert closing.pop("selesaikan") == {Status.COMPLETED}
    assert set(closing) == {leave.through for leave in PROCEDURE.exits.values() if leave.through}
    assert {leave.status for leave in PROCEDURE.exits.values()} == ENDED - {Status.COMPLETED}


def test_the_office_roles_that_the_procedure_needs_are_the_sheets_six_columns() -> None:
    assert {role.code for role in PROCEDURE.roles()} == {"TU", "SEKRETARIS", "KADIS", "KABID", "KASI", "STAF"}


def test_what_refers_a_person_is_initialled_by_kabid_and_sekretaris_and_signed_by_the_head() -> None:
    signed = {template.kind: template for template in PROCEDURE.templates() if template.issue is Issue.SIGNED}

    assert {template.signer for template in signed.values()} == {KADIS}
    assert {kind for kind, template in signed.items() if template.paraf == (KABID, SEKRETARIS)} == {
        *("surat_pengantar", "penetapan_rujukan"),
    }
    assert {template.paraf for template in signed.values()} == {(KABID,), (KABID, SEKRETARIS)}
    # S2-3: the post of the head is at times held by a Plt., who signs routine letters.
    assert not any(template.strategic for template in signed.values())


def test_notes_carry_no_number_and_the_receipt_one_of_its_own_register() -> None:
    registers = {template.kind: template.register for template in PROCEDURE.templates()}

    assert registers["tanda_terima"] is Register.TANDA_TERIMA
    assert {kind for kind, register in registers.items() if register is None} == {
        *("lembar_disposisi", "telaahan_staf", "hasil_evaluasi", "formulir_asesmen", "rencana_rujukan"),
        *("surat_pernyataan_pembatalan", "surat_pernyataan_penolakan"),
    }


def test_every_field_of_every_form_has_a_label_and_every_text_an_end() -> None:
    for form in [node.form for node in PROCEDURE.steps if node.form is not None]:
        for name, member in _fields(json_schema(form)):
            assert "title" in json.dumps(member), f"{form.__name__}.{name} has no label"
            for text in _texts(member):
                assert "maxLength" in text or "pattern" in text or "format" in text, f"{form.__name__}.{name}"


def test_the_sheet_is_what_palangka_raya_signed() -> None:
    sheet = PROCEDURE.sheet
    total = sheet.total_printed()

    assert (sheet.nomor_sop, sheet.tanggal_revisi) == ("/Rehsos /03/2017", None)
    assert (sheet.tanggal_pembuatan, sheet.tanggal_efektif) == ("2017-03-30", "2017-04-01")
    assert sheet.kolom_pelaksana == ("Kepala Dinas", "Sekretaris", "Kabid Rehsos", "Kasi", "Staf", "TU")
    assert [row.output for row in sheet.langkah] == [
        *("Disposisi", "Disposisi", "Disposisi", "Disposisi", "Hasil evaluasi penerima manfaat", "Rencana rujukan"),
        *("Penetapan rujukan penerima manfaat", "Pemberian manfaat kepada anak dan lanjut usia"),
    ]
    assert (total.office_time, total.by_basis[TimeBasis.UNKNOWN].days, total.rows_without_time) == ("PT78M", 9, ())


def test_all_thirteen_oddities_are_answered_with_a_place() -> None:
    slugs = {node.slug for node in PROCEDURE.steps}

    assert [anomaly.id for anomaly in READING.anomalies] == [f"S2-{number}" for number in range(1, 14)]
    assert {step for anomaly in READING.anomalies for step in anomaly.steps} <= slugs
    assert {anomaly.id for anomaly in READING.anomalies if not anomaly.steps} == {"S2-4"}


def test_s2_1_the_incomplete_nip_is_kept_as_printed_and_printed_nowhere_else() -> None:
    found = [path.name for path in Path(RELEASE.folder).rglob("*.*") if path.suffix in {".py", ".typ", ".yaml"}
             and "19630118" in path.read_text("utf-8")]  # fmt: skip

    assert found == ["sheet.yaml"]
    assert (PROCEDURE.sheet.disahkan_oleh or "").endswith("NIP. 19630118 198211 1 00")


def test_s2_2_the_number_without_its_head_is_cited_by_no_letter() -> None:
    sources = [path.read_text("utf-8") for path in Path(RELEASE.folder).rglob("*.typ")]

    assert not any("/03/2017" in source for source in sources)
    assert PROCEDURE.slug == "rehabilitasi_anak_lansia"


def test_s2_4_the_procedure_is_named_after_the_table() -> None:
    assert PROCEDURE.sheet.nama_sop == "Penyelenggaraan Rehabilitasi Sosial dan Lanjut Usia"
    assert PROCEDURE.name == "Rehabilitasi Sosial Anak dan Lanjut Usia"


def test_s2_5_the_patent_act_is_answered_with_candidates_and_no_decision() -> None:
    law = READING.laws[2].refs[0]

    assert (law.ref, law.status, law.replaced_by) == ("UU 13/2016", LawStatus.UNKNOWN, None)
    assert "UU 13/1998" in (law.note or "")
    assert "UU 8/2016" in (law.note or "")


def test_s2_8_three_days_are_read_as_working_days_and_printed_as_they_are() -> None:
    assert [(time.row, time.basis) for time in READING.times] == [(row, TimeBasis.WORKING_DAYS) for row in (6, 7, 8)]
    assert {PROCEDURE.sheet.row(row).waktu.basis for row in (6, 7, 8)} == {TimeBasis.UNKNOWN}


def test_s2_12_and_s2_13_no_template_prints_the_printed_names_of_posts() -> None:
    sources = [path.read_text("utf-8") for path in Path(RELEASE.folder).rglob("*.typ")]

    assert not any(post in source for source in sources for post in ("Kepala Seksi", "Kasi", "Pekerja Sosial"))


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
