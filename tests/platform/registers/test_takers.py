"""Many take numbers of a register at once, some are killed: no gap, no double."""

import asyncio
import sys
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest
from tests.support.database import Urls
from tests.support.number_taker import AT, DAY, take
from tests.support.two_offices import Desk, TwoOffices, set_up_case

from laksana.correspondence.book import BookPosition, book_page, book_summary
from laksana.correspondence.numbers import mark_used, reserved_for
from laksana.correspondence.views import NumberStatus
from laksana_infra.database import execute, unit_of_work
from laksana_infra.ids import new_id
from laksana_infra.scope import scoped
from laksana_sdk.letters import Register
from laksana_tenants.errors import Conflict

ROOT = Path(__file__).parents[3]


async def letters_of(desk: Desk, count: int) -> list[UUID]:
    """Letters without a number, in a case of the office."""
    case_id, letter_ids = await set_up_case(desk), [new_id() for _ in range(count)]
    with scoped(desk.scope):
        async with unit_of_work():
            await execute(
                "insert into letter (tenant_id, id, case_id, kind, title, stage, draft, created_at, updated_at)"
                " select $1, l, $2, 'surat_pengantar', 'Surat Pengantar', 'DRAFTED', 1, $4, $4"
                " from unnest($3::uuid[]) l",
                desk.scope.tenant_id, case_id, letter_ids, AT,
            )  # fmt: skip
    return letter_ids


async def serials(desk: Desk) -> list[int | None]:
    """The serials of the office's book in its own order; every number must be used."""
    found: list[int | None] = []
    with scoped(desk.scope):
        after, more = None, True
        while more:
            page = await book_page(Register.SURAT_KELUAR, DAY.year, size=100, after=after)
            more, page = len(page) > 100, page[:100]
            found += [entry.serial for entry in page]
            assert {entry.status for entry in page} == {NumberStatus.USED}
            after = BookPosition(place=page[-1].place, id=page[-1].id) if page else None
        assert (await book_summary(Register.SURAT_KELUAR, DAY.year)).missing == ()
    return found


async def test_two_hundred_takers_of_two_registers_leave_no_gap_and_no_double(offices: TwoOffices) -> None:
    desks = (offices.lahat, offices.palangka_raya)
    waiting = [(desk, letter_id) for desk in desks for letter_id in await letters_of(desk, 100)]

    async def taken(desk: Desk, letter_id: UUID) -> tuple[UUID, str]:
        with scoped(desk.scope):
            return desk.scope.tenant_id, await take(letter_id, desk.officer.officer_id)

    numbers = await asyncio.gather(*(taken(desk, letter_id) for desk, letter_id in waiting))

    assert len(set(numbers)) == 200
    for desk in desks:
        assert await serials(desk) == list(range(1, 101))
        assert (desk.scope.tenant_id, "400.9/100/DINSOS/XI/2026") in numbers


async def test_takers_killed_between_reservation_and_use_leave_a_register_without_gap(
    offices: TwoOffices, postgres: Urls
) -> None:
    desk = offices.lahat
    letter_ids = await letters_of(desk, 60)
    shares = [letter_ids[:30], letter_ids[30:]]

    async def killed(share: list[UUID], *, after: int) -> None:
        ids = [str(known) for known in (desk.scope.tenant_id, desk.officer.officer_id, *share)]
        taker = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.support.number_taker", postgres.app, *ids,
            cwd=ROOT, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert taker.stdout is not None
        for _ in range(after):
            assert await taker.stdout.readline() == b"reserved\n"
        taker.kill()
        await taker.wait()

    await asyncio.gather(killed(shares[0], after=1), killed(shares[1], after=11))
    with scoped(desk.scope):
        left = [await reserved_for(letter_id) for letter_id in letter_ids]
        for letter_id in letter_ids:
            with suppress(Conflict):  # those whose number was used before the kill
                await take(letter_id, desk.officer.officer_id)
        kept = [await reserved_for(letter_id) for letter_id in letter_ids]

    assert sum(number is not None for number in left) >= 12
    assert [number for number, now in zip(left, kept, strict=True) if number not in (None, now)] == []
    assert await serials(desk) == list(range(1, 61))


async def test_a_number_of_a_register_that_was_voided_meanwhile_is_not_used(offices: TwoOffices) -> None:
    desk = offices.lahat
    (letter_id,) = await letters_of(desk, 1)

    with scoped(desk.scope), pytest.raises(Conflict):
        async with unit_of_work():
            await mark_used(letter_id, "400.9/1/DINSOS/2026")

    with scoped(desk.scope):
        assert await reserved_for(letter_id) is None
