"""What is asked about electronic signatures; the words of a passphrase travel beside it, never in it."""

from dataclasses import dataclass
from uuid import UUID

from laksana.cases.inputs import Change, Hash
from laksana_infra.signing.port import Passphrase, Secret

__all__ = [
    "DeclareSignatureLost",
    "Passphrase",
    "RenewCertificate",
    "RevokeCertificate",
    "Secret",
    "SignElectronically",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignElectronically(Change):
    """Sign the final of this hash with one's own certificate."""

    letter_id: UUID
    final_sha256: Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareSignatureLost(Change):
    """Say that an attempt which nobody answered for left no signature that could be used."""

    letter_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewCertificate:
    """Ask for a new signing certificate of one's own; the present one is revoked."""

    officer_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeCertificate:
    """Revoke one's own signing certificate."""

    officer_id: UUID
