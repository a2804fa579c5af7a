"""Where the web server listens: whether an address is free, and a free one."""

import errno
import socket

from laksana_infra.settings import Bind


class ServerError(RuntimeError):
    """The web server cannot listen, or ended by itself; the text names the address and the remedy."""


def refuse_taken(bind: Bind) -> None:
    """Raises ServerError when this address cannot be listened on; two servers would share it without a word."""
    family = socket.AF_INET6 if ":" in bind.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind.host, bind.port))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "dipakai proses lain" if taken else f"tidak dapat dipakai ({error.strerror})"
            message = f"alamat {bind} {why}; pilih alamat lain dengan LAKSANA_BIND, misalnya 127.0.0.1:8081"
            raise ServerError(message) from error


def free_bind() -> Bind:
    """An address of this machine alone whose port nobody listened on a moment ago."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return Bind(host="127.0.0.1", port=probe.getsockname()[1])
