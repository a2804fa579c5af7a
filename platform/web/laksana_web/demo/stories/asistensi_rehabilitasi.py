"""Lahat: a child's wheelchair, from the counter over one return and one revision to the aid."""

from datetime import timedelta

from laksana_web.demo.under_way import CaseUnderWay
from laksana_web.demo.words import asistensi_rehabilitasi as words

SOP = "asistensi_rehabilitasi"
ROLES = ("STAF", "ANALIS", "KABID", "KADIS")


async def wheelchair(case: CaseUnderWay) -> None:
    """COMPLETED: one return for two papers, one disposisi, one revision after paraf, two answers of the Sentra."""
    await _counter(case)
    await _completion(case)
    await _disposisi(case)
    await _preparation(case)
    await _covering_letter(case)
    await _outside(case)
    await case.complete("KABID", "bantuan_diberikan", words.penutupan(case.office.today))
    await case.end_as("COMPLETED")


async def _counter(case: CaseUnderWay) -> None:
    """Rows 1 and 2: the file is opened and received; two papers are missing, so it goes back."""
    today = case.office.today
    await case.open("STAF", words.laporan(today))
    await case.receive(
        "STAF",
        sender=words.REPORTER,
        subject="Permohonan alat bantu kursi roda",
        letter_number=f"01/CONTOH/{today.year}",
    )
    await case.upload("STAF", words.BROUGHT)
    await case.check("STAF", words.BROUGHT, missing=words.MISSING)
    await case.act("STAF", "return_case", step="periksa_berkas", missing=list(words.MISSING), note=words.FORGOTTEN)
    case.tell("STAF mengembalikan berkas: KTP dan SKTM belum ada")


async def _completion(case: CaseUnderWay) -> None:
    """Row 2 again: the family brings what was missing."""
    await case.upload("STAF", words.MISSING)
    brought = [{"paper": paper, "attachmentId": case.uploaded[paper]} for paper in words.MISSING]
    await case.act("STAF", "resubmit_case", papers=brought)
    await case.check("STAF", words.MISSING)
    await case.perform("STAF", "periksa_berkas", outcome="lengkap")
    case.tell("Keluarga melengkapi; STAF menyatakan berkas lengkap")


async def _disposisi(case: CaseUnderWay) -> None:
    """Rows 3 and 4: the report upward and the head's disposisi."""
    await case.office["ANALIS"].read("open_attachment", attachmentId=case.uploaded["surat_permohonan"])
    await case.perform("ANALIS", "laporkan", form=words.laporan_permohonan())
    await case.act(
        "KADIS",
        "give_disposisi",
        to=["KABID"],
        instructions=["PROSES_LEBIH_LANJUT", "SIAPKAN_SURAT"],
        note="Segera diteruskan ke Sentra.",
        due=(case.office.today + timedelta(days=7)).isoformat(),
    )
    await case.act("KABID", "answer_disposisi", answer="CARRIED_OUT", note="Akan kami siapkan.")
    case.tell("ANALIS melaporkan; KADIS memberi disposisi; KABID menjawab")


async def _preparation(case: CaseUnderWay) -> None:
    """Rows 5 to 7: education, receipt, recap."""
    told = words.edukasi(case.office.today, case.office.officer_ids["STAF"])
    await case.perform("STAF", "edukasi", form=told)
    await case.perform("STAF", "tanda_terima")
    await case.perform("STAF", "rekap", form=words.rekap())
    case.tell("STAF memberi edukasi, menyerahkan tanda terima, merekap berkas")


async def _covering_letter(case: CaseUnderWay) -> None:
    """The covering letter, once returned for revision after paraf, then signed in ink and sent off."""
    returned = await case.draft("ANALIS", "surat_pengantar")
    await case.act("KADIS", "return_letter", letterId=returned["letterId"], reason=words.REVISION)
    case.tell("KADIS mengembalikan konsep surat pengantar setelah paraf")
    await case.draft_and_sign("ANALIS", "surat_pengantar")
    await case.dispatch("STAF", words.SENTRA, courier="Pos Indonesia", form=words.pengiriman())
    case.tell("STAF mengirim berkas ke Sentra")


async def _outside(case: CaseUnderWay) -> None:
    """The Sentra's answer, the order to accompany, row 8, and the Sentra's decision."""
    today = case.office.today
    await case.answered("STAF", "dijadwalkan", words.jawaban(today))
    case.tell("STAF mencatat jawaban Sentra: asesmen dijadwalkan")
    await case.draft_and_sign("ANALIS", "surat_tugas")
    await case.perform("STAF", "asesmen", form=words.asesmen(today))
    await case.answered("STAF", "layak", words.hasil(today))
    case.tell("STAF mendampingi asesmen dan mencatat hasil Sentra: layak")
