from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import UUID, Timestamptz, Varchar
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-23T01:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Electronic signatures of joint dispatches, and when a joint dispatch was signed"

NULLABLE = {
    "default": None,
    "null": True,
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

    manager.alter_column(
        table_class_name="ElectronicSignature",
        tablename="electronic_signature",
        column_name="letter_id",
        db_column_name="letter_id",
        params={"null": True},
        old_params={"null": False},
        column_class=UUID,
        old_column_class=UUID,
        schema=None,
    )

    for table_class_name, tablename, column_name in (
        ("ElectronicSignature", "electronic_signature", "dispatch_id"),
        ("Dispatch", "dispatch", "signature_id"),
    ):
        manager.add_column(
            table_class_name=table_class_name,
            tablename=tablename,
            column_name=column_name,
            db_column_name=column_name,
            column_class_name="UUID",
            column_class=UUID,
            params=NULLABLE,
            schema=None,
        )

    manager.add_column(
        table_class_name="Dispatch",
        tablename="dispatch",
        column_name="signed_at",
        db_column_name="signed_at",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params=NULLABLE,
        schema=None,
    )

    manager.add_column(
        table_class_name="Dispatch",
        tablename="dispatch",
        column_name="certificate_serial",
        db_column_name="certificate_serial",
        column_class_name="Varchar",
        column_class=Varchar,
        params={"length": 40, **NULLABLE},
        schema=None,
    )

    return manager
