"""All the sides from which the fuzzer attacks, put together for one pair of offices."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import UUID

import httpx
from tests.isolation.attempts import Surface
from tests.isolation.catalogue import tables_of_offices
from tests.isolation.command_attempts import CommandAttempts
from tests.isolation.graphql_attempts import GraphqlAttempts
from tests.isolation.http_attempts import HttpAttempts, Ours
from tests.isolation.job_attempts import JobAttempts
from tests.isolation.loot import Loot, gather
from tests.isolation.object_attempts import ObjectAttempts
from tests.isolation.sql_attempts import SqlAttempts, roles_to_try, tables_to_try, views_to_try
from tests.isolation.statements import Watch, watched
from tests.support.inhabited import Inhabited

from laksana.audit import evidence
from laksana_infra.connection import Connection
from laksana_infra.scope import Scope, scoped
from laksana_infra.settings import Settings, load_settings
from laksana_infra.storage import Storage, open_storage
from laksana_tenants.actor import Actor
from laksana_tenants.directory import officers_on
from laksana_tenants.queries import tenant_by_slug
from laksana_tenants.resolve import actor_of
from laksana_tenants.tokens import issue_token, revoke_tokens
from laksana_web.address import free_bind
from laksana_web.app import build_app
from laksana_web.fair_share import FairShare
from laksana_web.server import listening

Weighted = tuple[tuple[Surface, float], ...]
SHARES = {"sql": 40, "graphql": 40, "http": 12, "jobs": 4, "objects": 3, "commands": 1}
"""How often each side is taken: a batch of SQL is a hundred attempts, one of GraphQL about a dozen, others one."""
PROVINCE = "kalimantan_tengah"


@asynccontextmanager
async def besieging(
    inhabited: Inhabited, behind: Connection, storage: Storage, settings: Settings, *, seed: str
) -> AsyncIterator[tuple[Weighted, Watch]]:
    """Every side with its share, and the watch over what the service sends to its database meanwhile."""
    loot, tables = await gather(inhabited, behind), await tables_of_offices(behind)
    async with AsyncExitStack() as opened:
        locked = open_storage(settings, evidence=True)
        await locked.ensure_bucket()
        evidence.install(locked)
        opened.callback(locked.close)
        opened.callback(evidence.install, None)
        sql = SqlAttempts(
            roles_to_try(inhabited, await _offices_of_province(behind)),
            await tables_to_try(behind, inhabited),
            await views_to_try(behind, inhabited),
        )
        opened.callback(sql.close)
        people = {
            "another office": await inhabited.intruder(),
            "another province": await officer_of_province(inhabited),
        }
        client = await opened.enter_async_context(httpx.AsyncClient())
        surfaces: tuple[Surface, ...] = (
            sql,
            GraphqlAttempts(people, loot, seed=seed),
            await _http(inhabited, behind, loot, opened),
            JobAttempts(inhabited, loot),
            ObjectAttempts(
                storage,
                ours=await storage.list_prefix(f"tenants/{inhabited.ours.id}"),
                theirs=await storage.list_prefix(f"tenants/{inhabited.theirs.id}"),
                client=client,
            ),
            CommandAttempts(inhabited, loot),
        )
        watch = opened.enter_context(watched(frozenset(table.partition(".")[2].strip('"') for table in tables)))
        yield tuple((surface, SHARES[surface.name]) for surface in surfaces), watch


async def _http(inhabited: Inhabited, behind: Connection, loot: Loot, opened: AsyncExitStack) -> HttpAttempts:
    # Whoever attacks asks more than a fair share; here nobody is told to come back later.
    unlimited = FairShare(person=0, office=0, at_once=8)
    app, bind = build_app(load_settings({}), unlimited), free_bind()
    await opened.enter_async_context(listening(app, bind))
    online = await opened.enter_async_context(httpx.AsyncHTTPTransport())
    people = {slug: await _somebody(behind, slug) for slug in (inhabited.ours.slug, PROVINCE)}
    living = {slug: await issue_token(slug, person) for slug, person in people.items()}
    # Somebody whose tokens nobody else needs: all of a person's end together.
    leaver = loot.things["person"][-1]
    revoked = await issue_token(inhabited.theirs.slug, leaver)
    await revoke_tokens(inhabited.theirs.slug, leaver)
    ours = Ours(
        office=living[inhabited.ours.slug].split("_")[1], living=living, dead=(inhabited.expired_token, revoked)
    )
    return HttpAttempts(app, loot, ours, base_url=f"http://{bind}", online=online)


async def _somebody(behind: Connection, slug: str) -> str:
    person: str = await behind.fetchval(
        "select o.code from officer o join tenant t on t.id = o.tenant_id where t.slug = $1 order by o.code limit 1",
        slug,
    )
    return person


async def officer_of_province(inhabited: Inhabited) -> Actor:
    """An officer of the province in which the other office does not lie."""
    province = await tenant_by_slug(PROVINCE)
    assert province is not None
    day = inhabited.world.clock.now().date()
    with scoped(Scope(province.id)):
        officer = await actor_of(next(iter(await officers_on(day))), day)
    assert officer is not None
    return officer


async def _offices_of_province(behind: Connection) -> tuple[UUID, ...]:
    rows = await behind.fetch("select id from tenant where kind = 'OFFICE' and region_code like '62.%' order by id")
    return tuple(row["id"] for row in rows)
