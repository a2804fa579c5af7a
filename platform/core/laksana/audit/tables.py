"""The roots that anchor an office's chains, and the log of who read which personal data and what for."""

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


class LoggedRead(Table, tablename="logged_read"):
    """One reading of personal data about one person (or about nobody known yet), append-only; `reader` is a ReaderKind.

    `officer_id` is the office's officer, or the province's; whoever is not of the office has a `reader_name`. `role`,
    `capacity` and `post` are those in which it was read, as they were that day. No foreign keys: the line outlives what
    it names, and a key's check would make a reader wait for whoever holds the case.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    read_at = Timestamptz(default=None)
    reader = Varchar(length=12, default=None)
    officer_id = UUID(null=True, default=None)
    link_id = UUID(null=True, default=None)
    reader_name = Text(null=True, default=None)
    role = Varchar(length=40, null=True, default=None)
    capacity = Varchar(length=12, null=True, default=None)
    post = Text(null=True, default=None)
    purpose = Varchar(length=24, null=True, default=None)
    kind = Varchar(length=16, default=None)
    case_id = UUID(null=True, default=None)
    person_id = UUID(null=True, default=None)
    attachment_id = UUID(null=True, default=None)
    letter_id = UUID(null=True, default=None)
    dispatch_id = UUID(null=True, default=None)
    handover_id = UUID(null=True, default=None)
