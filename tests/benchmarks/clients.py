"""Clients over HTTP that cost next to nothing themselves: kept connections, requests written beforehand."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Final

import msgspec

_CHUNK: Final = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: status, body, seconds from the first byte sent to the last one received."""

    status: int
    body: bytes
    seconds: float


class Connection:
    """One kept connection to a web process."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        """The connection is given up."""
        self._socket.close()

    def ask(self, request: bytes) -> Answer:
        """The answer to the request."""
        begun = time.perf_counter()
        self._socket.sendall(request)
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._received()
        head = received[:end].lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        while len(received) < end + 4 + length:
            received += self._received()
        return Answer(status=int(head[9:12]), body=received[end + 4 :], seconds=time.perf_counter() - begun)

    def _received(self) -> bytes:
        chunk = self._socket.recv(_CHUNK)
        if not chunk:
            raise ConnectionError("the web process closed the connection in the middle of an answer")
        return chunk


def operation(token: str, query: str, variables: dict[str, object]) -> bytes:
    """A GraphQL request, ready to be sent."""
    body = msgspec.json.encode({"query": query, "variables": variables})
    head = (
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def ask_for(
    seconds: float, ports: Sequence[int], clients: int, requests: Iterator[bytes], seen: Callable[[Answer], None]
) -> float:
    """How long it took until every client had asked for that many seconds; each answer was `seen`.

    Clients are spread over the processes. Ends early when the requests are used up.
    """
    lock, failures = threading.Lock(), list[BaseException]()
    begun = time.perf_counter()

    def client(port: int) -> None:
        try:
            with closing(Connection(port)) as connection:
                while time.perf_counter() - begun < seconds:
                    with lock:
                        request = next(requests, None)
                    if request is None:
                        return
                    answer = connection.ask(request)
                    with lock:
                        seen(answer)
        except BaseException as error:  # noqa: BLE001 - raised again below, in the caller's thread
            failures.append(error)

    threads = [threading.Thread(target=client, args=(ports[number % len(ports)],)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return time.perf_counter() - begun


def ask_steadily(
    until: float, port: int, request: bytes, per_second: float, seen: Callable[[float, Answer], None]
) -> None:
    """The same request at an even pace until that moment of `time.perf_counter`; late ones are not caught up on.

    Each answer is `seen` with the moment at which it was asked for.
    """
    with closing(Connection(port)) as connection:
        while (now := time.perf_counter()) < until:
            seen(now, connection.ask(request))
            time.sleep(max(0.0, now + 1 / per_second - time.perf_counter()))
