from typing import Any

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.base import Column
from piccolo.columns.column_types import UUID, Text, Timestamptz, Varchar
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-22T12:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Registers: numbers given by hand, who declared an entry void and when"

NULLABLE: dict[str, Any] = {"default": None, "null": True}
COLUMNS: tuple[tuple[str, str, str, type[Column], dict[str, Any]], ...] = (
    ("RegisterNumber", "register_number", "source", Varchar, {"length": 12, "default": "SYSTEM", "null": False}),
    ("RegisterNumber", "register_number", "title", Varchar, {"length": 120, **NULLABLE}),
    ("RegisterNumber", "register_number", "given_by", UUID, NULLABLE),
    ("RegisterNumber", "register_number", "voided_by", UUID, NULLABLE),
    ("RegisterNumber", "register_number", "voided_at", Timestamptz, NULLABLE),
    ("IncomingLetter", "incoming_letter", "void_reason", Text, NULLABLE),
    ("IncomingLetter", "incoming_letter", "voided_by", UUID, NULLABLE),
    ("IncomingLetter", "incoming_letter", "voided_at", Timestamptz, NULLABLE),
)
PLAIN: dict[str, Any] = {
    "primary_key": False,
    "unique": False,
    "index": False,
    "index_method": IndexMethod.btree,
    "choices": None,
    "db_column_name": None,
    "secret": False,
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    for table_class, table, column, kind, params in COLUMNS:
        manager.add_column(
            table_class_name=table_class,
            tablename=table,
            column_name=column,
            db_column_name=column,
            column_class_name=kind.__name__,
            column_class=kind,
            params={**PLAIN, **params},
            schema=None,
        )
    manager.alter_column(
        table_class_name="RegisterNumber",
        tablename="register_number",
        column_name="signer_id",
        db_column_name="signer_id",
        params={"null": True},
        old_params={"null": False},
        column_class=UUID,
        old_column_class=UUID,
        schema=None,
    )
    manager.drop_column(
        table_class_name="Letter", tablename="letter", column_name="number_id", db_column_name="number_id", schema=None
    )
    return manager
