from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-23T02:40:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Walls of the progress of dossiers"

RULES = """
ALTER TABLE app.dossier_progress
    ADD CONSTRAINT dossier_progress_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES app.tenant (id),
    ADD CONSTRAINT dossier_progress_done_check CHECK (0 <= done AND done <= total);
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            rls.office_table("dossier_progress", privileges=("SELECT", "INSERT", "UPDATE")),
            rls.foreign_key("dossier_progress", "case_id", references="case_", on_delete="CASCADE"),
            rls.unique("dossier_progress", "case_id"),
            RULES,
        )
    )
    return manager
