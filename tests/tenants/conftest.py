"""Offices set up from their packs, and packs to break."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from laksana_infra.clock import FrozenClock, frozen
from laksana_infra.database import TenantEngine
from laksana_infra.scope import Scope
from laksana_tenants.provision.apply_pack import apply_pack
from laksana_tenants.provision.packaged import packs_folder
from laksana_tenants.queries import tenant_by_slug


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A copy of the packaged packs that a test may change."""
    return Path(shutil.copytree(packs_folder(), tmp_path / "packs"))


@pytest.fixture
def lahat_pack(packs: Path) -> Path:
    """A copy of Lahat's pack that a test may change."""
    return packs / "lahat"


@pytest.fixture
def clock() -> Iterator[FrozenClock]:
    """A Saturday in November 2026, ten in the morning WIB."""
    with frozen(datetime(2026, 11, 21, 3, 0, tzinfo=UTC)) as standing:
        yield standing


@pytest.fixture
async def lahat(database: TenantEngine, lahat_pack: Path, clock: FrozenClock) -> Scope:
    """Lahat as its pack sets it up."""
    return await _set_up(lahat_pack)


@pytest.fixture
async def lamandau(database: TenantEngine, packs: Path, clock: FrozenClock) -> Scope:
    """Lamandau as its pack sets it up."""
    return await _set_up(packs / "lamandau")


async def _set_up(pack: Path) -> Scope:
    await apply_pack(pack)
    tenant = await tenant_by_slug(pack.name)
    assert tenant is not None
    return Scope(tenant.id)
