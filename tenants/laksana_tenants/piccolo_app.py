"""The Piccolo app of offices: which tables it owns and where its migrations lie."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from laksana_tenants.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="laksana_tenants",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
    table_classes=list(TABLES),
    migration_dependencies=[],
)
