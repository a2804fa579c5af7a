from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-22T14:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Walls, keys and references of electronic signatures"

TABLES = ("signing_certificate", "electronic_signature")
# Nobody looks from the parent's side: officers and posts are ended, certificates revoked, none is ever deleted.
REFERENCES_WITHOUT_INDEX = (
    ("electronic_signature", "officer_id", "officer"),
    ("electronic_signature", "declared_by", "officer"),
    ("electronic_signature", "post_id", "post"),
    ("electronic_signature", "certificate_id", "signing_certificate"),
)

RULES = """
CREATE UNIQUE INDEX signing_certificate_authority_key ON app.signing_certificate (tenant_id)
    WHERE officer_id IS NULL AND revoked_at IS NULL;
ALTER TABLE app.electronic_signature
    ADD CONSTRAINT electronic_signature_state_check
        CHECK (state IN ('REQUESTED', 'SIGNED', 'STORED', 'VERIFIED', 'FAILED', 'LOST')),
    ADD CONSTRAINT electronic_signature_provider_check CHECK (
        (provider = 'LOCAL' AND certificate_id IS NOT NULL AND nik_digest IS NULL)
        OR (provider = 'BSRE' AND certificate_id IS NULL AND nik_digest IS NOT NULL)),
    ADD CONSTRAINT electronic_signature_signed_check
        CHECK (state <> 'SIGNED' OR (sealed_appendix IS NOT NULL AND signed_sha256 IS NOT NULL)),
    ADD CONSTRAINT electronic_signature_stored_check
        CHECK (state NOT IN ('STORED', 'VERIFIED') OR (signed_key IS NOT NULL AND signed_sha256 IS NOT NULL)),
    ADD CONSTRAINT electronic_signature_verified_check
        CHECK ((state = 'VERIFIED') = (certificate_serial IS NOT NULL)),
    ADD CONSTRAINT electronic_signature_ended_check
        CHECK ((state = 'FAILED') = (failure IS NOT NULL) AND (state <> 'LOST' OR declared_by IS NOT NULL));
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
            rls.foreign_key("signing_certificate", "officer_id", references="officer"),
            rls.foreign_key("electronic_signature", "letter_id", references="letter"),
            *(without_index(*reference) for reference in REFERENCES_WITHOUT_INDEX),
            # A person signs with one certificate at a time; a letter has one signature, or one attempt at it.
            rls.unique("signing_certificate", "officer_id", where="officer_id IS NOT NULL AND revoked_at IS NULL"),
            rls.unique("electronic_signature", "letter_id", where="state NOT IN ('FAILED', 'LOST')"),
            RULES,
        )
    )
    return manager
