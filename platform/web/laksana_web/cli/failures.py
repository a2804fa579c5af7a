"""What the command line says about a failure: the thing, the value, the remedy."""

import sys
from collections.abc import Mapping

from laksana_sdk.findings import text
from laksana_tenants.errors import DomainError

LEADS: Mapping[str, str] = {
    "laksana_infra.settings:SettingError": "Pengaturan keliru",
    "laksana_infra.embedded.home:EmbeddedError": "Layanan tertanam tidak dapat dijalankan",
    "laksana_infra.login:DatabaseUnreachableError": "Basis data tidak dapat dibuka",
    "laksana_infra.login:UnsafeLoginError": "Login basis data tidak aman",
    "laksana_infra.migrations:MigrationError": "Migrasi gagal",
    "laksana_infra.storage:StorageError": "Penyimpanan S3 bermasalah",
    "laksana_infra.backup.errors:BackupError": "Cadangan bermasalah",
    "laksana.vault.keys:VaultError": "Kunci tidak cocok",
    "laksana.audit.anchor_office:ForeignRootError": "Bukti audit bermasalah",
    "laksana.procedures.loader:PluginError": "Plugin SOP bermasalah",
    "laksana_web.address:ServerError": "Peladen web tidak dapat berjalan",
    "laksana_web.demo.screen:DemoError": "Demo berhenti",
    "laksana_web.cli.refusal:Refusal": "",
    "asyncpg.exceptions:UndefinedTableError": "Skema basis data belum ada; jalankan dulu: laksana migrate",
}
"""The Indonesian lead of each foreseen failure, by `module:class`; the failure's own text follows it."""


def explained(error: BaseException) -> str | None:
    """The failure in sentences, or None when nobody foresaw it."""
    if isinstance(error, BaseExceptionGroup):
        sentences = [explained(inner) for inner in error.exceptions]
        return None if None in sentences else "\n".join(dict.fromkeys(filter(None, sentences)))
    if isinstance(error, DomainError):
        return "\n".join(text(found) for found in error.findings)
    for place, lead in LEADS.items():
        kind = _imported(place)
        if kind is not None and isinstance(error, kind):
            return f"{lead}: {error}" if lead else str(error)
    return None


def _imported(place: str) -> type[BaseException] | None:
    # A class whose module was never imported cannot have been raised, and importing it here would take seconds.
    module, _, name = place.partition(":")
    return getattr(sys.modules.get(module), name, None)
