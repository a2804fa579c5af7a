"""What stands against a filled form, at its field; and that no input whatever makes a validator raise."""

from collections.abc import Mapping
from typing import Any

import pytest
from plugins.pemulangan_orang_terlantar.tests.example import KLIEN, PROCEDURE, RAW, TODAY, UNKNOWN, filled

from laksana_sdk import forms as sdk_forms
from laksana_sdk.findings import Severity, text
from laksana_sdk.forms import Form
from laksana_sdk.procedure import CaseFacts
from laksana_sop.pemulangan_orang_terlantar.r1 import forms

Found = list[tuple[str, str | None, Severity]]
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def found_in(
    step: str, *, outcome: str | None = None, earlier: Mapping[str, Form] | None = None, **changes: object
) -> Found:
    """Code, field and weight of what the step's validators find in the example's form with these changes."""
    facts = CaseFacts(today=TODAY, client_birth_date=None, outcome=outcome, forms=earlier or {})
    form = filled(step, **changes)
    found = [finding for check in PROCEDURE.step(step).validators for finding in check(form, facts)]
    assert all(text(finding, "id") and text(finding, "en") for finding in found)
    return [(finding.code, finding.field, finding.severity) for finding in found]


def at_intake(klien: Mapping[str, object] | None = None, **changes: Any) -> Found:  # noqa: ANN401 - fields of the form
    """What the validators of the intake find with these changes to the person and to the form."""
    return found_in("terima_laporan", klien={**KLIEN, **(klien or {})}, **changes)


@pytest.mark.parametrize("step", sorted(RAW))
def test_the_example_has_nothing_against_it(step: str) -> None:
    assert found_in(step) == []


@pytest.mark.parametrize(
    ("klien", "changes", "code", "field"),
    [
        ({"nik": "350910120887999"}, {}, "identity.nik_incomplete", "klien.nik"),
        ({"phone": "08123"}, {}, "identity.phone_invalid", "klien.phone"),
        ({"birth_date": "2026-03-13"}, {}, "service.date_in_future", "klien.birth_date"),
        ({}, {"region": "62.09"}, "service.region_too_coarse", "region"),
        ({}, {"found_on": "2026-03-13"}, "service.date_in_future", "found_on"),
        ({}, {"letter_number": None}, "pemulangan.police_letter_unnamed", "letter_number"),
        ({}, {"suket_polres": "MENYUSUL"}, "pemulangan.to_follow_unexplained", "to_follow"),
        ({}, {"passed_on": True}, "service.name_missing", "sender"),
        ({}, {"pelapor_phone": "abc"}, "identity.phone_invalid", "pelapor_phone"),
        ({"birth_date": "2012-05-01", "nik": None}, {}, "service.guardian_consent_child", "guardian_consent"),
        ({"birth_date": None, "nik": None, "age": 9}, {}, "service.guardian_consent_child", "guardian_consent"),
    ],
)
def test_what_is_wrong_blocks_the_intake_at_its_field(
    klien: dict[str, object], changes: dict[str, object], code: str, field: str
) -> None:
    assert (code, field, ERROR) in at_intake(klien, **changes)


def test_a_person_of_whom_nothing_is_known_is_taken_in_with_a_reminder() -> None:
    found = found_in("terima_laporan", klien=UNKNOWN)

    assert found == [("service.client_unnamed", "klien.name", WARNING)]


@pytest.mark.parametrize(
    ("klien", "code"),
    [
        ({"sex": "FEMALE"}, "identity.nik_sex"),
        ({"birth_date": "1988-08-12"}, "identity.nik_birth_date"),
        ({"citizenship": "WNA"}, "pemulangan.foreigner"),
    ],
)
def test_a_doubt_warns_and_blocks_nothing(klien: dict[str, object], code: str) -> None:
    found = at_intake(klien)

    assert [one for one, _, _ in found] == [code]
    assert {severity for _, _, severity in found} == {WARNING}


@pytest.mark.parametrize("outcome", ["lanjut", "kiriman"])
@pytest.mark.parametrize("health", ["SAKIT", "GANGGUAN_JIWA"])
def test_who_is_ill_does_not_go_on(outcome: str, health: str) -> None:
    found = found_in("verifikasi", outcome=outcome, health=health)

    assert found == [("pemulangan.hospital_first", "health", ERROR)]


def test_earlier_help_warns_and_never_stops_the_service() -> None:
    explained = found_in("verifikasi", outcome="lanjut", repeat="PERNAH", repeat_note="Dinsos Kotim, 2025")
    bare = found_in("verifikasi", outcome="lanjut", repeat="PERNAH")

    assert explained == [("pemulangan.helped_before", "repeat", WARNING)]
    assert ("pemulangan.helped_before_unexplained", "repeat_note", ERROR) in bare


def test_a_missing_photo_is_only_called_to_mind() -> None:
    assert found_in("verifikasi", photo="BELUM") == [("pemulangan.photo_expected", "photo", WARNING)]
    assert found_in("verifikasi", photo="DITOLAK") == []


