"""What a use case asks of whoever signs electronically, and how it may be refused; imports no PDF library."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, NoReturn, Protocol, TypeAlias

__all__ = [
    "CertifiedKey",
    "Credentials",
    "KeptSecret",
    "NotThisFinal",
    "Passphrase",
    "Provider",
    "Refusal",
    "Secret",
    "Signatory",
    "SignatureInvalid",
    "SigningRefused",
    "SigningUnanswered",
    "Validated",
]


class Secret:
    """Words that are used once: no repr, format, copy to JSON or pickle shows them."""

    __slots__ = ("_words",)

    def __init__(self, words: str) -> None:
        self._words: Final = words

    def reveal(self) -> str:
        """The words themselves, for the one place that needs them."""
        return self._words

    def __bool__(self) -> bool:
        return bool(self._words)

    def __repr__(self) -> str:
        return "Secret(***)"

    def __reduce__(self) -> NoReturn:
        raise KeptSecret("a Secret does not leave the process that was given it")


class KeptSecret(TypeError):
    """Somebody tried to write a Secret down."""


class Provider(StrEnum):
    """Who makes the signature: an authority of the office's own, or BSrE through its Esign Client Service."""

    LOCAL = "LOCAL"
    BSRE = "BSRE"


class Refusal(StrEnum):
    """Why nothing was signed; each has a sentence `signature.refused_<value>` in the catalogue."""

    NIK_UNKNOWN = "nik_unknown"
    CERTIFICATE_EXPIRED = "certificate_expired"
    PASSPHRASE_WRONG = "passphrase_wrong"  # noqa: S105 - a reason, no secret
    UNREACHABLE = "unreachable"
    OTHERWISE = "otherwise"


class SigningRefused(Exception):
    """Nothing was signed, for certain; the text holds the provider's status alone, never its words."""

    def __init__(self, reason: Refusal, detail: str = "-") -> None:
        super().__init__(f"{reason.value} ({detail})")
        self.reason = reason
        self.detail = detail


class SigningUnanswered(Exception):
    """Whether it was signed is unknown: the request went out and no usable answer came back."""


class SignatureInvalid(Exception):
    """A signature does not hold; the text says which of its properties fails."""


class NotThisFinal(SignatureInvalid):
    """The signed document does not begin with the very bytes that were to be signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifiedKey:
    """A private key (PKCS #8, DER) with its certificate and those that issued it (DER)."""

    certificate: bytes
    issuers: tuple[bytes, ...]
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passphrase:
    """What a BSrE certificate is used with, given anew for each act."""

    nik: Secret
    passphrase: Secret


Credentials: TypeAlias = CertifiedKey | Passphrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Validated:
    """What an independent look at a signed PDF found: the certificate's serial number, in lower-case hex."""

    certificate_serial: str


class Signatory(Protocol):
    """Signs PDFs and looks at signed ones."""

    @property
    def provider(self) -> Provider:
        """Who makes the signatures."""

    async def sign(self, pdf: bytes, credentials: Credentials, *, at: datetime) -> bytes:
        """The PDF with a signature appended: its own bytes come first, unchanged.

        Raises SigningRefused when nothing was signed, SigningUnanswered when that is not known.
        """

    async def validate(self, signed: bytes, *, final: bytes, roots: Sequence[bytes], at: datetime) -> Validated:
        """What the signature says, when it is whole, covers all of the document and was trusted at that moment.

        `roots` are certificates (DER) trusted besides the provider's own. Raises SignatureInvalid.
        """
