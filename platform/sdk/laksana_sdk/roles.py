"""The roles printed on the sheets, the one that watches over personal data, and the parties outside the office."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """Who carries out a row of a sheet: an office maps a role to its posts, somebody enters for an outside role."""

    code: str
    label: str
    outside: bool = False


TU = Role("TU", "Tata Usaha")
STAF = Role("STAF", "Petugas Pelayanan / Staf")
PEKSOS = Role("PEKSOS", "Pekerja Sosial")
KASI = Role("KASI", "Kepala Seksi")
ANALIS = Role("ANALIS", "Analis Kebijakan")
KABID = Role("KABID", "Kepala Bidang")
SEKRETARIS = Role("SEKRETARIS", "Sekretaris")
KADIS = Role("KADIS", "Kepala Dinas")
PDP = Role("PDP", "Petugas Pelindungan Data Pribadi")

PELAPOR = Role("PELAPOR", "Pelapor / Pemohon", outside=True)
PETUGAS_DESA = Role("PETUGAS_DESA", "Petugas Desa / Kelurahan", outside=True)
POLRES = Role("POLRES", "Kepolisian Resor", outside=True)
PANTI = Role("PANTI", "Panti", outside=True)
SENTRA = Role("SENTRA", "Sentra", outside=True)
DINSOS_ASAL = Role("DINSOS_ASAL", "Dinas Sosial Asal", outside=True)
DINSOS_PROVINSI = Role("DINSOS_PROVINSI", "Dinas Sosial Provinsi", outside=True)

OFFICE_ROLES = (TU, STAF, PEKSOS, KASI, ANALIS, KABID, SEKRETARIS, KADIS, PDP)
OUTSIDE_ROLES = (PELAPOR, PETUGAS_DESA, POLRES, PANTI, SENTRA, DINSOS_ASAL, DINSOS_PROVINSI)
ROLES = {role.code: role for role in (*OFFICE_ROLES, *OUTSIDE_ROLES)}
