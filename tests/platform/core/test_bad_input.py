"""Whatever is wrong with an input is said at its field, in Indonesian, and nothing is written."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.support import forms
from tests.support.stations import Bad, Stations, day, stations
from tests.support.world import PAPERS, SOP

from laksana.attachments.download import download_url
from laksana.cases import inputs
from laksana.cases.answer_disposisi import answer_disposisi
from laksana.cases.assign_case import assign_case
from laksana.cases.cancel_case import cancel_case
from laksana.cases.check_papers import check_papers
from laksana.cases.forward_case import forward_case
from laksana.cases.give_disposisi import give_disposisi
from laksana.cases.open_case import open_case
from laksana.cases.perform_step import perform_step
from laksana.cases.receive_case import receive_case
from laksana.cases.reject_case import reject_case
from laksana.cases.resubmit_case import resubmit_case
from laksana.cases.return_case import return_case
from laksana.letters.open_letter import Version, letter_url
from laksana_infra.ids import new_id
from laksana_sdk.findings import text
from laksana_tenants.errors import Conflict, NotFound

__all__ = ["stations"]

MEGABYTE = "a" * 2**20
RTL = "\u202e"
NOBODY = uuid4()
STANDS = ("terima_laporan", "periksa_berkas", "disposisi", "edukasi", "rekap")


def request(**changed: Any) -> dict[str, Any]:  # noqa: ANN401
    """The counter's form with these fields changed; those of the applicant are named as they are in that group."""
    form = forms.laporan(nik=None)
    for name, value in changed.items():
        group = form["pemohon"] if name in PERSON else form
        group[name] = value
    return form


PERSON = {"name", "nik", "no_kk", "birth_date", "sex", "address", "region", "phone"}


def at_counter(code: str, where: str | None, says: str, **changed: Any) -> Bad:  # noqa: ANN401
    return Bad(at="", ask=open_case, details={"form": request(**changed)}, code=code, where=where, says=says)


def nested(levels: int) -> Any:  # noqa: ANN401
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


OPENING = (
    Bad(at="", ask=open_case, by="KADIS", details={"form": request()}, code="role.not_held", where=None,
        says="Kepala Dinas"),
    Bad(at="", ask=open_case, details={"form": request(), "sop": "sop_karangan"}, code="case.sop_not_active",
        where="sop", says="sop_karangan"),
    Bad(at="", ask=open_case, details={"form": request(), "sop": "a\0b"}, code="form.control_character", where="sop",
        says="Ketik ulang"),
    Bad(at="", ask=open_case, details={"form": []}, code="form.not_an_object", where="form", says="pasangan nama"),
    Bad(at="", ask=open_case, details={"form": {}}, code="form.missing", where="pemohon", says="Pemohon"),
    Bad(at="", ask=open_case, details={"form": request() | {MEGABYTE: 1}}, code="form.too_long", where=None,
        says="1048576"),
    Bad(at="", ask=open_case, details={"form": request() | {"\ud800": 1}}, code="form.control_character", where=None,
        says="Ketik ulang"),
    at_counter("form.unknown_field", "hobi", "hobi", hobi="memancing"),
    at_counter("identity.nik_incomplete", "pemohon.nik", "15 angka", nik="160410450760000"),
    at_counter("identity.nik_month", "pemohon.nik", "(13)", nik="1604104513600001"),
    at_counter("identity.nik_not_digits", "pemohon.nik", "16 angka", nik="16041045O7600001"),
    at_counter("identity.kk_incomplete", "pemohon.no_kk", "15 angka", no_kk="160410450760000"),
    at_counter("identity.kk_not_digits", "pemohon.no_kk", "16 angka", no_kk="nomor kartu"),
    at_counter("identity.phone_invalid", "pemohon.phone", "0812-3456-7890", phone="12"),
    at_counter("form.not_a_date", "pemohon.birth_date", "TTTT-BB-HH", birth_date="2026-02-30"),
    at_counter("form.not_a_date", "pemohon.birth_date", "TTTT-BB-HH", birth_date="2026-W10-1"),
    at_counter("form.not_a_date", "pemohon.birth_date", "TTTT-BB-HH", birth_date=20260101),
    at_counter("service.date_in_future", "pemohon.birth_date", "17 November 2026", birth_date="2026-11-17"),
    at_counter("case.unsettable_text", "pemohon.name", "U+1F600", name="SULASTRI 😀"),
    at_counter("case.unsettable_text", "pemohon.name", "huruf Latin", name="سولاستري"),
    at_counter("form.control_character", "pemohon.name", "Ketik ulang", name="SULAS\x07TRI"),
    at_counter("form.control_character", "pemohon.name", "Ketik ulang", name="SULAS\0TRI"),
    at_counter("form.control_character", "pemohon.name", "Ketik ulang", name=f"SULAS{RTL}IRT"),
    at_counter("form.control_character", "pemohon.name", "Ketik ulang", name="SULAS\ud800"),
    at_counter("form.line_break", "pemohon.name", "satu baris", name="SULASTRI\nKepala Dinas"),
    at_counter("form.empty", "pemohon.name", "Tuliskan", name="   "),
    at_counter("form.too_long", "request", "1048576", request=MEGABYTE),
    at_counter("form.too_long", "request", "paling banyak 2000", request="a" * 2001),
    at_counter("form.too_many", None, "Kurangi butir", aid=["KURSI_RODA"] * 10_000),
    at_counter("form.too_deep", "aid" + "[0]" * 8, "8 tingkat", aid=nested(3000)),
    at_counter("form.not_a_choice", "pemohon.sex", "FEMALE", sex="female"),
    at_counter("form.not_a_text", "pemohon.address", "Isi dengan teks", address=True),
    at_counter("case.unknown_region", "pemohon.region", "16.99.99", region="16.99.99"),
    at_counter("form.wrong_shape", "pemohon.region", "bentuk", region="Lahat"),
    at_counter("service.region_too_coarse", "pemohon.region", "16.04", region="16.04"),
)  # fmt: skip

