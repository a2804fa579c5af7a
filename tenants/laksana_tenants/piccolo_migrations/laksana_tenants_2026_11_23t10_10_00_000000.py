from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-23T10:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Rules of activations that the office decides in the service"

# A release that was in force may come into force again, so a pack's rows alone are one for each release.
RULES = """
DROP INDEX app.activation_sop_slug_release_key;
ALTER TABLE app.activation
    ADD CONSTRAINT activation_decider_check CHECK ((decided_at IS NULL) = (num_nonnulls(decided_by, operator) = 0)),
    ADD CONSTRAINT activation_taker_check
        CHECK ((taken_back_at IS NULL) = (num_nonnulls(taken_back_by, taken_back_operator) = 0));
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana_tenants", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            RULES,
            rls.unique("activation", "sop_slug", "release", where="decided_at IS NULL"),
            rls.unique(
                "activation",
                "sop_slug",
                "effective_from",
                where="decided_at IS NOT NULL AND taken_back_at IS NULL",
            ),
            rls.foreign_key("activation", "decided_by", references="officer"),
            rls.foreign_key("activation", "taken_back_by", references="officer"),
            rls.foreign_key("role_post", "activation_id", references="activation"),
        )
    )
    return manager
