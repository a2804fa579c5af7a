from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laksana_sdk.findings import Finding, Severity, catalogue, text
from laksana_sdk.identity import (
    KK,
    NIK,
    NIP,
    NIPKind,
    Phone,
    PhoneKind,
    birth_date_of,
    mask,
    nik_doubts,
    parse_kk,
    parse_nik,
    parse_nip,
    parse_phone,
    place_doubts,
    provinces,
)
from laksana_sdk.names import normalise_name
from laksana_sdk.vocabulary import PPKSCategory, Sex, SPMCode

# Fixtures only: serials 9990 to 9999 are nobody's.
MAN = "6209031207689991"
WOMAN = "1604105207689992"

# The first example reads the catalogue; on a busy machine that passes the deadline of 200 ms.
patient = settings(deadline=None)

digits = st.text("0123456789", max_size=40)
separated = st.text("0123456789 .-\u2013\u00a0", max_size=40)
days = st.dates(date(1917, 1, 1), date(2026, 12, 31))


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, Severity]]:
    return [(finding.code, finding.severity) for finding in findings]


def test_a_nik_tells_where_when_and_who() -> None:
    nik, findings = parse_nik(WOMAN)

    assert findings == ()
    assert nik == NIK(WOMAN)
    assert nik.region_codes == ("16", "16.04", "16.04.10")
    assert nik.sex is Sex.FEMALE
    assert nik.birth_dates == (date(1968, 7, 12), date(2068, 7, 12))


def test_the_century_that_lies_ahead_or_makes_a_person_older_than_110_is_left_out() -> None:
    today = date(2026, 11, 21)

    assert birth_date_of(NIK(WOMAN), on=today, holds_ktp=False) == (date(1968, 7, 12), ())
    assert birth_date_of(NIK("6209031207009991"), on=today, holds_ktp=True) == (date(2000, 7, 12), ())


def test_a_nik_is_read_through_spaces_dots_and_dashes() -> None:
    assert parse_nik(" 6209.03-120768 9991\u00a0") == (NIK(MAN), ())


def test_a_number_shows_itself_masked_wherever_it_is_printed() -> None:
    nik = NIK("6209031207680001")

    assert nik.masked == "6209••••••••0001"
    assert f"{nik} {nik!r}" == "6209••••••••0001 NIK(6209••••••••0001)"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "identity.nik_empty"),
        ("620903120768999", "identity.nik_incomplete"),
        ("62090312076899911", "identity.nik_too_long"),
        ("620903120768999O", "identity.nik_not_digits"),
        ("٦٢٠٩٠٣١٢٠٧٦٨٩٩٩١", "identity.nik_not_digits"),
        ("9909031207689991", "identity.nik_province"),
        ("6209030007689991", "identity.nik_day"),
        ("6209033207689991", "identity.nik_day"),
        ("6209034007689991", "identity.nik_day"),
        ("6209037207689991", "identity.nik_day"),
        ("6209031213689991", "identity.nik_month"),
        ("6209031207680000", "identity.nik_serial"),
    ],
)
def test_a_wrong_format_blocks(typed: str, code: str) -> None:
    nik, findings = parse_nik(typed, field="pemohon.nik")

    assert nik is None
    assert codes(findings) == [(code, Severity.ERROR)]
    assert findings[0].field == "pemohon.nik"


def test_a_megabyte_in_the_field_gives_a_short_finding() -> None:
    _, findings = parse_nik("9" * 1_000_000)

    assert text(findings[0]).startswith("NIK 9999••••••••9999 berisi 1000000 angka.")


def test_a_birth_date_in_no_calendar_only_warns() -> None:
    nik, findings = parse_nik("6209033002009991")

    assert nik is not None
    assert codes(findings) == [("identity.nik_no_such_day", Severity.WARNING)]
    assert birth_date_of(nik, on=date(2026, 1, 1), holds_ktp=True)[0] is None


@pytest.mark.parametrize(
    ("known", "unknown"),
    [({"62.09", "62.09.03"}, None), ({"62.09"}, "62.09.03"), (set(), "62.09")],
)
def test_a_place_of_issue_that_is_not_listed_only_warns_and_names_the_code(
    known: set[str], unknown: str | None
) -> None:
    findings = place_doubts(NIK(MAN), known)

    assert [(finding.parameters["region"], finding.severity) for finding in findings] == (
        [] if unknown is None else [(unknown, Severity.WARNING)]
    )


