"""Attempts to sign electronically, as use cases and readers see them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from laksana.correspondence.numbers import Bearer
from laksana_infra.signing.port import Provider

LEASE = timedelta(seconds=90)
"""How long the process that asked for a signature has for it; afterwards somebody else goes on, or nobody can."""


class SignatureState(StrEnum):
    """How far an attempt has come; only a VERIFIED one is its letter's signature."""

    REQUESTED = "REQUESTED"
    SIGNED = "SIGNED"
    STORED = "STORED"
    VERIFIED = "VERIFIED"
    FAILED = "FAILED"
    LOST = "LOST"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt to sign one final; `failure` is the code of the finding that says why it FAILED."""

    id: UUID
    letter_id: UUID | None
    dispatch_id: UUID | None
    final_sha256: str
    state: SignatureState
    provider: Provider
    officer_id: UUID
    post_id: UUID
    role: str
    capacity: str
    certificate_id: UUID | None
    requested_at: datetime
    sealed_appendix: bytes | None = field(repr=False)
    signed_sha256: str | None
    signed_key: str | None
    certificate_serial: str | None
    failure: str | None

    @property
    def bearer(self) -> Bearer:
        """Whose final it is: a case's letter's, or a joint dispatch's."""
        return Bearer.LETTER if self.letter_id is not None else Bearer.DISPATCH

    @property
    def bearer_id(self) -> UUID:
        """The id of the letter or joint dispatch."""
        bearer_id = self.letter_id or self.dispatch_id
        if bearer_id is None:
            raise RuntimeError(f"the attempt {self.id} signs nothing; its table refuses such a row")
        return bearer_id

    @property
    def is_deterministic(self) -> bool:
        """Whether signing again gives the same signature, so that one which a crash took can be found again."""
        return self.provider is Provider.LOCAL

    def lease_left(self, now: datetime) -> timedelta:
        """How long the process that asked still has; zero or less when it has no more."""
        return self.requested_at + LEASE - now


@dataclass(frozen=True, slots=True, kw_only=True)
class Requested:
    """What an idempotency key stands for: the attempt that was begun under it."""

    signature_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateView:
    """A person's signing certificate: serial number in lower-case hex, first and last moment."""

    serial: str
    valid_from: datetime
    valid_until: datetime
    revoked_at: datetime | None
