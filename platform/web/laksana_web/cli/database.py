"""A database for one command: the one of the settings, or the embedded one of LAKSANA_HOME."""

import asyncio
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

from laksana_infra.embedded.postgres import RunningPostgres, attach_postgres, start_postgres
from laksana_infra.embedded.process import HomeInUseError
from laksana_infra.settings import Settings, load_settings
from laksana_web.cli.late import late


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    postgres: RunningPostgres
    is_ours: bool


def in_database(target: str, /, **arguments: object) -> Any:  # noqa: ANN401 - what the named coroutine function returns
    """What the coroutine function of this name returns, called with an installed database.

    Without settings the embedded PostgreSQL of LAKSANA_HOME is started, migrated and stopped again, or the one that
    `laksana up` runs there is used.
    """
    settings = load_settings(os.environ)
    if not settings.embeds_postgres():
        return _called(target, settings, arguments, migrating=False)
    with ThreadPoolExecutor(max_workers=1) as threads:
        opening = threads.submit(_open, settings)
        late(target)  # beside the start, which takes as long
        opened = opening.result()
    with opened.postgres as postgres:
        complete = replace(
            settings,
            database_url=postgres.app_url,
            database_owner_url=postgres.owner_url,
            database_province_url=postgres.province_url,
        )
        return _called(target, complete, arguments, migrating=opened.is_ours)


def _open(settings: Settings) -> _Opened:
    try:
        return _Opened(postgres=start_postgres(settings.home), is_ours=True)
    except HomeInUseError:
        return _Opened(postgres=attach_postgres(settings.home), is_ours=False)


def _called(target: str, settings: Settings, arguments: Mapping[str, object], *, migrating: bool) -> Any:  # noqa: ANN401
    work = late("laksana_web.administration:with_database")
    return asyncio.run(work(settings, late(target), arguments, migrating=migrating))
