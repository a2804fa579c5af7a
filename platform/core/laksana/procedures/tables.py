"""Releases that are kept from running."""

from piccolo.columns import UUID, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table

TENANTLESS = {"plugin_quarantine": "a release that takes a process down takes it from every office"}
"""Tables without `tenant_id`, each with the reason."""


class PluginQuarantine(Table, tablename="plugin_quarantine"):
    """A release that must not be called, and what it did; the row stays when the quarantine is lifted."""

    id = UUID(primary_key=True, default=None)
    sop_slug = Varchar(length=60, default=None)
    release = Varchar(length=60, default=None)
    fault = Varchar(length=12, default=None)
    hook = Varchar(length=60, default=None)
    function = Varchar(length=300, default=None)
    milliseconds = Integer(default=None)
    megabytes = Integer(default=None)
    stack = Text(default=None)
    since = Timestamptz(default=None)
    lifted_at = Timestamptz(null=True, default=None)
    lifted_by = Varchar(length=100, null=True, default=None)
