"""The roots that anchor an office's chains, and the log of who opened which paper and what for."""

from piccolo.columns import UUID, Bytea, Integer, Text, Timestamptz, Varchar
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


class PaperRead(Table, tablename="paper_read"):
    """One opening of a paper by a person: a file, a letter, a joint dispatch's letter or a handed-over paper.

    `version` says which copy of it; `role` and `capacity` are those in which the person may read it. `case_id` is empty
    for a letter over many cases, and for a paper of a case that is not this office's yet.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    officer_id = UUID(default=None)
    role = Varchar(length=40, null=True, default=None)
    capacity = Varchar(length=12, null=True, default=None)
    purpose = Varchar(length=24, default=None)
    case_id = UUID(null=True, default=None)
    attachment_id = UUID(null=True, default=None)
    letter_id = UUID(null=True, default=None)
    dispatch_id = UUID(null=True, default=None)
    handover_id = UUID(null=True, default=None)
    version = Varchar(length=12, default=None)
    read_at = Timestamptz(default=None)
