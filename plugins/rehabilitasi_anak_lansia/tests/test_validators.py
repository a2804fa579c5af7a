"""What stands against a filled form, at its field; and that no input whatever makes a validator raise."""

from collections.abc import Mapping
from typing import Any

import pytest
from plugins.rehabilitasi_anak_lansia.tests.example import CHILD, ELDER, PROCEDURE, RAW, TODAY, filled

from laksana_sdk.findings import Severity, text
from laksana_sdk.forms import Form
from laksana_sdk.procedure import CaseFacts

Found = list[tuple[str, str | None, Severity]]
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def findings(
    step: str, *, outcome: str | None = None, earlier: Mapping[str, Form] | None = None, **changes: object
) -> Found:
    """Code, field and weight of what the step's validators find in the example's form with these changes."""
    facts = CaseFacts(today=TODAY, client_birth_date=None, outcome=outcome, forms=earlier or {})
    form = filled(step, **changes)
    found = [finding for check in PROCEDURE.step(step).validators for finding in check(form, facts)]
    assert all(text(finding, "id") and text(finding, "en") for finding in found)
    return [(finding.code, finding.field, finding.severity) for finding in found]


def at_intake(calon: Mapping[str, object] | None = None, **changes: Any) -> Found:  # noqa: ANN401 - of any field
    """What the intake's validators find with these changes to the person and to the form."""
    return findings("terima_usulan", calon={**ELDER, **(calon or {})}, **changes)


def child(**changes: object) -> dict[str, Form]:
    """The earlier forms of a child's case."""
    told = {"ppks_category": "ANAK_TERLANTAR", "guardian_consent": "PENDING", **changes}
    return {"terima_usulan": filled("terima_usulan", calon=CHILD, **told)}


@pytest.mark.parametrize("step", sorted(RAW))
def test_the_example_has_nothing_against_it(step: str) -> None:
    assert findings(step) == []


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"nik": "627103120348999"}, "identity.nik_incomplete", "calon.nik"),
        ({"birth_date": "2026-03-13"}, "service.date_in_future", "calon.birth_date"),
        ({"region": "62.71"}, "service.region_too_coarse", "calon.region"),
    ],
)
def test_a_wrong_format_blocks_the_intake_at_its_field(changes: dict[str, object], code: str, field: str) -> None:
    assert (code, field, ERROR) in at_intake(changes)


def test_a_person_of_whom_nothing_is_known_is_taken_in_with_a_reminder() -> None:
    found = at_intake({"name": None, "nik": None, "birth_date": None, "birth_place": None})

    assert found == [("service.client_unnamed", "calon.name", WARNING)]


def test_a_person_of_104_years_is_doubted_by_nobody_and_one_of_111_gently() -> None:
    assert at_intake({"birth_date": "1921-06-01", "nik": None}) == []
    assert at_intake({"birth_date": "1914-06-01", "nik": None}) == [
        ("service.born_too_long_ago", "calon.birth_date", WARNING)
    ]


def test_who_is_neither_child_nor_elder_is_doubted_at_the_registry_and_stopped_at_eligibility() -> None:
    adult = {"birth_date": "1990-01-01", "nik": None}
    earlier = {"terima_usulan": filled("terima_usulan", calon={**ELDER, **adult}, ppks_category="FAKIR_MISKIN")}

    doubted = at_intake(adult, ppks_category="FAKIR_MISKIN")
    stopped = findings("verifikasi", outcome="layak", earlier=earlier, ppks_category="FAKIR_MISKIN", spm_code=None)

    assert doubted == [("rehabilitation.child_or_elder_doubtful", "ppks_category", WARNING)]
    assert stopped == [("rehabilitation.not_child_or_elder", "ppks_category", ERROR)]


def test_a_childs_consent_must_be_asked_for_at_the_registry_and_settled_before_the_referral() -> None:
    unasked = at_intake(CHILD, ppks_category="ANAK_TERLANTAR", guardian_consent="NOT_REQUIRED")

    assert unasked == [("service.guardian_consent_child", "guardian_consent", ERROR)]
    assert findings("rencana_rujukan", earlier=child()) == [
        ("service.guardian_consent_child", "guardian_consent", ERROR)
    ]
    assert findings("rencana_rujukan", earlier=child(), guardian_consent="PENDING") == [
        ("service.guardian_consent_open", "guardian_consent", ERROR)
    ]
    assert findings("rencana_rujukan", earlier=child(), guardian_consent="NO_GUARDIAN") == []


def test_a_child_is_found_eligible_only_with_its_best_interest_written_down() -> None:
    told: dict[str, Any] = {"ppks_category": "ANAK_TERLANTAR", "spm_code": "K2"}

    assert findings("verifikasi", outcome="layak", earlier=child(), **told) == [
        ("service.needed_for_outcome", "child_interest", ERROR)
    ]
    assert findings("verifikasi", outcome="layak", earlier=child(), child_interest="Bersekolah.", **told) == []
    assert findings("verifikasi", outcome="perlu_kunjungan", earlier=child(), **told) == []


