from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra.migrations import run_sql

ID = "2026-11-23T07:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Pages of cases by agenda number, status or person are walked to, however many the office has"

INDEXES = """
CREATE INDEX case_agenda_number_idx ON app.case_ (tenant_id, agenda_number) WHERE agenda_number IS NOT NULL;
DROP INDEX app.case_status_idx;
CREATE INDEX case_status_idx ON app.case_ (tenant_id, status, opened_at DESC, id DESC);
CREATE INDEX case_client_idx ON app.case_ (tenant_id, client_id, opened_at DESC, id DESC);
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(run_sql(INDEXES))
    return manager
