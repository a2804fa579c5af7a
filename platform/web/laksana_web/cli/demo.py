"""The command `demo`: services of its own, the story, the report."""

import asyncio
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import rich_click as click

from laksana_infra.embedded.postgres import discard_postgres
from laksana_infra.embedded.storage import discard_storage
from laksana_infra.logging import configure_logging
from laksana_infra.settings import Settings, load_settings
from laksana_web.address import free_bind
from laksana_web.cli.beside import services_beside
from laksana_web.cli.late import late
from laksana_web.cli.refusal import Refusal

_IMPORTED_AT = time.monotonic()


def run_demo(as_json: bool, out: Path, home: Path | None) -> None:
    """The demonstration has been played and reported; code 1 when an office found a case of another."""
    tell = _silent if as_json else _told
    _made(out)
    with _home(home) as folder:
        settings = _settings(folder)
        # Its cases are invented: nothing is lost when the machine loses power.
        with services_beside("laksana_web.demo.run:play", settings, durable=False) as (complete, play):
            tell("PostgreSQL dan S3 tertanam berjalan")
            listening = replace(complete, bind=free_bind())
            report = asyncio.run(play(listening, out=out, tell=tell))
    report = replace(report, seconds=round(process_age(), 1))
    if as_json:
        click.echo(json.dumps(report.as_object(), ensure_ascii=False))
    else:
        late("laksana_web.demo.report:print_table")(report)
    if not report.succeeded:
        raise SystemExit(1)


def _made(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            f"folder {str(out)!r} tidak dapat dibuat ({error.strerror}); pilih yang lain dengan --out"
        ) from error


def process_age() -> float:
    """Seconds of wall time since this process started, or since this module was imported where nobody says."""
    try:
        started = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return time.monotonic() - _IMPORTED_AT


def _settings(home: Path) -> Settings:
    # Only the demonstration's own home: LAKSANA_* may name a database with real cases.
    given = {name: value for name, value in os.environ.items() if name in {"LAKSANA_LOG_FORMAT", "LAKSANA_LOG_LEVEL"}}
    settings = load_settings({**given, "LAKSANA_HOME": str(home)})
    if given.get("LAKSANA_LOG_LEVEL"):
        configure_logging(level=settings.log_level, format=settings.log_format)
    return settings


@contextmanager
def _home(given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given
        return
    home = Path(tempfile.mkdtemp(prefix="laksana-demo-"))
    try:
        yield home
    finally:
        # As root PostgreSQL's cluster may lie outside the home.
        for discard in (discard_postgres, discard_storage):
            _without_fail(discard, home)
        shutil.rmtree(home, ignore_errors=True)


def _without_fail(discard: Callable[[Path], None], home: Path) -> None:
    try:
        discard(home)
    except Exception as error:  # noqa: BLE001 - what really happened is on its way up already
        click.echo(f"Folder demo {home} tidak dapat dibersihkan ({error}); hapus sendiri", err=True)


def _told(sentence: str) -> None:
    click.echo(f"{process_age():6.1f} s  {sentence}")


def _silent(_sentence: str) -> None:
    return
