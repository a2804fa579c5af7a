"""How far the making of a case's dossier has come."""

from piccolo.columns import UUID, Integer, Timestamptz
from piccolo.table import Table


class DossierProgress(Table, tablename="dossier_progress"):
    """The latest dossier asked for of a case at this version: `done` of `total` parts are made."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    case_id = UUID(default=None)
    version = Integer(default=None)
    done = Integer(default=None)
    total = Integer(default=None)
    updated_at = Timestamptz(default=None)
