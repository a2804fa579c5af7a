"""Registers of Lahat as its registry keeps them."""

from tests.support.world import World

from laksana_infra.database import execute, unit_of_work


async def by_hand(world: World, register: str) -> None:
    """The registry gives this register's numbers from now on."""
    with world.inside():
        async with unit_of_work():
            await execute(
                "update tenant set number_formats = (select jsonb_agg(case f->>'register' when $2 then"
                " f || '{\"source\": \"MANUAL\"}' else f end) from jsonb_array_elements(number_formats) f)"
                " where id = $1",
                world.lahat.id, register,
            )  # fmt: skip
