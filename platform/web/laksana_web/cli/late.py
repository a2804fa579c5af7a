"""Import what a command needs when it is called: importing the whole stack takes seconds."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import rich_click as click

from laksana_infra.settings import LogFormat, LogLevel
from laksana_web.cli.failures import explained


def late(target: str) -> Callable[..., Any]:
    """The function of this name, `package.module:function`, imported now."""
    module, _, name = target.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


def run(target: str, /, **arguments: object) -> None:
    """The command's work is done, or the process ends with a sentence on standard error and code 1, never a traceback.

    `LAKSANA_LOG_LEVEL=DEBUG` shows the traceback of an error that nobody foresaw.
    """
    with in_a_sentence():
        function = late(target)
        # Imported late too: without it `laksana --help` would take twice as long.
        late("laksana_infra.logging:configure_logging")(level=LogLevel.ERROR, format=LogFormat.CONSOLE)
        function(**arguments)


@contextmanager
def in_a_sentence() -> Iterator[None]:
    """What the block raises ends it with SystemExit, once a sentence on standard error has said why."""
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:
        # Whoever read our output has gone (`laksana tenant list | head`); nothing must be flushed into the void.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except Exception as error:  # noqa: BLE001 - the outermost handler: a sentence instead of a traceback
        click.echo(_sentence(error), err=True)
        raise SystemExit(1) from None


def _sentence(error: Exception) -> str:
    sentence = explained(error)
    if sentence is not None:
        return sentence
    if os.environ.get("LAKSANA_LOG_LEVEL", "").upper() == LogLevel.DEBUG:
        raise error
    kind = type(error).__name__
    return f"Kesalahan yang tidak terduga ({kind}); jalankan lagi dengan LAKSANA_LOG_LEVEL=DEBUG, lalu laporkan"