LETTER_IN: dict[str, Any] = {"sender": "SULASTRI", "subject": "Permohonan"}
RECEIVING = (
    Bad(at="terima_laporan", ask=receive_case, details=LETTER_IN | {"sender": ""}, code="form.empty", where="sender",
        says="Tuliskan"),
    Bad(at="terima_laporan", ask=receive_case, details=LETTER_IN | {"subject": MEGABYTE}, code="form.too_long",
        where="subject", says="1048576"),
    Bad(at="terima_laporan", ask=receive_case, details=LETTER_IN | {"subject": "Kursi\nroda"}, code="form.line_break",
        where="subject", says="Kursi roda"),
    Bad(at="terima_laporan", ask=receive_case, details=LETTER_IN | {"letter_number": "1\0"},
        code="form.control_character", where="letter_number", says="Ketik ulang"),
    Bad(at="terima_laporan", ask=receive_case, details=LETTER_IN | {"sender": "😀"}, code="case.unsettable_text",
        where="sender", says="U+1F600"),
    Bad(at="terima_laporan", ask=receive_case, details=LETTER_IN | {"letter_date": lambda s: day(s, 1)},
        code="outside.in_future", where="letter_date", says="2026-11-17"),
    Bad(at="terima_laporan", ask=receive_case, by="ANALIS", details=LETTER_IN, code="role.not_held", where=None,
        says="Analis"),
    Bad(at="terima_laporan", ask=perform_step, details={"step": "periksa_berkas"}, code="case.not_received",
        where=None, says="nomor agenda"),
    Bad(at="periksa_berkas", ask=receive_case, details=LETTER_IN, code="case.already_received", where=None,
        says="/2026"),
    Bad(at="periksa_berkas", ask=cancel_case, details={"reason": "BOSAN", "requested_by": "R", "relation": "suami"},
        code="exit.reason_unknown", where="reason", says="PERMINTAAN_PEMOHON"),
    Bad(at="periksa_berkas", ask=cancel_case,
        details={"reason": "PERMINTAAN_PEMOHON", "requested_by": "", "relation": "suami"}, code="form.empty",
        where="requested_by", says="Tuliskan"),
    Bad(at="periksa_berkas", ask=cancel_case,
        details={"reason": "PERMINTAAN_PEMOHON", "requested_by": "R", "relation": MEGABYTE}, code="form.too_long",
        where="relation", says="paling banyak 80"),
)  # fmt: skip

