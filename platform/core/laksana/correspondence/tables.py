"""The agenda of incoming letters, the registers of numbers, and the office's letters with drafts and dispatches."""

from piccolo.columns import JSONB, UUID, Bytea, Date, Integer, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table


class RegisterCounter(Table, tablename="register_counter"):
    """The last serial taken in one register (`agenda`, `surat_keluar`, `tanda_terima`...) of a year."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    register = Varchar(length=40, default=None)
    year = SmallInt(default=None)
    last_serial = Integer(default=None)


class RegisterNumber(Table, tablename="register_number"):
    """A number: RESERVED for a letter (or joint dispatch), USED by it, or VOID with a reason; never deleted.

    `source` says who gave it. The `serial` of a number given by hand is the last one that we had taken before it.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    register = Varchar(length=40, default=None)
    year = SmallInt(default=None)
    serial = Integer(default=None)
    number = Varchar(length=120, default=None)
    source = Varchar(length=12, default="SYSTEM")
    status = Varchar(length=12, default=None)
    letter_id = UUID(null=True, default=None)
    dispatch_id = UUID(null=True, default=None)
    title = Varchar(length=120, null=True, default=None)
    dated = Date(default=None)
    signer_id = UUID(null=True, default=None)
    role = Varchar(length=40, null=True, default=None)
    capacity = Varchar(length=16, null=True, default=None)
    given_by = UUID(null=True, default=None)
    taken_at = Timestamptz(default=None)
    void_reason = Text(null=True, default=None)
    voided_by = UUID(null=True, default=None)
    voided_at = Timestamptz(null=True, default=None)


class IncomingLetter(Table, tablename="incoming_letter"):
    """An entry of the agenda of incoming letters; sender and subject lie sealed with the case's key."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    case_id = UUID(default=None)
    year = SmallInt(default=None)
    serial = Integer(default=None)
    agenda_number = Varchar(length=40, default=None)
    received_at = Timestamptz(default=None)
    letter_date = Date(null=True, default=None)
    sealed = Bytea(default=None)
    void_reason = Text(null=True, default=None)
    voided_by = UUID(null=True, default=None)
    voided_at = Timestamptz(null=True, default=None)


class Letter(Table, tablename="letter"):
    """A letter of a case: its present draft (`letter_draft` keeps every one), its final, and what became of it.

    `certificate_serial` is there when it is signed electronically, `scan_id` when on paper. `withdrawal_id` is the
    submission that holds why it was withdrawn after its signature, `replaces` the withdrawn letter in whose place it
    came, `withdraws` the letter that a Surat Pencabutan withdraws.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    case_id = UUID(default=None)
    kind = Varchar(length=60, default=None)
    title = Varchar(length=120, default=None)
    stage = Varchar(length=16, default=None)
    step = Varchar(length=60, null=True, default=None)
    draft = SmallInt(default=None)
    draft_sha256 = Varchar(length=64, null=True, default=None)
    draft_key = Text(null=True, default=None)
    number = Varchar(length=120, null=True, default=None)
    dated = Date(null=True, default=None)
    final_sha256 = Varchar(length=64, null=True, default=None)
    final_key = Text(null=True, default=None)
    signer_id = UUID(null=True, default=None)
    capacity = Varchar(length=16, null=True, default=None)
    signed_as = Varchar(length=300, null=True, default=None)
    scan_id = UUID(null=True, default=None)
    signed_at = Timestamptz(null=True, default=None)
    certificate_serial = Varchar(length=40, null=True, default=None)
    requested_by = JSONB(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)
    withdrawal_id = UUID(null=True, default=None)
    replaces = UUID(null=True, default=None)
    withdraws = UUID(null=True, default=None)
    created_at = Timestamptz(default=None)
    updated_at = Timestamptz(default=None)


class LetterDraft(Table, tablename="letter_draft"):
    """A draft as it was frozen: `sealed_context` lies under the case's key, two hashes say in which form it was set.

    `template_sha256` covers the release's templates, `house_sha256` the office's house style.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    letter_id = UUID(default=None)
    draft = SmallInt(default=None)
    draft_sha256 = Varchar(length=64, default=None)
    sealed_context = Bytea(default=None)
    template_sha256 = Varchar(length=64, default=None)
    house_sha256 = Varchar(length=64, default=None)
    drafted_by = UUID(default=None)
    drafted_at = Timestamptz(default=None)


class LetterParaf(Table, tablename="letter_paraf"):
    """One role's initials on exactly one draft; `void_at` when a later draft voided it."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    letter_id = UUID(default=None)
    draft_sha256 = Varchar(length=64, default=None)
    role = Varchar(length=40, default=None)
    officer_id = UUID(default=None)
    capacity = Varchar(length=16, default=None)
    at = Timestamptz(default=None)
    void_at = Timestamptz(null=True, default=None)


class LetterDispatch(Table, tablename="letter_dispatch"):
    """A signed letter that left for an institution; who carried it stands in the act's submission."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    letter_id = UUID(default=None)
    case_id = UUID(default=None)
    institution = Varchar(length=60, default=None)
    sent_on = Date(default=None)
    created_at = Timestamptz(default=None)
