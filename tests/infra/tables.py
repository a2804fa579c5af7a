"""Piccolo's view of the walled test tables."""

from piccolo.columns import UUID, Text
from piccolo.table import Table


class Folder(Table, tablename="folder"):
    id = UUID(primary_key=True, default=None)
    tenant_id = UUID(default=None)
    title = Text(default=None)


class Sheet(Table, tablename="sheet"):
    id = UUID(primary_key=True, default=None)
    tenant_id = UUID(default=None)
    folder_id = UUID(default=None, null=True)
    body = Text(default=None)
