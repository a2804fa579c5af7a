"""A panti without an account: it opens the link that it was given in a browser, reads, and answers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import httpx

from laksana_web.demo.screen import DemoError
from laksana_web.demo.stories.hand_over import FIELDS
from laksana_web.demo.under_way import CaseUnderWay

OFFICER: Final = {"replied_by": "Petugas Contoh", "replied_as": "Kepala Seksi Penerimaan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPanti:
    """The browser of whoever holds the link."""

    http: httpx.AsyncClient
    address: str = field(repr=False)

    async def paper(self) -> bytes:
        """The first paper that the page offers."""
        found = re.search(r'href="(/serah-terima/[^"]+/berkas/[^"]+)"', await self._page())
        if found is None:
            raise DemoError("halaman serah terima tidak memuat berkas")
        shown = await self.http.get(str(httpx.URL(self.address).join(found.group(1))), follow_redirects=True)
        return shown.raise_for_status().content

    async def answer(self, answer: str, **filled: str) -> None:
        """The page's form filled in and sent off; DemoError when it was not taken."""
        seen = re.search(r'name="seen" value="(\d+)"', await self._page())
        if seen is None:
            raise DemoError("halaman serah terima tidak menerima jawaban lagi")
        sent = await self.http.post(self.address, data={"answer": answer, "seen": seen.group(1), **OFFICER, **filled})
        if sent.status_code != httpx.codes.SEE_OTHER:
            raise DemoError(f"jawaban panti {answer} dijawab dengan {sent.status_code}")

    async def _page(self) -> str:
        return (await self.http.get(self.address)).raise_for_status().text


async def linked_panti(case: CaseUnderWay, role: str, *, institution: str, papers: Iterable[str]) -> LinkedPanti:
    """The case handed over to an institution of the office's register, and that institution at its browser."""
    given = await case.act(
        role,
        "hand_over_to_institution",
        toInstitution=institution,
        fields=list(FIELDS),
        attachmentIds=[case.uploaded[paper] for paper in papers],
        note="Mohon kesediaannya menerima klien ini.",
    )
    screen = case.office[role]
    panti = LinkedPanti(http=screen.http, address=str(httpx.URL(screen.url).join(given["linkPath"])))
    if not await panti.paper():
        raise DemoError("berkas di balik tautan serah terima kosong")
    case.tell(f"{role} memberi panti tautan serah terima; panti membaca data dan berkas yang dipilih")
    return panti
