from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-23T09:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "One quarantine of a release stands at a time; it is lifted, never removed"

RULES = """
CREATE UNIQUE INDEX plugin_quarantine_standing_key ON app.plugin_quarantine (sop_slug, release)
    WHERE lifted_at IS NULL;
ALTER TABLE app.plugin_quarantine ADD CONSTRAINT plugin_quarantine_lifted_check
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL));
GRANT UPDATE (lifted_at, lifted_by) ON app.plugin_quarantine TO laksana_app;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(run_sql(RULES, rls.shared_table("plugin_quarantine", privileges=("SELECT", "INSERT"))))
    return manager
