"""The roles for which a pack has somebody."""

from datetime import date
from pathlib import Path
from typing import Final

from laksana_tenants.provision.pack import POST_HOLDER, ROLE_POST, PackRow
from laksana_tenants.provision.read_pack import read_pack

_ACTING: Final = frozenset({"DEFINITIF", "PLT", "PLH"})
"""Who holds a post in another capacity only signs for it."""


def staffed_roles(folder: Path, *, on: date) -> frozenset[str]:
    """The codes of the roles whose post somebody holds on that day, by the pack in this folder."""
    pack = read_pack(folder)
    held = {
        row.values["post"] for row in pack.of(POST_HOLDER) if _stands(row, on) and row.values["capacity"] in _ACTING
    }
    return frozenset(
        str(row.values["role"]) for row in pack.of(ROLE_POST) if _stands(row, on) and row.values["post"] in held
    )


def _stands(row: PackRow, on: date) -> bool:
    begins, ends = row.values.get("valid_from"), row.values.get("valid_until")
    return not (isinstance(begins, date) and begins > on) and not (isinstance(ends, date) and ends < on)
