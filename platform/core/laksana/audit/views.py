"""What a reading of personal data is, and how the office sees it afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from laksana.cases.views import CaseView
from laksana_tenants.actor import Actor


class ReadPurpose(StrEnum):
    """What a person reads for; an access to personal data has one."""

    CASEWORK = "CASEWORK"
    SUPERVISION = "SUPERVISION"
    COMPLAINT = "COMPLAINT"
    DATA_SUBJECT = "DATA_SUBJECT"
    AUDIT = "AUDIT"
    LEGAL = "LEGAL"

    @property
    def label(self) -> str:
        """The purpose in Indonesian."""
        return _PURPOSES[self]


_PURPOSES = {
    ReadPurpose.CASEWORK: "menangani perkara",
    ReadPurpose.SUPERVISION: "pembinaan dan pengawasan",
    ReadPurpose.COMPLAINT: "menangani pengaduan",
    ReadPurpose.DATA_SUBJECT: "permintaan subjek data",
    ReadPurpose.AUDIT: "pemeriksaan",
    ReadPurpose.LEGAL: "proses hukum",
}


class ReadKind(StrEnum):
    """What was read: shown beside other things (NAME, CASE, SEARCH, PROVINCE), or opened by an act of its own."""

    NAME = "NAME"
    CASE = "CASE"
    SEARCH = "SEARCH"
    PROVINCE = "PROVINCE"
    FORMS = "FORMS"
    FILE = "FILE"
    THUMBNAIL = "THUMBNAIL"
    ORIGINAL = "ORIGINAL"
    DRAFT = "DRAFT"
    DRAFT_CHANGES = "DRAFT_CHANGES"
    FINAL = "FINAL"
    SIGNED = "SIGNED"
    DOSSIER = "DOSSIER"
    ENVELOPE = "ENVELOPE"
    ANSWER = "ANSWER"
    REASON = "REASON"

    @property
    def label(self) -> str:
        """What was read, in Indonesian."""
        return _KINDS[self]


_KINDS = {
    ReadKind.NAME: "nama dalam daftar",
    ReadKind.CASE: "halaman kasus",
    ReadKind.SEARCH: "hasil pencarian orang",
    ReadKind.PROVINCE: "baris kasus tanpa nama, oleh provinsi",
    ReadKind.FORMS: "isian kasus",
    ReadKind.FILE: "berkas",
    ReadKind.THUMBNAIL: "gambar kecil berkas",
    ReadKind.ORIGINAL: "berkas asli",
    ReadKind.DRAFT: "konsep surat",
    ReadKind.DRAFT_CHANGES: "perubahan konsep surat",
    ReadKind.FINAL: "naskah final surat",
    ReadKind.SIGNED: "naskah bertanda tangan elektronik",
    ReadKind.DOSSIER: "berkas kasus lengkap",
    ReadKind.ENVELOPE: "isi serah terima",
    ReadKind.ANSWER: "jawaban serah terima",
    ReadKind.REASON: "alasan pengembalian pengiriman bersama",
}


class ReaderKind(StrEnum):
    """Who reads: somebody of the office, an institution over its link, a province's officer, the operator."""

    OFFICER = "OFFICER"
    INSTITUTION = "INSTITUTION"
    PROVINCE = "PROVINCE"
    OPERATOR = "OPERATOR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """In which role, in which capacity and through which post (its title that day) somebody reads."""

    role: str | None = None
    capacity: str | None = None
    post: str | None = None

    @classmethod
    def of(cls, by: Actor, roles: Iterable[str]) -> "Standing":
        """The first of these roles that the person holds; without any, the first post that they hold."""
        held = ((role, by.holding_for(role) or by.signing_for(role)) for role in roles)
        role, holding = next(((role, holding) for role, holding in held if holding), (None, None))
        holding = holding or next(iter(by.holdings), None)
        if holding is None:
            return cls()
        return cls(role=role, capacity=holding.capacity.value, post=holding.post_title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Exactly one reader; `name` is set for whoever is not among the office's own people."""

    kind: ReaderKind
    officer_id: UUID | None = None
    link_id: UUID | None = None
    name: str | None = None
    standing: Standing = Standing()

    @classmethod
    def officer(cls, by: Actor, roles: Iterable[str] = ()) -> "Reader":
        """Somebody of the office, in the first of these roles that they hold."""
        return cls(kind=ReaderKind.OFFICER, officer_id=by.officer_id, standing=Standing.of(by, roles))

    @classmethod
    def institution(cls, link_id: UUID, name: str) -> "Reader":
        """Whoever holds this link to a hand-over, which is the institution of this name."""
        return cls(kind=ReaderKind.INSTITUTION, link_id=link_id, name=name)

    @classmethod
    def operator(cls, login: str) -> "Reader":
        """Who runs the installation, by the login of the machine."""
        return cls(kind=ReaderKind.OPERATOR, name=login)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """A case and the person that it is about; both None for what is no case of this office yet."""

    case_id: UUID | None = None
    person_id: UUID | None = None

    @classmethod
    def in_case(cls, case: CaseView) -> "Concerned":
        """The client of this case."""
        return cls(case_id=case.id, person_id=case.client_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is read, and about whom; a reading about several persons stands in the log once for each."""

    kind: ReadKind
    concerned: tuple[Concerned, ...] = (Concerned(),)
    attachment_id: UUID | None = None
    letter_id: UUID | None = None
    dispatch_id: UUID | None = None
    handover_id: UUID | None = None

    @classmethod
    def of_case(
        cls,
        kind: ReadKind,
        case: CaseView,
        *,
        attachment_id: UUID | None = None,
        letter_id: UUID | None = None,
        handover_id: UUID | None = None,
    ) -> "Reading":
        """A reading of something that belongs to one case."""
        return cls(
            kind=kind,
            concerned=(Concerned.in_case(case),),
            attachment_id=attachment_id,
            letter_id=letter_id,
            handover_id=handover_id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedReadView:
    """One line of the log: when, who, in which standing, what for (None: not said and not implied), what, about whom.

    `reader_name` names whoever is not among the office's own people.
    """

    id: UUID
    read_at: datetime
    reader: ReaderKind
    officer_id: UUID | None
    reader_name: str | None
    role: str | None
    capacity: str | None
    post: str | None
    purpose: ReadPurpose | None
    kind: ReadKind
    case_id: UUID | None
    person_id: UUID | None
    attachment_id: UUID | None
    letter_id: UUID | None
    dispatch_id: UUID | None
    handover_id: UUID | None
