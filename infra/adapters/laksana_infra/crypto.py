"""Sealing what names a person: AES-256-GCM, keys that wrap keys, and digests that only a key can make."""

import base64
import binascii
import hashlib
import hmac
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = [
    "CryptoError",
    "KeyMaterialError",
    "KeyPurpose",
    "MasterKey",
    "SealedValueError",
    "SecretKey",
    "keyed_digest",
    "new_key",
    "open_sealed",
    "seal",
    "sealed_anew",
    "unwrap_key",
    "wrap_key",
    "wrapped_anew",
]

KEY_BYTES: Final = 32
_VERSION: Final = b"\x01"
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
# A wrapped key must never open as a sealed value, nor the other way round.
_SEAL: Final = b"laksana/seal/1\0"
_WRAP: Final = b"laksana/wrap/1\0"


class CryptoError(Exception):
    """Something about keys or sealed values is not as it must be."""


class KeyMaterialError(CryptoError):
    """A key that is no key."""


class SealedValueError(CryptoError):
    """A sealed value that does not open."""


class KeyPurpose(StrEnum):
    """What a key derived from the master key is for; each purpose has a key of its own."""

    OFFICE_KEYS = "office_keys"
    PERSON_SEARCH = "person_search"
    BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class SecretKey:
    """256 secret bits that never show in a repr, a log or a traceback.

    `others` are all keys of an owner that has had several, the first one last: what they sealed still opens, and
    digests are made with the first for ever, for nobody could make them anew.
    """

    material: bytes = field(repr=False)
    others: tuple["SecretKey", ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        _require_key_bytes(self.material, "a key")

    @property
    def alone(self) -> "SecretKey":
        """The same key without the others."""
        return SecretKey(self.material)

    @property
    def first(self) -> "SecretKey":
        """The key that the owner had first."""
        return self.others[-1] if self.others else self


@dataclass(frozen=True, slots=True)
class MasterKey:
    """The one key from outside, from which the platform's other keys follow; `previous` while it is being changed."""

    material: bytes = field(repr=False)
    previous: bytes | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        _require_key_bytes(self.material, "the master key")
        if self.previous is not None:
            _require_key_bytes(self.previous, "the previous master key")

    @classmethod
    def new(cls) -> "MasterKey":
        """A fresh master key; whoever makes it must keep it, for without it nothing sealed opens again."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def from_text(cls, text: str) -> "MasterKey":
        """The master key that `to_text` wrote; KeyMaterialError, without the text, if it is none."""
        try:
            material = base64.b64decode(text.strip(), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise KeyMaterialError("the master key is not base64url text; make one with MasterKey.new()") from None
        return cls(material)

    def to_text(self) -> str:
        """The master key as 44 base64url characters, to be kept where only the service reads it."""
        return base64.urlsafe_b64encode(self.material).decode("ascii")

    def key_for(self, purpose: KeyPurpose) -> SecretKey:
        """The key of one purpose (HKDF-SHA256): the same each time, and telling nothing of the others."""
        previous = (SecretKey(_derived(self.previous, purpose)),) if self.previous is not None else ()
        return SecretKey(_derived(self.material, purpose), previous)

    def office_wrapping_key(self) -> SecretKey:
        """The key that wraps each office's key."""
        return self.key_for(KeyPurpose.OFFICE_KEYS)

    def person_search_key(self) -> SecretKey:
        """The platform's one key under which a NIK is digested, so that it can be found without being read."""
        return self.key_for(KeyPurpose.PERSON_SEARCH)


def _derived(material: bytes, purpose: KeyPurpose) -> bytes:
    info = f"laksana/{purpose.value}/1".encode()
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(material)


def new_key() -> SecretKey:
    """A fresh random key."""
    return SecretKey(secrets.token_bytes(KEY_BYTES))


def seal(key: SecretKey, plaintext: bytes, *, associated: bytes) -> bytes:
    """The plaintext sealed to this key and place: version byte, 12-byte nonce, AES-256-GCM ciphertext with tag.

    `associated` says where the value belongs (such as row and column); the same must be said to open it.
    """
    return _seal(key, plaintext, _SEAL + associated)


def open_sealed(key: SecretKey, sealed: bytes, *, associated: bytes) -> bytes:
    """The plaintext; SealedValueError when no key of the owner fits, or the place or a byte is another than then."""
    return _open(key, sealed, _SEAL + associated)


def wrap_key(wrapping: SecretKey, key: SecretKey, *, associated: bytes) -> bytes:
    """The key sealed under another key, for the owner that `associated` names."""
    return _seal(wrapping, key.material, _WRAP + associated)


def unwrap_key(wrapping: SecretKey, wrapped: bytes, *, associated: bytes) -> SecretKey:
    """The key that was wrapped for this owner; SealedValueError when it was not."""
    return SecretKey(_open(wrapping, wrapped, _WRAP + associated))


def sealed_anew(key: SecretKey, sealed: bytes, *, associated: bytes) -> bytes | None:
    """The value sealed by the key itself, None where it is; SealedValueError where no key of the owner opens it."""
    return _anew(key, sealed, _SEAL + associated)


def wrapped_anew(wrapping: SecretKey, wrapped: bytes, *, associated: bytes) -> bytes | None:
    """The same for a wrapped key."""
    return _anew(wrapping, wrapped, _WRAP + associated)


def keyed_digest(key: SecretKey, data: bytes, *, purpose: str) -> bytes:
    """The 32-byte HMAC-SHA256 of the data for one purpose: the same each time, made by the owner's first key alone."""
    label = purpose.encode()
    # The length keeps ("ab", "c") and ("a", "bc") apart.
    return hmac.new(key.first.material, len(label).to_bytes(4, "big") + label + data, hashlib.sha256).digest()


def _seal(key: SecretKey, plaintext: bytes, associated: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key.material).encrypt(nonce, plaintext, _VERSION + associated)


def _anew(key: SecretKey, sealed: bytes, associated: bytes) -> bytes | None:
    try:
        _open(key.alone, sealed, associated)
    except SealedValueError:
        return _seal(key, _open(key, sealed, associated), associated)
    return None


def _open(key: SecretKey, sealed: bytes, associated: bytes) -> bytes:
    if len(sealed) < len(_VERSION) + _NONCE_BYTES + _TAG_BYTES:
        msg = f"a sealed value has at least 29 bytes, this one {len(sealed)}: it was cut or never sealed"
        raise SealedValueError(msg)
    version, nonce, ciphertext = sealed[:1], sealed[1:13], sealed[13:]
    if version != _VERSION:
        msg = f"sealed with version {version[0]}, but this release opens version {_VERSION[0]} alone"
        raise SealedValueError(msg)
    for one in (key, *key.others):
        with suppress(InvalidTag):
            return AESGCM(one.material).decrypt(nonce, ciphertext, _VERSION + associated)
    raise SealedValueError(
        "the sealed value does not open: another key, another place than it was sealed for, or changed bytes"
    )


def _require_key_bytes(material: object, what: str) -> None:
    if not isinstance(material, bytes):
        msg = f"{what} is bytes, not {type(material).__name__}"
        raise KeyMaterialError(msg)
    if len(material) != KEY_BYTES:
        msg = f"{what} has {len(material)} bytes instead of {KEY_BYTES}; make one with new_key()"
        raise KeyMaterialError(msg)
