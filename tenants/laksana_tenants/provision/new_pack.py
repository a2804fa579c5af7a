"""Write a pack to fill in for an office or a province that has none yet."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from laksana_sdk.findings import error
from laksana_tenants.errors import Conflict, Invalid, NotFound
from laksana_tenants.provision.read_pack import CODE, FILES
from laksana_tenants.region_tree import PackagedRegion, packaged_regions

_ZONES = {
    **dict.fromkeys(("61", "62"), "Asia/Pontianak"),
    **dict.fromkeys(("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"), "Asia/Makassar"),
    **dict.fromkeys(("81", "82", "91", "92", "93", "94", "95", "96"), "Asia/Jayapura"),
}
"""The zone of each province; every other one lives by Asia/Jakarta."""

_TENANT = """\
# Setiap nilai ditulis dalam tanda kutip. Periksa dengan `laksana tenant plan`, lalu `laksana tenant apply`.
slug: "{slug}"
name: "{name}"
kind: "{kind}"
region_code: "{code}"
timezone: "{zone}"
# Pola nomor tiap buku, dari {{kode}}, {{urut}}, {{unit}}, {{bulan_romawi}} dan {{tahun}}; urut mulai dari 1 tiap tahun.
number_formats:
  - register: "AGENDA_MASUK"
    pattern: "{{urut}}/{{tahun}}"
  - register: "SURAT_KELUAR"
    pattern: "{{kode}}/{{urut}}/{{unit}}/{{tahun}}"
    classification: ""
    unit: ""
"""
_LETTERHEAD = """\
# Kop surat baris demi baris, seperti tercetak; place berdiri di depan tanggal surat.
# Lambang daerah: letakkan lambang.svg atau lambang.png (paling besar 200 kB) di folder ini.
heading:
  - "{government}"
  - "DINAS SOSIAL"
address: []
place: ""
paper: "F4"
"""
_CALENDAR = """\
# Jam kerja menurut Perpres 21/2023; sesuaikan. Jadwal paling bawah yang mencakup suatu hari yang berlaku.
# Libur nasional dan cuti bersama sudah dikenal; di sini hanya hari setempat: - day: "2027-05-20", name: "..."
schedules:
  - name: "Jam kerja biasa"
    hours:
      - days: ["Senin", "Selasa", "Rabu", "Kamis"]
        open: ["07.30-12.00", "13.00-16.00"]
      - days: ["Jumat"]
        open: ["07.30-11.30", "13.00-16.30"]
days_off: []
working_days: []
"""
_POSTS = """\
# Jabatan, lalu peran SOP dan jabatan yang menjalankannya. shared: "true" bila dipegang beberapa orang.
posts:
  - code: "kadis"
    title: "Kepala Dinas Sosial"
  - code: "kabid_rehsos"
    title: "Kepala Bidang Rehabilitasi Sosial"
    parent: "kadis"
  - code: "staf_rehsos"
    title: "Petugas Pelayanan Bidang Rehabilitasi Sosial"
    parent: "kabid_rehsos"
    shared: "true"

roles:
"""
_ROLE = """\
  - role: "{role}"
    post: "{post}"
    valid_from: ""
    confirmed_on: null
"""
_PEOPLE = """\
# Pegawai, lalu pemangku jabatan. capacity: DEFINITIF, PLT, PLH, AN atau UB; selain DEFINITIF memerlukan order_number.
people:
  - code: "kepala_dinas"
    name: ""
    nip: null
    pangkat: null
    golongan: null

holders:
  - post: "kadis"
    person: "kepala_dinas"
    valid_from: ""
"""
_INSTITUTIONS = """\
# Lembaga tujuan; kind: PANTI, SENTRA, DINSOS, DINSOS_PROVINSI atau OTHER.
institutions: []
"""
_ACTIVATION = """\
# SOP yang berlaku: sop, release, effective_from (tanggal efektif pada SOP) dan mapping_confirmed_on (peran disetujui).
activations: []
"""
_CLASSES = """\
# Daftar klasifikasi surat: skema nasional yang dipakai ("LAMA" atau "2022") dengan masa berlakunya, lalu kode kantor
# sendiri. Kode yang berakhir (valid_until) boleh menyebut penggantinya: successor: "400.9".
schemes:
  - scheme: "2022"
    valid_from: "2023-01-01"
codes: []
"""


def new_pack(slug: str, region_code: str, folder: Path) -> Path:
    """The folder of a new pack named after the slug; a plan of it lists what is still to be filled in.

    Raises NotFound for an unknown region, Invalid for a slug or region that cannot be an office's, Conflict when the
    pack exists already; then nothing is written.
    """
    region = packaged_regions().get(region_code)
    if region is None:
        raise NotFound("region", region_code)
    if not re.fullmatch(CODE, slug):
        raise Invalid((error("tenant.slug", field="slug", slug=slug[:60]),))
    if region.level > 2:
        raise Invalid((error("tenant.region_level", field="region", region_code=region_code, region=region.name),))
    target = folder / slug
    if target.exists():
        raise Conflict("pack", str(target), error("tenant.pack_exists", field="slug", path=str(target)))
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=f".{slug}-") as staging:
        # Written aside and moved at the end: a full disk leaves no half of a pack.
        whole = Path(staging) / slug
        whole.mkdir()
        for name, text in _texts(slug, region).items():
            (whole / name).write_text(text, encoding="utf-8")
        whole.rename(target)
    return target


def _texts(slug: str, region: PackagedRegion) -> dict[str, str]:
    is_province = region.level == 1
    place = f"Provinsi {region.name}" if is_province else region.name
    tenant = _TENANT.format(
        slug=slug,
        name=f"Dinas Sosial {place}",
        kind="PROVINCE" if is_province else "OFFICE",
        code=region.code,
        zone=_ZONES.get(region.code[:2], "Asia/Jakarta"),
    )
    roles = {"PETUGAS_PROVINSI": "staf_rehsos"} if is_province else _OFFICE_ROLES
    posts = _POSTS + "".join(_ROLE.format(role=role, post=post) for role, post in roles.items())
    letterhead = _LETTERHEAD.format(government=f"PEMERINTAH {place}".upper())
    written = (tenant, letterhead, _CALENDAR, posts, _PEOPLE, _INSTITUTIONS, _ACTIVATION, _CLASSES)
    return dict(zip(FILES, written, strict=True))


_OFFICE_ROLES = {"KADIS": "kadis", "KABID": "kabid_rehsos", "STAF": "staf_rehsos"}
