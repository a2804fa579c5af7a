"""A case, its events with the commands that caused them, what people wrote, and who is asked now."""

from piccolo.columns import JSONB, UUID, Bytea, Date, Integer, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table


class Case(Table, tablename="case_"):
    """The projection of a case's events; `wrapped_key` is the case's own key under the office's (null: shredded).

    `anchored_version` is the version that the office's last root names. `episode_of` is the reopened case that this one
    continues, `duplicate_of` the one it repeats. The last block is the common core: typed, non-identifying columns for
    statistics.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    sop_slug = Varchar(length=80, default=None)
    release = Varchar(length=16, default=None)
    release_hash = Varchar(length=64, default=None)
    status = Varchar(length=24, default=None)
    step = Varchar(length=60, null=True, default=None)
    version = Integer(default=None)
    anchored_version = Integer(default=0)
    head_hash = Bytea(default=None)
    wrapped_key = Bytea(null=True, default=None)
    client_id = UUID(default=None)
    agenda_number = Varchar(length=40, null=True, default=None)
    round = SmallInt(default=None)
    opened_by = UUID(default=None)
    opened_at = Timestamptz(default=None)
    received_at = Timestamptz(null=True, default=None)
    received_complete_at = Timestamptz(null=True, default=None)
    completed_at = Timestamptz(null=True, default=None)
    closed_at = Timestamptz(null=True, default=None)
    updated_at = Timestamptz(default=None)
    reopened_at = Timestamptz(null=True, default=None)
    episode_of = UUID(null=True, default=None)
    duplicate_of = UUID(null=True, default=None)
    emergency_confirm_by = Date(null=True, default=None)
    owed_papers = SmallInt(default=0)

    service = Varchar(length=80, default=None)
    ppks_category = Varchar(length=40, null=True, default=None)
    spm_code = Varchar(length=4, null=True, default=None)
    kecamatan = Varchar(length=13, null=True, default=None)
    sex = Varchar(length=1, null=True, default=None)
    birth_year = SmallInt(null=True, default=None)
    guardian_consent = Varchar(length=24, null=True, default=None)
    outcome = Varchar(length=60, null=True, default=None)
    spm_owner = Varchar(length=12, null=True, default=None)


class SpmOwnership(Table, tablename="spm_ownership"):
    """Which level counts the client of a case for SPM, from when until when; the row without an end is the present."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    case_id = UUID(default=None)
    owner = Varchar(length=12, default=None)
    since = Timestamptz(default=None)
    until = Timestamptz(null=True, default=None)


class ServiceGiven(Table, tablename="service_given"):
    """A service that the client got, as a code of the SPM's quality content, at the act that recorded it."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    case_id = UUID(default=None)
    item = Varchar(length=40, default=None)
    at = Timestamptz(default=None)


class Referral(Table, tablename="referral"):
    """What an institution answered to a referral; its place in the queue moves on while it waits there."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    case_id = UUID(default=None)
    step = Varchar(length=60, default=None)
    institution = Varchar(length=60, null=True, default=None)
    result = Varchar(length=24, default=None)
    answered_on = Date(default=None)
    queued_on = Date(null=True, default=None)
    queue_position = Integer(null=True, default=None)
    admitted_on = Date(null=True, default=None)
    updated_at = Timestamptz(default=None)


class CaseBatch(Table, tablename="case_batch"):
    """The command behind a batch of events: kind, role, capacity and ids, enough to decide it again.

    Without an officer the system gave it.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    case_id = UUID(default=None)
    first_seq = Integer(default=None)
    command = Varchar(length=40, default=None)
    payload = JSONB(default=None)
    officer_id = UUID(null=True, default=None)
    role = Varchar(length=40, null=True, default=None)
    post_id = UUID(null=True, default=None)
    capacity = Varchar(length=16, null=True, default=None)
    performed_by = Varchar(length=40, null=True, default=None)
    submission_ids = JSONB(default=None)
    at = Timestamptz(default=None)


class CaseEvent(Table, tablename="case_event"):
    """One fact, append-only; `data` is the canonical JSON text that `hash` covers together with `previous_hash`."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    case_id = UUID(default=None)
    seq = Integer(default=None)
    batch_id = UUID(default=None)
    kind = Varchar(length=40, default=None)
    at = Timestamptz(default=None)
    data = Text(default=None)
    previous_hash = Bytea(default=None)
    hash = Bytea(default=None)


class Submission(Table, tablename="submission"):
    """What people wrote at one act, sealed with the case's key; the event carries its id and keyed digest."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    case_id = UUID(default=None)
    step = Varchar(length=60, null=True, default=None)
    kind = Varchar(length=40, default=None)
    sealed = Bytea(default=None)
    digest = Bytea(default=None)
    created_at = Timestamptz(default=None)


class CaseTask(Table, tablename="case_task"):
    """Who is asked now and why; replaced with every batch, so it holds open tasks alone.

    `escalated_post` is the post above that sees the task since `escalated_at`, because it is past its time.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    case_id = UUID(default=None)
    kind = Varchar(length=24, default=None)
    step = Varchar(length=60, default=None)
    role = Varchar(length=40, default=None)
    officer_id = UUID(null=True, default=None)
    letter_id = UUID(null=True, default=None)
    since = Timestamptz(default=None)
    due = Timestamptz(null=True, default=None)
    escalated_post = UUID(null=True, default=None)
    escalated_at = Timestamptz(null=True, default=None)


class IdempotencyKey(Table, tablename="idempotency_key"):
    """A mutation's key with the digest of its input and its result (ids and codes only), replayed on a repeat."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    officer_id = UUID(default=None)
    key = Varchar(length=120, default=None)
    operation = Varchar(length=60, default=None)
    input_digest = Bytea(default=None)
    result = Text(null=True, default=None)
    created_at = Timestamptz(default=None)
    used_on = Date(default=None)
