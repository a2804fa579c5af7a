"""What stands against a filled form, at its field; and that no input whatever makes a validator raise."""

from collections.abc import Mapping

import pytest
from plugins.asistensi_rehabilitasi.tests.example import OFFICER, PEMOHON, PROCEDURE, RAW, TODAY, filled

from laksana_sdk.findings import Severity, text
from laksana_sdk.forms import Form
from laksana_sdk.procedure import CaseFacts

Found = list[tuple[str, str | None, Severity]]


def findings(step: str, *, earlier: Mapping[str, Form] | None = None, **changes: object) -> Found:
    """Code, field and weight of what the step's validators find in the example's form with these changes."""
    return found_in(step, filled(step, **changes), earlier=earlier)


def found_in(step: str, form: Form, *, outcome: str | None = None, earlier: Mapping[str, Form] | None = None) -> Found:
    """Code, field and weight of what the step's validators find in a filled form; each has its sentence."""
    facts = CaseFacts(today=TODAY, client_birth_date=None, outcome=outcome, forms=earlier or {})
    found = [finding for check in PROCEDURE.step(step).validators for finding in check(form, facts)]
    assert all(text(finding, "id") and text(finding, "en") for finding in found)
    return [(finding.code, finding.field, finding.severity) for finding in found]


def at_intake(pemohon: Mapping[str, object] | None = None, **changes: str) -> Found:
    """What the validators of the intake find with these changes to the applicant and to the form."""
    return found_in("terima_laporan", filled("terima_laporan", pemohon={**PEMOHON, **(pemohon or {})}, **changes))


def intake(pemohon: Mapping[str, object] | None = None, **changes: object) -> dict[str, Form]:
    """The earlier forms of a case: the example's intake with these changes."""
    return {"terima_laporan": filled("terima_laporan", pemohon={**PEMOHON, **(pemohon or {})}, **changes)}


@pytest.mark.parametrize("step", sorted(RAW))
def test_the_example_has_nothing_against_it(step: str) -> None:
    assert findings(step) == []


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"nik": "160410520351999"}, "identity.nik_incomplete", "pemohon.nik"),
        ({"no_kk": "16041001011599921"}, "identity.kk_too_long", "pemohon.no_kk"),
        ({"phone": "08123"}, "identity.phone_invalid", "pemohon.phone"),
        ({"birth_date": "2026-03-13"}, "service.date_in_future", "pemohon.birth_date"),
        ({"region": "16.04"}, "service.region_too_coarse", "pemohon.region"),
    ],
)
def test_a_wrong_format_blocks_the_intake_at_its_field(changes: dict[str, object], code: str, field: str) -> None:
    assert (code, field, Severity.ERROR) in at_intake(changes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sex": "MALE"}, "identity.nik_sex"),
        ({"birth_date": "1950-03-12"}, "identity.nik_birth_date"),
        ({"birth_date": "1900-01-01", "nik": None}, "service.born_too_long_ago"),
        ({"birth_date": "1990-01-01", "nik": None}, "service.age_doubts_category"),
    ],
)
def test_a_doubtful_content_warns_and_blocks_nothing(changes: dict[str, object], code: str) -> None:
    found = at_intake(changes)

    assert code in [one for one, _, _ in found]
    assert {severity for _, _, severity in found} == {Severity.WARNING}


def test_a_person_without_any_number_is_taken_in() -> None:
    assert at_intake({"nik": None, "no_kk": None, "phone": None, "birth_date": None, "birth_place": None}) == []


def test_a_person_whose_name_nobody_knows_is_taken_in_with_a_reminder() -> None:
    assert at_intake({"name": None}) == [("service.client_unnamed", "pemohon.name", Severity.WARNING)]


def test_a_child_needs_a_guardians_consent_to_be_asked_for() -> None:
    child = {"birth_date": "2016-05-01", "nik": None}

    unasked = at_intake(child, ppks_category="ANAK_TERLANTAR", guardian_consent="NOT_REQUIRED")
    pending = at_intake(child, ppks_category="ANAK_TERLANTAR", guardian_consent="PENDING")

    assert unasked == [("service.guardian_consent_child", "guardian_consent", Severity.ERROR)]
    assert pending == []


def test_a_childs_category_without_a_birth_date_counts_as_a_child() -> None:
    found = at_intake({"birth_date": None, "nik": None}, ppks_category="ANAK_BALITA_TERLANTAR")

    assert ("service.guardian_consent_child", "guardian_consent", Severity.ERROR) in found


