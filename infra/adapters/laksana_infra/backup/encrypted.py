"""A stream through age: what is written arrives encrypted, what is read was authenticated first, both in pieces."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import pyrage  # type: ignore[import-untyped]

from laksana_infra.backup.errors import BackupDamagedError

__all__ = ["decrypted", "encrypted_to", "new_key_pair"]


def new_key_pair() -> tuple[str, str]:
    """A fresh pair of keys: the recipient, by which backups are made, and the identity, by which they are read."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


@contextmanager
def encrypted_to(recipient: str, target: BinaryIO) -> Iterator[BinaryIO]:
    """A stream whose bytes arrive in `target` encrypted to this recipient; all of them when the block has ended."""
    key = pyrage.x25519.Recipient.from_str(recipient)
    read, write = os.pipe()

    def encrypt() -> None:
        with os.fdopen(read, "rb") as plain:
            pyrage.encrypt_io(plain, target, [key])

    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="age") as threads:
        encrypting = threads.submit(encrypt)
        try:
            with os.fdopen(write, "wb") as plain:
                yield plain
        except BrokenPipeError:
            encrypting.result()  # why nobody reads any more, such as a full disk
            raise
        encrypting.result()


@contextmanager
def decrypted(path: Path, identity: str) -> Iterator[BinaryIO]:
    """What the file holds, for the secret half of the key it was encrypted to; the block may stop reading early.

    Raises BackupDamagedError at its end, or where it is read, for another key and for a file that was changed or cut:
    every 64 KiB are authenticated before they are given out, and so is the last one that it is the last.
    """
    read, write = os.pipe()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="age") as threads:
        decrypting = threads.submit(_decrypt, path, write, pyrage.x25519.Identity.from_str(identity))
        try:
            # Closed whichever way the block ends: the thread would else wait for ever for somebody to read on.
            with os.fdopen(read, "rb") as plain:
                yield plain
        except Exception:
            # What was cut or changed shows as a broken archive first; why it is broken is the better answer.
            _raise_damage(path, decrypting)
            raise
        _raise_damage(path, decrypting)


def _decrypt(path: Path, write: int, identity: object) -> None:
    with path.open("rb") as sealed, os.fdopen(write, "wb", buffering=0) as plain, suppress(BrokenPipeError):
        pyrage.decrypt_io(sealed, plain, [identity])


def _raise_damage(path: Path, decrypting: "Future[None]") -> None:
    failure = decrypting.exception()
    if failure is None:
        return
    if isinstance(failure, pyrage.DecryptError) and "No matching keys" in str(failure):
        message = (
            f"{str(path)!r} is encrypted to another key than LAKSANA_BACKUP_IDENTITY; "
            "set the identity that belongs to the recipient by which this backup was made"
        )
        raise BackupDamagedError(message) from failure
    message = f"{str(path)!r} is no backup, or was changed or cut ({failure}); take another copy of it"
    raise BackupDamagedError(message) from failure
