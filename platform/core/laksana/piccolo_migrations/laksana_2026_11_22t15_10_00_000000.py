from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-22T15:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = (
    "Marks of letters: every scope may look one up, an office adds its own alone, nobody changes or removes one"
)

_OWN = "office_id = nullif(current_setting('app.tenant_id', true), '')::uuid"

RULES = f"""
ALTER TABLE app.verification_mark ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY verification_mark_look_up ON app.verification_mark AS PERMISSIVE FOR SELECT TO laksana_app USING (true);
CREATE POLICY verification_mark_insert_wall ON app.verification_mark AS RESTRICTIVE FOR INSERT TO laksana_app
    WITH CHECK ({_OWN});
CREATE POLICY verification_mark_insert ON app.verification_mark AS PERMISSIVE FOR INSERT TO laksana_app
    WITH CHECK ({_OWN});
ALTER TABLE app.verification_mark
    ADD CONSTRAINT verification_mark_office_fkey FOREIGN KEY (office_id) REFERENCES app.tenant (id),
    ADD CONSTRAINT verification_mark_letter_fkey
        FOREIGN KEY (office_id, letter_id) REFERENCES app.letter (tenant_id, id) ON DELETE CASCADE,
    ADD CONSTRAINT verification_mark_dispatch_fkey
        FOREIGN KEY (office_id, dispatch_id) REFERENCES app.dispatch (tenant_id, id) ON DELETE CASCADE,
    ADD CONSTRAINT verification_mark_kind_check CHECK (kind IN ('CODE', 'FINAL', 'SIGNED', 'SCAN')),
    ADD CONSTRAINT verification_mark_digest_check CHECK (octet_length(digest) = 32),
    ADD CONSTRAINT verification_mark_bearer_check CHECK (num_nonnulls(letter_id, dispatch_id) = 1);
CREATE UNIQUE INDEX verification_mark_digest_key ON app.verification_mark
    (digest, kind, office_id, letter_id, dispatch_id) NULLS NOT DISTINCT;
CREATE INDEX verification_mark_letter_idx ON app.verification_mark (office_id, letter_id);
CREATE INDEX verification_mark_dispatch_idx ON app.verification_mark (office_id, dispatch_id);
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(run_sql(rls.shared_table("verification_mark", privileges=("SELECT", "INSERT")), RULES))
    return manager
