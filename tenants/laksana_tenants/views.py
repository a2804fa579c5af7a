"""What other rooms see of offices: frozen values without a table behind them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from laksana_tenants.actor import Capacity, TenantKind
from laksana_tenants.classification import Succession, class_on


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionView:
    """A region of the Kemendagri list; level 1 is a province, 2 a kabupaten or kota, 3 a kecamatan, 4 a village.

    One that is not current has left the list, as after a split; what was recorded with its code keeps it.
    """

    code: str
    name: str
    level: int
    parent_code: str | None
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Emblem:
    """The office's coat of arms (lambang daerah) as a drawing."""

    svg: str = field(repr=False)

    @property
    def file(self) -> str:
        """What a letter calls the drawing: another one has another name, so that a draft's changes show it."""
        return f"lambang-{hashlib.sha256(self.svg.encode()).hexdigest()[:8]}.svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The kop surat line by line: `heading` in capitals, `address` below it, `place` before a letter's date."""

    heading: tuple[str, ...]
    address: tuple[str, ...]
    place: str
    paper: str
    emblem: Emblem | None = None


class NumberSource(StrEnum):
    """Who gives a register's numbers: this service, the registry by hand (tata usaha), or SRIKANDI."""

    SYSTEM = "SYSTEM"
    MANUAL = "MANUAL"
    SRIKANDI = "SRIKANDI"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFormat:
    """How a register of the office numbers: `{urut}` runs from 1 each year, the other tokens come with the letter.

    `classification` is the class of the register's letters, `classes` that of single kinds of letters by kind; both
    give way to their successors in the office's list of classes.
    """

    register: str
    pattern: str
    source: NumberSource
    classification: str | None = None
    unit: str | None = None
    classes: Mapping[str, str] = field(default_factory=dict)
    successions: tuple[Succession, ...] = ()
    is_fixture: bool = False

    def class_of(self, kind: str | None, *, on: date) -> str | None:
        """The classification of a letter of this kind and day, None where the register has none."""
        code = self.classification if kind is None else self.classes.get(kind, self.classification)
        return code and class_on(code, self.successions, on)


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantView:
    """An office or a province as it is set up today."""

    id: UUID
    slug: str
    name: str
    kind: TenantKind
    region_code: str
    timezone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """A post of the office."""

    id: UUID
    code: str
    title: str
    unit: str | None
    rank: str | None
    parent_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderView:
    """Who holds a post on a day, and in which capacity."""

    post_id: UUID
    post_code: str
    post_title: str
    officer_id: UUID
    officer_code: str
    officer_name: str
    capacity: Capacity
    order_number: str | None
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerBlock:
    """What a letter prints above and below a signature, line by line; empty lines are left out by the caller.

    `capacity_lines` reads `Plh. Kepala Dinas Sosial,` or, for u.b., three lines from the head of the office down.
    """

    officer_id: UUID
    capacity: Capacity
    capacity_lines: tuple[str, ...]
    name: str
    pangkat: str | None
    golongan: str | None
    nip: str | None
    order_number: str | None

    @property
    def signed_as(self) -> str:
        """Post and capacity in one line, without the person: `a.n. Kepala Dinas Sosial, Sekretaris`."""
        return " ".join(self.capacity_lines).removesuffix(",")

    @property
    def rank_line(self) -> str | None:
        """Rank and grade as letters print them: `Pembina Tingkat I (IV/b)`; None for someone without rank."""
        if self.pangkat is None:
            return None
        return f"{self.pangkat} ({self.golongan})" if self.golongan else self.pangkat

    @property
    def nip_line(self) -> str | None:
        """The NIP in groups: `NIP. 19781211 200604 1 006`; None for someone without one."""
        if self.nip is None:
            return None
        return f"NIP. {self.nip[:8]} {self.nip[8:14]} {self.nip[14]} {self.nip[15:]}"


class InstitutionKind(StrEnum):
    """What kind of body a case can be passed to."""

    PANTI = "PANTI"
    SENTRA = "SENTRA"
    DINSOS = "DINSOS"
    DINSOS_PROVINSI = "DINSOS_PROVINSI"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionView:
    """A body outside the office that cases are passed to."""

    id: UUID
    slug: str
    kind: InstitutionKind
    name: str
    address: str | None
    services: tuple[str, ...]
    region_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationView:
    """By which release of an SOP the office works, since when, and when it confirmed the roles."""

    sop_slug: str
    release: str
    effective_from: date
    mapping_confirmed_on: date
    is_fixture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSettings:
    """What letters and registers of an office need to know."""

    tenant: TenantView
    letterhead: Letterhead
    number_formats: Mapping[str, NumberFormat]
