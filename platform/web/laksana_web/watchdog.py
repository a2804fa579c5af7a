"""Ends and replaces a process in which a plugin hangs, eats memory or dies, and keeps what was seen of it."""

import ctypes
import faulthandler
import mmap
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import IO, Final, NoReturn

import structlog

from laksana.procedures import guard, loader
from laksana.procedures.under_way import CallSlot, UnderWay, watch
from laksana.procedures.views import LOADING, Evidence, Fault
from laksana_infra.settings import PluginLimits

LOOK_SECONDS: Final = 0.1
_HEARD: Final = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGCHLD})
_TELL_STACK: Final = signal.SIGUSR1
_MOST_FRAMES: Final = 60
_STACK_SECONDS: Final = 1.0
_SHORT_LIFE_SECONDS: Final = 60.0
_LONGEST_PAUSE_SECONDS: Final = 30.0
_PR_SET_PDEATHSIG: Final = 1
_TICKS: Final = os.sysconf("SC_CLK_TCK")

_log = structlog.stdlib.get_logger("laksana.web")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a process is told when it begins: what its predecessors leave to be stored, and whom to tell that it serves.

    `served` may be called once the evidence has been stored; then it is not told again.
    """

    evidence: tuple[Evidence, ...]
    is_first: bool
    served: Callable[[], None]


_Signals = set[int | signal.Signals]

Work = Callable[[Turn], int]
"""What a process does from its beginning to its end; gives its exit code."""


def watched(work: Work, limits: PluginLimits) -> int:
    """The exit code of this work, done in a process of its own until it ends or somebody says stop.

    The process is replaced when a signal ends it, and ended when a plugin's function goes past the limits; SIGINT and
    SIGTERM are passed on. Call it from the main thread, before anything else has begun a thread: it forks.
    """
    heard_before = signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
    try:
        return _until_the_end(work, limits, heard_before)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard_before)


def _until_the_end(work: Work, limits: PluginLimits, heard_before: _Signals) -> int:
    evidence: tuple[Evidence, ...] = ()
    has_served, short_lives = False, 0
    while True:
        began = time.monotonic()
        with tempfile.TemporaryFile() as stack:
            process = _Process(stack)
            process.begin(work, evidence, is_first=not has_served, heard=heard_before)
            end = process.until_it_ends(limits)
        # A replacement that could not begin, for want of its database perhaps, is tried again.
        gave_up = not end.by_force and (process.serves or not has_served)
        if process.serves:
            evidence, has_served = (), True
        evidence += end.evidence
        if end.was_asked or (gave_up and not evidence):
            for left in evidence:
                _log.error("quarantine_not_stored", sop=left.call.sop, release=left.call.release, fault=left.fault)
            return end.code
        _log.error("process_replaced", code=end.code, faults=[found.fault.value for found in end.evidence])
        short_lives = short_lives + 1 if time.monotonic() - began < _SHORT_LIFE_SECONDS else 0
        if short_lives > 1 and _told_to_stop(min(2.0 ** (short_lives - 4), _LONGEST_PAUSE_SECONDS)):
            return end.code


def _told_to_stop(seconds: float) -> bool:
    return signal.sigtimedwait(_HEARD - {signal.SIGCHLD}, seconds) is not None


class Look:
    """What is remembered from one look at a process to the next; a look that comes late is not held against a call."""

    def __init__(self, limits: PluginLimits) -> None:
        """Nothing has been seen yet."""
        self._limits = limits
        self._looked_at = 0.0
        self._number = 0
        self._waited = 0.0
        self._megabytes = self._before = 0
        self._computed = self._computed_before = 0.0

    @property
    def grown(self) -> int:
        """By how many megabytes the process has grown since before the call."""
        return self._megabytes - self._before

    def at(self, seen: UnderWay | None, *, megabytes: int, computed: float, now: float) -> Fault | None:
        """What the call under way does wrong by now, if anything; `computed` are the process's seconds of processor."""
        passed, self._looked_at = min(now - self._looked_at, 2 * LOOK_SECONDS), now
        if seen is None or seen.number != self._number:
            # Memory and time of the look before: this call may have taken some already.
            self._number, self._waited, self._before = (seen.number if seen else 0), 0.0, self._megabytes or megabytes
            self._computed_before = self._computed or computed
        else:
            self._waited += passed
        self._megabytes, self._computed = megabytes, computed
        if seen is None:
            return None
        if self.grown > self._limits.megabytes:
            return Fault.GREEDY
        if seen.call.hook == LOADING:
            hangs = self._waited > self._limits.loading.total_seconds()
        else:
            busy = computed - self._computed_before
            hangs = self._waited > self._limits.longest.total_seconds() or busy > self._limits.busiest.total_seconds()
        return Fault.HUNG if hangs else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    code: int
    by_force: bool
    was_asked: bool
    evidence: tuple[Evidence, ...]


