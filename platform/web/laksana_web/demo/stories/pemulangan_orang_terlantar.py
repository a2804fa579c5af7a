"""Lamandau: a man stranded at night goes home in one sitting, ahead of the police letter, on the Kabid's word."""

from laksana_infra import clock
from laksana_web.demo.under_way import CaseUnderWay
from laksana_web.demo.words import pemulangan_orang_terlantar as words

SOP = "pemulangan_orang_terlantar"
ROLES = ("STAF", "PEKSOS", "KASI", "KABID", "KADIS")


async def emergency(case: CaseUnderWay) -> None:
    """COMPLETED: no wait for anybody outside; the police letter and the head's confirmation follow before the end."""
    await _taken_in(case)
    await _assessed(case)
    await _gone_home(case)
    await _followed(case)
    await case.complete("KASI", "tiba_di_tujuan", words.penutupan())
    await case.end_as("COMPLETED")


async def _taken_in(case: CaseUnderWay) -> None:
    """Row 1, and the emergency that lets the rest run ahead."""
    await case.open("STAF", words.laporan(case.office.today))
    await case.receive("STAF", sender=words.REPORTER, subject="Laporan orang terlantar")
    await case.act(
        "STAF",
        "declare_emergency",
        authorisedBy=case.office.officer_ids["KABID"],
        channel="PHONE",
        toldAt=clock.now().isoformat(),
        reason=words.DANGER,
    )
    case.tell("STAF mencatat keadaan darurat; KABID mengizinkan lewat telepon")


async def _assessed(case: CaseUnderWay) -> None:
    """Rows 2 to 6: interview, assessment, both letters signed and handed down."""
    today, peksos = case.office.today, case.office.officer_ids["PEKSOS"]
    await case.upload("PEKSOS", words.PHOTO)
    await case.check("PEKSOS", words.PHOTO)
    await case.perform("PEKSOS", "verifikasi", outcome="lanjut", form=words.wawancara(today, peksos))
    await case.perform("KASI", "asesmen", outcome="dipulangkan", form=words.asesmen(today, peksos))
    await case.draft_and_sign("KASI", "surat_rekomendasi_pemulangan")
    await case.draft_and_sign("KASI", "surat_tugas")
    await case.perform("KASI", "serahkan", form=words.penyerahan(today, peksos))


async def _gone_home(case: CaseUnderWay) -> None:
    """The way home: planned, left with an officer, handed over, reported while the police letter is still owed."""
    today, peksos = case.office.today, case.office.officer_ids["PEKSOS"]
    await case.perform("PEKSOS", "rencana", outcome="didampingi", form=words.rencana(today, peksos))
    await case.perform("PEKSOS", "pemberangkatan", outcome="didampingi", form=words.keberangkatan(today))
    await case.perform("PEKSOS", "serah_terima", outcome="diterima", form=words.serah_terima(today))
    await case.upload("PEKSOS", words.RECEIPTS)
    await case.check("PEKSOS", words.RECEIPTS, missing=words.POLICE_LETTER)
    await case.perform("PEKSOS", "pendampingan", outcome="selesai", form=words.pendampingan(today))
    case.tell("PEKSOS mengantar klien dan melapor; surat polisi masih ditagih")


async def _followed(case: CaseUnderWay) -> None:
    """What the emergency ran ahead of: the police letter, and the head's confirmation."""
    await case.upload("PEKSOS", words.POLICE_LETTER)
    await case.check("PEKSOS", words.POLICE_LETTER)
    await case.act("KADIS", "confirm_emergency", note="Disahkan.")
    case.tell("Surat polisi masuk; KADIS mengesahkan keadaan darurat")
