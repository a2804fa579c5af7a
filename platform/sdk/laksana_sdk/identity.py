"""Identity numbers and phones: NIK, No. KK, NIP or NI PPPK; a wrong format blocks, a doubtful content warns."""

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import ClassVar, TypeVar

import phonenumbers
import yaml

from laksana_sdk.findings import Finding, error, info, warning
from laksana_sdk.vocabulary import Sex

BULLET = "•"
OLDEST_AGE = 110
PENSION_AGE = 60
YOUNGEST_AT_APPOINTMENT = 16

_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015\u2212]")
# Not \d, which also matches Arabic and full-width digits.
_DIGITS = re.compile(r"[0-9]+")
_PHONE = re.compile(r"\+?[0-9 ().\u00a0\u2010-\u2015-]+")


def mask(text: str) -> str:
    """The number as logs and screens may show it: first and last four digits, eight bullets between.

    Shorter runs lose their end, whatever is no run of digits is hidden whole; up to six digits name nobody.
    """
    digits = _SEPARATORS.sub("", text)
    if not _DIGITS.fullmatch(digits):
        return BULLET * min(len(digits), 8)
    if len(digits) <= 6:
        return digits
    if len(digits) < 12:
        return digits[:4] + BULLET * (len(digits) - 4)
    return digits[:4] + BULLET * 8 + digits[-4:]


