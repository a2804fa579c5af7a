"""Files that people bring: planned, uploaded into quarantine, inspected, promoted or refused."""

from piccolo.columns import JSONB, UUID, BigInt, Bytea, Text, Timestamptz, Varchar
from piccolo.table import Table


class Attachment(Table, tablename="attachment"):
    """A file of a case; stage PLANNED, UPLOADED, PROMOTED, REFUSED (then `findings` say why) or ABANDONED.

    `content_type` and `length` (bytes) were declared and signed; a file whose content differs is refused. What is
    served of it lies under `object_key`, and `sha256` is its hash. Where that is not what arrived, the original lies
    under `original_key`, sealed with the case's key as the file's name is; so `findings` do not hold the name.
    `upload_id` is S3's, of an upload in parts.
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
    served_type = Varchar(length=80, null=True, default=None)
    served_length = BigInt(null=True, default=None)
    original_key = Text(null=True, default=None)
    original_sha256 = Varchar(length=64, null=True, default=None)
    thumbnail_key = Text(null=True, default=None)
    stored_bytes = BigInt(null=True, default=None)
    upload_id = Text(null=True, default=None)
    findings = JSONB(null=True, default=None)
    uploaded_by = UUID(default=None)
    created_at = Timestamptz(default=None)
    confirmed_at = Timestamptz(null=True, default=None)
    inspected_at = Timestamptz(null=True, default=None)
