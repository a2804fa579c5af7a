from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-22T06:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Walls, keys and references of hand-overs, each side within its own office"

TABLES = ("handover_sent", "handover_received")

# Two rows of one id, and no reference between them: neither office's row depends on the other's.
RULES = """
ALTER TABLE app.handover_received ADD CONSTRAINT handover_received_tenant_fkey
    FOREIGN KEY (tenant_id) REFERENCES app.tenant (id);
ALTER TABLE app.handover_sent ADD CONSTRAINT handover_sent_sent_by_fkey
    FOREIGN KEY (tenant_id, sent_by) REFERENCES app.officer (tenant_id, id);
ALTER TABLE app.handover_received ADD CONSTRAINT handover_received_answered_by_fkey
    FOREIGN KEY (tenant_id, answered_by) REFERENCES app.officer (tenant_id, id);
CREATE INDEX handover_received_at_idx ON app.handover_received (tenant_id, received_at DESC, id DESC);
ALTER TABLE app.handover_sent
    ADD CONSTRAINT handover_sent_status_check
        CHECK (status IN ('SENT', 'DELIVERED', 'ACCEPTED', 'RETURNED', 'REFUSED')),
    ADD CONSTRAINT handover_sent_answered_check
        CHECK (status IN ('SENT', 'DELIVERED') OR answered_at IS NOT NULL),
    ADD CONSTRAINT handover_sent_round_check CHECK (round > 0);
ALTER TABLE app.handover_received
    ADD CONSTRAINT handover_received_status_check
        CHECK (status IN ('DELIVERED', 'ACCEPTED', 'RETURNED', 'REFUSED')),
    ADD CONSTRAINT handover_received_answered_check
        CHECK ((status = 'DELIVERED') = (answered_at IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL)),
    ADD CONSTRAINT handover_received_case_check CHECK (case_id IS NULL OR status = 'ACCEPTED'),
    ADD CONSTRAINT handover_received_round_check CHECK (round > 0);
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            *(rls.office_table(table, privileges=("SELECT", "INSERT", "UPDATE")) for table in TABLES),
            rls.foreign_key("handover_sent", "case_id", references="case_"),
            rls.foreign_key("handover_received", "case_id", references="case_"),
            # A case is in one other office's hands at most, and an office opens one case from what it was handed.
            rls.unique("handover_sent", "case_id", where="status <> 'REFUSED'"),
            rls.unique("handover_received", "case_id", where="case_id IS NOT NULL"),
            RULES,
        )
    )
    return manager