@cache
def provinces() -> Mapping[str, str]:
    """The names of the 38 provinces by their Kemendagri code, as printed in Kepmendagri 300.2.2-2138 of 2025."""
    return MappingProxyType(yaml.safe_load((files("laksana_sdk") / "provinces.yaml").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number of well-formed digits that shows itself masked; `digits` alone has all of them."""

    digits: str = field(repr=False)

    pattern: ClassVar[re.Pattern[str]]

    def __post_init__(self) -> None:
        if not self.pattern.fullmatch(self.digits):
            thing = type(self).__name__
            message = f"{mask(self.digits)} is no well-formed {thing}; read outside input with parse_{thing.lower()}"
            raise ValueError(message)

    @property
    def masked(self) -> str:
        """The number as `6209••••••••0001`."""
        return mask(self.digits)

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.masked})"


NumberT = TypeVar("NumberT", bound=IdentityNumber)


@dataclass(frozen=True, slots=True, repr=False)
class NIK(IdentityNumber):
    """A person's NIK: place of first issue, birth date with 40 added to a woman's day, serial. It never changes."""

    pattern: ClassVar[re.Pattern[str]] = re.compile(
        r"[0-9]{6}(0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])(0[1-9]|1[0-2])[0-9]{2}(?!0000)[0-9]{4}"
    )

    @property
    def region_codes(self) -> tuple[str, str, str]:
        """Province, kabupaten/kota and kecamatan of first issue: `("62", "62.09", "62.09.03")`."""
        return _region_codes(self.digits)

    @property
    def sex(self) -> Sex:
        """The sex that the day of birth codes."""
        return Sex.FEMALE if int(self.digits[6:8]) > 40 else Sex.MALE

    @property
    def birth_dates(self) -> tuple[date, ...]:
        """The days of birth the six digits can mean, in 19yy and in 20yy; none when the day does not exist."""
        day, month, year = int(self.digits[6:8]) % 40, int(self.digits[8:10]), int(self.digits[10:12])
        return tuple(_existing_days((1900 + year, 2000 + year), month, day))


@dataclass(frozen=True, slots=True, repr=False)
class KK(IdentityNumber):
    """A family card's number: place, day of issue (nothing added), serial. It changes with a new card."""

    pattern: ClassVar[re.Pattern[str]] = re.compile(r"[0-9]{16}")

    @property
    def region_codes(self) -> tuple[str, str, str]:
        """Province, kabupaten/kota and kecamatan of issue, dotted."""
        return _region_codes(self.digits)


class NIPKind(StrEnum):
    """Whose number it is: a civil servant's NIP or a contract officer's NI PPPK."""

    PNS = "PNS"
    PPPK = "PPPK"


@dataclass(frozen=True, slots=True, repr=False)
class NIP(IdentityNumber):
    """An officer's NIP or NI PPPK: birth date, appointment, sex, serial."""

    pattern: ClassVar[re.Pattern[str]] = re.compile(
        r"(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(19|20)[0-9]{2}[0-9]{2}[12][0-9]{3}"
    )

    @property
    def kind(self) -> NIPKind:
        """PNS when digits 13 and 14 are a month; PPPK puts the number of the contract there."""
        return NIPKind.PNS if 1 <= int(self.digits[12:14]) <= 12 else NIPKind.PPPK

    @property
    def sex(self) -> Sex:
        """The sex that the fifteenth digit codes."""
        return Sex.MALE if self.digits[14] == "1" else Sex.FEMALE

    @property
    def birth_date(self) -> date | None:
        """The coded day of birth, None when there is no such day."""
        digits = self.digits
        return next(_existing_days((int(digits[:4]),), int(digits[4:6]), int(digits[6:8])), None)

    @property
    def appointment_year(self) -> int:
        """The year of the first appointment."""
        return int(self.digits[8:12])

    @property
    def grouped(self) -> str:
        """The number as letters print it: `19781211 200604 1 006`."""
        return f"{self.digits[:8]} {self.digits[8:14]} {self.digits[14]} {self.digits[15:]}"


def parse_nik(text: str, *, field: str | None = None) -> tuple[NIK | None, tuple[Finding, ...]]:
    """The NIK in a text, or None with what blocks it; a day of birth that no calendar has only warns."""
    return _parse(text, NIK, _nik_faults, field)


def parse_kk(text: str, *, field: str | None = None) -> tuple[KK | None, tuple[Finding, ...]]:
    """The No. KK in a text, or None with what blocks it; a doubtful day of issue only warns."""
    return _parse(text, KK, _kk_faults, field)


def place_doubts(number: NIK | KK, listed: Container[str], *, field: str | None = None) -> tuple[Finding, ...]:
    """A warning where the number was issued in a kabupaten or kecamatan that no list has (dotted codes of any year).

    It never blocks: a region that was split or renumbered leaves its old code in the numbers issued there.
    """
    thing = type(number).__name__.lower()
    left = next((code for code in number.region_codes[1:] if code not in listed), None)
    if left is None:
        return ()
    return (warning(f"identity.{thing}_region", field=field, region=left, **{thing: mask(number.digits)}),)


def parse_nip(text: str, *, on: date | None = None, field: str | None = None) -> tuple[NIP | None, tuple[Finding, ...]]:
    """The NIP or NI PPPK in a text, or None with what blocks it; implausible dates only warn.

    Give `on` for an officer in a current post: then an age past the pension age warns too.
    """
    digits, faults = _digits(text, 18, "nip", field)
    if faults:
        return None, faults
    if not NIP.pattern.fullmatch(digits):
        return None, (error("identity.nip_shape", field=field, nip=mask(digits)),)
    nip = NIP(digits)
    return nip, tuple(_nip_doubts(nip, on, field))


def nik_doubts(
    nik: NIK,
    *,
    sex: Sex | None = None,
    born_on: date | None = None,
    office_region: str | None = None,
    field: str | None = None,
) -> tuple[Finding, ...]:
    """Warnings where the NIK says something else than the form; none blocks, for wrong NIKs are never corrected.

    A NIK from outside the office's region (dotted code) is only worth knowing.
    """
    found: list[Finding] = []
    if sex is not None and sex is not nik.sex:
        found.append(warning("identity.nik_sex", field=field, nik=nik.masked, coded=nik.sex.label, stated=sex.label))
    if born_on is not None and born_on not in nik.birth_dates:
        found.append(warning("identity.nik_birth_date", field=field, nik=nik.masked))
    if office_region is not None and office_region not in nik.region_codes:
        found.append(info("identity.nik_elsewhere", field=field, nik=nik.masked, region=nik.region_codes[1]))
    return tuple(found)


def birth_date_of(
    nik: NIK, *, on: date, holds_ktp: bool, field: str | None = None
) -> tuple[date | None, tuple[Finding, ...]]:
    """The day of birth a NIK means where no form states one; a guessed century warns.

    Only ages from 0 to 110 on the given day count; of two, a KTP holder is the elder one (a KTP comes at 17).
    """
    candidates = [day for day in nik.birth_dates if 0 <= _age(day, on) <= OLDEST_AGE and day <= on]
    if not candidates:
        return None, (warning("identity.nik_no_birth_date", field=field, nik=nik.masked),)
    chosen = candidates[0] if holds_ktp else candidates[-1]
    if len(candidates) == 1:
        return chosen, ()
    return chosen, (warning("identity.nik_century", field=field, nik=nik.masked, year=str(chosen.year)),)


class PhoneKind(StrEnum):
    """What kind of line a number reaches."""

    MOBILE = "MOBILE"
    FIXED = "FIXED"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A dialable number in E.164 (`+6281234567890`)."""

    e164: str
    kind: PhoneKind


def parse_phone(text: str, *, field: str | None = None) -> tuple[Phone | None, tuple[Finding, ...]]:
    """The phone in a text, read as dialled in Indonesia, or None with the finding that blocks it."""
    refused = (error("identity.phone_invalid", field=field, phone=mask(text)),)
    if not _PHONE.fullmatch(text.strip()):
        # The library would drop words and turn letters into digits: a repair nobody sees.
        return None, refused
    try:
        number = phonenumbers.parse(text.strip(), "ID")
    except phonenumbers.NumberParseException:
        return None, refused
    if not phonenumbers.is_valid_number(number):
        return None, refused
    kinds = {
        phonenumbers.PhoneNumberType.MOBILE: PhoneKind.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE: PhoneKind.FIXED,
    }
    kind = kinds.get(phonenumbers.number_type(number), PhoneKind.OTHER)
    return Phone(e164=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), kind=kind), ()


def _region_codes(digits: str) -> tuple[str, str, str]:
    return digits[:2], f"{digits[:2]}.{digits[2:4]}", f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}"


def _existing_days(years: tuple[int, ...], month: int, day: int) -> Iterator[date]:
    for year in years:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _age(born_on: date, on: date) -> int:
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def _digits(text: str, length: int, thing: str, field: str | None) -> tuple[str, tuple[Finding, ...]]:
    """The text without its separators, with the finding that blocks it when it is not `length` digits."""
    digits = _SEPARATORS.sub("", text)
    shown = mask(text)
    if not digits:
        return digits, (error(f"identity.{thing}_empty", field=field),)
    if not _DIGITS.fullmatch(digits):
        return digits, (error(f"identity.{thing}_not_digits", field=field, **{thing: shown}),)
    if len(digits) != length:
        fault = "incomplete" if len(digits) < length else "too_long"
        return digits, (error(f"identity.{thing}_{fault}", field=field, count=len(digits), **{thing: shown}),)
    return digits, ()


def _parse(
    text: str,
    number: type[NumberT],
    faults_of: Callable[[str, str | None], Iterator[Finding]],
    field: str | None,
) -> tuple[NumberT | None, tuple[Finding, ...]]:
    thing = number.__name__.lower()
    digits, faults = _digits(text, 16, thing, field)
    if faults:
        return None, faults
    found = list(faults_of(digits, field))
    if digits[:2] not in provinces():
        found.append(error(f"identity.{thing}_province", field=field, province=digits[:2], **{thing: mask(digits)}))
    if any(finding.blocks for finding in found):
        return None, tuple(found)
    return number(digits), tuple(found)


def _nik_faults(digits: str, field: str | None) -> Iterator[Finding]:
    shown, day, month = mask(digits), int(digits[6:8]), int(digits[8:10])
    day_is_possible = 1 <= day <= 31 or 41 <= day <= 71
    if not day_is_possible:
        yield error("identity.nik_day", field=field, nik=shown, day=digits[6:8])
    if not 1 <= month <= 12:
        yield error("identity.nik_month", field=field, nik=shown, month=digits[8:10])
    if digits[12:] == "0000":
        yield error("identity.nik_serial", field=field, nik=shown)
    elif day_is_possible and 1 <= month <= 12 and not NIK(digits).birth_dates:
        yield warning("identity.nik_no_such_day", field=field, nik=shown)


def _kk_faults(digits: str, field: str | None) -> Iterator[Finding]:
    years = (1900 + int(digits[10:12]), 2000 + int(digits[10:12]))
    if not any(_existing_days(years, int(digits[8:10]), int(digits[6:8]))):
        yield warning("identity.kk_no_such_day", field=field, kk=mask(digits))


def _nip_doubts(nip: NIP, on: date | None, field: str | None) -> Iterator[Finding]:
    if nip.birth_date is None:
        yield warning("identity.nip_no_such_day", field=field, nip=nip.masked)
    years = nip.appointment_year - int(nip.digits[:4])
    if years < YOUNGEST_AT_APPOINTMENT:
        yield warning("identity.nip_appointed_young", field=field, nip=nip.masked, years=years)
    if on is not None and nip.birth_date is not None and _age(nip.birth_date, on) >= PENSION_AGE:
        yield warning("identity.nip_pension_age", field=field, nip=nip.masked, age=_age(nip.birth_date, on))
