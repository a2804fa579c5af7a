from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra.migrations import run_sql

ID = "2026-11-22T12:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Registers: one number a letter, one letter a number, serials unique among our own"

# A number given by hand stands in the book after the serial that was taken last; only our own serials are unique.
RULES = """
DROP INDEX app.register_number_register_year_serial_key;
CREATE UNIQUE INDEX register_number_register_year_serial_key
    ON app.register_number (tenant_id, register, year, serial) WHERE source = 'SYSTEM';
CREATE INDEX register_number_book_idx ON app.register_number (tenant_id, register, year, serial, id);
CREATE UNIQUE INDEX register_number_number_key
    ON app.register_number (tenant_id, register, year, lower(replace(number, ' ', ''))) WHERE status <> 'VOID';
CREATE UNIQUE INDEX register_number_letter_key
    ON app.register_number (tenant_id, letter_id) WHERE letter_id IS NOT NULL AND status <> 'VOID';
CREATE UNIQUE INDEX register_number_dispatch_key
    ON app.register_number (tenant_id, dispatch_id) WHERE dispatch_id IS NOT NULL AND status <> 'VOID';
ALTER TABLE app.register_number
    ADD CONSTRAINT register_number_given_by_fkey
        FOREIGN KEY (tenant_id, given_by) REFERENCES app.officer (tenant_id, id),
    ADD CONSTRAINT register_number_voided_by_fkey
        FOREIGN KEY (tenant_id, voided_by) REFERENCES app.officer (tenant_id, id),
    ADD CONSTRAINT register_number_source_check CHECK (source IN ('SYSTEM', 'MANUAL', 'SRIKANDI')),
    ADD CONSTRAINT register_number_status_check CHECK (status IN ('RESERVED', 'USED', 'VOID')),
    ADD CONSTRAINT register_number_given_check CHECK (source = 'SYSTEM' OR given_by IS NOT NULL),
    ADD CONSTRAINT register_number_used_check CHECK (status <> 'USED' OR signer_id IS NOT NULL),
    ADD CONSTRAINT register_number_void_check CHECK ((status = 'VOID') = (void_reason IS NOT NULL));
ALTER TABLE app.incoming_letter
    ADD CONSTRAINT incoming_letter_voided_by_fkey
        FOREIGN KEY (tenant_id, voided_by) REFERENCES app.officer (tenant_id, id),
    ADD CONSTRAINT incoming_letter_void_check CHECK ((void_reason IS NULL) = (voided_at IS NULL));
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(run_sql(RULES))
    return manager
