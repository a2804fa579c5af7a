"""What an office has handed over, and what it was handed: two rows of one id, each behind its own office's wall."""

from piccolo.columns import JSONB, UUID, Bytea, Integer, SmallInt, Timestamptz, Varchar
from piccolo.table import Table


class HandoverSent(Table, tablename="handover_sent"):
    """A case handed over to another office; status SENT, DELIVERED, ACCEPTED, RETURNED or REFUSED.

    `sealed` is the envelope as it was sent and `sealed_answer` what the other office wrote, both under the case's key.
    `fields` names what was chosen, `papers` pairs each paper's id in the envelope with the case's own file.
    `minutes_there` are the other office's working minutes until its answers, `round` counts the sendings.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    case_id = UUID(default=None)
    to_office = Varchar(length=63, default=None)
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


class HandoverReceived(Table, tablename="handover_received"):
    """A case that another office hands over; status DELIVERED, ACCEPTED, RETURNED or REFUSED.

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
