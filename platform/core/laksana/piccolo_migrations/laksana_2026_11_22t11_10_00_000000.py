from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-22T11:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Walls and rules of hand-overs to institutions, and of withdrawn ones"

RULES = """
ALTER TABLE app.handover_link ADD CONSTRAINT handover_link_issued_by_fkey
    FOREIGN KEY (tenant_id, issued_by) REFERENCES app.officer (tenant_id, id);
DROP INDEX app.handover_sent_case_id_key;
ALTER TABLE app.handover_sent
    DROP CONSTRAINT handover_sent_status_check,
    DROP CONSTRAINT handover_sent_answered_check,
    ADD CONSTRAINT handover_sent_status_check CHECK (status IN
        ('SENT', 'DELIVERED', 'ACCEPTED', 'QUEUED', 'RETURNED', 'REFUSED', 'WITHDRAWING', 'WITHDRAWN')),
    ADD CONSTRAINT handover_sent_answered_check CHECK
        (status IN ('SENT', 'DELIVERED', 'WITHDRAWING', 'WITHDRAWN') OR answered_at IS NOT NULL),
    ADD CONSTRAINT handover_sent_withdrawn_check CHECK
        ((status IN ('WITHDRAWING', 'WITHDRAWN')) = (withdrawn_at IS NOT NULL)),
    ADD CONSTRAINT handover_sent_receiver_check CHECK ((to_office IS NULL) <> (to_institution IS NULL));
ALTER TABLE app.handover_received
    DROP CONSTRAINT handover_received_status_check,
    DROP CONSTRAINT handover_received_answered_check,
    ADD CONSTRAINT handover_received_status_check
        CHECK (status IN ('DELIVERED', 'ACCEPTED', 'RETURNED', 'REFUSED', 'WITHDRAWN')),
    ADD CONSTRAINT handover_received_answered_check CHECK
        ((status = 'DELIVERED' AND answered_at IS NULL OR status IN ('ACCEPTED', 'RETURNED', 'REFUSED')
          AND answered_at IS NOT NULL OR status = 'WITHDRAWN') AND (answered_at IS NULL) = (answered_by IS NULL)),
    ADD CONSTRAINT handover_received_withdrawn_check CHECK ((status = 'WITHDRAWN') = (withdrawn_at IS NOT NULL));
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            rls.office_table("handover_link", privileges=("SELECT", "INSERT", "UPDATE")),
            rls.foreign_key("handover_link", "handover_id", references="handover_sent"),
            rls.unique("handover_link", "secret_sha256"),
            RULES,
            # One receiver at a time holds the case; an office that accepted it keeps it.
            rls.unique(
                "handover_sent",
                "case_id",
                where="status IN ('SENT', 'DELIVERED', 'QUEUED', 'RETURNED', 'WITHDRAWING')"
                " OR (status = 'ACCEPTED' AND to_office IS NOT NULL)",
            ),
            # One link opens a hand-over at a time.
            "CREATE UNIQUE INDEX handover_link_open_key ON app.handover_link (tenant_id, handover_id)"
            " WHERE revoked_at IS NULL;",
        )
    )
    return manager
