from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-22T05:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Walls, keys and references of joint dispatches"

TABLES = ("dispatch", "dispatch_item", "dispatch_paraf")
REFERENCES = (
    ("dispatch_item", "dispatch_id", "dispatch"),
    ("dispatch_item", "case_id", "case_"),
    ("dispatch_paraf", "dispatch_id", "dispatch"),
    ("register_number", "dispatch_id", "dispatch"),
)
# Nobody looks from the parent's side: officers are ended, never deleted, and a scan is found through its dispatch.
REFERENCES_WITHOUT_INDEX = (
    ("dispatch", "signer_id", "officer"),
    ("dispatch", "composed_by", "officer"),
    ("dispatch", "scan_id", "attachment"),
    ("dispatch_paraf", "officer_id", "officer"),
)

RULES = """
CREATE INDEX dispatch_created_idx ON app.dispatch (tenant_id, created_at DESC, id DESC);
ALTER TABLE app.dispatch
    ADD CONSTRAINT dispatch_status_check CHECK (status IN
        ('DRAFT', 'AWAITING_PARAF', 'AWAITING_SIGNATURE', 'FINAL', 'SIGNED', 'SENT', 'DISCARDED')),
    ADD CONSTRAINT dispatch_final_check
        CHECK (status NOT IN ('FINAL', 'SIGNED', 'SENT') OR (final_sha256 IS NOT NULL AND dated IS NOT NULL)),
    ADD CONSTRAINT dispatch_signed_check
        CHECK (status NOT IN ('SIGNED', 'SENT') OR (scan_id IS NOT NULL AND scan_sha256 IS NOT NULL)),
    ADD CONSTRAINT dispatch_sent_check
        CHECK ((status = 'SENT') = (sent_on IS NOT NULL) AND (sent_on IS NULL OR courier IS NOT NULL));
ALTER TABLE app.dispatch_item ADD CONSTRAINT dispatch_item_sent_check
    CHECK (sent_version IS NULL OR closed_at IS NOT NULL);
"""


def without_index(table: str, column: str, parent: str) -> str:
    return (
        f"ALTER TABLE app.{table} ADD CONSTRAINT {table}_{column}_fkey "
        f"FOREIGN KEY (tenant_id, {column}) REFERENCES app.{parent} (tenant_id, id);"
    )


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            *(rls.office_table(table, privileges=("SELECT", "INSERT", "UPDATE")) for table in TABLES),
            *(rls.foreign_key(table, column, references=parent) for table, column, parent in REFERENCES),
            *(without_index(*reference) for reference in REFERENCES_WITHOUT_INDEX),
            # A case is in one open dispatch at a time; in the same one it stands once, at a place of its own.
            rls.unique("dispatch_item", "case_id", where="closed_at IS NULL"),
            rls.unique("dispatch_item", "dispatch_id", "place"),
            RULES,
        )
    )
    return manager
