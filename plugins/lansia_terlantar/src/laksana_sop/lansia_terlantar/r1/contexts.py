"""What each letter on the way to the panti says about its case: facts turned into the words that templates print."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from laksana_sdk.letters import ClientFacts, LetterFacts
from laksana_sdk.phrases import (
    REGION_CODE,
    Pairs,
    address,
    incoming,
    label,
    letter_named,
    names,
    officer_rows,
    officers,
    papers_enclosed,
    papers_missing,
    person,
    request_phrase,
    span,
    to_institution,
    weekday_and_day,
)
from laksana_sdk.vocabulary import GuardianConsent, PPKSCategory
from laksana_sop.lansia_terlantar.r1.choices import AlasanPanti, Keluarga, Kesediaan
from laksana_sop.lansia_terlantar.r1.forms import (
    Asesmen,
    JawabanPanti,
    Keberangkatan,
    LaporanPendampingan,
    Penugasan,
    Permohonan,
    PersyaratanAdministratif,
    RencanaPendampingan,
    SerahTerima,
    TinjauanAsesmen,
)
from laksana_sop.lansia_terlantar.r1.legal_bases import LAWS, LEGAL_BASES
from laksana_sop.lansia_terlantar.r1.other_forms import Kepulangan

PANTI = "panti tujuan"
CATEGORY = PPKSCategory.LANJUT_USIA_TERLANTAR


def tanda_terima(facts: LetterFacts) -> Mapping[str, Any]:
    """The receipt for the village, given when the request is entered in the agenda (S0-8)."""
    form = facts.form("terima_permohonan", Permohonan)
    pairs: Pairs = [
        ("Nomor agenda", facts.agenda_number),
        ("Diterima tanggal", weekday_and_day(facts.received_on)),
        ("Surat permohonan", village_letter(facts)),
        ("Dari", form.village_office if form else None),
        ("Cara masuk", label(form.channel if form else None)),
        ("Calon klien", facts.client.label),
        ("Alamat", address(facts.client)),
    ]
    letter_follows = form is not None and form.letter_number is None and facts.incoming_letter_number is None
    return {
        "permohonan": pairs,
        "menyusul": letter_follows,
        "papers": [paper.label for paper in facts.papers],
        "penyerah": form.village_officer if form else None,
    }


def surat_permohonan_desa(facts: LetterFacts) -> Mapping[str, Any]:
    """The village's own request, ready for its head to number, date and sign (row 1)."""
    form = facts.form("terima_permohonan", Permohonan)
    return {
        "desa": form.village_office if form else None,
        "kepala_desa": form.village_head if form else None,
        "calon": [*person(facts.client), ("Nomor telepon", facts.client.phone)],
        "keadaan": form.condition if form else None,
        "permohonan": form.request if form else None,
        "narahubung": form.village_officer if form else None,
    }


def formulir_asesmen(facts: LetterFacts) -> Mapping[str, Any]:
    """The biopsychosocial-spiritual assessment (row 2, second act)."""
    form, ordered = facts.form("asesmen", Asesmen), facts.form("penugasan", Penugasan)
    head: Pairs = [
        ("Hari, tanggal", weekday_and_day(form.assessed_on if form else None)),
        ("Tempat", form.place if form else None),
        ("Yang ditemui", form.informants if form else None),
        ("Petugas ditugaskan", names(officers(facts, ordered.officers if ordered else ()))),
    ]
    checks: Pairs = [
        ("Usia", f"{form.age} tahun ({form.age_basis.label})" if form else None),
        ("Keluarga", _family(form)),
        ("Persetujuan keluarga", label(form.family_consent if form else None)),
        ("Kehendak klien", label(form.willingness if form else None)),
        ("Kemandirian", label(form.self_care if form else None)),
        ("Kesehatan", label(form.health if form else None)),
        ("Tempat sementara", label(form.staying if form else None)),
    ]
    parts: Pairs = [
        ("Keadaan fisik dan kesehatan", form.biological if form else None),
        ("Keadaan psikologis", form.psychological if form else None),
        ("Keadaan sosial dan keluarga", form.social if form else None),
        ("Keadaan spiritual", form.spiritual if form else None),
        ("Keadaan ekonomi dan tempat tinggal", form.economy if form else None),
        ("Kebutuhan", form.needs if form else None),
        ("Kesimpulan", label(form.conclusion if form else None)),
        ("Rekomendasi", form.recommendation if form else None),
    ]
    return {
        "asesmen": head,
        "klien": person(facts.client),
        "kriteria": checks,
        "bagian": parts,
        "klien_nama": facts.client.label,
    }


def kekurangan_berkas(facts: LetterFacts) -> Mapping[str, Any]:
    """The notice to the village of what is missing and until when it may be brought."""
    return {
        "kepala": {"hal": "Pemberitahuan Kekurangan Berkas", "yth": to_village(facts)},
        "permohonan": request_of(facts),
        "klien": person(facts.client, nik=False),
        "kurang": papers_missing(facts),
        "putaran": facts.round,
        "batas": weekday_and_day(facts.complete_until),
    }


