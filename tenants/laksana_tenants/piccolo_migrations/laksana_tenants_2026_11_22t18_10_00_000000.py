from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-22T18:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Walls and rules of the list of letter classes"

# A row that was ended before it began counts on no day.
RULES = """
ALTER TABLE app.classification
    ADD CONSTRAINT classification_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES app.tenant (id),
    ADD CONSTRAINT classification_days_check CHECK (valid_until >= valid_from - 1),
    ADD CONSTRAINT classification_scheme_check CHECK (scheme IN ('LAMA', '2022')),
    ADD CONSTRAINT classification_successor_check CHECK (successor IS NULL OR valid_until IS NOT NULL);
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana_tenants", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            rls.office_table("classification", privileges=("SELECT", "INSERT", "UPDATE")),
            rls.unique("classification", "code", "valid_from"),
            RULES,
        )
    )
    return manager
