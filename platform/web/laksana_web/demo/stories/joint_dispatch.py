"""Lahat: two proposals under one covering letter; the Sentra takes one and refuses the other."""

from datetime import timedelta

from laksana_web.demo.screen import Answer, DemoError
from laksana_web.demo.under_way import CaseUnderWay, JointLetter
from laksana_web.demo.words import asistensi_rehabilitasi as words


async def recap(granted: CaseUnderWay, refused: CaseUnderWay) -> None:
    """Both COMPLETED, each with the Sentra's own result; the letter that carried both is kept with the first."""
    await _ready(granted, words.FIRST)
    await _ready(refused, words.SECOND)
    dispatch_id = await _sent(granted, refused)
    await _both_open(granted, dispatch_id, still=2, unanswered=2)
    today = granted.office.today
    await refused.answered("STAF", "ditolak", words.penolakan(today))
    await refused.complete("KABID", "tidak_diberikan", words.penutupan_ditolak())
    await _both_open(granted, dispatch_id, still=1, unanswered=1)
    refused.tell("Sentra menolak usulan ini; usulan yang lain tetap terbuka")
    await refused.end_as("COMPLETED")
    await granted.answered("STAF", "dijadwalkan", words.jawaban(today))
    await granted.draft_and_sign("ANALIS", "surat_tugas")
    await granted.perform("STAF", "asesmen", form=words.asesmen(today))
    await granted.answered("STAF", "layak", words.hasil(today))
    await granted.complete("KABID", "bantuan_diberikan", words.penutupan(today))
    await granted.end_as("COMPLETED")


async def _ready(case: CaseUnderWay, person: words.Person) -> None:
    """Rows 1 to 7: complete at once, so that only the covering letter is still to come."""
    today, kabid_by = case.office.today, case.office.today + timedelta(days=7)
    await case.open("STAF", words.usulan(today, person))
    await case.receive("STAF", sender=person["name"], subject="Permohonan alat bantu")
    await case.upload("STAF", words.SHOWN)
    await case.check("STAF", words.SHOWN, on_paper=words.ON_PAPER)
    await case.perform("STAF", "periksa_berkas", outcome="lengkap")
    await case.perform("ANALIS", "laporkan", form=words.laporan_lansia())
    await case.act(
        "KADIS", "give_disposisi", to=["KABID"], instructions=["PROSES_LEBIH_LANJUT"], due=kabid_by.isoformat()
    )
    await case.act("KABID", "answer_disposisi", answer="CARRIED_OUT")
    await case.perform("STAF", "edukasi", form=words.edukasi(today, case.office.officer_ids["STAF"]))
    await case.perform("STAF", "tanda_terima")
    await case.perform("STAF", "rekap", form=words.rekap_lansia())
    case.tell("Berkas lengkap, direkap, menunggu surat pengantar")


async def _sent(first: CaseUnderWay, second: CaseUnderWay) -> str:
    """One letter over both, drafted, initialled, signed in ink and sent with the courier's receipt."""
    people, today = first.office, first.office.today
    chosen = {"institution": words.SENTRA, "caseIds": [first.case_id, second.case_id]}
    dispatch_id: str = (await people["ANALIS"].act("compose_dispatch", **chosen))["dispatchId"]
    joint = {"dispatchId": dispatch_id}
    draft = await people["ANALIS"].act("draft_dispatch", **joint)
    await people["KABID"].act("paraf_dispatch", **joint, draftSha256=draft["draftSha256"])
    final = await people["KADIS"].act("finalise_dispatch", **joint, draftSha256=draft["draftSha256"])
    scan_id = await first.upload_scan("ANALIS", final["number"])
    await people["ANALIS"].act("sign_dispatch", **joint, finalSha256=final["finalSha256"], scanId=scan_id)
    await people["STAF"].act(
        "send_dispatch",
        **joint,
        courier="Pos Indonesia",
        receiptNumber="CONTOH0002",
        sentOn=today.isoformat(),
        form=words.pengiriman(),
    )
    first.joint = JointLetter(
        dispatch_id=dispatch_id, kind="rekap_usulan", number=final["number"], sha256=final["finalSha256"]
    )
    first.tell(f"KADIS menandatangani satu rekap untuk dua usulan, nomor {final['number']}; STAF mengirimnya")
    return dispatch_id


async def _both_open(case: CaseUnderWay, dispatch_id: str, *, still: int, unanswered: int) -> None:
    """So many of the dispatch's cases go on; DemoError otherwise."""
    seen: Answer = await case.office["STAF"].ask("dispatch", id=dispatch_id)
    if (seen["openCases"], seen["unansweredCases"]) != (still, unanswered):
        raise DemoError(f"rekap {seen['number']}: {seen['openCases']} kasus terbuka, seharusnya {still}")
