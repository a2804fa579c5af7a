"""The commands that run until they are stopped, and `migrate`."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import rich_click as click

from laksana_infra.logging import configure_logging
from laksana_infra.settings import Settings, load_settings
from laksana_web.address import refuse_taken
from laksana_web.cli.beside import services_beside
from laksana_web.cli.late import in_a_sentence, late
from laksana_web.cli.refusal import Refusal
from laksana_web.watchdog import Turn, watched


def up() -> None:
    """Everything has run in one watched process until SIGINT or SIGTERM."""
    settings = _settings()
    refuse_taken(settings.bind)  # before anything starts
    with services_beside("laksana_web.serving:serve", settings) as (complete, serve):
        _watched(complete, partial(serve, web=True, worker=True, migrating=True))


def serve_alone() -> None:
    """The web server has run until SIGINT or SIGTERM."""
    _watched(_complete("serve"), partial(late("laksana_web.serving:serve"), web=True, worker=False))


def work_alone() -> None:
    """The worker has run until SIGINT or SIGTERM."""
    _watched(_complete("worker"), partial(late("laksana_web.serving:serve"), web=False, worker=True))


def _watched(settings: Settings, serve: Callable[..., None]) -> None:
    def work(turn: Turn) -> int:
        def announce(sentence: str) -> None:
            turn.served()
            if turn.is_first:
                click.echo(sentence)

        try:
            with in_a_sentence(), _exporting(settings):
                serve(settings, announce, convicted=turn.evidence)
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    if code := watched(work, settings.plugins):
        raise SystemExit(code)


def migrate_alone() -> None:
    """The database of the settings has the present schema, and it is said what had to be done."""
    settings = _settings()
    if settings.embeds_postgres():
        raise _needs("migrate", "LAKSANA_DATABASE_OWNER_URL")
    report = asyncio.run(late("laksana_web.serving:bring_up_to_date")(settings))
    for step in (*report.job_steps, *report.migrations):
        click.echo(f"diterapkan: {step}")
    if not report.job_steps and not report.migrations:
        click.echo("Skema sudah mutakhir.")


def _complete(command: str) -> Settings:
    settings = _settings()
    if settings.embeds_postgres():
        raise _needs(command, "LAKSANA_DATABASE_URL")
    if settings.embeds_storage():
        raise _needs(command, "LAKSANA_S3_ENDPOINT")
    return settings


def _settings() -> Settings:
    settings = load_settings(os.environ)
    configure_logging(level=settings.log_level, format=settings.log_format)
    return settings


@contextmanager
def _exporting(settings: Settings) -> Iterator[None]:
    if settings.metrics_bind is None and settings.otlp_endpoint is None:
        yield
        return
    with late("laksana_infra.telemetry_export:exporting")(settings):
        yield


def _needs(command: str, variable: str) -> Refusal:
    return Refusal(
        f"laksana {command}: {variable} belum diatur; atur variabel itu, atau jalankan semuanya dengan: laksana up"
    )
