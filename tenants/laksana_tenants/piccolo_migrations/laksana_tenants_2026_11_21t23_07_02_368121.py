from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-21T23:07:02:368121"
VERSION = "1.38.0"
DESCRIPTION = "Walls, keys and rules of offices"

# Everyone may look up an office; only the scope of that very office may write its row.
_OWN_ROW = "id = nullif(current_setting('app.tenant_id', true), '')::uuid"
_PROVINCE_ROWS = "id = any(nullif(current_setting('app.tenant_ids', true), '')::uuid[])"
TENANT = f"""
ALTER TABLE app.tenant ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_directory ON app.tenant AS PERMISSIVE FOR SELECT TO laksana_app USING (true);
CREATE POLICY tenant_masks ON app.tenant AS PERMISSIVE FOR SELECT TO laksana_masks USING ({_PROVINCE_ROWS});
CREATE POLICY tenant_insert_wall ON app.tenant AS RESTRICTIVE FOR INSERT TO laksana_app WITH CHECK ({_OWN_ROW});
CREATE POLICY tenant_insert ON app.tenant AS PERMISSIVE FOR INSERT TO laksana_app WITH CHECK ({_OWN_ROW});
CREATE POLICY tenant_update_wall ON app.tenant AS RESTRICTIVE FOR UPDATE TO laksana_app
    USING ({_OWN_ROW}) WITH CHECK ({_OWN_ROW});
CREATE POLICY tenant_update ON app.tenant AS PERMISSIVE FOR UPDATE TO laksana_app
    USING ({_OWN_ROW}) WITH CHECK ({_OWN_ROW});
ALTER TABLE app.tenant ADD CONSTRAINT tenant_region_fkey FOREIGN KEY (region_code) REFERENCES app.region (code),
    ADD CONSTRAINT tenant_kind_check CHECK (kind IN ('OFFICE', 'PROVINCE'));
CREATE INDEX tenant_region_idx ON app.tenant (region_code);
"""

# Rows are ended with a date, never deleted: letters and cases of the past still name them.
REGION_TABLES = ("region", "region_closure", "region_source")
OFFICE_TABLES = ("post", "officer", "role_post", "post_holder", "institution", "activation", "api_token")
UNIQUE = (
    ("post", "code"),
    ("officer", "code"),
    ("role_post", "role", "post_id", "valid_from"),
    ("post_holder", "post_id", "officer_id", "capacity", "valid_from"),
    ("institution", "slug"),
    ("activation", "sop_slug", "release"),
    ("api_token", "secret_sha256"),
)
REFERENCES = (
    ("post", "parent_id", "post"),
    ("role_post", "post_id", "post"),
    ("post_holder", "post_id", "post"),
    ("post_holder", "officer_id", "officer"),
    ("post_holder", "through_post_id", "post"),
    ("api_token", "officer_id", "officer"),
)
# A row that was ended before it began counts on no day: its range is empty, not an error.
RULES = """
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA app;
ALTER TABLE app.role_post
    ADD CONSTRAINT role_post_days_check CHECK (valid_until >= valid_from - 1),
    ADD CONSTRAINT role_post_overlap_excl EXCLUDE USING gist
        (tenant_id WITH =, role WITH =, post_id WITH =, daterange(valid_from, valid_until + 1) WITH &&)
        DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE app.post_holder
    ADD CONSTRAINT post_holder_days_check CHECK (valid_until >= valid_from - 1),
    ADD CONSTRAINT post_holder_capacity_check CHECK (capacity IN ('DEFINITIF', 'PLT', 'PLH', 'AN', 'UB')),
    ADD CONSTRAINT post_holder_order_check CHECK (capacity = 'DEFINITIF' OR order_number IS NOT NULL),
    ADD CONSTRAINT post_holder_end_check CHECK (capacity NOT IN ('PLT', 'PLH') OR valid_until IS NOT NULL),
    ADD CONSTRAINT post_holder_acting_excl EXCLUDE USING gist
        (tenant_id WITH =, post_id WITH =, daterange(valid_from, valid_until + 1) WITH &&)
        WHERE (capacity IN ('PLT', 'PLH')) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT post_holder_overlap_excl EXCLUDE USING gist
        (tenant_id WITH =, post_id WITH =, officer_id WITH =, capacity WITH =,
         daterange(valid_from, valid_until + 1) WITH &&) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE app.institution
    ADD CONSTRAINT institution_days_check CHECK (valid_until >= valid_from - 1),
    ADD CONSTRAINT institution_region_fkey FOREIGN KEY (region_code) REFERENCES app.region (code);
ALTER TABLE app.activation ADD CONSTRAINT activation_days_check CHECK (valid_until >= effective_from - 1);
ALTER TABLE app.api_token ADD CONSTRAINT api_token_hash_check CHECK (octet_length(secret_sha256) = 32);
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana_tenants", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            TENANT,
            rls.shared_table("tenant", privileges=("SELECT", "INSERT", "UPDATE")),
            *(
                rls.shared_table(table, privileges=("SELECT",))
                for table in ("region", "region_closure", "region_source")
            ),
            *(rls.office_table(table, privileges=("SELECT", "INSERT", "UPDATE")) for table in OFFICE_TABLES),
            *(
                f"ALTER TABLE app.{table} ADD CONSTRAINT {table}_tenant_fkey "
                "FOREIGN KEY (tenant_id) REFERENCES app.tenant (id);"
                for table in OFFICE_TABLES
            ),
            *(rls.unique(table, *columns) for table, *columns in UNIQUE),
            *(rls.foreign_key(table, column, references=parent, deferred=True) for table, column, parent in REFERENCES),
            RULES,
        )
    )
    return manager
