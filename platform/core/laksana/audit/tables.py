"""The roots that anchor an office's chains."""

from piccolo.columns import UUID, Bytea, Integer, Text, Timestamptz
from piccolo.table import Table


class AuditRoot(Table, tablename="audit_root"):
    """One root, append-only: `heads` lists every case that changed since the root before, `hash` covers both."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    seq = Integer(default=None)
    at = Timestamptz(default=None)
    heads = Text(default=None)
    previous_hash = Bytea(default=None)
    hash = Bytea(default=None)
