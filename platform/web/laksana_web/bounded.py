"""Plugins in a command, which nobody watches: an alarm stops one that hangs, a limit one that eats memory."""

import os
import resource
import signal
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

from laksana_infra.settings import load_settings

_ADDRESSES_PER_MEGABYTE: Final = 4
"""Libraries take addresses that they never fill."""
_STATM: Final = Path("/proc/self/statm")


class PluginTooSlowError(BaseException):
    """No Exception: a plugin that goes on after whatever is raised in it must not go on after this."""


@contextmanager
def bounded() -> Iterator[None]:
    """The block, in which plugins raise PluginTooSlowError after the time of a load, MemoryError beyond its memory.

    A loop in C that hears no signal goes on until somebody presses Ctrl-C. On another thread than the main one nothing
    is limited, on another system than Linux memory is not.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    limits = load_settings(os.environ).plugins
    seconds = limits.loading.total_seconds()
    heard_before = signal.signal(signal.SIGALRM, _too_slow)
    addresses, most = resource.getrlimit(resource.RLIMIT_AS)
    if _STATM.exists():
        more = _ADDRESSES_PER_MEGABYTE * limits.megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (_addresses_now() + more, most))
    # Again and again: one that swallowed the alarm hears the next.
    signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, heard_before)
        resource.setrlimit(resource.RLIMIT_AS, (addresses, most))


def _too_slow(_number: int, frame: FrameType | None) -> NoReturn:
    where = traceback.extract_stack(frame)[-1]
    raise PluginTooSlowError(
        f"it did not come to an end; it stood in {where.filename}, line {where.lineno}, {where.name}"
    )


def _addresses_now() -> int:
    return int(_STATM.read_text("ascii").split()[0]) * resource.getpagesize()
