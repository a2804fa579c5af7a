"""The code that is printed on a letter: 140 bits that the office's key alone can make, in seven groups of four."""

import base64
import hashlib
from typing import Final
from uuid import UUID

from laksana_infra.crypto import SecretKey, keyed_digest

SIGNS: Final = 28
_GROUP: Final = 4
_LONGEST_TYPED: Final = 100
_RFC_4648: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
# Douglas Crockford's base 32: no I, L, O or U, so that what was read aloud or copied by hand can still be read back.
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})


def code_of(key: SecretKey, bearer_id: UUID) -> str:
    """The code of an office's letter, the same each time it is set: `7K3M-Q2XW-9PTA-C4DE-H5JR-8NVB-60YG`."""
    digest = keyed_digest(key, bearer_id.bytes, purpose="verification code")
    signs = base64.b32encode(digest).decode().translate(str.maketrans(_RFC_4648, _CROCKFORD))[:SIGNS]
    return "-".join(signs[at : at + _GROUP] for at in range(0, SIGNS, _GROUP))


def code_digest(typed: str) -> bytes:
    """The digest by which a code is known; of what was typed in any way, even of what can be no code at all."""
    read = typed[:_LONGEST_TYPED].upper().translate(_MISREAD)
    # Nothing here can be guessed, so no key is needed; and a key that were lost would make every paper a stranger.
    return hashlib.sha256(b"laksana verification code\0" + read.encode("utf-8", "replace")).digest()