ACCEPTED = inputs.PaperCheck(paper=PAPERS[0], result="ACCEPTED")
PAPERWORK = (
    Bad(at="periksa_berkas", ask=perform_step, details={"step": "lompat"}, code="step.unknown", where=None,
        says="lompat"),
    Bad(at="periksa_berkas", ask=perform_step, details={"step": "laporkan"}, code="step.not_current", where=None,
        says="Laporkan dan koordinasikan"),
    Bad(at="periksa_berkas", ask=perform_step, details={"step": "periksa_berkas", "outcome": "lengkap"},
        code="paper.unchecked", where="papers.pc_kk", says="Kartu Keluarga"),
    Bad(at="periksa_berkas", ask=perform_step, details={"step": "periksa_berkas", "outcome": "mungkin"},
        code="step.outcome_unknown", where="outcome", says="mungkin"),
    Bad(at="periksa_berkas", ask=perform_step, details={"step": "periksa_berkas"}, code="step.outcome_missing",
        where="outcome", says="lengkap"),
    Bad(at="periksa_berkas", ask=perform_step,
        details={"step": "periksa_berkas", "outcome": "lengkap", "form": {"a": 1}}, code="step.takes_no_form",
        where=None, says="tanpa isian"),
    Bad(at="periksa_berkas", ask=perform_step, details={"step": MEGABYTE}, code="form.too_long", where="step",
        says="1048576"),
    Bad(at="periksa_berkas", ask=check_papers, details={"checks": (inputs.PaperCheck(paper="sim", result="ACCEPTED"),)},
        code="paper.unknown", where="papers", says="sim"),
    Bad(at="periksa_berkas", ask=check_papers, details={"checks": (inputs.PaperCheck(paper="pc_kk", result="BAGUS"),)},
        code="paper.result_unknown", where="papers.pc_kk", says="BAGUS"),
    Bad(at="periksa_berkas", ask=check_papers, details={"checks": ()}, code="paper.nothing_checked", where=None,
        says="sedikitnya satu"),
    Bad(at="periksa_berkas", ask=check_papers, details={"checks": (ACCEPTED, ACCEPTED)}, code="case.paper_twice",
        where="checks", says=PAPERS[0]),
    Bad(at="periksa_berkas", ask=check_papers, details={"checks": (ACCEPTED,) * 10_000}, code="form.too_many",
        where="checks", says="10000 butir"),
    Bad(at="periksa_berkas", ask=check_papers, by="KADIS", details={"checks": (ACCEPTED,)}, code="role.not_held",
        where=None, says="Staf"),
    Bad(at="periksa_berkas", ask=check_papers,
        details={"checks": lambda s: (scanned(s, "promoted"),)}, code="files.other_case",
        where="checks[0].attachment_id", says="kasus lain"),
    Bad(at="final", ask=check_papers, details={"checks": lambda s: (scanned(s, "refused"),)}, code="files.refused",
        where="checks[0].attachment_id", says="scan.png"),
    Bad(at="periksa_berkas", ask=return_case, details={"step": "periksa_berkas", "missing": ("sim",)},
        code="paper.unknown", where="papers", says="sim"),
    Bad(at="periksa_berkas", ask=return_case, details={"step": "periksa_berkas", "note": MEGABYTE},
        code="form.too_long", where="note", says="paling banyak 4000"),
    Bad(at="periksa_berkas", ask=return_case, details={"step": "periksa_berkas", "note": f"KK {RTL}kurang"},
        code="form.control_character", where="note", says="Ketik ulang"),
    Bad(at="periksa_berkas", ask=return_case, details={"step": "periksa_berkas", "note": "KK 缺"},
        code="case.unsettable_text", where="note", says="U+7F3A"),
    Bad(at="periksa_berkas", ask=return_case, details={"step": "periksa_berkas", "note": " "}, code="form.empty",
        where="note", says="Tuliskan"),
    Bad(at="periksa_berkas", ask=return_case, details={"step": "periksa_berkas", "expected_version": 2**40},
        code="form.too_large", where="expected_version", says="terlalu besar"),
    Bad(at="periksa_berkas", ask=resubmit_case, details={"papers": ()}, code="case.not_returned", where=None,
        says="tidak sedang dikembalikan"),
    Bad(at="periksa_berkas", ask=assign_case, by="KABID", details={"officer_id": NOBODY}, code="assign.role_not_held",
        where="officer_id", says="Pilih pegawai"),
    Bad(at="periksa_berkas", ask=assign_case, details={"officer_id": NOBODY}, code="role.not_held", where=None,
        says="Kepala Bidang"),
    Bad(at="periksa_berkas", ask=forward_case, by="KABID", details={"reason": "KESEHATAN", "institution": "rs_antah"},
        code="case.unknown_institution", where="institution", says="rs_antah"),
    Bad(at="terima_laporan", ask=reject_case, by="KADIS", details={"reason": "BUKAN_SASARAN", "ground": "x"},
        code="exit.too_early", where=None, says="Lanjutkan dulu"),
)  # fmt: skip

