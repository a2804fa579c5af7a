import asyncio
import os
from collections.abc import Iterator

import pytest
from tests.support import files, hanging_decoder

from laksana.inspection.examiners import Examiners
from laksana.inspection.images import MOST_PIXELS
from laksana_sdk.findings import error

UNDECODABLE = (error("files.undecodable"),)


@pytest.fixture(scope="module")
def examiners() -> Iterator[Examiners]:
    started = Examiners(processes=1, timeout_seconds=5)
    yield started
    started.stop()


async def test_inspection_runs_in_a_process_without_our_environment(
    examiners: Examiners, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAKSANA_MASTER_KEY", "rahasia")
    assert (await examiners.examine(files.jpeg(), "image/jpeg")).findings == ()

    pid = _process_of(examiners)

    with open(f"/proc/{pid}/environ", "rb") as environment:  # noqa: PTH123, ASYNC230 - no file of the disk
        names = {entry.partition(b"=")[0] for entry in environment.read().split(b"\0") if entry}
    assert names == {b"MALLOC_ARENA_MAX", b"MALLOC_MMAP_THRESHOLD_", b"MALLOC_TRIM_THRESHOLD_"}
    with open(f"/proc/{pid}/limits") as limits:  # noqa: PTH123, ASYNC230
        assert any(line.split()[:4] == ["Max", "open", "files", "0"] for line in limits)


async def test_inspection_of_a_bomb_leaves_the_next_file_alone(examiners: Examiners) -> None:
    bombed, passed = await asyncio.gather(
        examiners.examine(files.pixel_bomb(), "image/png"), examiners.examine(files.heic(), "image/heic")
    )

    assert bombed.findings == (error("files.image_too_large", most=MOST_PIXELS),)
    assert (passed.findings, passed.content_type) == ((), "image/jpeg")


async def test_inspection_ends_a_decoder_that_hangs_and_one_that_dies() -> None:
    hanging = Examiners(processes=1, timeout_seconds=0.3, program=[hanging_decoder.__file__])
    first_process = None
    try:
        for _ in range(2):
            assert (await hanging.examine(b"hang", "image/png")).findings == UNDECODABLE
            assert (await hanging.examine(b"die", "image/png")).findings == UNDECODABLE
            assert (await hanging.examine(b"well", "image/png")).findings == ()
            assert _process_of(hanging) != first_process
            first_process = _process_of(hanging)
    finally:
        hanging.stop()

    with pytest.raises(ProcessLookupError):
        os.kill(first_process or 0, 0)


async def test_inspection_refuses_a_file_that_needs_more_memory_than_there_is() -> None:
    poor = Examiners(processes=1, memory_megabytes=100)
    try:
        inspected = await poor.examine(files.flat_png(4_000), "image/png")
    finally:
        poor.stop()

    assert inspected.findings == UNDECODABLE


def _process_of(examiners: Examiners) -> int:
    process = examiners._idle.queue[-1]
    assert process is not None
    return process._process.pid
