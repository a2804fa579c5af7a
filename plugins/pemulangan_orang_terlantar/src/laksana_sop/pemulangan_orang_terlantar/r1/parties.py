"""The parties outside the office that only this SOP waits for."""

from laksana_sdk.roles import Role

RUMAH_SAKIT = Role("RUMAH_SAKIT", "Rumah Sakit / Puskesmas", outside=True)
KELUARGA = Role("KELUARGA", "Keluarga Klien", outside=True)