def persetujuan_tinggal(facts: LetterFacts) -> Mapping[str, Any]:
    """The approval that the client lives in the panti, with the consent it rests on (equipment 4, row 5)."""
    file, assessed = facts.form("siapkan_administrasi", PersyaratanAdministratif), facts.form("asesmen", Asesmen)
    unable = assessed is not None and assessed.willingness is Kesediaan.TIDAK_DAPAT_MENYATAKAN
    return {
        "dasar": list(LEGAL_BASES),
        "klien": [*person(facts.client), ("Kategori PPKS", category(facts))],
        "klien_nama": facts.client.label,
        "panti": panti(facts),
        "kesediaan": label(assessed.willingness if assessed else None),
        "dapat_menyatakan": not unable,
        "keluarga": _consent(file, assessed),
        "wakil": file.consent_name if file else None,
    }


def surat_rekomendasi(facts: LetterFacts) -> Mapping[str, Any]:
    """The recommendation to the panti: who, why, on what ground, and the request to take the client in (row 5)."""
    file, assessed = facts.form("siapkan_administrasi", PersyaratanAdministratif), facts.form("asesmen", Asesmen)
    return {
        "kepala": {
            "hal": f"Rekomendasi Lanjut Usia Terlantar a.n. {facts.client.label}",
            "lampiran": "1 (satu) berkas",
            "yth": to_institution(facts.institution),
        },
        "permohonan": request_of(facts),
        "desa": _village(facts),
        # Laws alone: the office's own SOP binds no panti.
        "dasar": list(LAWS),
        "klien": [
            # One page: the enclosed KTP says the rest.
            *(pair for pair in person(facts.client) if pair[0] != "Jenis kelamin"),
            ("Kategori PPKS", category(facts)),
            ("Usia", f"{assessed.age} tahun" if assessed else None),
            ("Keluarga", label(assessed.family if assessed else None)),
            ("Jaminan kesehatan", file.health_insurance if file else None),
        ],
        "asesmen": weekday_and_day(assessed.assessed_on if assessed else None),
        "ringkasan": file.summary if file else None,
        "persetujuan": facts.numbers.get("persetujuan_tinggal_di_panti"),
        "berkas": papers_enclosed(facts, accepted_only=True),
    }


def surat_tugas(facts: LetterFacts) -> Mapping[str, Any]:
    """The order to escort the client: who, when, with which vehicle, on the ground of the panti's answer."""
    plan, answer = facts.form("siapkan_pendampingan", RencanaPendampingan), facts.form("jawaban_panti", JawabanPanti)
    reply = letter_named(answer.letter_number, answer.letter_date) if answer else None
    health = letter_named(plan.health_letter_number, plan.health_letter_date) if plan else None
    return {
        "dasar": [*LEGAL_BASES, *([f"Surat {panti(facts)} {reply} tentang penerimaan klien"] if reply else [])],
        "petugas": officer_rows(facts, plan.officers if plan else ()),
        "klien": facts.client.label,
        "panti": panti(facts),
        "rincian": [
            ("Hari / tanggal", span(plan.depart_on, plan.return_on) if plan else None),
            ("Tujuan", _panti_and_place(facts)),
            ("Kendaraan", plan.vehicle if plan else None),
            ("Pengemudi", plan.driver if plan else None),
            ("Surat keterangan sehat", f"{plan.health_letter_from}, {health}" if plan and health else None),
            ("Pembebanan biaya", plan.budget if plan else None),
        ],
    }


def berita_acara_serah_terima(facts: LetterFacts) -> Mapping[str, Any]:
    """The hand-over at the panti: both parties, the client's condition, every belonging (S0-10)."""
    form = facts.form("serah_terima", SerahTerima)
    return {
        **_meeting(facts, form),
        "barang": [
            {"nama": thing.name, "banyaknya": str(thing.count), "keterangan": thing.note}
            for thing in (form.belongings if form else ())
        ],
        "rekomendasi": facts.numbers.get("surat_rekomendasi"),
    }


def berita_acara_penolakan_panti(facts: LetterFacts) -> Mapping[str, Any]:
    """What happened at the gate when the panti did not take the client in after all."""
    form = facts.form("serah_terima", SerahTerima)
    return {**_meeting(facts, form), "alasan": refusal(form.reason, form.reason_told) if form else None}


def laporan_pendampingan(facts: LetterFacts) -> Mapping[str, Any]:
    """The escort reported: journey, hand-over or refusal, return, cost."""
    left = facts.form("kirim_klien", Keberangkatan)
    handed, report = facts.form("serah_terima", SerahTerima), facts.form("laporan_pendampingan", LaporanPendampingan)
    back = facts.form("bawa_kembali", Kepulangan) if report is None else None
    told = report or back
    order = facts.numbers.get("surat_tugas")
    head: Pairs = [
        ("Surat perintah tugas", f"Nomor {order}" if order else None),
        ("Klien", facts.client.label),
        ("Tujuan", _panti_and_place(facts)),
        ("Berangkat", _at(weekday_and_day(left.departed_on), left.departed_at) if left else None),
        ("Tiba dan serah terima", _at(weekday_and_day(handed.handed_on), handed.handed_at) if handed else None),
        ("Kembali", weekday_and_day(told.returned_on if told else None)),
        ("Biaya perjalanan", rupiah(told.cost if told else None)),
    ]
    parts: Pairs = [
        ("Keadaan klien saat berangkat", left.condition if left else None),
        ("Jalannya pendampingan", told.journey if told else None),
        ("Keadaan klien saat tiba di panti", handed.condition if handed else None),
        ("Hasil", _result(handed, back)),
        ("Saran tindak lanjut", report.follow_up if report else None),
    ]
    return {"pendampingan": head, "bagian": parts}