@dataclass(slots=True)
class _Process:
    """A fork of this process that works, and what its parent can read of it."""

    stack: IO[bytes]
    slot: CallSlot = field(default_factory=CallSlot)
    pid: int = 0
    _serves: mmap.mmap = field(default_factory=lambda: mmap.mmap(-1, 1))

    def begin(self, work: Work, evidence: tuple[Evidence, ...], *, is_first: bool, heard: _Signals) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        self.pid = os.fork()
        if not self.pid:
            self._live(parent, partial(work, Turn(evidence=evidence, is_first=is_first, served=self._serve)), heard)

    @property
    def serves(self) -> bool:
        """Whether it has come so far as to serve."""
        return self._serves[0] == 1

    def until_it_ends(self, limits: PluginLimits) -> _End:
        look, was_asked, fault = Look(limits), False, None
        while True:
            heard = signal.sigtimedwait(_HEARD, LOOK_SECONDS)
            if heard is not None and heard.si_signo != signal.SIGCHLD:
                was_asked = True
                os.kill(self.pid, signal.SIGTERM)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                break
            megabytes, computed = _taken_by(self.pid)
            fault = fault or look.at(self.slot.read(), megabytes=megabytes, computed=computed, now=time.monotonic())
            if fault is not None:
                _, status = self._killed()
                break
        code = os.waitstatus_to_exitcode(status)
        evidence = self._evidence(fault, look.grown)
        return _End(code=code if code >= 0 else 128 - code, by_force=code < 0, was_asked=was_asked, evidence=evidence)

    def _evidence(self, fault: Fault | None, grown: int) -> tuple[Evidence, ...]:
        # Nobody writes there any more. A call that ended in the last moment is not blamed.
        last = self.slot.read()
        if last is None:
            return ()
        milliseconds = round((time.monotonic() - last.began) * 1000)
        self.stack.seek(0)
        stack = within_the_call(self.stack.read().decode(errors="replace"))
        found = Evidence(
            call=last.call, fault=fault or Fault.DIED, milliseconds=milliseconds, megabytes=max(0, grown), stack=stack
        )
        return (found,)

    def _killed(self) -> tuple[int, int]:
        os.kill(self.pid, _TELL_STACK)
        deadline = time.monotonic() + _STACK_SECONDS
        told = 0
        while time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS / 4)
            before, told = told, os.fstat(self.stack.fileno()).st_size
            if told and told == before:
                break
        os.kill(self.pid, signal.SIGKILL)
        return os.waitpid(self.pid, 0)

    def _live(self, parent: int, work: Callable[[], int], heard: _Signals) -> NoReturn:
        code = 1
        try:
            end_with(parent)
            # Told in C, from the handler itself: a loop that never lets go of the interpreter is told of too.
            faulthandler.register(_TELL_STACK, file=self.stack, all_threads=False)
            watch(self.slot)
            signal.pthread_sigmask(signal.SIG_SETMASK, heard)
            code = work()
        except BaseException:  # noqa: BLE001 - nothing of the parent's stack may be unwound here
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _serve(self) -> None:
        self._serves[0] = 1


def within_the_call(stack: str) -> str:
    """The stack's lines that are the plugin's, newest call first: those before the guard or the loader are left out."""
    lines = [line.strip() for line in stack.splitlines() if line.startswith("  File") and "<frozen" not in line]
    ours = (guard.__file__, loader.__file__)
    return "\n".join(takewhile(lambda line: not any(file in line for file in ours), lines[:_MOST_FRAMES]))


def end_with(parent: int) -> None:
    """From now on this process is killed when its parent ends; at once when it has."""
    # However the parent ends, nothing that it started goes on without it.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _taken_by(pid: int) -> tuple[int, float]:
    """The megabytes of memory and seconds of processor that the process has."""
    try:
        # A program's name, in parentheses, may hold blanks.
        fields = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0, 0.0
    return int(fields[21]) * mmap.PAGESIZE // 2**20, (int(fields[11]) + int(fields[12])) / _TICKS
