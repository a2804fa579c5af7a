from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-22T17:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Walls of an office's roots, and its cases that no root names yet"

RULES = """
ALTER TABLE app.audit_root ADD CONSTRAINT audit_root_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES app.tenant (id);
CREATE INDEX case__unanchored_idx ON app.case_ (tenant_id) WHERE version > anchored_version;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(run_sql(rls.append_only_table("audit_root"), rls.unique("audit_root", "seq"), RULES))
    return manager
