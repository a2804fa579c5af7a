from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-22T13:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Walls, keys and references of drafts; letters that replace or withdraw one another"

RULES = """
ALTER TABLE app.letter_draft ADD CONSTRAINT letter_draft_drafted_by_fkey
    FOREIGN KEY (tenant_id, drafted_by) REFERENCES app.officer (tenant_id, id);
ALTER TABLE app.letter
    ADD CONSTRAINT letter_replaces_fkey FOREIGN KEY (tenant_id, replaces) REFERENCES app.letter (tenant_id, id),
    ADD CONSTRAINT letter_withdraws_fkey FOREIGN KEY (tenant_id, withdraws) REFERENCES app.letter (tenant_id, id),
    ADD CONSTRAINT letter_other_check CHECK (replaces <> id AND withdraws <> id);
ALTER TABLE app.letter_draft ADD CONSTRAINT letter_draft_draft_check CHECK (draft > 0);
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(
        run_sql(
            rls.office_table("letter_draft", privileges=("SELECT", "INSERT")),
            rls.foreign_key("letter_draft", "letter_id", references="letter"),
            rls.unique("letter_draft", "letter_id", "draft"),
            # A withdrawn letter has one successor at most, and is withdrawn by one paper.
            rls.unique("letter", "replaces", where="replaces IS NOT NULL"),
            rls.unique("letter", "withdraws", where="withdraws IS NOT NULL"),
            RULES,
        )
    )
    return manager
