"""Joint dispatches, the cases in each, and the initials on their letters."""

from piccolo.columns import UUID, Bytea, Date, Integer, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table


class Dispatch(Table, tablename="dispatch"):
    """One covering letter over many cases of one SOP to one institution, from its composition to its dispatch.

    `sealed_context` freezes the current draft's context, `sealed_reason` says why it was last sent back or discarded;
    both lie under the office's key, because they name persons of several cases. `signature_id` is there when the
    letter is signed electronically, `scan_id` when on paper.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    sop_slug = Varchar(length=80, default=None)
    release = Varchar(length=16, default=None)
    kind = Varchar(length=60, default=None)
    title = Varchar(length=120, default=None)
    institution = Varchar(length=60, default=None)
    status = Varchar(length=20, default=None)
    draft = SmallInt(default=None)
    draft_sha256 = Varchar(length=64, null=True, default=None)
    sealed_context = Bytea(null=True, default=None)
    sealed_reason = Bytea(null=True, default=None)
    draft_key = Text(null=True, default=None)
    number = Varchar(length=120, null=True, default=None)
    dated = Date(null=True, default=None)
    final_sha256 = Varchar(length=64, null=True, default=None)
    final_key = Text(null=True, default=None)
    signer_id = UUID(null=True, default=None)
    capacity = Varchar(length=16, null=True, default=None)
    signed_as = Varchar(length=300, null=True, default=None)
    scan_id = UUID(null=True, default=None)
    scan_sha256 = Varchar(length=64, null=True, default=None)
    signature_id = UUID(null=True, default=None)
    certificate_serial = Varchar(length=40, null=True, default=None)
    signed_at = Timestamptz(null=True, default=None)
    courier = Varchar(length=80, null=True, default=None)
    receipt_number = Varchar(length=60, null=True, default=None)
    sent_on = Date(null=True, default=None)
    composed_by = UUID(default=None)
    created_at = Timestamptz(default=None)
    updated_at = Timestamptz(default=None)


class DispatchItem(Table, tablename="dispatch_item"):
    """A case in a joint dispatch, in the order of its letter.

    `closed_at` is when the dispatch was sent or discarded: until then the case may be in no other. `sent_version` is
    the case's version when it left with it.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    dispatch_id = UUID(default=None)
    case_id = UUID(default=None)
    place = SmallInt(default=None)
    sent_version = Integer(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)


class DispatchParaf(Table, tablename="dispatch_paraf"):
    """One role's initials on exactly one draft of a joint dispatch's letter; `void_at` when they count no longer."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    dispatch_id = UUID(default=None)
    draft_sha256 = Varchar(length=64, default=None)
    role = Varchar(length=40, default=None)
    officer_id = UUID(default=None)
    capacity = Varchar(length=16, default=None)
    at = Timestamptz(default=None)
    void_at = Timestamptz(null=True, default=None)
