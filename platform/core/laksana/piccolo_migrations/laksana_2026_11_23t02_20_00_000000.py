from piccolo.apps.migrations.auto.migration_manager import MigrationManager

ID = "2026-11-23T02:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "The log of papers alone is gone, taken over into the log of reads"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana", description=DESCRIPTION)
    manager.drop_table(class_name="PaperRead", tablename="paper_read", schema=None)
    return manager