@pytest.mark.parametrize("category", [None, "FAKIR_MISKIN", "TUNA_SUSILA", "LANJUT_USIA_TERLANTAR"])
def test_k4_is_refused_for_whoever_is_no_gelandangan_or_pengemis(category: str | None) -> None:
    found = found_in("asesmen", ppks_category=category, spm_code="K4")

    assert ("pemulangan.spm_needs_tuna_sosial", "spm_code", ERROR) in found


@pytest.mark.parametrize("category", ["GELANDANGAN", "PENGEMIS"])
def test_k4_is_taken_for_gelandangan_and_pengemis_who_are_citizens(category: str) -> None:
    foreigner = {"terima_laporan": filled("terima_laporan", klien={**KLIEN, "citizenship": "WNA"})}

    assert found_in("asesmen", ppks_category=category, spm_code="K4") == []
    assert found_in("asesmen", ppks_category=category) == [("pemulangan.spm_possible", "spm_code", WARNING)]
    assert found_in("asesmen", earlier=foreigner, ppks_category=category, spm_code="K4") == [
        ("pemulangan.spm_citizens", "spm_code", ERROR)
    ]


def test_another_spm_code_is_no_choice_at_all() -> None:
    form, found = sdk_forms.read(forms.Asesmen, {**RAW["asesmen"], "spm_code": "K3"})

    assert form is None
    assert [(finding.code, finding.field) for finding in found] == [("form.not_a_choice", "spm_code")]


@pytest.mark.parametrize(
    ("step", "outcome", "changes", "field"),
    [
        ("verifikasi", "perlu_perawatan", {"health": "SAKIT"}, "health_note"),
        ("rencana", "didampingi", {"officers": []}, "officers"),
        ("rencana", "estafet", {"officers": []}, "officers"),
        ("jawaban_penampungan", "daftar_tunggu", {}, "queued_on"),
        ("jawaban_penampungan", "ditolak", {}, "reason"),
        ("pemberangkatan", "sendiri_tanpa_konfirmasi", {}, "reason"),
        ("pemberangkatan", "belum_berangkat", {}, "reason"),
        ("serah_terima", "ditolak", {}, "reason"),
        ("konfirmasi_dinsos", "tiba", {"arrived_on": None}, "arrived_on"),
        ("konfirmasi_keluarga", "hilang", {}, "last_seen"),
        ("konfirmasi_provinsi", "ditolak", {}, "reason"),
    ],
)
def test_an_outcome_needs_the_field_that_explains_it(
    step: str, outcome: str, changes: dict[str, Any], field: str
) -> None:
    assert ("service.needed_for_outcome", field, ERROR) in found_in(step, outcome=outcome, **changes)


def test_money_names_its_receiver_and_calls_for_its_proof() -> None:
    found = found_in("pemberangkatan", costs=[{"kind": "MAKAN", "rupiah": 50000}])

    assert found == [
        ("pemulangan.cost_without_receiver", "costs[0].paid_to", ERROR),
        ("pemulangan.cost_without_receipt", "costs[0].receipt", WARNING),
    ]


@pytest.mark.parametrize("rupiah", [0, -1, 1.5, "450000", 10**13])
def test_money_is_whole_rupiah(rupiah: object) -> None:
    costs = [{"kind": "TIKET", "rupiah": rupiah}]
    kind = PROCEDURE.step("pemberangkatan").form
    assert kind is not None

    form, found = sdk_forms.read(kind, {**RAW["pemberangkatan"], "costs": costs})

    assert form is None
    assert [finding.field for finding in found] == ["costs[0].rupiah"]


def test_money_of_a_departure_that_failed_is_not_lost_with_its_form() -> None:
    spent = found_in("pemberangkatan", outcome="belum_berangkat", reason="Kapal batal berlayar")
    unspent = found_in("pemberangkatan", outcome="belum_berangkat", reason="Kapal batal berlayar", costs=[])

    assert spent == [("pemulangan.cost_without_departure", "costs", ERROR)]
    assert unspent == []


def test_a_hand_over_is_not_before_the_departure() -> None:
    earlier = {"pemberangkatan": filled("pemberangkatan")}

    found = found_in("serah_terima", earlier=earlier, handed_on="2026-03-11")

    assert found == [("service.date_before", "handed_on", ERROR)]


@pytest.mark.parametrize("outcome", ["diterima", "diteruskan"])
def test_a_hand_over_that_took_place_prints_no_refusal(outcome: str) -> None:
    found = found_in("serah_terima", outcome=outcome, reason="Tidak mampu")

    assert found == [("pemulangan.refusal_of_accepted", "reason", ERROR)]


def test_a_family_that_refused_is_recalled_when_it_is_planned_on() -> None:
    earlier = {"verifikasi": filled("verifikasi", family="MENOLAK")}

    assert found_in("rencana", earlier=earlier, outcome="penampungan") == []
    assert found_in("rencana", earlier=earlier, outcome="langsung") == [
        ("pemulangan.family_refused", "receiver", WARNING)
    ]
