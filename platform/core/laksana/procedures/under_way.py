"""Which function of a plugin runs since when, noted where another process can read it even when this one hangs."""

import mmap
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from laksana.procedures.quarantine import quarantine
from laksana.procedures.views import PluginCall

_NUMBERS: Final = struct.Struct("=QQH")
_BETWEEN: Final = "\x1f"
# A busy machine makes an innocent call late; the processor's time is the call's own.
_WAITING_COUNTS: Final = 4
"""By how much time off the processor is divided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """A call that has not ended: its number in its process, when it began (monotonic seconds), what runs in it now."""

    number: int
    began: float
    call: PluginCall


class CallSlot:
    """The note of one process, in memory that it shares with whoever forks it.

    Every function of a plugin runs on the process's loop, one at a time, though one may lie within another: then the
    outer one's beginning counts, and the inner one's name. Whoever reads while it is being written may read nonsense:
    believe a note that has stood still, or whose writer is dead.
    """

    def __init__(self) -> None:
        """A slot that nobody has written to; make it before the fork."""
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)
        self._number = 0
        self._began = 0
        self._noted: list[bytes] = []

    def begin(self, call: PluginCall) -> None:
        """The call is under way."""
        if not self._noted:
            self._number += 1
            self._began = time.monotonic_ns()
        note = _BETWEEN.join((call.sop, call.release, call.hook, call.function)).encode()
        self._noted.append(note[: mmap.PAGESIZE - _NUMBERS.size])
        self._write(self._began)

    def end(self) -> None:
        """The call that began last is over."""
        self._noted.pop()
        self._write(self._began if self._noted else 0)

    def _write(self, began: int) -> None:
        note = self._noted[-1] if self._noted else b""
        self._memory[_NUMBERS.size : _NUMBERS.size + len(note)] = note
        _NUMBERS.pack_into(self._memory, 0, self._number, began, len(note))

    def read(self) -> UnderWay | None:
        """What is under way, None between calls."""
        number, began, length = _NUMBERS.unpack_from(self._memory)
        if not began:
            return None
        parts = self._memory[_NUMBERS.size : _NUMBERS.size + length].decode(errors="replace").split(_BETWEEN)
        sop, release, hook, function = (*parts, "", "", "", "")[:4]
        call = PluginCall(sop=sop, release=release, hook=hook, function=function)
        return UnderWay(number=number, began=began / 1e9, call=call)


_slot = CallSlot()


def watch(slot: CallSlot) -> None:
    """From now on this process notes its calls there, where somebody watches it."""
    global _slot  # noqa: PLW0603 - one slot a process, set by the composition root
    _slot = slot


@contextmanager
def noted(call: PluginCall) -> Iterator[None]:
    """The block is this call, and the watchdog reads of it."""
    slot = _slot
    slot.begin(call)
    try:
        yield
    finally:
        slot.end()


@contextmanager
def under_way(call: PluginCall) -> Iterator[None]:
    """The same, and a block that overruns its time is counted against the call's release."""
    began, busy = time.monotonic(), time.thread_time()
    try:
        with noted(call):
            yield
    finally:
        passed = time.monotonic() - began
        quarantine().took(call, max(time.thread_time() - busy, passed / _WAITING_COUNTS), passed)
