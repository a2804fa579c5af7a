from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-23T11:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Walls, keys and references of planned migrations; one of an SOP under way at a time"

TABLES = ("migration_plan", "migration_case")

RULES = """
ALTER TABLE app.migration_plan
    ADD CONSTRAINT migration_plan_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES app.tenant (id),
    ADD CONSTRAINT migration_plan_planned_by_fkey
        FOREIGN KEY (tenant_id, planned_by) REFERENCES app.officer (tenant_id, id),
    ADD CONSTRAINT migration_plan_started_by_fkey
        FOREIGN KEY (tenant_id, started_by) REFERENCES app.officer (tenant_id, id),
    ADD CONSTRAINT migration_plan_reverted_by_fkey
        FOREIGN KEY (tenant_id, reverted_by) REFERENCES app.officer (tenant_id, id),
    ADD CONSTRAINT migration_plan_phase_check
        CHECK (phase IN ('DECIDING', 'DECIDED', 'MOVING', 'MOVED', 'REVERTING', 'REVERTED')),
    ADD CONSTRAINT migration_plan_planned_check CHECK ((planned_by IS NULL) <> (planned_login IS NULL)),
    ADD CONSTRAINT migration_plan_started_check
        CHECK ((started_at IS NULL) = (started_by IS NULL AND started_login IS NULL)),
    ADD CONSTRAINT migration_plan_reverted_check
        CHECK ((reverted_at IS NULL) = (reverted_by IS NULL AND reverted_login IS NULL)
            AND (reverted_at IS NULL) = (revert_reason IS NULL));
ALTER TABLE app.migration_case
    ADD CONSTRAINT migration_case_verdict_check
        CHECK (verdict IN ('SAME_STATE', 'DIFFERS', 'NEEDS_PERSON', 'UNDECIDABLE', 'OVERTAKEN')),
    ADD CONSTRAINT migration_case_standing_check CHECK (standing IN ('LISTED', 'MOVED', 'REVERTED')),
    ADD CONSTRAINT migration_case_moved_check CHECK (standing = 'LISTED' OR verdict = 'SAME_STATE'),
    ADD CONSTRAINT migration_case_held_check CHECK (held IS NULL OR standing = 'MOVED');
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            *(rls.office_table(table, privileges=("SELECT", "INSERT", "UPDATE")) for table in TABLES),
            rls.foreign_key("migration_case", "plan_id", references="migration_plan"),
            rls.foreign_key("migration_case", "case_id", references="case_"),
            rls.unique("migration_plan", "sop_slug", where="phase IN ('DECIDING', 'MOVING', 'REVERTING')"),
            rls.unique("migration_case", "plan_id", "case_id"),
            RULES,
        )
    )
    return manager
