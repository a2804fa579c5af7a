"""What the validators of every SOP look for: a wrong format blocks, a doubtful content only warns. Pure and total."""

from collections.abc import Iterator
from datetime import date

from laksana_sdk.clients import ClientForm
from laksana_sdk.findings import Finding, error, warning
from laksana_sdk.identity import OLDEST_AGE, nik_doubts, parse_kk, parse_nik, parse_phone
from laksana_sdk.phrases import day
from laksana_sdk.vocabulary import GuardianConsent, PPKSCategory, SPMCode

ADULT_AGE = 18
ELDER_AGE = 60

# UU 23/2002 art. 1: a child is anybody below 18. These categories say it by their name.
CHILD_CATEGORIES = frozenset(
    {
        PPKSCategory.ANAK_BALITA_TERLANTAR,
        PPKSCategory.ANAK_TERLANTAR,
        PPKSCategory.ANAK_BERHADAPAN_HUKUM,
        PPKSCategory.ANAK_JALANAN,
        PPKSCategory.ANAK_DENGAN_KEDISABILITASAN,
        PPKSCategory.ANAK_KORBAN_KEKERASAN,
        PPKSCategory.ANAK_PERLINDUNGAN_KHUSUS,
    }
)
USUAL_CATEGORIES = {
    SPMCode.K1: frozenset({PPKSCategory.PENYANDANG_DISABILITAS, PPKSCategory.ANAK_DENGAN_KEDISABILITASAN}),
    SPMCode.K2: CHILD_CATEGORIES,
    SPMCode.K3: frozenset({PPKSCategory.LANJUT_USIA_TERLANTAR}),
    SPMCode.K4: frozenset({PPKSCategory.GELANDANGAN, PPKSCategory.PENGEMIS, PPKSCategory.TUNA_SUSILA}),
    SPMCode.K5: frozenset({PPKSCategory.KORBAN_BENCANA_ALAM, PPKSCategory.KORBAN_BENCANA_SOSIAL}),
}
OPEN_CONSENTS = frozenset({GuardianConsent.PENDING, GuardianConsent.REFUSED})


def client_findings(person: ClientForm, today: date, *, at: str) -> Iterator[Finding]:
    """What stands against the person's name, numbers, birth date and region; `at` is the form's field that holds it."""
    yield from identity_findings(person, at=at)
    yield from birth_findings(person.birth_date, today, field=f"{at}.birth_date")
    yield from region_findings(person.region, field=f"{at}.region")


def identity_findings(person: ClientForm, *, at: str) -> Iterator[Finding]:
    """What stands against NIK, No. KK and phone; a missing name is only called to mind."""
    if person.name is None:
        yield warning("service.client_unnamed", field=f"{at}.name")
    if person.nik is not None:
        nik, found = parse_nik(person.nik, field=f"{at}.nik")
        yield from found
        if nik is not None:
            yield from nik_doubts(nik, sex=person.sex, born_on=person.birth_date, field=f"{at}.nik")
    if person.no_kk is not None:
        yield from parse_kk(person.no_kk, field=f"{at}.no_kk")[1]
    if person.phone is not None:
        yield from parse_phone(person.phone, field=f"{at}.phone")[1]


def birth_findings(born_on: date | None, today: date, *, field: str) -> Iterator[Finding]:
    """What stands against a day of birth: it has not come yet, or it means an age that few reach."""
    yield from not_future(field, "Tanggal lahir", born_on, today)
    if born_on is not None and age_on(born_on, today) > OLDEST_AGE:
        age, shown = age_on(born_on, today), day(born_on) or ""
        yield warning("service.born_too_long_ago", field=field, date=shown, age=age)


def region_findings(region: str, *, field: str) -> Iterator[Finding]:
    """What stands against a place of residence: a code that names no kecamatan."""
    if len(region.split(".")) < 3:
        yield error("service.region_too_coarse", field=field, region=region)


def age_on(born_on: date, when: date) -> int:
    """The age in full years on a day; negative before birth."""
    return when.year - born_on.year - ((when.month, when.day) < (born_on.month, born_on.day))


def is_child(category: PPKSCategory | None, born_on: date | None, today: date) -> bool:
    """Whether the person is below 18; a known birth date outweighs the category's name."""
    return category in CHILD_CATEGORIES if born_on is None else age_on(born_on, today) < ADULT_AGE