def test_a_given_consent_names_who_gave_it() -> None:
    assert at_intake(guardian_consent="GIVEN") == [("service.name_missing", "guardian_name", Severity.ERROR)]
    assert at_intake(guardian_consent="GIVEN", guardian_name="Ahmad Fauzi") == []


def test_for_a_disabled_adult_the_office_is_reminded_to_ask_the_person() -> None:
    found = at_intake(ppks_category="PENYANDANG_DISABILITAS")

    assert found == [("service.guardian_consent_disability", "guardian_consent", Severity.WARNING)]


@pytest.mark.parametrize("consent", ["PENDING", "REFUSED"])
def test_a_file_is_not_passed_on_while_consent_is_open(consent: str) -> None:
    found = findings("rekap", guardian_consent=consent)

    assert found == [("service.guardian_consent_open", "guardian_consent", Severity.ERROR)]


def test_a_childs_file_is_not_passed_on_as_needing_no_consent() -> None:
    child = {"birth_date": "2016-05-01", "nik": None}
    earlier = intake(child, ppks_category="ANAK_TERLANTAR", guardian_consent="PENDING")

    found = findings("rekap", earlier=earlier, guardian_consent="NOT_REQUIRED")

    assert found == [("service.guardian_consent_child", "guardian_consent", Severity.ERROR)]


@pytest.mark.parametrize(("spm", "code"), [("P3", "service.spm_provincial"), ("K1", "service.spm_doubts_category")])
def test_an_spm_code_that_does_not_fit_warns(spm: str, code: str) -> None:
    assert findings("laporkan", spm_code=spm) == [(code, "spm_code", Severity.WARNING)]


def test_an_officer_is_proposed_once() -> None:
    found = findings("edukasi", officers=[OFFICER, OFFICER])

    assert found == [("service.officer_twice", "officers[1]", Severity.ERROR)]


@pytest.mark.parametrize(
    ("step", "outcome", "field"),
    [
        ("jawaban_sentra", "dijadwalkan", "assessment_on"),
        ("jawaban_sentra", "ditolak", "reason"),
        ("hasil_sentra", "tidak_layak", "reason"),
        ("selesaikan", "bantuan_diberikan", "received_on"),
    ],
)
def test_an_outcome_needs_the_field_that_explains_it(step: str, outcome: str, field: str) -> None:
    form = filled(step, **{field: None})

    found = found_in(step, form, outcome=outcome)

    assert found == [("service.needed_for_outcome", field, Severity.ERROR)]


def test_an_assessment_is_not_reported_before_the_day_that_the_institution_set() -> None:
    earlier = {"jawaban_sentra": filled("jawaban_sentra", assessment_on="2026-03-12")}

    found = findings("asesmen", earlier=earlier, assessed_on="2026-03-11")

    assert found == [("service.date_before", "assessed_on", Severity.ERROR)]


def test_aid_is_not_received_before_the_assessment() -> None:
    earlier = {"asesmen": filled("asesmen")}

    found = findings("selesaikan", earlier=earlier, received_on="2026-03-11")

    assert found == [("service.date_before", "received_on", Severity.ERROR)]


def test_a_death_lies_between_birth_and_today() -> None:
    born_later = intake({"nik": None, "birth_date": "1951-03-12"})

    assert findings("kematian", died_on="2026-03-13") == [("service.date_in_future", "died_on", Severity.ERROR)]
    assert findings("kematian", earlier=born_later, died_on="1940-01-01") == [
        ("service.date_before", "died_on", Severity.ERROR)
    ]


def test_each_attempt_to_meet_the_applicant_has_a_day_that_has_come() -> None:
    first, second = RAW["tidak_ditemukan"]["attempts"]

    found = findings("tidak_ditemukan", attempts=[first, {**second, "attempted_on": "2026-03-13"}])

    assert found == [("service.date_in_future", "attempts[1].attempted_on", Severity.ERROR)]


def test_a_declaration_bears_no_day_to_come() -> None:
    assert findings("pembatalan", declared_on="2026-03-13") == [
        ("service.date_in_future", "declared_on", Severity.ERROR)
    ]


def test_one_name_and_a_hundred_and_four_years_are_nothing_against_a_person() -> None:
    assert at_intake({"name": "Suparti", "nik": None, "birth_date": "1922-03-01"}) == []