@pytest.mark.parametrize("willingness", ["TIDAK_BERSEDIA", "BELUM_DITANYA"])
def test_nobody_is_referred_unasked_or_unwilling(willingness: str) -> None:
    assert findings("verifikasi", outcome="layak", willingness=willingness) == [
        ("rehabilitation.not_willing", "willingness", ERROR)
    ]


@pytest.mark.parametrize(
    ("outcome", "changes", "code", "field"),
    [
        ("layak", {"violence": "DIDUGA"}, "rehabilitation.violence_unreported", "protection_reported_on"),
        ("dugaan_kekerasan", {"violence": "TIDAK_ADA"}, "rehabilitation.violence_not_noted", "violence"),
        ("layak", {"violence": "TERBUKTI"}, "service.name_missing", "protection_agency"),
        (
            "layak",
            {"violence": "DIDUGA", "protection_reported_on": "2026-03-06"},
            "service.name_missing",
            "protection_agency",
        ),
    ],
)
def test_violence_is_noted_and_reported(outcome: str, changes: dict[str, Any], code: str, field: str) -> None:
    assert findings("verifikasi", outcome=outcome, **changes) == [(code, field, ERROR)]


def test_a_report_by_letter_or_by_telephone_opens_the_way() -> None:
    by_letter = {"kirim_perlindungan": filled("kirim_perlindungan")}
    by_telephone: dict[str, Any] = {
        "protection_agency": "UPTD PPA, petugas piket",
        "protection_reported_on": "2026-03-06",
    }

    assert findings("verifikasi", outcome="layak", earlier=by_letter, violence="DIDUGA") == []
    assert findings("verifikasi", outcome="layak", violence="DIDUGA", **by_telephone) == []


@pytest.mark.parametrize("budget", [None, "DPA SKPD 1.06.04.2.01", "DIPA Kementerian Sosial / RKAKL"])
def test_a_budget_paper_of_whichever_level_is_a_reference_and_nothing_is_checked(budget: str | None) -> None:
    assert findings("rencana_rujukan", budget=budget) == []


@pytest.mark.parametrize(
    ("target", "outcome", "fits"),
    [
        ("PANTI_PROVINSI", "menunggu_panti", True),
        ("LKS", "menunggu_panti", True),
        ("SENTRA_KEMENSOS", "menunggu_sentra", True),
        ("LKS", "menunggu_sentra", False),
        ("SENTRA_KEMENSOS", "menunggu_panti", False),
    ],
)
def test_the_coordination_awaits_the_target_of_the_plan(target: str, outcome: str, fits: bool) -> None:
    earlier = {"rencana_rujukan": filled("rencana_rujukan", target=target)}

    found = findings("koordinasi", outcome=outcome, earlier=earlier)

    assert found == ([] if fits else [("rehabilitation.other_target", "outcome", ERROR)])


@pytest.mark.parametrize("step", ["jawaban_panti", "jawaban_sentra"])
@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        ("diterima", "admission_on"),
        ("daftar_tunggu", "queue_position"),
        ("layanan_lain", "other_service"),
        ("ditolak", "reason"),
    ],
)
def test_an_answer_says_what_it_means_for_the_person(step: str, outcome: str, field: str) -> None:
    assert findings(step, outcome=outcome, **{field: None}) == [("service.needed_for_outcome", field, ERROR)]


@pytest.mark.parametrize(
    ("outcome", "changes", "field"),
    [
        ("diterima_panti", {"services": []}, "services"),
        ("diterima_sebagian", {}, "outstanding"),
        ("ditolak_penerima", {}, "outstanding"),
        ("berubah_pikiran", {}, "outstanding"),
    ],
)
def test_a_delivery_says_what_was_given_and_why_something_was_not(
    outcome: str, changes: dict[str, Any], field: str
) -> None:
    assert findings("penyaluran", outcome=outcome, **changes) == [("service.needed_for_outcome", field, ERROR)]


def test_nobody_is_handed_over_before_it_was_agreed() -> None:
    earlier = {"koordinasi": filled("koordinasi", coordinated_on="2026-03-12")}

    assert findings("penyaluran", earlier=earlier, handed_over_on="2026-03-11") == [
        ("service.date_before", "handed_over_on", ERROR)
    ]


def test_a_death_lies_between_birth_and_today() -> None:
    earlier = {"terima_usulan": filled("terima_usulan")}

    assert findings("kematian", died_on="2026-03-13") == [("service.date_in_future", "died_on", ERROR)]
    assert findings("kematian", earlier=earlier, died_on="1940-01-01") == [("service.date_before", "died_on", ERROR)]


def test_each_attempt_of_a_search_has_a_day_that_has_come() -> None:
    first, second = RAW["tidak_ditemukan"]["attempts"]

    found = findings("tidak_ditemukan", attempts=[first, {**second, "attempted_on": "2026-03-13"}])

    assert found == [("service.date_in_future", "attempts[1].attempted_on", ERROR)]
