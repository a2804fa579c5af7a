"""The words by which sheets name their header cells and table columns, torn or glued as files have them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final


class Column(StrEnum):
    """What a column of the table is for."""

    NO = "no"
    KEGIATAN = "kegiatan"
    PELAKSANA = "pelaksana"
    KELENGKAPAN = "kelengkapan"
    WAKTU = "waktu"
    OUTPUT = "output"
    KETERANGAN = "keterangan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A header cell's name in a text: which field, and where it stands."""

    field: str
    start: int
    end: int


def _loose(words: str) -> str:
    """A pattern for the words as files have them: letters torn apart, words glued, a dot left out."""
    torn = (
        r"\s?".join(re.escape(letter) + ("?" if letter == "." else "") for letter in word) for word in words.split()
    )
    return r"\s*".join(torn)


SCALARS: Final = ("nomor_sop", "nama_sop", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "disahkan_oleh")
DATES: Final = ("tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif")
LISTS: Final = (
    *("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan"),
    *("peralatan", "peringatan", "pencatatan_pendataan"),
)
NO_FIELD: Final = "tanpa_kolom"


def _days(*kinds: str) -> tuple[str, ...]:
    return tuple(f"{day} {kind}" for kind in kinds for day in ("tanggal", "tgl."))


_NAMES: Final = MappingProxyType(
    {
        "nomor_sop": (
            "nomor sop",
            "no. sop",
            "nmr sop",
            "mor sop",
            "nomor dokumen",
            "no. dokumen",
            "nomor pos",
            "no. pos",
        ),
        "nama_sop": ("nama sop", "judul sop", "nama prosedur", "nama pos", "judul pos", "nama s.o.p"),
        "tanggal_pembuatan": _days("pembuatan", "dibuat", "penyusunan"),
        "tanggal_revisi": _days("revisi", "refisi", "direvisi", "perbaikan"),
        "tanggal_efektif": _days(
            "efektif", "efektip", "evektif", "effektif", "aktif", "efective", "effective", "berlaku"
        ),
        NO_FIELD: (
            *_days("pengesahan", "disahkan", "ditetapkan", "penetapan", "terbit"),
            "halaman :",
            "satuan kerja",
            "unit kerja",
        ),
        "disahkan_oleh": ("disahkan oleh", "disyahkan oleh", "disahkan :", "disetujui oleh", "ditetapkan oleh"),
        "dasar_hukum": ("dasar hukum", "landasan hukum"),
        "kualifikasi_pelaksana": ("kualifikasi pelaksanaan", "kualifikasi pelaksana"),
        "keterkaitan": (
            "keterkaitan dengan sop lainnya",
            "keterkaitan dengan sop lain",
            "keterkaitan sop",
            "keterkaitan",
        ),
        "peralatan": tuple(
            f"{tool} {link} {gear}"
            for tool, gear in (
                ("peralatan", "perlengkapan"),
                ("peralatan", "perengkapan"),
                ("perlengkapan", "peralatan"),
            )
            for link in ("/", "dan", "&", "")
        ),
        "peringatan": ("peringatan",),
        "pencatatan_pendataan": tuple(f"pencatatan {link} pendataan" for link in ("dan", "/", "&", "")),
    }
)
_ALONE: Final = frozenset({"keterkaitan", "peringatan"})
_LABEL: Final = re.compile(
    "|".join(f"(?P<{field}>" + "|".join(_loose(name) for name in names) + ")" for field, names in _NAMES.items()),
    re.IGNORECASE,
)
_HEADS: Final = MappingProxyType(
    {
        Column.NO: "no|nomor|no urut",
        Column.KEGIATAN: "kegiatan|aktivitas|aktifitas|aktiviti|uraian|uraian kegiatan|uraian prosedur|urutan kegiatan"
        "|uraian aktivitas|tahapan|langkah|langkah-langkah|langkah kegiatan|rincian kegiatan|prosedur"
        "|aktivitas/kegiatan",
        Column.KELENGKAPAN: "kelengkapan|persyaratan|syarat|alat|persyaratan/kelengkapan|kelengkapan/persyaratan"
        "|persyaratan/perlengkapan|perlengkapan|persy/klp|input|bahan|persyaratan kelengkapan|kelengkapan/alat|klp"
        "|persyaratan/ kelengkapan|peralatan|peralatan/perlengkapan",
        Column.WAKTU: "waktu|jangka waktu|lama|durasi|waktu penyelesaian|estimasi waktu",
        Column.OUTPUT: "output|keluaran|hasil|out put|output/hasil|out-put|produk",
        Column.KETERANGAN: "ket|keterangan|keterangann|catatan|ketr",
    }
)
_HEAD: Final = MappingProxyType(
    {name.replace(" ", ""): column for column, names in _HEADS.items() for name in names.split("|")}
)
_GROUPS: Final = frozenset({"pelaksana", "mutubaku", "mutubaku/standar", "aktor", "pelaksana/aktor", "pelaku"})


# Several stages ask for the names in the same line.
@lru_cache(maxsize=4_000)
def labels_in(text: str) -> tuple[Label, ...]:
    """The header names in a line; one inside a sentence ("memberi peringatan") is none."""
    found: list[Label] = []
    for match in _LABEL.finditer(text):
        field = match.lastgroup or NO_FIELD
        first, before, after = match[0][0], text[: match.start()], text[match.end() :]
        if before and before[-1].isalnum() and not _begins_glued(before[-1], match[0]):
            continue
        if after and after[0].islower() and match[0][-1].isalpha():
            continue
        at_start = not before.strip(" \u2022*-.0123456789")
        if not at_start and (not first.isupper() or (field in _ALONE and not _stands_alone(before, after))):
            continue
        found.append(Label(field=field, start=match.start(), end=match.end()))
    return tuple(found)


def _begins_glued(before: str, name: str) -> bool:
    """Whether a name behind a letter or a figure is one that the file has glued there: `2020Tanggal`, `BLORANomor`."""
    return name[0].isupper() and (before.islower() or name[1:2].islower())


def _stands_alone(before: str, after: str) -> bool:
    follows = after.lstrip()[:1]
    return (not follows or follows.isupper() or follows.isdigit() or follows in ":-\u2022") and before.rstrip()[
        -1:
    ] != ","


def column_of(cell: str) -> Column | None:
    """Which column a head cell names, or None: `WAKTU (menit)` is the time's."""
    name = re.sub(r"\([^()]*\)|[^a-z/&-]", "", cell.lower())
    return _HEAD.get(name) or (Column.WAKTU if name in {"waktumenit", "waktujam", "waktuhari"} else None)


def is_group(cell: str) -> bool:
    """Whether a head cell spans others: `PELAKSANA`, `MUTU BAKU`."""
    return re.sub(r"[^a-z/]", "", cell.lower()) in _GROUPS
