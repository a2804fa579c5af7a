from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-22T16:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Walls and references of the log of reads; abandoned uploads"

REFERENCES = (
    ("officer_id", "officer"),
    ("case_id", "case_"),
    ("attachment_id", "attachment"),
    ("letter_id", "letter"),
    ("dispatch_id", "dispatch"),
    ("handover_id", "handover_received"),
)

RULES = """
ALTER TABLE app.paper_read
    ADD CONSTRAINT paper_read_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES app.tenant (id),
    ADD CONSTRAINT paper_read_paper_check
        CHECK (num_nonnulls(attachment_id, letter_id, dispatch_id, handover_id) > 0),
    ADD CONSTRAINT paper_read_version_check
        CHECK (version IN ('FILE', 'THUMBNAIL', 'ORIGINAL', 'DRAFT', 'FINAL')),
    ADD CONSTRAINT paper_read_purpose_check
        CHECK (purpose IN ('CASEWORK', 'SUPERVISION', 'COMPLAINT', 'DATA_SUBJECT', 'AUDIT', 'LEGAL'));
CREATE INDEX paper_read_at_idx ON app.paper_read (tenant_id, read_at DESC, id DESC);
ALTER TABLE app.attachment
    DROP CONSTRAINT attachment_stage_check,
    ADD CONSTRAINT attachment_stage_check
        CHECK (stage IN ('PLANNED', 'UPLOADED', 'PROMOTED', 'REFUSED', 'ABANDONED'));
CREATE INDEX attachment_waiting_idx ON app.attachment (tenant_id, created_at) WHERE stage IN ('PLANNED', 'UPLOADED');
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            rls.append_only_table("paper_read"),
            *(rls.foreign_key("paper_read", column, references=parent) for column, parent in REFERENCES),
            RULES,
        )
    )
    return manager
