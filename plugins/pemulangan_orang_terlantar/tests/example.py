"""One stranded person from the report to the arrival, as forms and letter facts; persons and numbers are invented."""

from dataclasses import replace
from datetime import date
from typing import Any

from laksana_sdk import forms
from laksana_sdk.forms import Form
from laksana_sdk.letters import ClientFacts, InstitutionFacts, LetterFacts, LetterTemplate, OfficerFacts, PaperFacts
from laksana_sop.pemulangan_orang_terlantar.plugin import laksana_releases
from laksana_sop.pemulangan_orang_terlantar.r1 import common_core
from laksana_sop.pemulangan_orang_terlantar.r1.forms import Laporan
from laksana_typeset import TypstDocument, house_files

TODAY = date(2026, 3, 12)
RELEASE = laksana_releases()[0]
PROCEDURE = RELEASE.procedure
OFFICER = "01900000-0000-7000-8000-00000000000a"
SECOND_OFFICER = "01900000-0000-7000-8000-00000000000b"

# Serials 9990 to 9999 are fixtures; no person has them.
KLIEN: dict[str, Any] = {
    "name": "Slamet Riyanto",
    "nik": "3509101208879993",
    "birth_place": "Jember",
    "birth_date": "1987-08-12",
    "sex": "MALE",
    "citizenship": "WNI",
    "address": "Dusun Krajan RT 02 RW 05, Desa Sumberjati, Kabupaten Jember, Jawa Timur",
    "origin": "35.09",
}
UNKNOWN: dict[str, Any] = {
    "sex": "MALE",
    "citizenship": "BELUM_DIKETAHUI",
    "age": 40,
    "features": "Rambut beruban, bekas luka di dahi, tidak dapat berbicara",
}
PERNYATAAN: dict[str, Any] = {
    "stated_on": "2026-03-12",
    "stated_by": "Slamet Riyanto",
    "relation": "Klien sendiri",
    "reason": "Sudah mendapat pekerjaan di Nanga Bulik.",
    "plan": "Menetap di rumah teman.",
    "witness": "Ketua RT 04",
}
PENELUSURAN: dict[str, Any] = {
    "last_seen_on": "2026-03-11",
    "last_seen_at": "Terminal Nanga Bulik",
    "attempts": ["11 Maret: petugas terminal ditanya", "12 Maret: Polsek Bulik diberi tahu"],
    "reported_to": "Polsek Bulik",
    "conclusion": "Klien tidak ditemukan.",
}
KONFIRMASI: dict[str, Any] = {
    "confirmed_by": "Petugas Dinas Sosial Kabupaten Jember",
    "channel": "WhatsApp",
    "arrived_on": "2026-03-12",
}
RAW: dict[str, dict[str, Any]] = {
    "terima_laporan": {
        "klien": KLIEN,
        "found_on": "2026-03-11",
        "found_at": "Terminal Nanga Bulik",
        "region": "62.09.03.1005",
        "pelapor": "POLISI",
        "pelapor_name": "Aipda Hendra",
        "report": "Klien ditemukan tidur di terminal sejak dua hari; kehabisan uang setelah gagal bekerja di kebun.",
        "suket_polres": "ADA",
        "police_unit": "Polres Lamandau",
        "letter_number": "SKT/12/III/2026",
        "letter_date": "2026-03-11",
    },
    "verifikasi": {
        "interviewed_on": "2026-03-11",
        "interviewer": OFFICER,
        "identity": "DOCUMENT_SEEN",
        "cause": "TIDAK_DAPAT_KERJA",
        "story": "Berangkat dari Jember bulan Januari untuk bekerja di kebun sawit; upah tidak dibayar.",
        "story_check": "SESUAI",
        "story_checked_with": "istri klien lewat telepon",
        "repeat": "TIDAK_DITEMUKAN",
        "family": "MENERIMA",
        "family_name": "Sri Wahyuni (istri)",
        "family_phone": "0812-3456-7890",
        "health": "SEHAT",
        "photo": "DIAMBIL",
        "belongings": "Satu tas pakaian",
    },
    "surat_asal": {"note": "Klien dikirim dari Dinas Sosial Kabupaten Ketapang."},
    "perawatan": {"hospital": "RSUD Lamandau", "note": "Demam turun; klien dapat melakukan perjalanan."},
    "asesmen": {
        "assessed_on": "2026-03-11",
        "biological": "Sehat; kurang makan beberapa hari.",
        "psychological": "Tenang, kooperatif.",
        "social": "Istri dan dua anak di Jember bersedia menerima.",
        "spiritual": "Beribadah teratur.",
        "economy": "Tidak memiliki uang.",
        "needs": "Tiket pulang, makan, dan uang saku.",
        "conclusion": "Klien terlantar karena kehabisan bekal dan layak dipulangkan ke daerah asalnya.",
        "cara": "LANGSUNG",
        "destination": "Kabupaten Jember, Jawa Timur",
        "receiver": "Kepala Dinas Sosial Kabupaten Jember",
        "officers": [OFFICER, SECOND_OFFICER],
        "starts_on": "2026-03-12",
        "ends_on": "2026-03-13",
    },
    "tinjauan": {"note": "Klien tetap dilayani; pertimbangkan keadaan keluarganya."},
    "serahkan": {"received_on": "2026-03-12", "officers": [OFFICER]},
    "rencana": {
        "destination": "Kabupaten Jember, Jawa Timur",
        "destination_region": "35.09",
        "receiver": "Dinas Sosial Kabupaten Jember",
        "transport": "KAPAL",
        "route": "Nanga Bulik - Kumai - Semarang - Jember",
        "departs_on": "2026-03-12",
        "arrives_on": "2026-03-14",
        "officers": [OFFICER],
        "costs": [{"kind": "TIKET", "rupiah": 450000}, {"kind": "UANG_SAKU", "rupiah": 150000}],
        "budget": "Kegiatan Rehabilitasi Sosial Dasar",
        "client_agrees": True,
    },
    "jawaban_penampungan": {"letter_number": "21/RS/2026", "letter_date": "2026-03-11", "contact": "Kepala UPT"},
    "pemberangkatan": {
        "departed_on": "2026-03-12",
        "departed_at": "07.30",
        "place": "Pelabuhan Kumai",
        "carrier": "KM Fixture Bahari",
        "ticket": "FX-990",
        "costs": [
            {"kind": "TIKET", "rupiah": 450000, "paid_to": "Agen Kumai", "receipt": "A-12"},
            {"kind": "UANG_SAKU", "rupiah": 150000, "paid_to": "Slamet Riyanto", "receipt": "U-01"},
        ],
        "supplies": "Makanan dan air minum",
        "told": "Dinas Sosial Kabupaten Jember",
    },
    "serah_terima": {
        "handed_on": "2026-03-12",
        "handed_at": "14.00",
        "place": "Kantor Dinas Sosial Provinsi Kalimantan Tengah",
        "receiver_name": "Ruslan Hadi",
        "receiver_post": "Staf Rehabilitasi Sosial",
        "receiver_office": "Dinas Sosial Provinsi Kalimantan Tengah",
        "condition": "Sehat",
        "belongings": "Satu tas pakaian",
    },
    "konfirmasi_dinsos": KONFIRMASI,
    "konfirmasi_keluarga": {**KONFIRMASI, "confirmed_by": "Sri Wahyuni (istri)"},
    "konfirmasi_provinsi": {**KONFIRMASI, "confirmed_by": "Staf Dinas Sosial Provinsi"},
    "penelusuran": PENELUSURAN,
    "pendampingan": {
        "cara": "LANGSUNG",
        "started_on": "2026-03-12",
        "ended_on": "2026-03-12",
        "journey": "Klien diantar ke pelabuhan, tiket dan bekal diserahkan.",
        "result": "Klien tiba dan diterima keluarganya.",
        "costs": [{"kind": "PETUGAS", "rupiah": 75500, "paid_to": "SPBU Kumai", "receipt": "B-77"}],
    },
    "selesaikan": {"note": "Kasus selesai."},
    "pembatalan": PERNYATAAN,
    "penolakan_klien": PERNYATAAN,
    "kematian": {
        "died_on": "2026-03-12",
        "place": "RSUD Lamandau",
        "cause": "Sakit jantung",
        "certificate": "474.3/9/RSUD/2026",
        "informant": "Perawat jaga",
        "told": "Istri klien dan Dinas Sosial Kabupaten Jember",
    },
    "pindah": {
        "found_on": "2026-03-12",
        "institution": "dinsos_palangka_raya",
        "office": "Dinas Sosial Kota Palangka Raya",
        "note": "Klien berada di rumah singgah Kota Palangka Raya.",
    },
    "tidak_ditemukan": PENELUSURAN,
}

