from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-22T04:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Walls, keys, references and masked views of ownership, services and referrals"

CHANGING = ("spm_ownership", "referral")
WRITTEN_ONCE = ("service_given",)
REFERENCES = (
    ("spm_ownership", "case_id", "case_"),
    ("service_given", "case_id", "case_"),
    ("referral", "case_id", "case_"),
)

RULES = """
ALTER TABLE app.letter ADD CONSTRAINT letter_withdrawal_id_fkey
    FOREIGN KEY (tenant_id, withdrawal_id) REFERENCES app.submission (tenant_id, id);
ALTER TABLE app.case_
    ADD CONSTRAINT case_episode_of_fkey FOREIGN KEY (tenant_id, episode_of) REFERENCES app.case_ (tenant_id, id),
    ADD CONSTRAINT case_duplicate_of_fkey FOREIGN KEY (tenant_id, duplicate_of) REFERENCES app.case_ (tenant_id, id);
-- Few cases name another one: over all rows these would only tempt the planner away from the newest.
CREATE INDEX case_episode_of_idx ON app.case_ (tenant_id, episode_of) WHERE episode_of IS NOT NULL;
CREATE INDEX case_duplicate_of_idx ON app.case_ (tenant_id, duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX referral_answered_idx ON app.referral (tenant_id, answered_on DESC, id DESC);
ALTER TABLE app.case_
    ADD CONSTRAINT case_other_check CHECK (episode_of <> id AND duplicate_of <> id),
    ADD CONSTRAINT case_owed_papers_check CHECK (owed_papers >= 0);
ALTER TABLE app.spm_ownership ADD CONSTRAINT spm_ownership_until_check CHECK (until >= since);
"""

# As in the views' first migration: no client, agenda number, case worker, key or hash.
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
    "reopened_at",
    "emergency_confirm_by",
    "owed_papers",
    "service",
    "ppks_category",
    "spm_code",
    "kecamatan",
    "sex",
    "birth_year",
    "guardian_consent",
    "outcome",
    "spm_owner",
)
VIEWS = {
    "case_view": ("case_", CASE_COLUMNS),
    "spm_ownership_view": ("spm_ownership", ("tenant_id", "id", "case_id", "owner", "since", "until")),
    "service_view": ("service_given", ("tenant_id", "id", "case_id", "item", "at")),
    "referral_view": (
        "referral",
        (
            "tenant_id",
            "id",
            "case_id",
            "step",
            "institution",
            "result",
            "answered_on",
            "queued_on",
            "queue_position",
            "admitted_on",
        ),
    ),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            *(rls.office_table(table, privileges=("SELECT", "INSERT", "UPDATE")) for table in CHANGING),
            *(rls.office_table(table, privileges=("SELECT", "INSERT")) for table in WRITTEN_ONCE),
            *(rls.foreign_key(table, column, references=parent) for table, column, parent in REFERENCES),
            rls.unique("spm_ownership", "case_id", where="until IS NULL"),
            RULES,
            *(
                rls.masked_view(
                    view,
                    query=f"SELECT {', '.join(columns)} FROM app.{table}",  # noqa: S608 - constants only
                    reads={table: columns},
                )
                for view, (table, columns) in VIEWS.items()
            ),
        )
    )
    return manager
