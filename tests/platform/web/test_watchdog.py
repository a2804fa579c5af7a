"""When a watchdog ends a process and whom it blames, and that it ends with it."""

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from laksana.procedures import guard
from laksana.procedures.under_way import UnderWay, noted
from laksana.procedures.views import LOADING, Fault, PluginCall
from laksana_infra.settings import PluginLimits
from laksana_web.watchdog import LOOK_SECONDS, Look, Turn, watched, within_the_call

CALL = PluginCall(sop="sop_contoh", release="r1", hook="validators", function="contoh:periksa")
LIMITS = PluginLimits(megabytes=100)


def call(number: int) -> UnderWay:
    return UnderWay(number=number, began=0.0, call=CALL)


def looks(*seen: tuple[float, int | None, int], busy: float = 0.0) -> list[Fault | None]:
    """What is seen wrong at each look: its time, the number of the call under way, the megabytes.

    So much of the time, `busy`, the process has computed.
    """
    look = Look(LIMITS)
    return [
        look.at(call(n) if n else None, megabytes=megabytes, computed=90 + busy * now, now=now)
        for now, n, megabytes in seen
    ]


def test_a_call_hangs_when_it_has_been_looked_at_for_longer_than_its_limit() -> None:
    steady = [(turn * 0.125, 1, 80) for turn in range(42)]

    assert looks(*steady) == [*[None] * 41, Fault.HUNG]


def test_a_call_that_computes_all_the_time_hangs_after_two_fifths_of_the_limit() -> None:
    steady = [(turn * 0.125, 1, 80) for turn in range(18)]

    assert looks(*steady, busy=1.0) == [*[None] * 17, Fault.HUNG]
    assert not any(looks(*((turn * LOOK_SECONDS, turn + 1, 80) for turn in range(200)), busy=1.0))


def test_the_import_of_a_plugin_may_take_twelve_times_as_long() -> None:
    look, importing = Look(LIMITS), replace(call(1), call=replace(CALL, hook=LOADING))

    seen = [look.at(importing, megabytes=80, computed=turn * 0.125, now=turn * 0.125) for turn in range(482)]

    assert seen == [*[None] * 481, Fault.HUNG]


def test_many_calls_one_after_the_other_do_not_hang() -> None:
    assert not any(looks(*((turn * LOOK_SECONDS, turn + 1, 80) for turn in range(200))))


def test_a_machine_that_stood_still_is_not_held_against_the_call() -> None:
    assert looks((0.0, 1, 80), (LOOK_SECONDS, 1, 80), (3600.0, 1, 80), (3600.1, 1, 80)) == [None] * 4


def test_memory_is_a_calls_own_only_where_it_was_not_there_before_the_call() -> None:
    assert looks((0.0, None, 900), (0.1, 1, 950), (0.2, 1, 1000), (0.3, 1, 1001))[-1] is Fault.GREEDY
    assert looks((0.0, None, 80), (0.1, None, 900), (0.2, 1, 900), (0.3, None, 5000)) == [None] * 4


def test_the_evidence_is_the_plugins_part_of_the_stack() -> None:
    told = (
        f'Stack (most recent call first):\n  File "a.py", line 1 in x\n  File "{guard.__file__}", line 9\n  File "b"\n'
    )

    assert within_the_call(told) == 'File "a.py", line 1 in x'


Life = Callable[[Turn], int]


def dies_in_a_call(turn: Turn) -> int:
    turn.served()
    with noted(CALL):
        os._exit(0)


def is_killed(turn: Turn) -> int:
    turn.served()
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def cannot_begin(_turn: Turn) -> int:
    return 1


def ends(turn: Turn) -> int:
    turn.served()
    return 5


@pytest.mark.parametrize(
    ("lives", "code", "told"),
    [
        ((ends,), 5, ["first"]),
        ((cannot_begin,), 1, ["first"]),
        ((is_killed, ends), 5, ["first", "again"]),
        ((dies_in_a_call, cannot_begin, ends), 5, ["first", "again DIED r1", "again DIED r1"]),
        ((dies_in_a_call, is_killed, ends), 5, ["first", "again DIED r1", "again"]),
    ],
    ids=lambda given: given[-1] if isinstance(given, list) else "",
)
def test_a_process_that_was_ended_is_replaced_and_its_successor_is_told_until_it_serves(
    tmp_path: Path, lives: Sequence[Life], code: int, told: list[str]
) -> None:
    diary = tmp_path / "diary"
    diary.touch()

    def work(turn: Turn) -> int:
        number = len(diary.read_text().splitlines())
        blamed = [f"{found.fault} {found.call.release}" for found in turn.evidence]
        with diary.open("a") as lines:
            lines.write(" ".join(("first" if turn.is_first else "again", *blamed)) + "\n")
        return lives[number](turn)

    assert watched(work, LIMITS) == code
    assert diary.read_text().splitlines() == told
