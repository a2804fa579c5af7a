from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra.migrations import run_sql

ID = "2026-11-22T11:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The signed letter of a joint dispatch may be withdrawn, sent or not"

RULES = """
ALTER TABLE app.dispatch
    DROP CONSTRAINT dispatch_status_check,
    DROP CONSTRAINT dispatch_final_check,
    DROP CONSTRAINT dispatch_signed_check,
    DROP CONSTRAINT dispatch_sent_check,
    ADD CONSTRAINT dispatch_status_check CHECK (status IN
        ('DRAFT', 'AWAITING_PARAF', 'AWAITING_SIGNATURE', 'FINAL', 'SIGNED', 'SENT', 'DISCARDED', 'WITHDRAWN')),
    ADD CONSTRAINT dispatch_final_check CHECK
        (status NOT IN ('FINAL', 'SIGNED', 'SENT', 'WITHDRAWN') OR (final_sha256 IS NOT NULL AND dated IS NOT NULL)),
    ADD CONSTRAINT dispatch_signed_check CHECK
        (status NOT IN ('SIGNED', 'SENT', 'WITHDRAWN') OR (scan_id IS NOT NULL AND scan_sha256 IS NOT NULL)),
    ADD CONSTRAINT dispatch_sent_check CHECK
        ((status <> 'SENT' OR sent_on IS NOT NULL) AND (sent_on IS NULL OR courier IS NOT NULL)
         AND (sent_on IS NULL OR status IN ('SENT', 'WITHDRAWN')));
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(run_sql(RULES))
    return manager
