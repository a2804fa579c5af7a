"""Keys are changed while the service goes on, and whatever was sealed, found or printed before still is."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

import pytest
import pytest_asyncio
from tests.support.world import MASTER_KEY, World

from laksana.cases.ledger import case_key_of
from laksana.cases.rewrap_case_keys import rewrap_case_keys
from laksana.people.queries import find_by_nik, open_person
from laksana.people.record import opened
from laksana.vault.keys import VaultError, forget_keys, install_master_key, office_key
from laksana.vault.rewrap_office_keys import require_openable, rewrap_office_keys
from laksana.vault.rotate_office_key import Resealed, begin_rotation, finish_rotation
from laksana.verification.codes import code_of
from laksana_infra.connection import Connection
from laksana_infra.crypto import MasterKey, SealedValueError, SecretKey, open_sealed, seal
from laksana_sdk.identity import parse_nik

NEXT = MasterKey(bytes(range(32, 64)))
NIK = "1604104507600001"
LETTER = UUID("01a201bc-3f15-75bc-8b94-ea1d3781b901")


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What an office could do before its keys were changed."""

    case_id: UUID
    client_id: UUID
    case_key: SecretKey
    code: str


@pytest_asyncio.fixture
async def before(world: World) -> AsyncIterator[Before]:
    case = await world.open_case()
    with world.inside():
        yield Before(
            case_id=case.case_id,
            client_id=UUID(case.ids["client_id"]),
            case_key=await case_key_of(case.case_id),
            code=code_of(await office_key(), LETTER),
        )
    install_master_key(MASTER_KEY)


async def assert_all_is_as_it_was(before: Before) -> None:
    forget_keys()
    nik, _ = parse_nik(NIK, field="nik")
    assert nik is not None
    assert (await open_person(before.client_id)).nik == NIK
    assert (await find_by_nik(nik)).id == before.client_id  # type: ignore[union-attr]
    assert await case_key_of(before.case_id) == before.case_key
    assert code_of(await office_key(), LETTER) == before.code


async def test_after_a_new_master_key_the_old_one_is_not_needed_and_a_nik_is_found_still(
    world: World, before: Before, owner: Connection
) -> None:
    install_master_key(MasterKey(NEXT.material, MASTER_KEY.material))
    await assert_all_is_as_it_was(before)

    assert await rewrap_office_keys() == 1
    # Killed and run again, and the offices that were not reached yet are done then.
    assert await rewrap_office_keys() == 0

    install_master_key(NEXT)
    await assert_all_is_as_it_was(before)
    third = MasterKey(bytes(range(64, 96)), NEXT.material)
    install_master_key(third)
    assert await rewrap_office_keys() == 1
    install_master_key(MasterKey(third.material))
    await assert_all_is_as_it_was(before)
    assert await owner.fetchval("select count(*) from platform_key") == 1
    await world.open_case()


async def test_a_master_key_that_opens_nothing_changes_nothing(before: Before, owner: Connection) -> None:
    stored = await owner.fetch("select * from office_key order by id")
    install_master_key(MasterKey(NEXT.material, bytes(32)))

    with pytest.raises(VaultError, match="neither with LAKSANA_MASTER_KEY nor with LAKSANA_MASTER_KEY_PREVIOUS"):
        await require_openable()
    with pytest.raises(VaultError, match="so no key was changed"):
        await rewrap_office_keys()

    assert await owner.fetch("select * from office_key order by id") == stored
    assert await owner.fetchval("select count(*) from platform_key") == 0
    install_master_key(MASTER_KEY)
    await assert_all_is_as_it_was(before)


async def test_an_offices_new_key_seals_what_the_old_one_did_and_printed_codes_stay(
    world: World, before: Before, owner: Connection
) -> None:
    old = await office_key()
    rotation = await begin_rotation()
    with pytest.raises(VaultError, match="wait until then"):
        await finish_rotation(rotation)
    forget_keys()
    # A process that has not looked yet seals by the old version, one that has opens the new one's seals already.
    assert (await office_key()).alone == old.alone
    await assert_all_is_as_it_was(before)

    world.clock.move_to(rotation.settled_at)
    forget_keys()
    # Killed after the cases, before the persons.
    assert await rewrap_case_keys(await office_key()) == 1
    assert await begin_rotation() == rotation
    assert await finish_rotation(rotation) == Resealed(cases=0, persons=1)

    new = (await office_key()).alone
    assert new != old.alone
    stored = bytes(await owner.fetchval("select sealed from person"))
    assert opened(stored, person_id=before.client_id, key=new).nik == NIK
    with pytest.raises(SealedValueError):
        opened(stored, person_id=before.client_id, key=old)
    await assert_all_is_as_it_was(before)
    # A process that looked last a minute ago may still seal by the old version.
    sealed_late = seal(old, b"x", associated=b"")
    assert open_sealed(await office_key(), sealed_late, associated=b"") == b"x"
    await world.open_case()
    assert (await begin_rotation()).version == rotation.version + 1
