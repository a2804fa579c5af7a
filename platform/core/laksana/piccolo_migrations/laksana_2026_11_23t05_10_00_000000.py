from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-23T05:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "An office's key has versions, which are never removed; a platform's key has one row"

RULES = """
DROP INDEX app.office_key_tenant_key;
ALTER TABLE app.office_key ADD CONSTRAINT office_key_version_check
    CHECK (version = 1 OR (version > 1 AND active_from IS NOT NULL));
GRANT UPDATE (wrapped_key, wrapped_at, finished_at) ON app.office_key TO laksana_app;
CREATE UNIQUE INDEX platform_key_purpose_key ON app.platform_key (purpose);
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            RULES,
            rls.unique("office_key", "version"),
            rls.shared_table("platform_key", privileges=("SELECT", "INSERT", "UPDATE")),
        )
    )
    return manager
