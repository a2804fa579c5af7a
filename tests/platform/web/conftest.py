"""The web application over the worker's own database and bucket, and two offices with people who hold tokens."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from litestar.types import ASGIApp

import laksana.attachments.store
from laksana_infra.database import TenantEngine
from laksana_infra.settings import load_settings
from laksana_infra.storage import Storage
from laksana_tenants.provision.apply_pack import apply_pack
from laksana_tenants.provision.packaged import packs_folder
from laksana_tenants.tokens import issue_token
from laksana_web.app import build_app


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A token of a person in each of two offices."""

    lahat: str
    lamandau: str


@pytest.fixture
def app() -> ASGIApp:
    """The application as `laksana serve` builds it, at its default address."""
    return build_app(load_settings({}))


@pytest.fixture
async def client(database: TenantEngine, storage: Storage, app: ASGIApp) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of nobody in particular."""
    laksana.attachments.store.install(storage)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://laksana.test") as opened:
        yield opened
    laksana.attachments.store.install(None)


@pytest.fixture
async def tokens(database: TenantEngine) -> Tokens:
    """Lahat and Lamandau as their packs set them up, with a token each."""
    for slug in ("lahat", "lamandau"):
        await apply_pack(packs_folder() / slug)
    return Tokens(
        lahat=await issue_token("lahat", "rizki_fadilah"), lamandau=await issue_token("lamandau", "surya_ladang")
    )