def test_a_form_that_disagrees_with_the_nik_is_warned_never_refused() -> None:
    findings = nik_doubts(NIK(MAN), sex=Sex.FEMALE, born_on=date(1969, 7, 12), office_region="16.04")

    assert codes(findings) == [
        ("identity.nik_sex", Severity.WARNING),
        ("identity.nik_birth_date", Severity.WARNING),
        ("identity.nik_elsewhere", Severity.INFO),
    ]
    assert text(findings[0]) == (
        "NIK 6209••••••••9991 menunjukkan Laki-laki, sedangkan isian menyatakan Perempuan. "
        "Periksa keduanya; bila KTP memang begitu, lanjutkan."
    )


def test_a_form_that_agrees_raises_no_doubt() -> None:
    assert nik_doubts(NIK(MAN), sex=Sex.MALE, born_on=date(1968, 7, 12), office_region="62.09") == ()


def test_of_two_possible_centuries_a_ktp_holder_is_the_elder_and_the_guess_is_said() -> None:
    nik = NIK("6209031207209991")
    today = date(2026, 11, 21)

    assert birth_date_of(nik, on=today, holds_ktp=True)[0] == date(1920, 7, 12)
    born_on, findings = birth_date_of(nik, on=today, holds_ktp=False)
    assert born_on == date(2020, 7, 12)
    assert codes(findings) == [("identity.nik_century", Severity.WARNING)]


@patient
@given(born_on=days, is_woman=st.booleans(), serial=st.integers(1, 9999))
def test_every_existing_day_of_birth_is_read_back(born_on: date, is_woman: bool, serial: int) -> None:
    typed = f"620903{born_on.day + 40 * is_woman:02}{born_on:%m%y}{serial:04}"

    nik, findings = parse_nik(typed)

    assert nik is not None
    assert findings == ()
    assert born_on in nik.birth_dates
    assert nik_doubts(nik, sex=Sex.FEMALE if is_woman else Sex.MALE, born_on=born_on) == ()


@patient
@given(born_on=days, on=days, holds_ktp=st.booleans())
def test_a_birth_date_read_from_a_nik_gives_an_age_from_0_to_110(born_on: date, on: date, holds_ktp: bool) -> None:
    read, _ = birth_date_of(NIK(f"620903{born_on:%d%m%y}9991"), on=on, holds_ktp=holds_ktp)

    assert read is None or (read <= on and on.year - read.year <= 111)


@patient
@given(typed=st.one_of(st.text(max_size=40), digits, separated, st.from_regex(NIK.pattern, fullmatch=True)))
def test_whatever_is_typed_gives_a_number_or_a_reason_and_never_shows_it_whole(typed: str) -> None:
    for number, findings in (parse_nik(typed), parse_kk(typed), parse_nip(typed, on=date(2026, 1, 1))):
        assert (number is None) == any(finding.blocks for finding in findings)
        for finding in findings:
            for language in ("id", "en"):
                sentence = text(finding, language)
                assert len(sentence) < 300
                assert number is None or number.digits not in sentence


@patient
@given(typed=separated)
def test_a_mask_keeps_at_most_eight_digits(typed: str) -> None:
    assert sum(sign.isdigit() for sign in mask(typed)) <= 8


def test_a_number_of_the_wrong_shape_cannot_be_made() -> None:
    with pytest.raises(ValueError, match=r"6209••••••••9999 is no well-formed NIK; read outside input with parse_nik"):
        NIK("620903120768 99999".replace(" ", ""))


def test_a_kk_adds_nothing_to_the_day_of_issue() -> None:
    kk, findings = parse_kk("1604105207189992")

    assert kk == KK("1604105207189992")
    assert codes(findings) == [("identity.kk_no_such_day", Severity.WARNING)]
    assert parse_kk("1604101207189992") == (KK("1604101207189992"), ())


@pytest.mark.parametrize("typed", ["197812112006041006", "196807192001121001", "19781211 200604 1 006"])
def test_the_printed_nips_are_accepted(typed: str) -> None:
    nip, findings = parse_nip(typed)

    assert nip is not None
    assert nip.kind is NIPKind.PNS
    assert findings == ()


def test_the_17_digits_of_palangka_raya_are_incomplete() -> None:
    nip, findings = parse_nip("19630118198211100")

    assert nip is None
    assert codes(findings) == [("identity.nip_incomplete", Severity.ERROR)]
    assert text(findings[0]).startswith("NIP 1963••••••••1100 baru 17 angka.")


