from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-22T03:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Masked views of cases and offices for the province"

# No client, agenda number, case worker, key or hash: whoever reads this learns what happened, never to whom.
CASE_COLUMNS = (
    "tenant_id",
    "id",
    "sop_slug",
    "release",
    "status",
    "step",
    "round",
    "opened_at",
    "received_at",
    "received_complete_at",
    "completed_at",
    "closed_at",
    "service",
    "ppks_category",
    "spm_code",
    "kecamatan",
    "sex",
    "birth_year",
    "guardian_consent",
    "outcome",
)
TENANT_COLUMNS = ("id", "slug", "name", "kind", "region_code", "timezone")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            rls.masked_view(
                "case_view",
                query=f"SELECT {', '.join(CASE_COLUMNS)} FROM app.case_",  # noqa: S608 - constants only
                reads={"case_": CASE_COLUMNS},
            ),
            # The office's own row is the wall here: the policy `tenant_masks` shows the scope's offices alone.
            rls.shared_columns("tenant", TENANT_COLUMNS),
            rls.masked_view(
                "tenant_view",
                query=f"SELECT {', '.join(TENANT_COLUMNS)} FROM app.tenant",  # noqa: S608 - constants only
                reads={},
            ),
        )
    )
    return manager
