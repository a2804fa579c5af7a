"""What an office has handed over and by which links, and what it was handed; each row behind its own office's wall."""

from piccolo.columns import JSONB, UUID, Bytea, Integer, SmallInt, Timestamptz, Varchar
from piccolo.table import Table


class HandoverSent(Table, tablename="handover_sent"):
    """A case handed over to another office or to an institution of the register; `status` is a HandoverStatus.

    `sealed` is the envelope as it was sent and `sealed_answer` what the other office wrote, both under the case's key.
    `fields` names what was chosen, `papers` pairs each paper's id in the envelope with the case's own file.
    `minutes_there` are the receiver's working minutes until its answers, `round` counts the sendings, `answers` an
    institution's. From `remind_at` on somebody is reminded, once; `noted_at` is when an answer was taken note of.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    case_id = UUID(default=None)
    to_office = Varchar(length=63, null=True, default=None)
    to_institution = Varchar(length=60, null=True, default=None)
    round = SmallInt(default=None)
    status = Varchar(length=12, default=None)
    fields = JSONB(default=None)
    papers = JSONB(default=None)
    sealed = Bytea(default=None)
    sent_by = UUID(default=None)
    first_sent_at = Timestamptz(default=None)
    sent_at = Timestamptz(default=None)
    delivered_at = Timestamptz(null=True, default=None)
    answered_at = Timestamptz(null=True, default=None)
    opened_at = Timestamptz(null=True, default=None)
    minutes_there = Integer(default=0)
    sealed_answer = Bytea(null=True, default=None)
    answers = SmallInt(default=0)
    remind_at = Timestamptz(null=True, default=None)
    reminded_at = Timestamptz(null=True, default=None)
    noted_at = Timestamptz(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)


class HandoverLink(Table, tablename="handover_link"):
    """A link that opens a hand-over to an institution; its secret is known by its hash alone.

    A new link revokes the one before, so that one opens it at a time.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    handover_id = UUID(default=None)
    secret_sha256 = Bytea(default=None)
    issued_by = UUID(default=None)
    issued_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    revoked_at = Timestamptz(null=True, default=None)


class HandoverReceived(Table, tablename="handover_received"):
    """A case that another office hands over; status DELIVERED, ACCEPTED, RETURNED, REFUSED or WITHDRAWN.

    `sealed` is the envelope and `sealed_answer` the reason of the answer, both under this office's key. `case_id` is
    the case that was opened from it, `minutes` are this office's working minutes until its answers.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    from_office = Varchar(length=63, default=None)
    round = SmallInt(default=None)
    status = Varchar(length=12, default=None)
    sealed = Bytea(default=None)
    received_at = Timestamptz(default=None)
    delivered_at = Timestamptz(default=None)
    answered_at = Timestamptz(null=True, default=None)
    answered_by = UUID(null=True, default=None)
    sealed_answer = Bytea(null=True, default=None)
    minutes = Integer(default=0)
    case_id = UUID(null=True, default=None)
    opened_at = Timestamptz(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)
