"""Lahat's case from the counter to its end, as it is told while the parts of the installation are being killed."""

import asyncio
from datetime import timedelta

import httpx
from tests.faults.client import Patience, PatientScreen
from tests.faults.installation import OFFICE, Installation

from laksana_infra import clock
from laksana_infra.scope import Scope, scoped
from laksana_tenants.calendar import local_day
from laksana_tenants.queries import tenant_by_slug
from laksana_tenants.resolve import officers_for_role
from laksana_web.administration import new_token
from laksana_web.demo.papers import scan
from laksana_web.demo.people import Office
from laksana_web.demo.screen import Answer, DemoError
from laksana_web.demo.under_way import CaseUnderWay
from laksana_web.demo.words import asistensi_rehabilitasi as words

SOP = "asistensi_rehabilitasi"
ROLES = ("STAF", "ANALIS", "KABID", "KADIS")
UPLOADED = {"surat_permohonan": "Surat permohonan", "foto": "Foto pemohon"}
ON_PAPER = ("pc_kk", "pc_ktp", "pengantar_sktm")


async def people(here: Installation, http: httpx.AsyncClient, patience: Patience) -> Office:
    """Lahat's people at their screens."""
    office = await tenant_by_slug(OFFICE)
    assert office is not None
    today, screens, officer_ids = local_day(clock.now(), office.timezone), {}, {}
    for role in ROLES:
        with scoped(Scope(office.id)):
            holder = (await officers_for_role(role, today))[0]
        token = await new_token(OFFICE, holder.officer_code)
        screens[role] = PatientScreen(http=http, url=here.url, token=token, patience=patience)
        officer_ids[role] = str(holder.officer_id)
    return Office(slug=OFFICE, name=office.name, today=today, screens=screens, officer_ids=officer_ids)


def new_case(here: Installation, office: Office, *, patience_seconds: float = 60.0) -> CaseUnderWay:
    """A case that will be opened once."""
    here.cases += 1
    return CaseUnderWay(office=office, sop=SOP, tell=lambda _sentence: None, patience_seconds=patience_seconds)


async def whole_case(case: CaseUnderWay) -> None:
    """COMPLETED: papers, one disposisi, a letter signed in ink and one electronically, two answers of the Sentra."""
    await counter(case)
    await _preparation(case)
    await _covering_letter(case)
    await _outside(case)
    await case.complete("KABID", "bantuan_diberikan", words.penutupan(case.office.today))
    await case.end_as("COMPLETED")


async def arrival(case: CaseUnderWay) -> None:
    """Row 1: opened and received."""
    await case.open("STAF", words.laporan(case.office.today))
    await case.receive("STAF", sender=words.REPORTER, subject="Permohonan kursi roda", letter_number="01/CONTOH")


async def hasty(case: CaseUnderWay) -> None:
    """Row 1, and a paper that is said to lie there before it does; the person is told so, and sends it."""
    await arrival(case)
    staff, paper = case.office["STAF"], scan("Surat permohonan", file_name="surat_permohonan.pdf")
    announced = {"fileName": paper.file_name, "contentType": paper.content_type, "length": len(paper.content)}
    target = (await case.act("STAF", "plan_upload", purpose="surat_permohonan", **announced))["target"]
    try:
        await staff.act("confirm_upload", attachmentId=target["attachmentId"])
    except DemoError as told:
        if "belum sampai" not in str(told):
            raise
    else:
        raise DemoError("a paper was taken for arrived that nobody had sent")
    await staff.put(target, paper)
    await staff.act("confirm_upload", attachmentId=target["attachmentId"])


async def counter(case: CaseUnderWay) -> None:
    """Rows 1 to 4: opened, received, papers uploaded and checked, reported, the head's disposisi answered."""
    today = case.office.today
    await arrival(case)
    await case.upload("STAF", UPLOADED)
    await case.check("STAF", UPLOADED, on_paper=ON_PAPER)
    await case.perform("STAF", "periksa_berkas", outcome="lengkap")
    await case.perform("ANALIS", "laporkan", form=words.laporan_permohonan())
    due = (today + timedelta(days=7)).isoformat()
    await case.act("KADIS", "give_disposisi", to=["KABID"], instructions=["SIAPKAN_SURAT"], note="Segera.", due=due)
    await case.act("KABID", "answer_disposisi", answer="CARRIED_OUT", note="Siap.")


async def _preparation(case: CaseUnderWay) -> None:
    told = words.edukasi(case.office.today, case.office.officer_ids["STAF"])
    await case.perform("STAF", "edukasi", form=told)
    await case.perform("STAF", "tanda_terima")
    await case.perform("STAF", "rekap", form=words.rekap())


async def _covering_letter(case: CaseUnderWay) -> None:
    await case.draft_and_sign("ANALIS", "surat_pengantar")
    await case.dispatch("STAF", words.SENTRA, courier="Pos Indonesia", form=words.pengiriman())


async def _outside(case: CaseUnderWay) -> None:
    today = case.office.today
    await case.answered("STAF", "dijadwalkan", words.jawaban(today))
    await sign_electronically(case, await case.draft("ANALIS", "surat_tugas"))
    await case.perform("STAF", "asesmen", form=words.asesmen(today))
    await case.answered("STAF", "layak", words.hasil(today))


async def sign_electronically(case: CaseUnderWay, draft: Answer) -> None:
    """The head signs the draft; where the storage was away, the head is told so, and signs again."""
    letter = {"letterId": draft["letterId"]}
    final = await case.act("KADIS", "finalise_letter", **letter, draftSha256=draft["draftSha256"])
    wanted = {**letter, "finalSha256": final["finalSha256"]}
    if await _signed(case, wanted):
        return
    screen = case.office["KADIS"]
    assert isinstance(screen, PatientScreen)
    with screen.patience.sparing():
        async with asyncio.timeout(screen.patience.seconds):
            while not await _signed(case, wanted):  # noqa: ASYNC110 - what is waited for happens elsewhere
                await asyncio.sleep(0.5)


async def _signed(case: CaseUnderWay, wanted: Answer) -> bool:
    try:
        signed = await case.act("KADIS", "sign_electronically", **wanted)
    except DemoError as refused:
        if "enyimpanan" not in str(refused):
            raise
        return False
    return bool(signed["state"] == "VERIFIED")
