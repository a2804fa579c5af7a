from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-23T01:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "An electronic signature is a letter's or a joint dispatch's, and a joint dispatch has one of one kind"

# Nobody looks from the signature's side: it names the joint dispatch itself.
RULES = """
ALTER TABLE app.electronic_signature
    ADD CONSTRAINT electronic_signature_bearer_check CHECK (num_nonnulls(letter_id, dispatch_id) = 1);
ALTER TABLE app.dispatch
    ADD CONSTRAINT dispatch_signature_id_fkey
        FOREIGN KEY (tenant_id, signature_id) REFERENCES app.electronic_signature (tenant_id, id),
    DROP CONSTRAINT dispatch_signed_check,
    ADD CONSTRAINT dispatch_signed_check CHECK
        (status NOT IN ('SIGNED', 'SENT', 'WITHDRAWN')
         OR signature_id IS NOT NULL OR (scan_id IS NOT NULL AND scan_sha256 IS NOT NULL)),
    ADD CONSTRAINT dispatch_one_signature_check CHECK
        (num_nonnulls(scan_id, signature_id) <= 1 AND (certificate_serial IS NULL OR signature_id IS NOT NULL));
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            rls.foreign_key("electronic_signature", "dispatch_id", references="dispatch"),
            rls.unique("electronic_signature", "dispatch_id", where="state NOT IN ('FAILED', 'LOST')"),
            RULES,
        )
    )
    return manager
