"""What stands against a filled form, at its field; and that no input whatever makes a validator raise."""

from collections.abc import Mapping
from typing import Any

import pytest
from plugins.lansia_terlantar.tests.example import LANSIA, PROCEDURE, RAW, TODAY, filled

from laksana_sdk.findings import Severity, text
from laksana_sdk.forms import Form
from laksana_sdk.procedure import CaseFacts, Wait
from laksana_sop.lansia_terlantar.r1 import common_core

Found = list[tuple[str, str | None, Severity]]


def findings(
    step: str, outcome: str | None = None, earlier: Mapping[str, Form] | None = None, **changes: object
) -> Found:
    """Code, field and weight of what the step's validators find in the example's form with these changes."""
    facts = CaseFacts(today=TODAY, client_birth_date=None, outcome=outcome, forms=earlier or {})
    found = [finding for check in PROCEDURE.step(step).validators for finding in check(filled(step, **changes), facts)]
    assert all(text(finding, "id") and text(finding, "en") for finding in found)
    return [(finding.code, finding.field, finding.severity) for finding in found]


@pytest.mark.parametrize("step", sorted(RAW))
def test_the_example_has_nothing_against_it(step: str) -> None:
    # The plan's example and the refusal's fields are each right for one outcome; none is chosen here.
    assert findings(step) == []


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"nik": "620903410747999"}, "identity.nik_incomplete", "lansia.nik"),
        ({"birth_date": "2026-03-13", "nik": None}, "service.date_in_future", "lansia.birth_date"),
        ({"region": "62.09"}, "service.region_too_coarse", "lansia.region"),
    ],
)
def test_a_wrong_format_blocks_the_intake_at_its_field(changes: dict[str, object], code: str, field: str) -> None:
    assert (code, field, Severity.ERROR) in findings("terima_permohonan", lansia={**LANSIA, **changes})


def test_an_elder_of_59_or_of_104_is_taken_in_with_a_doubt_or_none() -> None:
    younger = findings("terima_permohonan", lansia={**LANSIA, "nik": None, "birth_date": "1966-03-13"})
    oldest = findings("terima_permohonan", lansia={**LANSIA, "nik": None, "birth_date": "1921-05-01"})

    assert younger == [("service.age_doubts_category", "lansia.birth_date", Severity.WARNING)]
    assert oldest == []


def test_an_unknown_elder_is_taken_in_with_a_reminder() -> None:
    unknown = {**LANSIA, "name": None, "nik": None, "no_kk": None, "birth_date": None, "birth_place": None}

    assert findings("terima_permohonan", lansia=unknown) == [
        ("service.client_unnamed", "lansia.name", Severity.WARNING)
    ]


def test_an_age_that_the_birth_date_denies_warns() -> None:
    earlier = {"terima_permohonan": filled("terima_permohonan")}

    assert findings("asesmen", earlier=earlier, age=70) == [("elder.age_differs", "age", Severity.WARNING)]
    assert findings("asesmen", earlier=earlier, age=79) == []


def test_a_family_that_was_found_has_a_name() -> None:
    found = findings("asesmen", family="ADA_MENOLAK")

    assert found == [("service.name_missing", "family_name", Severity.ERROR)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"age": 59}, "age"),
        ({"willingness": "MENOLAK"}, "willingness"),
        ({"family": "ADA_MAMPU", "family_name": "Tino Uyai"}, "family"),
        ({"family_consent": "REFUSED"}, "family_consent"),
        ({"conclusion": "ADA_KELUARGA"}, "family"),
        ({"conclusion": "TIDAK_BERSEDIA"}, "willingness"),
    ],
)
def test_a_conclusion_that_its_own_facts_contradict_warns_at_the_fact(changes: dict[str, Any], field: str) -> None:
    assert findings("asesmen", **changes) == [("elder.conclusion_contradicts", field, Severity.WARNING)]


@pytest.mark.parametrize("changes", [{"health": "MENULAR"}, {"self_care": "TIRAH_BARING"}])
def test_a_state_that_a_panti_refuses_warns_and_blocks_nothing(changes: dict[str, object]) -> None:
    found = findings("tinjau_asesmen", "ke_panti", {"asesmen": filled("asesmen", **changes)})

    assert found == [("elder.panti_may_refuse", None, Severity.WARNING)]


def test_an_elder_for_the_panti_has_an_spm_code_and_a_doubtful_one_warns() -> None:
    assert findings("tinjau_asesmen", "ke_panti", spm_code=None) == [
        ("service.needed_for_outcome", "spm_code", Severity.ERROR)
    ]
    assert findings("tinjau_asesmen", "luar_panti", spm_code=None) == []
    assert findings("tinjau_asesmen", "ke_panti", spm_code="K1") == [
        ("service.spm_doubts_category", "spm_code", Severity.WARNING)
    ]