def test_a_nip_is_printed_in_groups() -> None:
    assert NIP("197812112006041006").grouped == "19781211 200604 1 006"


def test_lahats_approver_was_born_in_july_1968_and_is_a_man() -> None:
    nip = NIP("196807192001121001")

    assert (nip.birth_date, nip.appointment_year, nip.sex) == (date(1968, 7, 19), 2001, Sex.MALE)


def test_what_is_no_month_makes_it_an_ni_pppk() -> None:
    assert NIP("199001012021212001").kind is NIPKind.PPPK
    assert NIP("199001012021002001").kind is NIPKind.PPPK
    assert NIP("199001012021122001").kind is NIPKind.PNS


def test_implausible_dates_of_a_nip_only_warn() -> None:
    nip, findings = parse_nip("199002302001121001", on=date(2060, 1, 1))

    assert nip is not None
    assert codes(findings) == [
        ("identity.nip_no_such_day", Severity.WARNING),
        ("identity.nip_appointed_young", Severity.WARNING),
    ]


def test_a_holder_of_a_current_post_past_the_pension_age_is_pointed_out() -> None:
    assert parse_nip("196807192001121001", on=date(2028, 7, 18))[1] == ()
    assert codes(parse_nip("196807192001121001", on=date(2028, 7, 19))[1]) == [
        ("identity.nip_pension_age", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    ("typed", "e164", "kind"),
    [
        ("0812-3456-7890", "+6281234567890", PhoneKind.MOBILE),
        ("6281234567890", "+6281234567890", PhoneKind.MOBILE),
        ("81234567890", "+6281234567890", PhoneKind.MOBILE),
        ("0536-4260576", "+625364260576", PhoneKind.FIXED),
    ],
)
def test_a_phone_is_read_as_dialled_in_indonesia(typed: str, e164: str, kind: PhoneKind) -> None:
    assert parse_phone(typed) == (Phone(e164=e164, kind=kind), ())


@pytest.mark.parametrize(
    "typed", ["", "08123", "hubungi 081234567890", "0812 FLOWERS", "٠٨١٢٣٤٥٦٧٨٩٠", "081234567890/0812", "9" * 1_000_000]
)
def test_what_cannot_be_dialled_is_refused(typed: str) -> None:
    phone, findings = parse_phone(typed)

    assert phone is None
    assert codes(findings) == [("identity.phone_invalid", Severity.ERROR)]


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("EKMAN MULYADI, S.Sos", "ekman mulyadi"),
        ("H. Ekman  Mulyadi S. Sos", "ekman mulyadi"),
        ("M. SYAIFUDIN ZUHRI, SE.,M.A.P", "m syaifudin zuhri"),
        ("Drs.H.Ahmad Ma\u2019ruf, S. Sos, M.Si", "ahmad maruf"),
        ("Siti-Aminah (alm)", "siti aminah"),
        ("Ahmad, Budi", "ahmad budi"),
        ("Suharto", "suharto"),
        ("H.", "h"),
        ("Renée", "renee"),
    ],
)
def test_names_are_compared_without_titles_case_and_punctuation(written: str, compared: str) -> None:
    assert normalise_name(written) == compared


@patient
@given(name=st.text(max_size=60))
def test_a_normalised_name_stays_as_it_is(name: str) -> None:
    assert normalise_name(normalise_name(name)) == normalise_name(name)


def test_there_are_38_provinces() -> None:
    assert len(provinces()) == 38
    assert (provinces()["62"], provinces()["16"]) == ("Kalimantan Tengah", "Sumatera Selatan")


def test_there_are_26_ppks_categories_and_ten_spm_codes() -> None:
    assert [category.number for category in PPKSCategory] == list(range(1, 27))
    assert PPKSCategory.LANJUT_USIA_TERLANTAR.number == 8
    assert [code.value for code in SPMCode if code.is_provincial] == ["P1", "P2", "P3", "P4", "P5"]
    assert SPMCode.K3.label == "Rehabilitasi sosial dasar lanjut usia telantar di luar panti"


def test_every_identity_sentence_is_short_enough_for_a_phone() -> None:
    for code, sentences in catalogue().items():
        if code.startswith("identity."):
            assert max(len(sentence) for sentence in sentences.values()) < 200, code
