"""The Lahat case as its people carry it out, from the counter to the end."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from laksana_web.demo import words
from laksana_web.demo.papers import PaperFile, photograph, scan
from laksana_web.demo.screen import Answer, DemoError, Screen

Tell = Callable[[str], None]

_PATIENCE_SECONDS: Final = 30.0
_PAUSE_SECONDS: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The screens of the people who take part, by role; `staf_id` is the officer who accompanies the assessor."""

    staf: Screen
    analis: Screen
    kabid: Screen
    kadis: Screen
    staf_id: str


@dataclass(slots=True, kw_only=True)
class Story:
    """One case under way."""

    people: People
    today: date
    tell: Tell
    case_id: str = ""
    uploaded: dict[str, str] = field(default_factory=dict)

    async def play(self) -> None:
        """The case is COMPLETED and every paper of it issued; DemoError at the first thing that goes otherwise."""
        await self.counter()
        await self.completion()
        await self.disposisi()
        await self.preparation()
        await self.covering_letter()
        await self.outside()
        await self.closing()
        await self.all_issued()

    async def counter(self) -> None:
        """Rows 1 and 2: the file is opened and received; two papers are missing, so it goes back."""
        staf = self.people.staf
        opened = await staf.act("open_case", sop=words.SOP, form=words.laporan(self.today))
        self.case_id = opened["caseId"]
        self.tell("STAF membuka permohonan di loket")
        received = await staf.act(
            "receive_case",
            caseId=self.case_id,
            sender=words.REPORTER,
            subject="Permohonan alat bantu kursi roda",
            letterNumber=f"01/CONTOH/{self.today.year}",
            letterDate=self.today.isoformat(),
        )
        self.tell(f"STAF menerima berkas, nomor agenda {received['agendaNumber']}")
        await self._upload_papers(words.BROUGHT)
        await staf.act(
            "check_papers",
            caseId=self.case_id,
            checks=[*self._accepted(words.BROUGHT), *({"paper": p, "result": "MISSING"} for p in words.MISSING)],
        )
        await staf.act(
            "return_case",
            caseId=self.case_id,
            step="periksa_berkas",
            missing=list(words.MISSING),
            note=words.FORGOTTEN,
        )
        self.tell("STAF mengembalikan berkas: KTP dan SKTM belum ada")

    async def completion(self) -> None:
        """Row 2 again: the family brings what was missing."""
        staf = self.people.staf
        await self._upload_papers(words.MISSING)
        brought = [{"paper": paper, "attachmentId": self.uploaded[paper]} for paper in words.MISSING]
        await staf.act("resubmit_case", caseId=self.case_id, papers=brought)
        await staf.act("check_papers", caseId=self.case_id, checks=self._accepted(words.MISSING))
        await self._perform(staf, "periksa_berkas", outcome="lengkap")
        self.tell("Keluarga melengkapi; STAF menyatakan berkas lengkap")

    async def disposisi(self) -> None:
        """Rows 3 and 4: the report upward and the head's disposisi."""
        await self.people.analis.read("open_attachment", attachmentId=self.uploaded["surat_permohonan"])
        await self._perform(self.people.analis, "laporkan", form=words.laporan_permohonan())
        self.tell("ANALIS melaporkan permohonan")
        await self.people.kadis.act(
            "give_disposisi",
            caseId=self.case_id,
            to=["KABID"],
            instructions=["PROSES_LEBIH_LANJUT", "SIAPKAN_SURAT"],
            note="Segera diteruskan ke Sentra.",
            due=(self.today + timedelta(days=7)).isoformat(),
        )
        await self.people.kabid.act(
            "answer_disposisi", caseId=self.case_id, answer="CARRIED_OUT", note="Akan kami siapkan."
        )
        self.tell("KADIS memberi disposisi; KABID menjawab")

    async def preparation(self) -> None:
        """Rows 5 to 7: education, receipt, recap."""
        staf = self.people.staf
        await self._perform(staf, "edukasi", form=words.edukasi(self.today, self.people.staf_id))
        await self._perform(staf, "tanda_terima")
        await self._perform(staf, "rekap", form=words.rekap())
        self.tell("STAF memberi edukasi, menyerahkan tanda terima, merekap berkas")

    async def covering_letter(self) -> None:
        """The covering letter, once returned for revision after paraf, then signed in ink and sent off."""
        returned = await self._draft_and_paraf("surat_pengantar")
        await self.people.kadis.act(
            "return_letter", caseId=self.case_id, letterId=returned["letterId"], reason=words.REVISION
        )
        self.tell("KADIS mengembalikan konsep surat pengantar setelah paraf")
        await self._sign(await self._draft_and_paraf("surat_pengantar"))
        await self.people.staf.act(
            "dispatch_letter",
            caseId=self.case_id,
            institution=words.SENTRA,
            courier="Pos Indonesia",
            sentOn=self.today.isoformat(),
            form=words.pengiriman(),
        )
        self.tell("STAF mengirim berkas ke Sentra")

    async def outside(self) -> None:
        """The Sentra's answer, the order to accompany, row 8, and the Sentra's decision."""
        staf = self.people.staf
        await self._record_answer("dijadwalkan", words.jawaban(self.today))
        self.tell("STAF mencatat jawaban Sentra: asesmen dijadwalkan")
        await self._sign(await self._draft_and_paraf("surat_tugas"))
        await self._perform(staf, "asesmen", form=words.asesmen(self.today))
        await self._record_answer("layak", words.hasil(self.today))
        self.tell("STAF mendampingi asesmen dan mencatat hasil Sentra: layak")

    async def closing(self) -> None:
        """The end: what was received in fact."""
        done = await self.people.kabid.act(
            "complete_case", caseId=self.case_id, outcome="bantuan_diberikan", form=words.penutupan(self.today)
        )
        self.tell(f"KABID menutup permohonan: {done['case']['status']}")

    async def all_issued(self) -> None:
        """Every paper that the steps asked for has been set and stored by the worker."""

        async def issued() -> bool:
            case = await self.people.staf.ask("case", id=self.case_id)
            return all(letter["stage"] != "REQUESTED" for letter in case["letters"])

        await _until(issued, "surat dan tanda terima belum semuanya terbit")
        self.tell("Pekerja telah menerbitkan semua surat")

    async def _perform(
        self, who: Screen, step: str, *, outcome: str | None = None, form: words.Form | None = None
    ) -> Answer:
        return await who.act("perform_step", caseId=self.case_id, step=step, outcome=outcome, form=form)

    async def _record_answer(self, outcome: str, form: words.Form) -> None:
        await self.people.staf.act(
            "record_outside_answer",
            caseId=self.case_id,
            outcome=outcome,
            answeredOn=self.today.isoformat(),
            form=form,
        )

    async def _draft_and_paraf(self, kind: str) -> Answer:
        draft = await self.people.analis.act("draft_letter", caseId=self.case_id, letter=kind)
        await self.people.kabid.act(
            "paraf_letter", caseId=self.case_id, letterId=draft["letterId"], draftSha256=draft["draftSha256"]
        )
        self.tell(f"ANALIS menyusun {_lowered(draft)}; KABID memaraf")
        return draft

    async def _sign(self, draft: Answer) -> None:
        final = await self.people.kadis.act(
            "finalise_letter", caseId=self.case_id, letterId=draft["letterId"], draftSha256=draft["draftSha256"]
        )
        signed = scan(f"Pindaian bertanda tangan: nomor {final['number']}", file_name="surat_bertanda_tangan.pdf")
        scan_id = await self._upload(self.people.analis, signed, purpose="scan")
        await self.people.analis.act(
            "sign_letter",
            caseId=self.case_id,
            letterId=draft["letterId"],
            finalSha256=final["finalSha256"],
            scanId=scan_id,
        )
        self.tell(f"KADIS menandatangani {_lowered(final)} nomor {final['number']}")

    async def _upload_papers(self, papers: Mapping[str, str]) -> None:
        for paper, title in papers.items():
            # A photograph by telephone or a scan, as people bring them.
            make = photograph if paper in ("foto", "pc_ktp") else scan
            suffix = "jpg" if make is photograph else "pdf"
            file = make(title, file_name=f"{paper}.{suffix}")
            self.uploaded[paper] = await self._upload(self.people.staf, file, purpose=paper)

    async def _upload(self, who: Screen, file: PaperFile, *, purpose: str) -> str:
        target = await who.act(
            "plan_upload",
            caseId=self.case_id,
            purpose=purpose,
            fileName=file.file_name,
            contentType=file.content_type,
            length=len(file.content),
        )
        target = target["target"]
        await who.put(target, file)
        await who.act("confirm_upload", attachmentId=target["attachmentId"])

        async def inspected() -> bool:
            attachment = await who.ask("attachment", id=target["attachmentId"])
            if attachment["stage"] == "REFUSED":
                reasons = " ".join(found["message"] for found in attachment["findings"])
                raise DemoError(f"{file.file_name}: {reasons}")
            return bool(attachment["stage"] == "PROMOTED")

        await _until(inspected, f"{file.file_name} belum diperiksa")
        return str(target["attachmentId"])

    def _accepted(self, papers: Mapping[str, str]) -> list[Answer]:
        return [
            {"paper": paper, "result": "ACCEPTED", "attachmentId": self.uploaded[paper], "originalSeen": True}
            for paper in papers
        ]


def _lowered(letter: Answer) -> str:
    title: str = letter["letter"]["title"]
    return title[:1].lower() + title[1:]


async def _until(holds: Callable[[], Awaitable[bool]], complaint: str) -> None:
    deadline = asyncio.get_running_loop().time() + _PATIENCE_SECONDS
    while not await holds():
        if asyncio.get_running_loop().time() > deadline:
            raise DemoError(f"{complaint} setelah {_PATIENCE_SECONDS:.0f} detik; lihat log pekerja")
        await asyncio.sleep(_PAUSE_SECONDS)
