"""Lamandau: three elders: one waits for a bed and gets it, one dies before, one moves and is handed over."""

from collections.abc import Mapping

from laksana_web.demo.stories.hand_over import handed_over
from laksana_web.demo.stories.linked_panti import linked_panti
from laksana_web.demo.under_way import CaseUnderWay
from laksana_web.demo.words import lansia_terlantar as words

SOP = "lansia_terlantar"
ROLES = ("STAF", "PEKSOS", "KASI", "KABID", "KADIS", "TU")


async def waiting_list(case: CaseUnderWay) -> None:
    """COMPLETED: the panti is full, puts the elder on its waiting list, and takes them in when a bed is free."""
    await _assessed(case, words.WAITS, f"21/CONTOH/{case.office.today.year}")
    await _approved(case)
    await _recommended(case)
    await _answered(case)
    await _brought(case)
    await case.complete("KABID", "tinggal_di_panti", words.penutupan(case.office.today))
    await case.end_as("COMPLETED")


async def death(case: CaseUnderWay) -> None:
    """DECEASED: the village reports the death while the file is prepared; the section head confirms it."""
    await _assessed(case, words.DIES, f"22/CONTOH/{case.office.today.year}")
    await case.act("STAF", "record_death", reason="DESA", note="Kabar dari petugas desa.")
    case.tell("STAF mencatat kabar dari desa: klien meninggal sebelum diterima panti")
    await case.perform("KASI", "konfirmasi_meninggal", outcome="belum_dilayani", form=words.kematian(case.office.today))
    await case.end_as("DECEASED")


async def move(case: CaseUnderWay) -> None:
    """MOVED: the elder lives in Palangka Raya now; the letter between the offices is signed, the case handed over."""
    await _assessed(case, words.MOVES, f"23/CONTOH/{case.office.today.year}")
    await case.upload("STAF", words.PHOTO)
    await case.act("KASI", "record_move", reason="IKUT_KELUARGA", region=words.NEW_REGION)
    await case.perform("KASI", "catat_pindah", outcome="dengan_surat", form=words.kepindahan(case.office.today))
    await case.draft_and_sign("KASI", "surat_pengantar_pindah")
    await case.end_as("MOVED")
    await handed_over(case, "KASI", to_office="palangka_raya", papers=words.PHOTO)


async def _assessed(case: CaseUnderWay, elder: Mapping[str, str], number: str) -> None:
    """Rows 1 to 3, first part: the village's letter, the assignment, the visit, the review."""
    today, peksos = case.office.today, case.office.officer_ids["PEKSOS"]
    await case.open("STAF", words.permohonan(today, elder, number))
    await case.receive(
        "STAF", sender=words.VILLAGE, subject="Permohonan rehabilitasi lanjut usia terlantar", letter_number=number
    )
    await case.perform("KASI", "penugasan", outcome="ditugaskan", form=words.penugasan(today, peksos))
    await case.perform("PEKSOS", "asesmen", form=words.asesmen(today, elder))
    await case.perform("KASI", "tinjau_asesmen", outcome="ke_panti", form=words.tinjauan())
    case.tell("KASI menugaskan PEKSOS, menelaah asesmennya, dan mengajukan klien ke panti")


async def _approved(case: CaseUnderWay) -> None:
    """Rows 3 to 5: the papers, the Kabid's reading, and both letters initialled and signed."""
    await case.upload("STAF", words.BROUGHT)
    await case.check("KASI", words.BROUGHT)
    await case.perform("KASI", "siapkan_administrasi", outcome="lengkap", form=words.persyaratan())
    await case.perform("KABID", "telaah_kabid", outcome="layak_paraf", form={})
    await case.draft_and_sign("KASI", "persetujuan_tinggal_di_panti")
    await case.draft_and_sign("KASI", "surat_rekomendasi")


async def _recommended(case: CaseUnderWay) -> None:
    """Row 6 and the way of the recommendation to the panti."""
    receivers = [case.office.officer_ids[role] for role in ("KASI", "PEKSOS")]
    await case.perform("TU", "serahkan_rekomendasi", form=words.penyerahan(case.office.today, receivers))
    await case.dispatch("STAF", words.PANTI, courier="Diantar staf", form={})
    case.tell("TU menyerahkan rekomendasi; STAF mengirimnya ke panti")


async def _answered(case: CaseUnderWay) -> None:
    """The panti's two answers over its own link: a place in the queue, then a bed."""
    panti = await linked_panti(case, "KASI", institution=words.PANTI, papers=words.BROUGHT)
    await panti.answer("QUEUED", queue_position="3")
    case.tell("Panti menjawab lewat tautannya: daftar tunggu, urutan 3")
    await panti.answer("ACCEPTED", admitted_on=case.office.day, bed="Wisma Contoh 2", conditions=words.CONDITIONS)
    case.tell("Panti menjawab lewat tautannya: diterima")


async def _brought(case: CaseUnderWay) -> None:
    """The order to escort, row 7, the hand-over and its report."""
    today, peksos = case.office.today, case.office.officer_ids["PEKSOS"]
    await case.perform("KASI", "siapkan_pendampingan", form=words.pendampingan(today, peksos))
    await case.draft_and_sign("KASI", "surat_tugas")
    await case.perform("PEKSOS", "kirim_klien", outcome="berangkat", form=words.keberangkatan(today))
    await case.perform("PEKSOS", "serah_terima", outcome="diserahkan", form=words.serah_terima(today))
    await case.perform("PEKSOS", "laporan_pendampingan", form=words.laporan_pendampingan(today))
    case.tell("PEKSOS mengantar klien; panti menerimanya dengan berita acara")