def age_doubts(
    category: PPKSCategory, born_on: date | None, today: date, *, field: str = "ppks_category"
) -> Iterator[Finding]:
    """A doubt where the category is for children or elders and the person's age says otherwise."""
    if born_on is None or born_on > today:
        return
    age = age_on(born_on, today)
    ages = None
    if category in CHILD_CATEGORIES and age >= ADULT_AGE:
        ages = f"di bawah {ADULT_AGE} tahun"
    elif category is PPKSCategory.LANJUT_USIA_TERLANTAR and age < ELDER_AGE:
        ages = f"{ELDER_AGE} tahun ke atas"
    if ages is not None:
        yield warning("service.age_doubts_category", field=field, category=category.label, ages=ages, age=age)


def spm_doubts(spm: SPMCode | None, category: PPKSCategory, *, field: str = "spm_code") -> Iterator[Finding]:
    """A doubt where the SPM code is the province's, or unusual for the category."""
    if spm is None:
        return
    if spm.is_provincial:
        yield warning("service.spm_provincial", field=field, spm=spm.value)
    elif category not in USUAL_CATEGORIES.get(spm, frozenset()):
        yield warning("service.spm_doubts_category", field=field, spm=spm.value, category=category.label)


def consent_asked(
    consent: GuardianConsent, guardian_name: str | None, category: PPKSCategory, born_on: date | None, today: date
) -> Iterator[Finding]:
    """What stands against the consent at the counter: a child's must be asked for, a given one names who gave it.

    Fields `guardian_consent` and `guardian_name`. Source: UU 27/2022 arts. 25 (children) and 26 (persons with
    disability, where the person and/or the guardian agrees).
    """
    if consent is GuardianConsent.GIVEN and guardian_name is None:
        because = "persetujuan dicatat diberikan"
        yield error("service.name_missing", field="guardian_name", label="Nama orang tua / wali", because=because)
    if consent is not GuardianConsent.NOT_REQUIRED:
        return
    if is_child(category, born_on, today):
        yield error("service.guardian_consent_child", field="guardian_consent", consent=consent.label)
    elif category is PPKSCategory.PENYANDANG_DISABILITAS:
        yield warning(
            "service.guardian_consent_disability",
            field="guardian_consent",
            category=category.label,
            consent=consent.label,
        )


def consent_closed(consent: GuardianConsent, *, child: bool, field: str = "guardian_consent") -> Iterator[Finding]:
    """What stands against passing a file on: open consent, or a child's file that calls it unnecessary."""
    if consent in OPEN_CONSENTS:
        yield error("service.guardian_consent_open", field=field, consent=consent.label)
    elif consent is GuardianConsent.NOT_REQUIRED and child:
        yield error("service.guardian_consent_child", field=field, consent=consent.label)


def not_future(field: str, label: str, when: date | None, today: date) -> Iterator[Finding]:
    """An error where something that has happened bears a day to come."""
    if when is not None and when > today:
        yield error("service.date_in_future", field=field, label=label, date=day(when) or "")


def not_before(field: str, label: str, when: date | None, other: str, limit: date | None) -> Iterator[Finding]:
    """An error where a day is earlier than the one it must follow; `other` names that one in words."""
    if when is not None and limit is not None and when < limit:
        shown, bound = day(when) or "", day(limit) or ""
        yield error("service.date_before", field=field, label=label, date=shown, other=other, other_date=bound)


def letter_dated(field: str, number: str | None, when: date | None) -> Iterator[Finding]:
    """A doubt where a letter has a number but no date."""
    if number is not None and when is None:
        yield warning("service.letter_without_date", field=field, number=number)


def each_once(officers: tuple[str, ...], *, field: str = "officers") -> Iterator[Finding]:
    """An error at each officer who is listed again."""
    for index, officer in enumerate(officers):
        if officer in officers[:index]:
            yield error("service.officer_twice", field=f"{field}[{index}]", place=index + 1)


def needed(field: str, label: str, outcome: str) -> Finding:
    """The error that a field is empty which the chosen outcome (in words) asks for."""
    return error("service.needed_for_outcome", field=field, label=label, outcome=outcome)
