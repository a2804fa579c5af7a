"""A case under way: the acts that every story is told in, each done by a person of the office over HTTP."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from laksana_web.demo.papers import PaperFile, photograph, scan
from laksana_web.demo.people import Office
from laksana_web.demo.screen import Answer, DemoError, Screen

Tell = Callable[[str], None]
Form = dict[str, Any]

PHOTOGRAPHED: Final = frozenset({"foto", "pc_ktp", "ktp", "identitas"})
_PAUSE_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class JointLetter:
    """The letter of a joint dispatch, kept with the first of its cases."""

    dispatch_id: str
    kind: str
    number: str
    sha256: str


@dataclass(slots=True, kw_only=True)
class CaseUnderWay:
    """One case, the people who carry it and how long they wait for jobs; roles are codes printed on the sheets."""

    office: Office
    sop: str
    tell: Tell
    case_id: str = ""
    joint: JointLetter | None = None
    uploaded: dict[str, str] = field(default_factory=dict)
    patience_seconds: float = 60.0

    async def act(self, role: str, document: str, **wanted: Any) -> Answer:  # noqa: ANN401 - the input of any mutation
        """What the mutation on this case gave; DemoError when it was refused."""
        return await self.office[role].act(document, caseId=self.case_id, **wanted)

    async def open(self, role: str, form: Form, *, handover_id: str | None = None) -> None:
        """The file is opened at the counter, where named from an accepted hand-over."""
        opened = await self.office[role].act("open_case", sop=self.sop, form=form, handoverId=handover_id)
        self.case_id = opened["caseId"]
        self.tell(f"{role} membuka berkas")

    async def receive(self, role: str, *, sender: str, subject: str, letter_number: str | None = None) -> None:
        """The file is received under the next agenda number; a letter that came with it bears today's date."""
        dated = self.office.day if letter_number else None
        received = await self.act(
            role, "receive_case", sender=sender, subject=subject, letterNumber=letter_number, letterDate=dated
        )
        self.tell(f"{role} menerima berkas, nomor agenda {received['agendaNumber']}")

    async def perform(self, role: str, step: str, *, outcome: str | None = None, form: Form | None = None) -> None:
        """The step is performed."""
        await self.act(role, "perform_step", step=step, outcome=outcome, form=form)

    async def upload(self, role: str, papers: Mapping[str, str]) -> None:
        """The papers, by slug and title, lie in the file and have passed inspection."""
        for paper, title in papers.items():
            # A photograph by telephone or a scan, as people bring them.
            make = photograph if paper in PHOTOGRAPHED else scan
            suffix = "jpg" if make is photograph else "pdf"
            self.uploaded[paper] = await self._uploaded(role, make(title, file_name=f"{paper}.{suffix}"), purpose=paper)

    async def check(
        self, role: str, papers: Iterable[str], *, on_paper: Iterable[str] = (), missing: Iterable[str] = ()
    ) -> None:
        """The uploaded papers and those seen on paper are accepted, originals seen; others are found missing."""
        accepted = [
            {"paper": paper, "result": "ACCEPTED", "attachmentId": self.uploaded[paper], "originalSeen": True}
            for paper in papers
        ]
        shown = [{"paper": paper, "result": "ACCEPTED", "originalSeen": True} for paper in on_paper]
        lacking = [{"paper": paper, "result": "MISSING"} for paper in missing]
        await self.act(role, "check_papers", checks=[*accepted, *shown, *lacking])

    async def draft(self, role: str, kind: str, *, parafs: Iterable[str] = ("KABID",)) -> Answer:
        """The draft of this letter, initialled by everyone of the chain."""
        draft = await self.act(role, "draft_letter", letter=kind)
        for chain in parafs:
            await self.act(chain, "paraf_letter", letterId=draft["letterId"], draftSha256=draft["draftSha256"])
        self.tell(f"{role} menyusun {_lowered(draft)}; diparaf {', '.join(parafs)}")
        return draft

    async def sign(self, role: str, draft: Answer) -> None:
        """The head signs the draft in ink; whoever drafted it scans the paper."""
        letter = {"letterId": draft["letterId"]}
        final = await self.act("KADIS", "finalise_letter", **letter, draftSha256=draft["draftSha256"])
        scan_id = await self.upload_scan(role, final["number"])
        await self.act(role, "sign_letter", **letter, finalSha256=final["finalSha256"], scanId=scan_id)
        self.tell(f"KADIS menandatangani {_lowered(final)} nomor {final['number']}")

    async def sign_electronically(self, draft: Answer) -> None:
        """The head signs the draft with a certificate of the office's own authority; DemoError when it must wait."""
        letter = {"letterId": draft["letterId"]}
        final = await self.act("KADIS", "finalise_letter", **letter, draftSha256=draft["draftSha256"])
        signed = await self.act("KADIS", "sign_electronically", **letter, finalSha256=final["finalSha256"])
        if signed["state"] != "VERIFIED":
            raise DemoError(f"{_lowered(final)} belum ditandatangani secara elektronik: tahap {signed['state']}")
        self.tell(f"KADIS menandatangani {_lowered(final)} nomor {final['number']} secara elektronik")

    async def upload_scan(self, role: str, number: str) -> str:
        """The scan of the letter of this number, signed in ink, lies in the file."""
        signed = scan(f"Pindaian bertanda tangan: nomor {number}", file_name="surat_bertanda_tangan.pdf")
        return await self._uploaded(role, signed, purpose="scan")

    async def draft_and_sign(self, role: str, kind: str, *, parafs: Iterable[str] = ("KABID",)) -> None:
        """The letter is drafted, initialled and signed."""
        await self.sign(role, await self.draft(role, kind, parafs=parafs))

    async def dispatch(self, role: str, institution: str, *, courier: str, form: Form) -> None:
        """The signed letter is on its way."""
        await self.act(
            role, "dispatch_letter", institution=institution, courier=courier, sentOn=self.office.day, form=form
        )

    async def answered(self, role: str, outcome: str, form: Form) -> None:
        """What the party outside answered today is entered."""
        await self.act(role, "record_outside_answer", outcome=outcome, answeredOn=self.office.day, form=form)

    async def complete(self, role: str, outcome: str, form: Form) -> None:
        """The case is closed at its last step."""
        await self.act(role, "complete_case", outcome=outcome, form=form)

    async def end_as(self, status: str) -> None:
        """The case stands in this state and every paper of it is issued; DemoError otherwise."""
        found = (await self.seen())["status"]
        if found != status:
            raise DemoError(f"kasus {self.sop} berakhir sebagai {found}, seharusnya {status}")
        await self.all_issued()
        self.tell(f"Kasus berakhir: {status}")

    async def all_issued(self) -> None:
        """Every paper that the steps asked for has been set and stored by the worker."""

        async def issued() -> bool:
            return all(letter["stage"] != "REQUESTED" for letter in (await self.seen())["letters"])

        await self.until(issued, "surat dan tanda terima belum semuanya terbit")

    async def seen(self) -> Answer:
        """The case as one of its office reads it now."""
        reader = next(iter(self.office.screens.values()))
        case: Answer = await reader.ask("case", id=self.case_id)
        return case

    async def until(self, holds: Callable[[], Awaitable[bool]], complaint: str) -> None:
        """It holds; DemoError with the complaint when it does not as long as people have patience."""
        deadline = asyncio.get_running_loop().time() + self.patience_seconds
        while not await holds():
            if asyncio.get_running_loop().time() > deadline:
                raise DemoError(f"{complaint} setelah {self.patience_seconds:.0f} detik; lihat log pekerja")
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _uploaded(self, role: str, file: PaperFile, *, purpose: str) -> str:
        who: Screen = self.office[role]
        announced = {"fileName": file.file_name, "contentType": file.content_type, "length": len(file.content)}
        target = (await self.act(role, "plan_upload", purpose=purpose, **announced))["target"]
        await who.put(target, file)
        await who.act("confirm_upload", attachmentId=target["attachmentId"])

        async def inspected() -> bool:
            attachment = await who.ask("attachment", id=target["attachmentId"])
            if attachment["stage"] == "REFUSED":
                reasons = " ".join(found["message"] for found in attachment["findings"])
                raise DemoError(f"{file.file_name}: {reasons}")
            return bool(attachment["stage"] == "PROMOTED")

        await self.until(inspected, f"{file.file_name} belum diperiksa")
        return str(target["attachmentId"])


def _lowered(letter: Answer) -> str:
    title: str = letter["letter"]["title"]
    return title[:1].lower() + title[1:]
