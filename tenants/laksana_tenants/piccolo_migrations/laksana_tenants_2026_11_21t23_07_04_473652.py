from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from laksana_tenants.region_tree import load_packaged_regions

ID = "2026-11-21T23:07:04:473652"
VERSION = "1.38.0"
DESCRIPTION = "The region tree"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="laksana_tenants", description=DESCRIPTION)
    manager.add_raw(load_packaged_regions)
    return manager
