from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-21T23:08:35:983129"
VERSION = "1.38.0"
DESCRIPTION = "Walls, keys and references of the tables of cases"

APPEND_ONLY = ("case_event", "case_batch")
WRITTEN_ONCE = ("office_key", "submission")
CHANGING = (
    "person",
    "person_counter",
    "case_",
    "idempotency_key",
    "register_counter",
    "register_number",
    "incoming_letter",
    "letter",
    "letter_paraf",
    "letter_dispatch",
    "attachment",
)
REPLACED = ("case_task",)

UNIQUE = (
    ("person_counter", "year"),
    ("case_event", "case_id", "seq"),
    ("idempotency_key", "officer_id", "key"),
    ("register_counter", "register", "year"),
    ("register_number", "register", "year", "serial"),
    ("incoming_letter", "year", "serial"),
)
UNIQUE_WHERE_KNOWN = (("person", "nik_digest"), ("person", "code"))

# Rows that hang on nothing else of the office; all others reach the tenant through these or through an officer.
ROOTS = ("office_key", "person", "person_counter", "register_counter", "register_number")
REFERENCES = (
    ("case_", "client_id", "person"),
    ("case_batch", "case_id", "case_"),
    ("submission", "case_id", "case_"),
    ("case_task", "case_id", "case_"),
    ("case_task", "officer_id", "officer"),
    ("incoming_letter", "case_id", "case_"),
    ("letter", "case_id", "case_"),
    ("letter_paraf", "letter_id", "letter"),
    ("letter_dispatch", "letter_id", "letter"),
    ("letter_dispatch", "case_id", "case_"),
    ("attachment", "case_id", "case_"),
)
# Tasks are written before the letters they ask about; a number and its letter name each other.
REFERENCES_AT_COMMIT = (
    ("case_task", "letter_id", "letter"),
    ("register_number", "letter_id", "letter"),
    ("letter", "number_id", "register_number"),
)
# Another key covers them, or nobody looks from the parent's side: officers and posts are ended, never deleted.
REFERENCES_WITHOUT_INDEX = (
    ("case_", "opened_by", "officer"),
    ("case_batch", "officer_id", "officer"),
    ("case_batch", "post_id", "post"),
    ("case_event", "case_id", "case_"),
    ("case_event", "batch_id", "case_batch"),
    ("idempotency_key", "officer_id", "officer"),
    ("register_number", "signer_id", "officer"),
    ("letter", "signer_id", "officer"),
    ("letter", "scan_id", "attachment"),
    ("letter_paraf", "officer_id", "officer"),
    ("attachment", "uploaded_by", "officer"),
)

RULES = """
CREATE TRIGGER submission_written_once BEFORE UPDATE ON app.submission
    FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
CREATE UNIQUE INDEX office_key_tenant_key ON app.office_key (tenant_id);
CREATE INDEX person_name_digest_idx ON app.person (tenant_id, name_digest) WHERE name_digest IS NOT NULL;
CREATE INDEX case_opened_idx ON app.case_ (tenant_id, opened_at DESC, id DESC);
CREATE INDEX case_status_idx ON app.case_ (tenant_id, status);
CREATE INDEX case_task_role_idx ON app.case_task (tenant_id, role);
ALTER TABLE app.person ADD CONSTRAINT person_digests_check
    CHECK (octet_length(nik_digest) = 32 AND octet_length(name_digest) = 32);
ALTER TABLE app.case_event
    ADD CONSTRAINT case_event_seq_check CHECK (seq > 0),
    ADD CONSTRAINT case_event_hashes_check CHECK (octet_length(hash) = 32 AND octet_length(previous_hash) = 32);
ALTER TABLE app.attachment
    ADD CONSTRAINT attachment_stage_check CHECK (stage IN ('PLANNED', 'UPLOADED', 'PROMOTED', 'REFUSED')),
    ADD CONSTRAINT attachment_promoted_check
        CHECK (stage <> 'PROMOTED' OR (object_key IS NOT NULL AND sha256 IS NOT NULL)),
    ADD CONSTRAINT attachment_refused_check CHECK (stage <> 'REFUSED' OR findings IS NOT NULL);
"""


def to_tenant(table: str) -> str:
    key = f"{table}_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES app.tenant (id)"
    return f"ALTER TABLE app.{table} ADD CONSTRAINT {key};"


def without_index(table: str, column: str, parent: str) -> str:
    return (
        f"ALTER TABLE app.{table} ADD CONSTRAINT {table}_{column}_fkey "
        f"FOREIGN KEY (tenant_id, {column}) REFERENCES app.{parent} (tenant_id, id);"
    )


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            *(rls.append_only_table(table) for table in APPEND_ONLY),
            *(rls.office_table(table, privileges=("SELECT", "INSERT")) for table in WRITTEN_ONCE),
            *(rls.office_table(table, privileges=("SELECT", "INSERT", "UPDATE")) for table in CHANGING),
            *(rls.office_table(table) for table in REPLACED),
            *(rls.unique(table, *columns) for table, *columns in UNIQUE),
            *(rls.unique(table, column, where=f"{column} IS NOT NULL") for table, column in UNIQUE_WHERE_KNOWN),
            *(to_tenant(table) for table in ROOTS),
            *(rls.foreign_key(table, column, references=parent) for table, column, parent in REFERENCES),
            *(
                rls.foreign_key(table, column, references=parent, deferred=True)
                for table, column, parent in REFERENCES_AT_COMMIT
            ),
            *(without_index(*reference) for reference in REFERENCES_WITHOUT_INDEX),
            RULES,
        )
    )
    return manager
