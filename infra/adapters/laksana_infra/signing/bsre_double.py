"""A double of BSrE's Esign Client Service v2 on localhost, for tests and for developers, who run it as a module.

It keeps to the contract as agencies use it: basic login, NIK and passphrase per act, base64 in JSON, BSrE's codes.
"""

import argparse
import base64
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from laksana_infra.clock import now
from laksana_infra.signing.authority import Issued, new_authority, new_certificate
from laksana_infra.signing.local import signed_pdf
from laksana_infra.signing.port import CertifiedKey

__all__ = ["BsreDouble", "Person", "serving"]

USERNAME: Final = "laksana"
PASSWORD: Final = "contoh-sandi-layanan"  # noqa: S105 - a double's, for localhost
_MOST_BYTES: Final = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom the double knows, and what it says of their certificate: ISSUE, EXPIRED, ..."""

    nik: str
    name: str
    passphrase: str = field(repr=False)
    status: str = "ISSUE"


SITI: Final = Person(nik="1604015203780001", name="Siti Contoh", passphrase="rahasia Siti")  # noqa: S106


class BsreDouble:
    """What the double knows and has done; `before_answer` is waited for between signing and answering."""

    def __init__(self, people: tuple[Person, ...] = (SITI,), *, at: datetime) -> None:
        self.people: Mapping[str, Person] = {person.nik: person for person in people}
        self.at = at
        self.authority = new_authority("Badan Siber dan Sandi Negara (tiruan)", at=at)
        self.signed: list[bytes] = []
        self.breaks = False
        self.before_answer = threading.Event()
        self.before_answer.set()

    @property
    def root(self) -> bytes:
        """The certificate (DER) that issues the double's signers'."""
        return self.authority.certificate

    def answer(self, path: str, asked: Mapping[str, Any]) -> tuple[HTTPStatus, Mapping[str, Any]]:
        """Status and JSON for a request whose login was right."""
        person = self.people.get(str(asked.get("nik")))
        if path == "/api/v2/user/check/status":
            return HTTPStatus.OK, {"status": person.status if person else "NOT_REGISTERED"}
        if path != "/api/v2/sign/pdf":
            return HTTPStatus.NOT_FOUND, {"error": "not found"}
        if person is None:
            return HTTPStatus.BAD_REQUEST, {"status_code": 2011, "error": "User tidak terdaftar"}
        if asked.get("passphrase") != person.passphrase:
            return HTTPStatus.BAD_REQUEST, {"status_code": 2031, "error": "Passphrase anda salah"}
        return self._sign(person, base64.b64decode(asked["file"][0]))

    def _sign(self, person: Person, pdf: bytes) -> tuple[HTTPStatus, Mapping[str, Any]]:
        issued: Issued = new_certificate(self.authority, name=person.name, organisation="BSrE (tiruan)", at=self.at)
        key = CertifiedKey(certificate=issued.certificate, issuers=(self.root,), key=issued.key)
        signed = signed_pdf(pdf, key, at=self.at)
        self.signed.append(signed)
        self.before_answer.wait()
        if self.breaks:
            return HTTPStatus.BAD_GATEWAY, {}
        return HTTPStatus.OK, {"time": 40, "file": [base64.b64encode(signed).decode("ascii")]}


@contextmanager
def serving(double: BsreDouble, port: int = 0) -> Iterator[str]:
    """The URL at which the double answers until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(double))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        double.before_answer.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(double: BsreDouble) -> type[BaseHTTPRequestHandler]:
    login = "Basic " + base64.b64encode(f"{USERNAME}:{PASSWORD}".encode()).decode("ascii")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = min(int(self.headers.get("Content-Length", "0")), _MOST_BYTES)
            asked = json.loads(self.rfile.read(length) or b"{}")
            if self.headers.get("Authorization") != login:
                self._say(HTTPStatus.UNAUTHORIZED, {"error": "unauthorized"})
                return
            self._say(*double.answer(self.path, asked))

        def _say(self, status: HTTPStatus, said: Mapping[str, Any]) -> None:
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Nothing: a request is a person's NIK and passphrase."""

    return Handler


def main() -> None:
    """Serve until interrupted, and say which settings make Laksana use it."""
    parser = argparse.ArgumentParser(prog="python -m laksana_infra.signing.bsre_double", description=__doc__)
    parser.add_argument("--port", type=int, default=8199)
    parser.add_argument("--ca-file", type=Path, default=Path("bsre-tiruan.pem"), help="where its root is written")
    given = parser.parse_args()
    double = BsreDouble(at=now())
    given.ca_file.write_bytes(x509.load_der_x509_certificate(double.root).public_bytes(Encoding.PEM))
    with serving(double, given.port) as url:
        print(  # noqa: T201 - a developer's command
            f"LAKSANA_SIGNING=bsre LAKSANA_BSRE_URL={url} LAKSANA_BSRE_USERNAME={USERNAME}"
            f" LAKSANA_BSRE_PASSWORD={PASSWORD} LAKSANA_BSRE_CA_FILE={given.ca_file.absolute()}\n"
            f"NIK {SITI.nik}, passphrase {SITI.passphrase!r}"
        )
        threading.Event().wait()


if __name__ == "__main__":
    main()