KEPALA_DINAS = OfficerFacts(
    name="SURYA LADANG MAHARDIKA, S.STP., M.A.P", title="Kepala Dinas Sosial", pangkat="Pembina Tingkat I",
    golongan="IV/b", nip="197205191993111990",
)  # fmt: skip
OFFICERS = {
    OFFICER: OfficerFacts(
        name="WATI SAHABU RAHAYU, S.Tr.Sos", title="Pekerja Sosial", pangkat="Penata Muda Tingkat I", golongan="III/b",
        nip="199204272019032996",
    ),
    SECOND_OFFICER: OfficerFacts(name="JOKO MENDAWAI PERDANA", title="Staf Bidang Rehabilitasi Sosial"),
}  # fmt: skip
DINSOS_PROVINSI = InstitutionFacts(
    name="Dinas Sosial Provinsi Kalimantan Tengah", address="Palangka Raya, Kalimantan Tengah", city=None
)
LONG_NAME = (
    "Raden Mas Slamet Nur Hidayatullah Kusumaningrat Suryanegara bin Haji Muhammad Abdurrahman Wahid Mangkunegara"
)


def filled(step: str, **changes: object) -> Form:
    """The filled form of a step, with these fields replaced."""
    kind = PROCEDURE.step(step).form
    assert kind is not None
    form, found = forms.read(kind, {**RAW[step], **changes})
    assert form is not None, found
    return form


