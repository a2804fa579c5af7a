"""What is printed on a final so that anyone can check it: a QR code, the address, and the code in letters."""

import io
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import segno

from laksana.vault.keys import office_key
from laksana.verification.codes import code_of

QR_FILE = "qr.svg"

_public_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The means to check one letter; `page` is where a code is typed by somebody without a camera."""

    code: str
    page: str
    qr: bytes = field(repr=False)

    def context(self) -> dict[str, Any]:
        """The stamp as the house style reads it, its picture beside the template."""
        return {"gambar": QR_FILE, "kode": self.code, "alamat": self.page.partition("://")[2]}


def install(public_url: str) -> None:
    """Make this the address, as people reach it, that every final printed from now on leads to."""
    global _public_url  # noqa: PLW0603 - one address a process, set by the composition root
    _public_url = public_url


async def verification_url(bearer_id: UUID) -> str:
    """Where anyone can check this letter of the office in scope, without an account; it names nobody."""
    return f"{_page()}/{code_of(await office_key(), bearer_id)}"


async def stamp_of(bearer_id: UUID) -> Stamp:
    """What the final of this letter of the office in scope carries, the same at each attempt to set it."""
    return stamp_with(code_of(await office_key(), bearer_id))


def stamp_with(code: str) -> Stamp:
    """What a final with this code carries."""
    drawn = io.BytesIO()
    # Level M still reads with 15 % of the code under a stamp's ink or a fold. The paper around it is its white margin.
    segno.make(f"{_page()}/{code}", error="m", micro=False).save(
        drawn, kind="svg", border=0, xmldecl=False, omitsize=True, svgclass=None, lineclass=None, nl=False
    )
    return Stamp(code=code, page=_page(), qr=drawn.getvalue())


def _page() -> str:
    if _public_url is None:
        raise RuntimeError("no public address is installed; call laksana.verification.stamp.install() at start-up")
    return f"{_public_url}/v"
