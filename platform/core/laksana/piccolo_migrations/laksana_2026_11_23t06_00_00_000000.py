from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra.migrations import run_sql

ID = "2026-11-23T06:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The service may read which migrations were applied: a database of another release is not ready"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(run_sql("GRANT SELECT ON migration TO laksana_app"))
    return manager
