"""Change keys from the command line, office by office."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from laksana.vault.rewrap_office_keys import require_openable, rewrap_office_keys
from laksana.vault.rotate_office_key import Resealed, begin_rotation, finish_rotation
from laksana_infra.clock import now
from laksana_tenants.views import TenantView
from laksana_web.administration import at_each

Tell = Callable[[str], None]


async def rotate_master_key(tell: Tell) -> Mapping[str, int]:
    """How many keys each office has under the present master key now that were under the previous one.

    Raises VaultError, with no key changed, when one opens with neither. Killed, it is run again.
    """
    await at_each(None, lambda _: require_openable())

    async def rewrap(office: TenantView) -> int:
        done = await rewrap_office_keys()
        tell(f"{office.name}: {done} kunci")
        return done

    return await at_each(None, rewrap)


async def rotate_key_of_office(
    slug: str, tell: Tell, wait: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> Resealed:
    """What the office's newest key seals now; raises NotFound for an unknown office.

    Waits about three minutes in between, until every process of the service seals by the new version.
    """

    async def rotate(office: TenantView) -> Resealed:
        rotation = await begin_rotation()
        while (left := (rotation.settled_at - now()).total_seconds()) > 0:
            tell(f"{office.name}: versi {rotation.version} berlaku di semua proses dalam {left:.0f} detik")
            await wait(min(left, 30.0))
        return await finish_rotation(rotation)

    return (await at_each(slug, rotate))[slug]
