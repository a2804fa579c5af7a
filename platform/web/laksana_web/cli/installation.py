"""A whole installation for one command: the services of the settings, or the embedded ones of LAKSANA_HOME."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from laksana_infra.embedded.process import HomeInUseError
from laksana_infra.embedded.services import attached_services
from laksana_infra.settings import Settings, load_settings
from laksana_web.cli.beside import services_beside
from laksana_web.cli.late import late


def in_installation(target: str, /, **arguments: object) -> Any:  # noqa: ANN401 - what the named coroutine function returns
    """What the coroutine function of this name returns, called with database, storage, keys and SOPs installed.

    Without settings the embedded services of LAKSANA_HOME are started, migrated and stopped again, or those that
    `laksana up` runs there are used.
    """
    with opened_installation(target) as (settings, function, migrating):
        work = late("laksana_web.administration:with_installation")
        return asyncio.run(work(settings, function, arguments, migrating=migrating))


@contextmanager
def opened_installation(target: str) -> Iterator[tuple[Settings, Callable[..., Any], bool]]:
    """The settings completed by running services, the function of this name, and whether nobody migrated them yet."""
    settings = load_settings(os.environ)
    with ExitStack() as services:
        try:
            complete, function = services.enter_context(services_beside(target, settings))
        except HomeInUseError:
            yield attached_services(settings).settings, late(target), False
        else:
            yield complete, function, settings.embeds_postgres()