def test_a_file_goes_on_only_when_the_agenda_was_compared_and_the_consent_is_closed() -> None:
    assert findings("siapkan_administrasi", agenda_checked=False) == [
        ("elder.agenda_unchecked", "agenda_checked", Severity.ERROR)
    ]
    assert findings("siapkan_administrasi", consent="PENDING") == [
        ("service.guardian_consent_open", "consent", Severity.ERROR)
    ]
    assert findings("siapkan_administrasi", consent="GIVEN") == [
        ("service.name_missing", "consent_name", Severity.ERROR)
    ]


def test_an_elder_without_identity_is_sent_to_the_civil_registry_and_the_file_goes_on() -> None:
    assert findings("siapkan_administrasi", identity="UNKNOWN") == [
        ("elder.identity_open", "identity", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    ("step", "outcome", "field"),
    [
        ("telaah_kabid", "perbaiki", "note"),
        ("telaah_kabid", "asesmen_ulang", "note"),
        ("jawaban_panti", "diterima", "admitted_on"),
        ("jawaban_panti", "daftar_tunggu", "queued_on"),
        ("jawaban_panti", "berkas_kurang", "papers_wanted"),
        ("jawaban_panti", "tidak_diterima", "reason"),
        ("kirim_klien", "tertunda", "reason"),
        ("serah_terima", "ditolak_di_pintu", "reason"),
        ("rencana_lain", "perawatan_di_rumah", "carer"),
        ("rencana_lain", "diteruskan", "institution"),
        ("mediasi", "sepakat", "agreement"),
        ("mediasi", "tidak_sepakat", "reason"),
        ("catat_pindah", "dengan_surat", "receiver"),
    ],
)
def test_an_outcome_needs_the_field_that_explains_it(step: str, outcome: str, field: str) -> None:
    assert findings(step, outcome, **{field: None}) == [("service.needed_for_outcome", field, Severity.ERROR)]


def test_a_field_of_another_outcome_is_not_kept_silently() -> None:
    assert findings("serah_terima", "diserahkan", reason="MENULAR") == [
        ("elder.field_surplus", "reason", Severity.ERROR)
    ]
    assert findings("rencana_lain", "mediasi", institution="sentra_budi_luhur") == [
        ("elder.field_surplus", "institution", Severity.ERROR)
    ]


def test_nobody_departs_before_the_bed_is_free_and_an_old_health_letter_warns() -> None:
    earlier = {"jawaban_panti": filled("jawaban_panti", admitted_on="2026-03-20")}

    assert findings("siapkan_pendampingan", earlier=earlier) == [("service.date_before", "depart_on", Severity.ERROR)]
    assert findings("siapkan_pendampingan", health_letter_date="2026-02-25") == [
        ("elder.health_letter_old", "health_letter_date", Severity.WARNING)
    ]


def test_nobody_is_handed_over_before_leaving_or_back_before_the_hand_over() -> None:
    left, handed = filled("kirim_klien"), filled("serah_terima")

    assert findings("serah_terima", earlier={"kirim_klien": left}, handed_on="2026-03-11") == [
        ("service.date_before", "handed_on", Severity.ERROR)
    ]
    assert findings("laporan_pendampingan", earlier={"serah_terima": handed}, returned_on="2026-03-11") == [
        ("service.date_before", "returned_on", Severity.ERROR)
    ]


def test_a_death_warns_of_a_day_that_cannot_be_and_of_who_was_not_told() -> None:
    earlier = {"asesmen": filled("asesmen")}

    assert findings("konfirmasi_meninggal", earlier=earlier, died_on="2026-02-19", family_told=False) == [
        ("service.date_before", "died_on", Severity.WARNING),
        ("elder.not_told", "family_told", Severity.WARNING),
    ]


def test_a_statement_that_was_not_read_to_the_client_is_none() -> None:
    assert findings("pernyataan_klien", read_aloud=False) == [
        ("elder.statement_not_read", "read_aloud", Severity.ERROR)
    ]


def test_a_search_of_one_attempt_warns_and_each_attempt_has_happened() -> None:
    attempt = {"tried_on": "2026-03-13", "place": "Pondok klien", "result": "Kosong"}

    assert findings("catat_tidak_ditemukan", attempts=[attempt]) == [
        ("service.date_in_future", "attempts[0].tried_on", Severity.ERROR),
        ("elder.few_attempts", "attempts", Severity.WARNING),
    ]


def test_every_answer_of_the_panti_says_what_became_of_the_referral() -> None:
    node = PROCEDURE.step("jawaban_panti")
    assert isinstance(node, Wait)

    assert {outcome.code for outcome in node.outcomes} == set(common_core.ANSWERS)


def test_sixty_years_are_enough_and_fifty_nine_are_not() -> None:
    def at(age: int) -> Found:
        return findings("tinjau_asesmen", "ke_panti", {"asesmen": filled("asesmen", age=age)})

    assert at(60) == []
    assert at(59) == [("elder.age_below_limit", None, Severity.ERROR)]
