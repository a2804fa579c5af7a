from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra.migrations import run_sql

ID = "2026-11-22T19:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The log of reads knows electronically signed documents"

RULES = """
ALTER TABLE app.paper_read
    DROP CONSTRAINT paper_read_version_check,
    ADD CONSTRAINT paper_read_version_check
        CHECK (version IN ('FILE', 'THUMBNAIL', 'ORIGINAL', 'DRAFT', 'FINAL', 'SIGNED', 'DOSSIER'));
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(run_sql(RULES))
    return manager
