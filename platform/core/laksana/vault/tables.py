"""The wrapped key of each office."""

from piccolo.columns import UUID, Bytea, Timestamptz
from piccolo.table import Table


class OfficeKey(Table, tablename="office_key"):
    """The office's key, wrapped by the platform's master key; everything the office seals hangs on it."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    wrapped_key = Bytea(default=None)
    created_at = Timestamptz(default=None)
