from collections.abc import Iterator
from uuid import UUID

import pytest
import pytest_asyncio
from tests.support.two_offices import Desk, desk, here, master_key, offices, set_up_case

from laksana.attachments.store import install
from laksana_infra.storage import Storage

__all__ = ["desk", "here", "master_key", "offices"]


@pytest.fixture
def s3(storage: Storage) -> Iterator[Storage]:
    """The installed storage."""
    install(storage)
    yield storage
    install(None)


@pytest_asyncio.fixture
async def case_id(here: Desk) -> UUID:
    return await set_up_case(here)
