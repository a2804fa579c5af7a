"""Files that people bring: planned, uploaded into quarantine, inspected, promoted or refused."""

from piccolo.columns import JSONB, UUID, BigInt, Bytea, Text, Timestamptz, Varchar
from piccolo.table import Table


class Attachment(Table, tablename="attachment"):
    """A file of a case; stage PLANNED, UPLOADED, PROMOTED or REFUSED (then `findings` say why).

    `content_type` and `length` (bytes) were declared and signed; a file whose content differs is refused. The file's
    name lies sealed with the case's key, so `findings` do not hold it.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    case_id = UUID(default=None)
    purpose = Varchar(length=40, default=None)
    stage = Varchar(length=12, default=None)
    content_type = Varchar(length=80, default=None)
    length = BigInt(default=None)
    sealed_name = Bytea(default=None)
    quarantine_key = Text(default=None)
    object_key = Text(null=True, default=None)
    sha256 = Varchar(length=64, null=True, default=None)
    findings = JSONB(null=True, default=None)
    uploaded_by = UUID(default=None)
    created_at = Timestamptz(default=None)
    confirmed_at = Timestamptz(null=True, default=None)
    inspected_at = Timestamptz(null=True, default=None)
