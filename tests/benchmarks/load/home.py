"""An installation of its own for benchmarks: an embedded PostgreSQL that is kept from one run to the next."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg  # type: ignore[import-untyped]
from tests.support.database import APPS
from tests.support.inhabited import installed
from tests.support.world import PUBLIC_URL, installed_plugins

import laksana.procedures.installed
from laksana.vault.keys import install_master_key
from laksana.verification import stamp
from laksana_infra.connection import Connection
from laksana_infra.crypto import MasterKey
from laksana_infra.database import open_database
from laksana_infra.embedded.home import master_key
from laksana_infra.embedded.postgres import RunningPostgres, attach_postgres, start_postgres
from laksana_infra.migrations import migrate

KEPT_UNDER: Final = Path(os.environ.get("LAKSANA_BENCHMARKS", "~/.cache/laksana/benchmarks")).expanduser()
"""Where filled installations are kept; remove the folder to fill them anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """An installation whose database runs until the block ends that it was started in."""

    home: Path
    postgres: RunningPostgres


@contextmanager
def started(home: Path) -> Iterator[Installation]:
    """The installation of this home, running until the block ends; if the machine dies it may be lost."""
    with start_postgres(home, durable=False) as postgres:
        yield Installation(home=home, postgres=postgres)


def attached(home: Path) -> Installation:
    """The installation of this home, whose database another process has started."""
    return Installation(home=home, postgres=attach_postgres(home))


@asynccontextmanager
async def entered(installation: Installation) -> AsyncIterator[Connection]:
    """A block in which this installation is the process's; gives a superuser's connection to look behind the walls."""
    postgres = installation.postgres
    await migrate(postgres.owner_url, apps=APPS)
    engines = await open_database(postgres.app_url), await open_database(postgres.province_url, provinces=True)
    superuser = await asyncpg.connect(postgres.superuser_url, server_settings={"search_path": "app,jobs"})
    try:
        with installed(*engines):
            install_master_key(MasterKey(master_key(installation.home)))
            laksana.procedures.installed.install(installed_plugins())
            stamp.install(PUBLIC_URL)
            yield superuser
    finally:
        await superuser.close()
        for engine in engines:
            await engine.close_connection_pool()
