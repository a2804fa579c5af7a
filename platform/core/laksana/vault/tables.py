"""The wrapped key of each office."""

from piccolo.columns import UUID, Bytea, Integer, Timestamptz, Varchar
from piccolo.table import Table

TENANTLESS = {"platform_key": "the key by which a NIK is found again is the same for every office"}
"""Tables without `tenant_id`, each with the reason."""


class PlatformKey(Table, tablename="platform_key"):
    """A key of the platform that outlives the master key it was first derived from; wrapped by the present one."""

    id = UUID(primary_key=True, default=None)
    purpose = Varchar(length=24, default=None)
    wrapped_key = Bytea(default=None)
    wrapped_at = Timestamptz(default=None)


class OfficeKey(Table, tablename="office_key"):
    """A version of the office's key, wrapped by the platform's master key; everything the office seals hangs on it.

    Versions are never removed: the first makes the office's digests for ever, each opens what it sealed. A version
    seals from `active_from` on, None for the first; `finished_at` is when nothing was left to be sealed anew by it.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    wrapped_key = Bytea(default=None)
    created_at = Timestamptz(default=None)
    version = Integer(default=1)
    active_from = Timestamptz(null=True, default=None)
    finished_at = Timestamptz(null=True, default=None)
    wrapped_at = Timestamptz(null=True, default=None)
