"""A planned migration of an office's running cases, and what becomes of each."""

from piccolo.columns import JSONB, UUID, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class MigrationPlan(Table, tablename="migration_plan"):
    """The wish to move running cases of an SOP to a release: who asked for each phase, when and why.

    Whoever asked from the command line is no officer of the office; then `..._login` names them.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    sop_slug = Varchar(length=80, default=None)
    to_release = Varchar(length=16, default=None)
    to_hash = Varchar(length=64, default=None)
    phase = Varchar(length=16, default=None)
    reason = Text(default=None)
    planned_by = UUID(null=True, default=None)
    planned_login = Varchar(length=80, null=True, default=None)
    planned_at = Timestamptz(default=None)
    started_by = UUID(null=True, default=None)
    started_login = Varchar(length=80, null=True, default=None)
    started_at = Timestamptz(null=True, default=None)
    revert_reason = Text(null=True, default=None)
    reverted_by = UUID(null=True, default=None)
    reverted_login = Varchar(length=80, null=True, default=None)
    reverted_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)


class MigrationCase(Table, tablename="migration_case"):
    """One case of a plan: what deciding it again has shown, whether it was moved, and what keeps it from going back.

    `version` is the case's when it was decided, and after its move the one that the move made. `shown` holds codes and
    names of fields, never a value.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    plan_id = UUID(default=None)
    case_id = UUID(default=None)
    from_release = Varchar(length=16, default=None)
    from_hash = Varchar(length=64, default=None)
    verdict = Varchar(length=16, null=True, default=None)
    seq = Integer(null=True, default=None)
    why = Varchar(length=16, null=True, default=None)
    shown = JSONB(default="[]")
    standing = Varchar(length=16, default=None)
    held = Varchar(length=16, null=True, default=None)
    version = Integer(null=True, default=None)