TO_KABID = {"to": ("KABID",), "note": "Tindak lanjuti."}
DISPOSING = (
    Bad(at="disposisi", ask=give_disposisi, by="KADIS", details=TO_KABID | {"to": ()}, code="disposisi.no_receiver",
        where="to", says="KABID"),
    Bad(at="disposisi", ask=give_disposisi, by="KADIS", details=TO_KABID | {"to": ("CAMAT",)},
        code="disposisi.receiver_unknown", where="to", says="CAMAT"),
    Bad(at="disposisi", ask=give_disposisi, by="KADIS", details=TO_KABID | {"to": ("KABID",) * 10_000},
        code="form.too_many", where="to", says="10000 butir"),
    Bad(at="disposisi", ask=give_disposisi, by="KADIS", details={"to": ("KABID",)}, code="disposisi.no_instruction",
        where="instructions", says="catatan"),
    Bad(at="disposisi", ask=give_disposisi, by="KADIS", details={"to": ("KABID",), "note": "Segera ✅"},
        code="case.unsettable_text", where="note", says="U+2705"),
    Bad(at="disposisi", ask=give_disposisi, by="KADIS", details={"to": ("KABID",), "note": ""}, code="form.empty",
        where="note", says="Tuliskan"),
    Bad(at="disposisi", ask=give_disposisi, by="KADIS", details=TO_KABID | {"instructions": ("proses saja",)},
        code="disposisi.instruction_not_a_code", where="instructions", says="proses saja"),
    Bad(at="disposisi", ask=give_disposisi, by="KADIS", details=TO_KABID | {"due": lambda s: day(s, -1)},
        code="disposisi.due_past", where="due", says="2026-11-15"),
    Bad(at="disposisi", ask=give_disposisi, by="KABID", details=TO_KABID, code="role.not_held", where=None,
        says="Kepala Bidang"),
    Bad(at="disposisi", ask=answer_disposisi, by="KABID", details={"answer": "CARRIED_OUT"},
        code="disposisi.none_open", where=None, says="Kepala Dinas"),
    Bad(at="disposisi", ask=reject_case, by="KADIS", details={"reason": "DI_LUAR_KRITERIA", "ground": ""},
        code="form.empty", where="ground", says="Tuliskan"),
    Bad(at="disposisi", ask=reject_case, by="KADIS", details={"reason": "TIDAK_SUKA", "ground": "x"},
        code="exit.reason_unknown", where="reason", says="TIDAK_SUKA"),
    Bad(at="edukasi", ask=perform_step, details={"step": "edukasi", "form": lambda s: taught(officers=[str(NOBODY)])},
        code="case.unknown_officer", where="officers[0]", says=str(NOBODY)),
    Bad(at="edukasi", ask=perform_step,
        details={"step": "edukasi", "form": lambda s: taught(given_on=day(s, 1).isoformat())},
        code="service.date_in_future", where="given_on", says="17 November 2026"),
    Bad(at="edukasi", ask=perform_step, details={"step": "edukasi", "form": lambda s: taught(officers=["x"] * 1000)},
        code="form.too_many", where="officers", says="1000 butir"),
    Bad(at="rekap", ask=perform_step, details={"step": "rekap", "form": forms.REKAP | {"destination": "sentra_antah"}},
        code="case.unknown_institution", where="destination", says="sentra_antah"),
    Bad(at="rekap", ask=perform_step, details={"step": "rekap", "form": forms.REKAP | {"sheets": 0}},
        code="form.too_small", where="sheets", says="sedikitnya 1"),
    Bad(at="rekap", ask=perform_step, details={"step": "rekap", "form": forms.REKAP | {"sheets": "9"}},
        code="form.not_a_number", where="sheets", says="angka"),
)  # fmt: skip


