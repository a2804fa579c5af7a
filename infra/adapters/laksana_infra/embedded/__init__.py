"""The embedded defaults: PostgreSQL and S3 storage under LAKSANA_HOME, where no setting names others."""

from laksana_infra.embedded.home import EmbeddedError, master_key
from laksana_infra.embedded.postgres import RunningPostgres, attach_postgres, discard_postgres, start_postgres
from laksana_infra.embedded.process import HomeInUseError
from laksana_infra.embedded.services import (
    EmbeddedServices,
    StartingServices,
    attached_services,
    embedded_services,
)
from laksana_infra.embedded.storage import RunningStorage, attach_storage, discard_storage, start_storage

__all__ = [
    "EmbeddedError",
    "EmbeddedServices",
    "HomeInUseError",
    "RunningPostgres",
    "RunningStorage",
    "StartingServices",
    "attach_postgres",
    "attach_storage",
    "attached_services",
    "discard_postgres",
    "discard_storage",
    "embedded_services",
    "master_key",
    "start_postgres",
    "start_storage",
]
