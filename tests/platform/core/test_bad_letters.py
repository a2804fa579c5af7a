"""Whatever is wrong on a letter's way to its signature, to the institution and back is said, and nothing is written."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from tests.support import forms
from tests.support.stations import LETTER, Bad, Stations, day, stations

from laksana.attachments.plan_upload import plan_upload
from laksana.attachments.queries import attachment_by_id
from laksana.attachments.views import PlanUpload, Stage
from laksana.cases.cancel_case import cancel_case
from laksana.cases.complete_case import complete_case
from laksana.cases.perform_step import perform_step
from laksana.cases.record_outside_answer import record_outside_answer
from laksana.correspondence.dispatch_letter import dispatch_letter
from laksana.letters.draft_letter import draft_letter
from laksana.letters.finalise_letter import finalise_letter
from laksana.letters.paraf_letter import paraf_letter
from laksana.letters.return_letter import return_letter
from laksana.letters.sign_letter import sign_letter
from laksana_sdk.findings import text

__all__ = ["stations"]

MEGABYTE = "a" * 2**20
OLD = "0" * 64
STANDS = ("edukasi", "konsep", "paraf", "final", "kirim", "jawaban_sentra", "selesaikan", "selesai")


def drafted(at: str, **changed: Any) -> Mapping[str, Any]:  # noqa: ANN401
    """How the letter at that station is named, with these parts changed."""
    names = ("letter_id", "draft_sha256")
    return {name: lambda s, name=name: s.drafts[at][name] for name in names} | changed


def signing(scan: str, **changed: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return {
        "letter_id": lambda s: s.drafts["final"]["letter_id"],
        "final_sha256": lambda s: s.at["final"].case.ids["final_sha256"],
        "scan_id": lambda s: s.scans[scan],
    } | changed


def returned(at: str, reason: str) -> Mapping[str, Any]:
    return {"letter_id": lambda s: s.drafts[at]["letter_id"], "reason": reason}


SIGNING = (
    Bad(at="edukasi", ask=draft_letter, by="ANALIS", details={"letter": LETTER}, code="step.awaits_work", where=None,
        says="Edukasi pemohon"),
    Bad(at="konsep", ask=draft_letter, by="ANALIS", details={"letter": "surat_cinta"}, code="letter.not_this_step",
        where="letter", says="surat_cinta"),
    Bad(at="konsep", ask=draft_letter, details={"letter": LETTER}, code="role.not_held", where=None, says="Analis"),
    Bad(at="konsep", ask=draft_letter, by="ANALIS", details={"letter": LETTER, "form": {"hal": "x"}},
        code="step.takes_no_form", where=None, says="tanpa isian"),
    Bad(at="konsep", ask=paraf_letter, by="KADIS", details=drafted("konsep"), code="role.not_held", where=None,
        says="Kepala Bidang"),
    Bad(at="konsep", ask=paraf_letter, by="KABID", details=drafted("konsep", draft_sha256=OLD),
        code="letter.draft_changed", where=None, says="konsep ke-1"),
    Bad(at="konsep", ask=paraf_letter, by="KABID", details=drafted("konsep", draft_sha256=MEGABYTE),
        code="form.too_long", where="draft_sha256", says="1048576"),
    Bad(at="konsep", ask=paraf_letter, by="KABID", details=drafted("paraf"), code="letter.not_current",
        where="letter_id", says="Muat ulang"),
    Bad(at="konsep", ask=finalise_letter, by="KADIS", details=drafted("konsep"), code="letter.paraf_missing",
        where=None, says="Kepala Bidang"),
    Bad(at="konsep", ask=return_letter, by="KADIS", details=returned("konsep", " \n"), code="letter.reason_missing",
        where="reason", says="apa yang harus diperbaiki"),
    Bad(at="konsep", ask=return_letter, by="KADIS", details=returned("konsep", "Perbaiki ꦲ"),
        code="case.unsettable_text", where="reason", says="U+A9B2"),
    Bad(at="konsep", ask=return_letter, by="KADIS", details=returned("konsep", MEGABYTE), code="form.too_long",
        where="reason", says="paling banyak 4000"),
    Bad(at="konsep", ask=return_letter, by="STAF", details=returned("konsep", "Salah."), code="role.not_held",
        where=None, says="Kepala Dinas"),
    Bad(at="paraf", ask=paraf_letter, by="KABID", details=drafted("paraf"), code="letter.paraf_complete", where=None,
        says="Kepala Dinas"),
    Bad(at="paraf", ask=finalise_letter, by="KABID", details=drafted("paraf"), code="role.not_held", where=None,
        says="Kepala Dinas"),
    Bad(at="paraf", ask=finalise_letter, by="KADIS", details=drafted("paraf", draft_sha256=OLD),
        code="letter.draft_changed", where=None, says="konsep ke-1"),
    Bad(at="final", ask=paraf_letter, by="KABID", details=drafted("final"), code="letter.final", where=None,
        says="tidak dapat diubah"),
    Bad(at="final", ask=return_letter, by="KADIS", details=returned("final", "Ganti."), code="letter.final", where=None,
        says="tidak dapat diubah"),
    Bad(at="final", ask=draft_letter, by="ANALIS", details={"letter": LETTER}, code="letter.final", where=None,
        says="tidak dapat diubah"),
    Bad(at="final", ask=sign_letter, by="KADIS", details=signing("promoted", final_sha256=OLD),
        code="letter.other_final", where=None, says="400.9/"),
    Bad(at="final", ask=sign_letter, by="KADIS", details=signing("planned"), code="files.not_confirmed",
        where="scan_id", says="scan.png"),
    Bad(at="final", ask=sign_letter, by="KADIS", details=signing("uploaded"), code="files.not_inspected",
        where="scan_id", says="scan.png"),
    Bad(at="final", ask=sign_letter, by="KADIS", details=signing("refused"), code="files.refused", where="scan_id",
        says="scan.png"),
    Bad(at="final", ask=sign_letter, by="KABID", details=signing("promoted"), code="role.not_held", where=None,
        says="Kepala Dinas"),
    Bad(at="paraf", ask=sign_letter, by="KADIS", details=signing("promoted"), code="files.other_case", where="scan_id",
        says="kasus lain"),
)  # fmt: skip

PARCEL = {
    "institution": "sentra_budi_perkasa", "courier": "PT Pos Indonesia", "form": forms.PENGIRIMAN,
    "sent_on": lambda s: day(s, 0),
}  # fmt: skip
ANSWER = {"outcome": "dijadwalkan", "answered_on": lambda s: day(s, 0), "form": {"assessment_on": "2026-12-01"}}
AWAY = (
    Bad(at="kirim", ask=dispatch_letter, details=PARCEL | {"institution": "sentra_antah"},
        code="case.unknown_institution", where="institution", says="sentra_antah"),
    Bad(at="kirim", ask=dispatch_letter, details=PARCEL | {"institution": "a\0b"}, code="form.control_character",
        where="institution", says="Ketik ulang"),
    Bad(at="kirim", ask=dispatch_letter, details=PARCEL | {"courier": "k" * 81}, code="form.too_long", where="courier",
        says="paling banyak 80"),
    Bad(at="kirim", ask=dispatch_letter, details=PARCEL | {"courier": ""}, code="form.empty", where="courier",
        says="Tuliskan"),
    Bad(at="kirim", ask=dispatch_letter, details=PARCEL | {"sent_on": lambda s: day(s, 1)}, code="outside.in_future",
        where="sent_on", says="2026-11-17"),
    Bad(at="kirim", ask=dispatch_letter, details=PARCEL | {"sent_on": lambda s: day(s, -1)},
        code="dispatch.before_letter", where="sent_on", says="2026-11-15"),
    Bad(at="kirim", ask=dispatch_letter, details=PARCEL | {"form": {"courier": 7}}, code="form.not_a_text",
        where="courier", says="Isi dengan teks"),
    Bad(at="kirim", ask=dispatch_letter, by="ANALIS", details=PARCEL, code="role.not_held", where=None, says="Staf"),
    Bad(at="jawaban_sentra", ask=record_outside_answer, details=ANSWER | {"outcome": "mungkin"},
        code="step.outcome_unknown", where="outcome", says="mungkin"),
    Bad(at="jawaban_sentra", ask=record_outside_answer, details=ANSWER | {"answered_on": lambda s: day(s, 1)},
        code="outside.in_future", where="answered_on", says="2026-11-17"),
    Bad(at="jawaban_sentra", ask=record_outside_answer, details=ANSWER | {"answered_on": lambda s: day(s, -1)},
        code="outside.before_dispatch", where="answered_on", says="2026-11-16"),
    Bad(at="jawaban_sentra", ask=record_outside_answer, details=ANSWER | {"form": {"letter_number": "12/سنترا"}},
        code="case.unsettable_text", where="letter_number", says="huruf Latin"),
    Bad(at="jawaban_sentra", ask=record_outside_answer, details=ANSWER | {"form": {}},
        code="service.needed_for_outcome", where="assessment_on", says="Tanggal asesmen"),
    Bad(at="jawaban_sentra", ask=record_outside_answer, details=ANSWER | {"form": {"officers": [str(uuid4())]}},
        code="case.unknown_officer", where="officers[0]", says="daftar pegawai"),
    Bad(at="selesaikan", ask=complete_case, by="KABID", details={"outcome": "bantuan_diberikan", "form": {"note": "x"}},
        code="service.needed_for_outcome", where="aid", says="Bantuan yang diterima"),
    Bad(at="selesaikan", ask=complete_case, by="KABID", details={"outcome": "lupa", "form": {"note": "x"}},
        code="step.outcome_unknown", where="outcome", says="lupa"),
    Bad(at="selesaikan", ask=complete_case, by="STAF", details={"outcome": "tidak_diberikan", "form": {"note": "x"}},
        code="role.not_held", where=None, says="Kepala Bidang"),
    Bad(at="selesai", ask=perform_step, details={"step": "asesmen"}, code="case.ended", where=None, says="berakhir"),
    Bad(at="selesai", ask=cancel_case,
        details={"reason": "PERMINTAAN_PEMOHON", "requested_by": "RUSLAN", "relation": "suami"}, code="case.ended",
        where=None, says="berakhir"),
)  # fmt: skip


@pytest.mark.parametrize("bad", [*SIGNING, *AWAY], ids=str)
async def test_what_is_wrong_is_said_and_nothing_is_written(stations: Stations, bad: Bad) -> None:
    await bad.is_refused(stations)


async def test_a_disguised_file_is_refused_with_what_it_really_is(stations: Stations) -> None:
    with stations.world.inside():
        file = await attachment_by_id(stations.scans["refused"])

    assert file.stage is Stage.REFUSED
    assert [found.code for found in file.findings] == ["files.disguised"]
    assert "portable-executable" in text(file.findings[0])


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"length": 26 * 2**20}, "files.too_large", "length"),
        ({"length": 0}, "files.empty", "length"),
        ({"content_type": "text/html"}, "files.type_not_allowed", "content_type"),
        ({"file_name": "surat.png.exe"}, "files.name_extension", "file_name"),
        ({"file_name": "gnp\u202e.png"}, "files.name_signs", "file_name"),
        ({"file_name": "../../etc/passwd.png"}, "files.name_signs", "file_name"),
        ({"file_name": MEGABYTE}, "files.name_too_long", "file_name"),
        ({"purpose": "Surat Cinta"}, "files.purpose_unusable", "purpose"),
    ],
)
async def test_a_file_that_may_not_come_in_gets_no_address(
    stations: Stations, changed: dict[str, Any], code: str, field: str
) -> None:
    announced: dict[str, Any] = {"purpose": "scan", "file_name": "scan.png", "content_type": "image/png", "length": 100}

    refusal = await stations.refused(
        plan_upload, PlanUpload(case_id=stations.at["final"].id, **(announced | changed)), "STAF"
    )

    assert [(found.code, found.field) for found in refusal.findings] == [(code, field)]
    assert text(refusal.findings[0])
