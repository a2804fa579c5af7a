"""A whole case again and again, each of its acts cut short after its first answer, its second, and so on."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
from tests.faults.books import Account, account, faults, letters_are_kept, settled
from tests.faults.client import PATIENCE_SECONDS, Patience
from tests.faults.edges import Trap
from tests.faults.installation import Installation, Part
from tests.faults.story import new_case, people, whole_case

from laksana_web.demo.screen import DemoError
from laksana_web.demo.under_way import CaseUnderWay

Tell = Callable[[str], None]
Story = Callable[[CaseUnderWay], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Cut:
    """Which part is killed after which answer of an act; of one way's `only`, where that is named."""

    part: Part
    answer: int
    only: str | None = None


@dataclass(slots=True, kw_only=True)
class Lap:
    """One case in which acts are cut short: `cuts` says how, by the act's place in the story from 1."""

    here: Installation
    traps: Mapping[Part, Trap]
    cuts: Callable[[int], Cut | None]
    act: int = 0
    answers: list[int] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def around(self, label: str) -> AsyncIterator[None]:
        """An act with its kill; whatever jobs it asked for are done when it is over."""
        self.act += 1
        cut, before = self.cuts(self.act), self.here.kills
        if cut is None:
            yield
            return
        await settled(self.here)
        for part, trap in self.traps.items():
            trap.set(cut.answer if part is cut.part else None, only=cut.only if part is cut.part else None)
        yield
        await settled(self.here)
        self.answers.append(self.traps[cut.part].counted)
        for trap in self.traps.values():
            trap.set(None)
        await self.here.revived()
        if self.here.kills > before:
            self.struck.append(f"act {self.act} ({label}), {cut.part.value} after answer {cut.answer}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One telling of the case: how its acts were cut, how it came out, and everything that does not hold afterwards."""

    struck: tuple[str, ...]
    answers: tuple[int, ...]
    repeats: int
    seconds: float
    account: Account
    faults: tuple[str, ...]


async def told(
    here: Installation,
    parts: tuple[Part, ...],
    cuts: Callable[[int], Cut | None] = lambda _act: None,
    *,
    story: Story = whole_case,
    patience_seconds: float = PATIENCE_SECONDS,
) -> Told:
    """The case told once, these parts killed where `cuts` says; an act that gives fewer answers is let be."""
    began = time.monotonic()
    lap = Lap(here=here, traps={part: here.trap(part) for part in parts}, cuts=cuts)
    patience = Patience(around=lap.around, seconds=patience_seconds)
    try:
        async with httpx.AsyncClient(timeout=60) as http:
            case = new_case(here, await people(here, http, patience))
            await story(case)
            found = [*await faults(here), *await letters_are_kept(case, http)]
            counted = await account(here, case)
    finally:
        for trap in lap.traps.values():
            here.take_away(trap)
    return Told(
        struck=tuple(lap.struck),
        answers=tuple(lap.answers),
        repeats=patience.repeats,
        seconds=time.monotonic() - began,
        account=counted,
        faults=tuple(found),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One part's row of the matrix: answers of an undisturbed case, tellings, kills, repeats, and what did not hold."""

    part: Part
    answers: int
    tellings: int
    kills: int
    repeats: int
    seconds: float
    wrong: tuple[str, ...]


async def row(here: Installation, part: Part, *, every: int, tell: Tell, share: tuple[int, int] = (1, 1)) -> Row:
    """The part killed once in each act of each telling, a different answer each time.

    With `every` 1 after every answer that an act gives, otherwise after every `every`-th, beginning elsewhere in each.
    Of a `share` (2, 3) tells the second of every three tellings: three processes side by side tell the whole.
    """
    place, processes = share
    never = Cut(part, 1_000_000)
    undisturbed = await told(here, (part,), lambda _act: never)
    tell(f"{part.value}: undisturbed {undisturbed.seconds:.1f} s, {sum(undisturbed.answers)} answers")
    wrong = [f"undisturbed: {fault}" for fault in undisturbed.faults]
    tellings: list[Told] = []
    while not wrong and (not tellings or tellings[-1].struck):
        number = place + len(tellings) * processes
        first = (number - 1) * every
        try:
            once = await told(here, (part,), lambda act, first=first: Cut(part, 1 + first + act % every))  # type: ignore[misc]
        except (AssertionError, DemoError, TimeoutError) as stuck:
            wrong = [f"telling {number} came to no end: {stuck}"]
            break
        tellings.append(once)
        wrong = [f"{fault} [{'; '.join(once.struck)}]" for fault in judged(once, undisturbed.account)]
        tell(f"{part.value}: telling {number}, {len(once.struck)} kills, {once.seconds:.1f} s, {len(wrong)} wrong")
    return Row(
        part=part,
        answers=sum(undisturbed.answers),
        tellings=len(tellings),
        kills=sum(len(once.struck) for once in tellings),
        repeats=sum(once.repeats for once in tellings),
        seconds=undisturbed.seconds + sum(once.seconds for once in tellings),
        wrong=tuple(wrong),
    )


def judged(once: Told, undisturbed: Account) -> tuple[str, ...]:
    """Everything that is wrong with a telling, seen beside one that nobody disturbed."""
    if once.account == undisturbed:
        return once.faults
    return (*once.faults, f"the case counts {once.account}; undisturbed it counts {undisturbed}")
