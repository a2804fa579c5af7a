"""The words by which activities begin, and the names that a sentence writes with a capital letter."""

import re
from typing import Final

from laksana_kit.importer.bands import ANOTHER_BEGINNING, FREE
from laksana_kit.importer.steps import is_open, leads_on

VERB: Final = re.compile(
    r"(?:(?!(?i:menit|menteri|mesin|media|medis|melati|medan|memo)\b)(?:Me[a-z]{3,}|ME[A-Z]{3,})|Ber(?!sama\b|kas|ita)[a-z]{4,}"
    r"|Di(?!sposisi|rektur|sabilitas|gital|agram)[a-z]{4,}|Cek|Input|Tanda\s?tangan|Verifikasi)\b"
)
ACTOR: Final = re.compile(
    r"(?:Petugas|Staf|Staff|Kasi|Kasie|Kepala|Ka\.|Kabid|Kadis|Pemohon|Sekretaris|Pekerja|Klien|Tim|Pendamping|Camat|Lurah|Front"
    r"|Operator|Pelapor|Masyarakat|Keluarga|TKSK|PSM|Bupati|Anggota|Kasubbag|Kasubag|Pengadministrasi|Analis|Bidang|Sekretariat"
    r"|Bidan|Dokter|Perawat|Pasien|Konselor|Penyuluh|Siswa|Mahasiswa|Guru|Kades|Sekdes|Kaur|Pengurus|Pengemudi|Auditor|Direktur"
    r"|Inspektur|Verifikator|Admin|Kabag|Kasubid|Sekda|Sekwan|Ketua|Koordinator|Juru|Pengelola|Arsiparis|Bagian"
    r"|Pegawai|Peksos|Bendahara|Warga|Penerima|Calon|Pejabat|JFU|JFT|Bila|Jika|Apabila|Setelah|Rekomendasi)\b",
    re.IGNORECASE,
)
# Somebody does something: `Bidan menimbang`, `Kepala bidang mengoreksi`; `Lembar disposisi` does not.
SUBJECT: Final = re.compile(
    r"[A-Z][\w/.]+(?:\s+[\w/.]+){0,2}\s+(?:me[a-z]{4,}|ber[a-z]{4,}|di(?!sposisi|gital|sabilitas|rektur|ploma)[a-z]{5,})\b"
)
DEED: Final = re.compile(
    r"(?:Pe[nmlr][a-z]{3,}an|(?!Aplik|Inform|Organis|Dokument|Lok)[A-Z][a-z]{3,}(?:asi|ksi)|Rapat|Usulan|Wawancara|Kunjungan|Konsep|Laporan|Dokumen|Surat|Berkas)\b"
)
# Names that a sentence writes with a capital letter are no beginning of the next cell.
NAMED: Final = re.compile(
    r"(?:Kepala|Ka|Kadis|Kadin|Kabid|Kasi|Kasie|Kasubbag|Kasubag|Sekretaris|Sekretariat|Sekda|Bupati|Wali|Walikota|Gubernur|Camat"
    r"|Lurah|Desa|Kelurahan|Kecamatan|Kabupaten|Kota|Provinsi|Prov|Dinas|Dinsos|Sosial|Bidang|Seksi|Sub|Bagian|Kementerian"
    r"|Kemensos|Pekerja|Petugas|Staf|Staff|Tim|Pemohon|Klien|Panti|Sentra|Polres|Polsek|Rumah|Sakit|RS|RSUD|Puskesmas|Tenaga"
    r"|Anak|Lanjut|Usia|Lansia|Penyandang|Disabilitas|Keluarga|Pejabat|Badan|Kantor|Indonesia|Front|Office|Operator|Via|JFU"
    r"|Bila|Jika|Apabila|Setelah|Selanjutnya|Kemudian|Dan|Untuk|Yang|Atau|Ke|Di|Dari|Pada|Dengan|Oleh|Kepada|Serta|Dalam|Tentang"
    r"|Kab|Kec|Prop|Pengadministrasi|Analis|Umum|Tuna|Orang|Pelayanan|Rehabilitasi|Perlindungan|Jaminan|Pemberdayaan|SKPD|OPD|UPTD?)\b"
)
CONDITION: Final = re.compile(r"(?:Bila|Jika|Apabila|Setelah)\b", re.IGNORECASE)
# A post of the office as a cell holds it: `Kasubbag Umum`, `Kepala Dinas`.
_POST: Final = re.compile(
    r"(?<=[a-z).;])\s+(?:Kepala|Ka\.|Kadis|Kadin|Kabid|Kabag|Kasi|Kasie|Kasubbag|Kasubag|Kasubid|Sekretaris|Sekda|Bupati"
    r"|Camat|Lurah|Staf|Staff|Petugas|Pemohon|Operator|Pengadministrasi|Analis|Bendahara|Pekerja|Peksos|TKSK|Pendamping"
    r"|Front|Tim|JFU|JFT|Admin)\b"
)
_NAMES_BEHIND: Final = re.compile(rf"(?:\s+{NAMED.pattern})+")
# What is needed or made: the next cell often begins with one of them.
THING: Final = re.compile(
    r"(?:Surat|Berkas|Dokumen|Data|Daftar|Konsep|Draf|Draft|Form|Formulir|Buku|Kartu|Lembar|Laporan|Disposisi|Komputer|ATK|SK"
    r"|Proposal|Nota|Catatan|Tanda|Berita|Arsip|Rekomendasi|Undangan|Agenda|Kendaraan|Register|Map|Alat|Aplikasi|Akt[ae]|Blan[gk]ko|Leaflet|Kamera|Printer|Laptop|Telepon|K[wu]i?tansi"
    r"|Notulen|Telaahan|Timbangan|Bukti)\b",
    re.IGNORECASE,
)


def begins_activity(text: str) -> bool:
    """Whether the text begins as activities do: with a verb, an actor or a deed."""
    return not CONDITION.match(text) and any(pattern.match(text) for pattern in (VERB, SUBJECT, ACTOR, DEED))


def inside_a_row(text: str, above: str) -> float:
    """What a line costs inside of a row: it reads like the beginning of the next one."""
    begins = bool(text) and not text[0].islower() and begins_activity(text) and not is_open(above)
    return ANOTHER_BEGINNING if begins else FREE


def is_name(word: str) -> bool:
    """Whether a sentence writes the word with a capital letter: `Kepala`, `Dinas`."""
    return NAMED.match(word) is not None


def is_thing(word: str) -> bool:
    """Whether the word names a paper or a tool: `Formulir`, `Komputer`."""
    return THING.match(word) is not None


def post_behind(text: str) -> tuple[int, int] | None:
    """Where the last post stands that no word of the sentence leads to (`kepada Camat`), with the names behind it."""
    for found in reversed(list(_POST.finditer(text))):
        if leads_on(text[: found.start()]):
            continue
        names = _NAMES_BEHIND.match(text, found.end())
        return found.start(), names.end() if names else found.end()
    return None
