"""Palangka Raya: an elder handed over by Lamandau, referred through four levels of disposisi that fork."""

from laksana_web.demo.stories.hand_over import taken_on
from laksana_web.demo.under_way import CaseUnderWay
from laksana_web.demo.words import rehabilitasi_anak_lansia as words

SOP = "rehabilitasi_anak_lansia"
ROLES = ("TU", "SEKRETARIS", "KADIS", "KABID", "KASI", "STAF")
CHAIN = ("KABID", "SEKRETARIS")


async def fork(case: CaseUnderWay) -> None:
    """COMPLETED: the head's disposisi goes to Kabid and Sekretaris, the Kabid's to Kasi and staff; all answer."""
    await _proposed(case)
    await _forked(case)
    await _verified(case)
    await _coordinated(case)
    await _delivered(case)
    await case.complete("KABID", "dalam_panti", words.penutupan())
    await case.end_as("COMPLETED")


async def _proposed(case: CaseUnderWay) -> None:
    """The hand-over, then rows 1 and 2: the registry takes the proposal in, the Sekretaris gives his view."""
    today = case.office.today
    handover_id, person = await taken_on(case, "KASI", from_office=words.FROM, field="calon")
    await case.open("TU", words.usulan(today, person), handover_id=handover_id)
    handed = {file["purpose"]: file["id"] for file in (await case.seen())["attachments"]}
    case.uploaded |= {paper: handed[paper] for paper in words.HANDED}
    await case.receive(
        "TU", sender=words.SENDER, subject="Usulan penerima manfaat", letter_number=f"31/CONTOH/{today.year}"
    )
    await case.perform("SEKRETARIS", "pertimbangan", outcome="diajukan", form=words.pertimbangan())
    case.tell("TU mengagendakan usulan; SEKRETARIS memberi pertimbangan")


async def _forked(case: CaseUnderWay) -> None:
    """Rows 3 and 4: each disposisi goes to two, and goes on only when both have answered."""
    for giver, receivers in (("KADIS", ("KABID", "SEKRETARIS")), ("KABID", ("KASI", "STAF"))):
        await case.act(giver, "give_disposisi", to=list(receivers), instructions=["PROSES_LEBIH_LANJUT"])
        for receiver in receivers:
            await case.act(receiver, "answer_disposisi", answer="CARRIED_OUT")
        case.tell(f"{giver} memberi disposisi kepada {' dan '.join(receivers)}; keduanya menjawab")


async def _verified(case: CaseUnderWay) -> None:
    """Row 5: the papers, and the verification together with staff."""
    await case.upload("STAF", words.BROUGHT)
    await case.check("KASI", (*words.BROUGHT, *words.HANDED))
    await case.perform("KASI", "identifikasi", outcome="lengkap")
    found = words.verifikasi(case.office.today, case.office.officer_ids["STAF"])
    await case.perform("KASI", "verifikasi", outcome="layak", form=found)
    case.tell("KASI memeriksa persyaratan dan memverifikasi bersama STAF: layak")


async def _coordinated(case: CaseUnderWay) -> None:
    """Rows 6 and 7: plan, sign-off, dispatch, coordination, the panti's answer, the decree (signed electronically)."""
    today = case.office.today
    await case.perform("KASI", "rencana_rujukan", form=words.rencana())
    await case.draft_and_sign("KASI", "surat_pengantar", parafs=CHAIN)
    await case.dispatch("TU", words.PANTI, courier="Diantar staf", form=words.pengiriman())
    await case.perform("KABID", "koordinasi", outcome="menunggu_panti", form=words.koordinasi(today))
    await case.answered("KASI", "diterima", words.jawaban(today))
    case.tell("TU mengirim rencana; KABID berkoordinasi; panti menerima")
    await case.sign_electronically(await case.draft("KASI", "penetapan_rujukan", parafs=CHAIN))


async def _delivered(case: CaseUnderWay) -> None:
    """Row 8: the elder is handed over, with proof."""
    given = words.penyaluran(case.office.today, case.office.officer_ids["STAF"])
    await case.perform("KASI", "penyaluran", outcome="diterima_panti", form=given)
    case.tell("KASI menyerahterimakan penerima manfaat di panti")
