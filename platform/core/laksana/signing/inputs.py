"""What is asked about electronic signatures; the words of a passphrase travel beside it, never in it."""

from dataclasses import dataclass
from uuid import UUID

from laksana.cases.inputs import Change, Hash
from laksana.dispatches.inputs import DispatchAct
from laksana_infra.signing.port import Passphrase, Secret

__all__ = [
    "DeclareDispatchSignatureLost",
    "DeclareSignatureLost",
    "Passphrase",
    "RenewCertificate",
    "RevokeCertificate",
    "Secret",
    "SignDispatchElectronically",
    "SignElectronically",
    "passphrase_of",
]


def passphrase_of(nik: Secret | None, passphrase: Secret | None) -> Passphrase | None:
    """What a person gave to sign with BSrE; None where they gave nothing."""
    if nik is None and passphrase is None:
        return None
    return Passphrase(nik=nik or Secret(""), passphrase=passphrase or Secret(""))


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
class SignDispatchElectronically(DispatchAct):
    """Sign the final of a joint dispatch's letter, of this hash, with one's own certificate."""

    final_sha256: Hash


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareDispatchSignatureLost(DispatchAct):
    """Say that an attempt at a joint dispatch's letter which nobody answered for left no signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewCertificate:
    """Ask for a new signing certificate of one's own; the present one is revoked."""

    officer_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeCertificate:
    """Revoke one's own signing certificate."""

    officer_id: UUID