def all_forms() -> dict[str, Form]:
    """Every form of the example by step."""
    return {step: filled(step) for step in RAW}


def papers(**statuses: str) -> tuple[PaperFacts, ...]:
    """Every paper, accepted unless a status says otherwise."""
    return tuple(
        PaperFacts(slug=paper.slug, label=paper.label, status=statuses.get(paper.slug, "ACCEPTED"))
        for paper in PROCEDURE.papers
    )


def full_facts(**changes: object) -> LetterFacts:
    """What a letter may know when everything is known."""
    known: dict[str, Any] = {
        "today": TODAY,
        "agenda_number": "0117/2026",
        "incoming_letter_number": None,
        "incoming_letter_date": None,
        "received_on": date(2026, 3, 11),
        "client": client(),
        "forms": all_forms(),
        "papers": papers(suket_polres="MISSING", suket_dinsos_asal="MISSING"),
        "round": 2,
        "complete_until": date(2026, 3, 16),
        "institution": DINSOS_PROVINSI,
        "officers": OFFICERS,
        "performed_by": OFFICERS[OFFICER],
        "numbers": {"surat_tugas": "100.3.5/41/Dinsos.C/2026"},
        "reason": "Mampu membiayai sendiri perjalanan pulangnya. Keluarga sudah mengirim uang.",
        **changes,
    }
    return LetterFacts(**known)


def bare_facts() -> LetterFacts:
    """What a letter may know when next to nothing is known."""
    return LetterFacts(
        today=TODAY,
        agenda_number=None,
        incoming_letter_number=None,
        incoming_letter_date=None,
        received_on=None,
        client=ClientFacts(name=None, label='TX-6209-2026-0007 "Mr. X"'),
        forms={},
    )


def client(label: str = "Slamet Riyanto", **changes: object) -> ClientFacts:
    """The client as the intake form describes the person, under the office's label."""
    form = filled("terima_laporan", klien={**KLIEN, "name": label, **changes})
    assert isinstance(form, Laporan)
    return replace(common_core.client(form), label=label)


def unknown_facts() -> LetterFacts:
    """What a letter may know of a person without name, number and home."""
    form = filled("terima_laporan", klien=UNKNOWN)
    assert isinstance(form, Laporan)
    person = replace(common_core.client(form), label='TX-6209-2026-0007 "Mr. X"')
    return full_facts(client=person, forms={**all_forms(), "terima_laporan": form}, institution=None)


def document(template: LetterTemplate, facts: LetterFacts, *, final: bool) -> TypstDocument:
    """The letter as the office sets it: as a draft, or numbered, dated and signed."""
    signed = {
        "nomor": "400.9/128/Dinsos.C/2026" if template.register else None,
        "tanggal": "12 Maret 2026",
        "penandatangan": {
            "kapasitas": ["Kepala Dinas Sosial,"],
            "nama": KEPALA_DINAS.name,
            "pangkat": "Pembina Tingkat I (IV/b)",
            "nip": KEPALA_DINAS.nip,
        },
    }
    context = {
        "kop": {"pemerintah": "Pemerintah Kabupaten Lamandau", "instansi": "Dinas Sosial", "alamat": ["Nanga Bulik"]},
        "tempat": "Nanga Bulik",
        "kertas": template.page,
        "isi": template.context(facts),
        **(signed if final else dict.fromkeys(signed)),
    }
    main = (RELEASE.folder / "templates" / template.template).read_text("utf-8")
    return TypstDocument(main=main, context=context, date=TODAY, files=house_files())
