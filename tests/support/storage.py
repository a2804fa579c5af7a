"""A bucket of its own for each worker."""

import secrets
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from tests.support.services import Run

from laksana_infra.embedded.storage import RunningStorage, attach_storage
from laksana_infra.settings import Settings, load_settings
from laksana_infra.storage import Storage, open_storage


@pytest.fixture(scope="session")
def storage_server(run: Run) -> RunningStorage:
    """The run's S3 storage."""
    return attach_storage(run.require("storage"))


@pytest.fixture(scope="session")
def storage_settings(run: Run, storage_server: RunningStorage) -> Settings:
    """The settings of an installation whose objects lie in this worker's bucket."""
    return settings_of(run, storage_server)


def settings_of(run: Run, server: RunningStorage) -> Settings:
    """The settings by which this worker reaches its bucket."""
    return load_settings(
        {
            "LAKSANA_S3_ENDPOINT": server.endpoint,
            "LAKSANA_S3_ACCESS_KEY": server.access_key,
            "LAKSANA_S3_SECRET_KEY": server.secret_key,
            "LAKSANA_S3_BUCKET": f"laksana-{run.worker}",
        }
    )


@pytest_asyncio.fixture(scope="session")
async def storage(storage_settings: Settings) -> AsyncIterator[Storage]:
    """The storage of this worker's bucket; keys carry an office's id, so tests with fresh offices do not meet."""
    opened = open_storage(storage_settings)
    await opened.ensure_bucket()
    yield opened
    opened.close()


@pytest_asyncio.fixture
async def evidence(storage_settings: Settings) -> AsyncIterator[Storage]:
    """A bucket with object lock for one test: what lies there could not be cleared for the next."""
    settings = replace(storage_settings, s3_bucket=f"{storage_settings.s3_bucket}-{secrets.token_hex(4)}")
    opened = open_storage(settings, evidence=True)
    await opened.ensure_bucket()
    yield opened
    opened.close()
