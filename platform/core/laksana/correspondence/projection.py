"""The office's letters, written from a case's events in their transaction."""

from collections.abc import Iterable
from uuid import UUID

from laksana_engine.commands import Command
from laksana_engine.events import Event
from laksana_sdk.procedure import Procedure


async def project_letters(case_id: UUID, procedure: Procedure, events: Iterable[Event], command: Command) -> None:
    """Bring the letter rows up to these events, and ask for papers that are to be issued."""
