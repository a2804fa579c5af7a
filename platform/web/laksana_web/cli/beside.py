"""Start the embedded services while the stack is imported: each takes seconds, together they take no longer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from laksana_infra.embedded.services import StartingServices
from laksana_infra.settings import Settings
from laksana_web.cli.late import late


@contextmanager
def services_beside(
    target: str, settings: Settings, *, durable: bool = True
) -> Iterator[tuple[Settings, Callable[..., Any]]]:
    """The settings completed by running services, and the function of this name imported meanwhile, for the block."""
    starting = StartingServices(settings, durable=durable)
    try:
        function = late(target)
    except BaseException:
        starting.wait().stop()
        raise
    with starting.wait() as services:
        yield services.settings, function
