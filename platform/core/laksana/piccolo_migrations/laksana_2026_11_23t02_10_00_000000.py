from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-23T02:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Walls, rules and indexes of the log of reads, and what the earlier log of papers says"

# Forced row-level security hides every row from the owner too, who has no policy.
TAKEN_OVER = """
ALTER TABLE app.paper_read NO FORCE ROW LEVEL SECURITY;
ALTER TABLE app.case_ NO FORCE ROW LEVEL SECURITY;
INSERT INTO app.logged_read (tenant_id, id, read_at, reader, officer_id, role, capacity, purpose, kind, case_id,
    person_id, attachment_id, letter_id, dispatch_id, handover_id)
SELECT p.tenant_id, p.id, p.read_at, 'OFFICER', p.officer_id, p.role, p.capacity, p.purpose, p.version, p.case_id,
    c.client_id, p.attachment_id, p.letter_id, p.dispatch_id, p.handover_id
FROM app.paper_read p LEFT JOIN app.case_ c ON c.tenant_id = p.tenant_id AND c.id = p.case_id;
ALTER TABLE app.case_ FORCE ROW LEVEL SECURITY;
ALTER TABLE app.paper_read FORCE ROW LEVEL SECURITY;
"""

# What cannot be told from the row's own columns is not checked here: foreign keys would lock what is being read.
RULES = """
ALTER TABLE app.logged_read
    ADD CONSTRAINT logged_read_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES app.tenant (id),
    ADD CONSTRAINT logged_read_reader_check CHECK (
        CASE reader
            WHEN 'OFFICER' THEN officer_id IS NOT NULL AND link_id IS NULL AND reader_name IS NULL
            WHEN 'INSTITUTION' THEN officer_id IS NULL AND link_id IS NOT NULL AND reader_name IS NOT NULL
            WHEN 'PROVINCE' THEN officer_id IS NOT NULL AND link_id IS NULL AND reader_name IS NOT NULL
            WHEN 'OPERATOR' THEN officer_id IS NULL AND link_id IS NULL AND reader_name IS NOT NULL
            ELSE false
        END),
    ADD CONSTRAINT logged_read_kind_check
        CHECK (kind IN ('NAME', 'CASE', 'SEARCH', 'PROVINCE', 'FORMS', 'FILE', 'THUMBNAIL', 'ORIGINAL', 'DRAFT',
            'DRAFT_CHANGES', 'FINAL', 'SIGNED', 'DOSSIER', 'ENVELOPE', 'ANSWER', 'REASON')),
    ADD CONSTRAINT logged_read_purpose_check
        CHECK (purpose IN ('CASEWORK', 'SUPERVISION', 'COMPLAINT', 'DATA_SUBJECT', 'AUDIT', 'LEGAL'));
CREATE INDEX logged_read_at_idx ON app.logged_read (tenant_id, read_at DESC, id DESC);
CREATE INDEX logged_read_person_idx ON app.logged_read (tenant_id, person_id, read_at DESC, id DESC);
CREATE INDEX logged_read_case_idx ON app.logged_read (tenant_id, case_id, read_at DESC, id DESC);
CREATE INDEX logged_read_officer_idx ON app.logged_read (tenant_id, officer_id, read_at DESC, id DESC);
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(run_sql(TAKEN_OVER, rls.append_only_table("logged_read"), RULES))
    return manager
