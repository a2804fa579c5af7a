from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_infra import rls
from laksana_infra.migrations import run_sql

ID = "2026-11-23T03:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Masked view of the steps of cases; open tasks in the order in which inboxes show them"

# Of an event's data the step and the status alone: whoever reads this learns how a case went, never to whom.
STEPS = """
SELECT tenant_id, case_id, seq, at, (data::json ->> 'step')::varchar AS step,
    (data::json ->> 'status')::varchar AS status
FROM app.case_event WHERE kind = 'STEP_ENTERED'
"""
READ = ("tenant_id", "case_id", "seq", "at", "kind", "data")

RULES = """
DROP INDEX app.case_task_role_idx;
CREATE INDEX case_task_role_idx ON app.case_task (tenant_id, role, since, id);
CREATE INDEX case_task_escalated_idx ON app.case_task (tenant_id, escalated_post, since, id)
    WHERE escalated_post IS NOT NULL;
"""


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.add_raw(run_sql(rls.masked_view("case_step_view", query=STEPS, reads={"case_event": READ}), RULES))
    return manager