def scanned(stations: Stations, scan: str) -> inputs.PaperCheck:
    return inputs.PaperCheck(paper=PAPERS[0], result="ACCEPTED", attachment_id=stations.scans[scan])


def taught(**changed: Any) -> dict[str, Any]:  # noqa: ANN401
    return forms.edukasi(str(NOBODY), on="2026-11-16") | changed


@pytest.mark.parametrize("bad", [*OPENING, *RECEIVING, *PAPERWORK, *DISPOSING], ids=str)
async def test_what_is_wrong_is_said_and_nothing_is_written(stations: Stations, bad: Bad) -> None:
    await bad.is_refused(stations)


async def test_who_saw_an_older_case_is_told_to_reload_it(stations: Stations) -> None:
    seen = stations.at["periksa_berkas"].case.version - 1
    asked = inputs.CheckPapers(case_id=stations.at["periksa_berkas"].id, checks=(ACCEPTED,), expected_version=seen)

    refusal = await stations.refused(check_papers, asked, "STAF")

    assert isinstance(refusal, Conflict)
    assert "Muat ulang kasusnya" in text(refusal.findings[0])


@pytest.mark.parametrize("key", ["", "kunci-1", "k" * 121, "kunci-\n-0001", "kunci-\0-0001", f"kunci-{RTL}-0001"])
async def test_a_key_that_cannot_be_used_is_refused(stations: Stations, key: str) -> None:
    refusal = await stations.refused(open_case, inputs.OpenCase(sop=SOP, form=request()), "STAF", key=key)

    assert [(found.code, found.field) for found in refusal.findings] == [("case.key_unusable", "key")]
    assert "8 sampai 120" in text(refusal.findings[0])


async def test_another_offices_case_letter_and_file_are_as_if_they_did_not_exist(stations: Stations) -> None:
    world = stations.world
    await world.take_up_sop(world.lamandau)
    staf, own = await world.actor("STAF", world.lamandau), (await world.open_case(world.lamandau)).case_id
    before = await stations.written()
    final, scan = stations.drafts["final"]["letter_id"], stations.scans["promoted"]

    async def answer(case_id: UUID, letter_id: UUID, file_id: UUID) -> list[str]:
        check = inputs.PaperCheck(paper=PAPERS[0], result="ACCEPTED", attachment_id=file_id)
        attempts = (
            receive_case(inputs.ReceiveCase(case_id=case_id, **LETTER_IN), by=staf, key=world.key()),
            perform_step(inputs.PerformStep(case_id=case_id, step="rekap"), by=staf, key=world.key()),
            check_papers(inputs.CheckPapers(case_id=own, checks=(check,)), by=staf, key=world.key()),
            letter_url(letter_id, Version.FINAL, by=staf),
            download_url(file_id, by=staf),
        )
        said = []
        for attempt in attempts:
            with world.inside(world.lamandau), pytest.raises(NotFound) as refusal:
                await attempt
            hidden = str(refusal.value.id)
            assert hidden in {str(case_id), str(letter_id), str(file_id)}
            said += [text(found).replace(hidden, "...") for found in refusal.value.findings]
        return said

    theirs = await answer(stations.at["periksa_berkas"].id, final, scan)

    assert theirs == await answer(new_id(), new_id(), new_id())
    assert [sentence.split()[0] for sentence in theirs] == ["Kasus", "Kasus", "Berkas", "Surat", "Berkas"]
    assert await stations.written() == before
