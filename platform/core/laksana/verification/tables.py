"""The digests by which a paper is recognised."""

from piccolo.columns import UUID, Bytea, Timestamptz, Varchar
from piccolo.table import Table

TENANTLESS = {
    "verification_mark": "whoever holds a paper asks without saying whose it is: a digest tells which office to ask",
}
"""Tables without `tenant_id`, each with the reason."""


class VerificationMark(Table, tablename="verification_mark"):
    """The SHA-256 of a letter's code, or of the bytes of its final, its signed PDF or its scan, and whose letter it is.

    Every scope may read it and learns no more than that some office has a letter; only the office itself adds to it.
    """

    id = UUID(primary_key=True, default=None)
    digest = Bytea(default=None)
    kind = Varchar(length=8, default=None)
    office_id = UUID(default=None)
    letter_id = UUID(null=True, default=None)
    dispatch_id = UUID(null=True, default=None)
    made_at = Timestamptz(default=None)
