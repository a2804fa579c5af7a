"""The few bytes that the service and its typesetting process say to each other."""

import json
import socket
import struct
import time
from collections.abc import Mapping, Sequence
from typing import Any

_LENGTHS = struct.Struct(">II")
_CHUNK = 1 << 20


def send(
    channel: socket.socket, header: Mapping[str, Any], parts: Sequence[bytes] = (), *, seconds: float | None
) -> None:
    """Say a header and what follows it. Raises TimeoutError, or OSError when nobody listens any more."""
    head = json.dumps(header).encode()
    channel.settimeout(seconds)
    channel.sendall(b"".join((_LENGTHS.pack(len(head), sum(map(len, parts))), head, *parts)))


def receive(channel: socket.socket, *, seconds: float | None) -> tuple[dict[str, Any], bytes]:
    """The next header with what follows it, within this many seconds altogether.

    Raises TimeoutError, or EOFError when the other side has ended.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    head, body = _LENGTHS.unpack(_exactly(channel, _LENGTHS.size, deadline))
    return json.loads(_exactly(channel, head, deadline)), _exactly(channel, body, deadline)


def _exactly(channel: socket.socket, size: int, deadline: float | None) -> bytes:
    chunks = bytearray()
    while len(chunks) < size:
        if deadline is not None:
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                raise TimeoutError
            channel.settimeout(remaining)
        else:
            channel.settimeout(None)
        chunk = channel.recv(min(size - len(chunks), _CHUNK))
        if not chunk:
            raise EOFError
        chunks += chunk
    return bytes(chunks)