def village_letter(facts: LetterFacts) -> str | None:
    """The village's letter by number and date, as the agenda has it, else as the intake form."""
    form = facts.form("terima_permohonan", Permohonan)
    return incoming(facts, form.letter_number, form.letter_date) if form else incoming(facts)


def request_of(facts: LetterFacts) -> str:
    """The village's request as a sentence names it."""
    return request_phrase(facts, village_letter(facts))


def to_village(facts: LetterFacts) -> dict[str, Any]:
    """The addressee block of a letter to the village that asked."""
    office = _village(facts) or "..."
    if office.lower().startswith("kelurahan "):
        head = f"Lurah {office.split(maxsplit=1)[1]}"
    elif office.lower().startswith("desa "):
        head = f"Kepala {office}"
    else:
        head = f"Kepala Desa / Lurah {office}"
    return {"penerima": [head], "di": "Tempat"}


def category(facts: LetterFacts) -> str:
    """The PPKS category: as the Kasi reviewed it, before that the one this SOP is for."""
    review = facts.form("tinjau_asesmen", TinjauanAsesmen)
    return (review.ppks_category if review else CATEGORY).label


def panti(facts: LetterFacts) -> str:
    """The panti's name."""
    return facts.institution.name if facts.institution else PANTI


def refusal(reason: AlasanPanti | None, told: str | None) -> str | None:
    """Why a panti refused: the chosen reason, then the words that explain it; no full stop at the end."""
    parts = (label(reason), told.strip().rstrip(".") if told else None)
    return "; ".join(part for part in parts if part) or None


def rupiah(amount: int | None) -> str | None:
    """Money as letters print it: `Rp1.500.000,00`."""
    return None if amount is None else f"Rp{amount:,}".replace(",", ".") + ",00"


def without_numbers(client: ClientFacts) -> ClientFacts:
    """The client without NIK and telephone, for papers that lie open to witnesses."""
    return replace(client, nik=None, phone=None)


def _village(facts: LetterFacts) -> str | None:
    form = facts.form("terima_permohonan", Permohonan)
    known = facts.client.village if facts.client.village and not REGION_CODE.fullmatch(facts.client.village) else None
    return form.village_office if form else known


def _family(form: Asesmen | None) -> str | None:
    if form is None:
        return None
    named = ", ".join(part for part in (form.family_name, form.family_relation) if part)
    return f"{form.family.label} ({named})" if named else form.family.label


def _consent(file: PersyaratanAdministratif | None, assessed: Asesmen | None) -> str | None:
    if file is None:
        return None
    if file.consent is GuardianConsent.GIVEN:
        relation = f" ({file.consent_relation})" if file.consent_relation else ""
        return f"diberikan oleh {file.consent_name or '...'}{relation}"
    alone = assessed is not None and assessed.family is Keluarga.TIDAK_ADA
    return "tidak ada keluarga atau wali yang diketahui" if alone else file.consent.label.lower()


def _panti_and_place(facts: LetterFacts) -> str:
    place = facts.institution.address if facts.institution else None
    return f"{panti(facts)}, {place}" if place else panti(facts)


def _at(day: str | None, time: str) -> str | None:
    return f"{day}, pukul {time} WIB" if day else None


def _meeting(facts: LetterFacts, form: SerahTerima | None) -> dict[str, Any]:
    officer = facts.performed_by
    return {
        "hari": weekday_and_day(form.handed_on if form else None),
        "pukul": form.handed_at if form else None,
        "tempat": form.place if form else None,
        "petugas": [("Nama", officer.name if officer else None), ("Jabatan", officer.title if officer else None)],
        "penerima": [
            ("Nama", form.receiver_name if form else None),
            ("Jabatan", form.receiver_post if form else None),
            ("Lembaga", panti(facts)),
        ],
        "penerima_nama": form.receiver_name if form else None,
        "klien": person(without_numbers(facts.client))[0:1] + person(facts.client)[2:],
        "keadaan": form.condition if form else None,
        "saksi": form.witness if form else None,
        "panti": panti(facts),
    }


def _result(handed: SerahTerima | None, back: Kepulangan | None) -> str | None:
    if handed is None:
        return None
    if back is None:
        return f"Klien diserahterimakan kepada {handed.receiver_name}, {handed.receiver_post}"
    why = refusal(handed.reason, handed.reason_told) or "tanpa alasan tertulis"
    return f"Klien tidak diterima panti ({why}) dan dibawa kembali ke {back.place}, diterima oleh {back.receiver}"
