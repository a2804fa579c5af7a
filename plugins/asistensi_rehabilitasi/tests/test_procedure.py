"""The procedure against its sheet: every row carried out, every name in place, nothing promised to the applicant."""

import json
from dataclasses import replace
from itertools import chain

import pytest
from plugins.asistensi_rehabilitasi.tests.example import PROCEDURE, RELEASE

from laksana_sdk.forms import json_schema
from laksana_sdk.letters import Issue, Register
from laksana_sdk.procedure import Outcome, Procedure, ProcedureError
from laksana_sdk.roles import KABID, KADIS

CARRIED_OUT_BY = {
    1: ("terima_laporan",),
    2: ("periksa_berkas",),
    3: ("laporkan",),
    4: ("disposisi",),
    5: ("edukasi", "surat_tugas"),
    6: ("tanda_terima",),
    7: ("rekap",),
    8: ("asesmen",),
}


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


def test_the_five_papers_of_row_2_are_all_required() -> None:
    slugs = [paper.slug for paper in PROCEDURE.papers if paper.required]

    assert slugs == ["surat_permohonan", "pc_kk", "pc_ktp", "pengantar_sktm", "foto"]


def test_the_office_roles_that_the_procedure_needs_are_those_of_the_sheet() -> None:
    assert {role.code for role in PROCEDURE.roles()} == {"STAF", "ANALIS", "KABID", "KADIS"}


def test_letters_to_others_are_signed_by_the_head_after_the_bidangs_paraf() -> None:
    signed = {template.kind: template for template in PROCEDURE.templates() if template.issue is Issue.SIGNED}

    assert set(signed) == {
        *("surat_pengantar", "surat_tugas", "surat_penolakan", "surat_pengantar_terusan", "surat_pengantar_pindah"),
    }
    assert {(template.paraf, template.signer) for template in signed.values()} == {((KABID,), KADIS)}


def test_notes_carry_no_number_and_receipts_one_of_their_own_register() -> None:
    registers = {template.kind: template.register for template in PROCEDURE.templates()}

    unnumbered = {kind for kind, register in registers.items() if register is None}
    assert unnumbered == {
        *("catatan_laporan", "lembar_disposisi", "catatan_edukasi", "formulir_asesmen"),
        *("surat_pernyataan_pembatalan", "surat_pernyataan_penolakan"),
    }
    assert registers["tanda_terima"] == registers["tanda_terima_awal"] == Register.TANDA_TERIMA
    assert registers["kekurangan_berkas"] == Register.SURAT_KELUAR


def test_an_applicant_never_reads_that_a_forwarded_request_was_granted() -> None:
    granting = ("setuju", "kabul", "terkabul", "approved")

    shown = [
        *chain.from_iterable((node.label, *_outcome_labels(PROCEDURE, node.slug)) for node in PROCEDURE.steps),
        *(path.read_text("utf-8") for path in sorted((RELEASE.folder / "templates").glob("*.typ"))),
    ]

    assert [text for text in shown if any(word in text.lower() for word in granting)] == []
    assert PROCEDURE.step("jawaban_sentra").label == "Permohonan diteruskan; menunggu jawaban lembaga tujuan"


def test_every_field_of_every_form_has_a_label_and_every_text_an_end() -> None:
    forms = [node.form for node in PROCEDURE.steps if node.form is not None]

    for form in forms:
        schema = json_schema(form)
        for name, member in _fields(schema):
            assert "title" in json.dumps(member), f"{form.__name__}.{name} has no label"
            for text in _texts(member):
                assert "maxLength" in text or "pattern" in text or "format" in text, f"{form.__name__}.{name}"


def _outcome_labels(procedure: Procedure, slug: str) -> list[str]:
    outcomes: tuple[Outcome, ...] = getattr(procedure.step(slug), "outcomes", ())
    return [outcome.label for outcome in outcomes]


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
