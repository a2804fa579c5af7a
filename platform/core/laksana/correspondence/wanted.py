"""Letters that cannot go on before the registry has given them a number."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from laksana_engine.state import CaseState, LetterStage, LetterState
from laksana_engine.tasks import Task, TaskKind
from laksana_infra.database import fetch
from laksana_infra.scope import current_scope
from laksana_sdk.procedure import Procedure
from laksana_tenants.queries import office_settings
from laksana_tenants.views import NumberSource

GIVE_NUMBER = "GIVE_NUMBER"
"""The kind of the task by which the registry is asked; the engine knows none, because numbers are the office's."""


async def numbers_wanted(procedure: Procedure, state: CaseState, tasks: Iterable[Task]) -> Sequence[LetterState]:
    """The case's letters that are next to be numbered, by hand, and bear no number yet."""
    about_to_be = {task.letter_id for task in tasks if task.kind is TaskKind.FINALISE}
    waiting = [
        letter for letter in state.letters.values() if letter.id in about_to_be or letter.stage is LetterStage.REQUESTED
    ]
    if not waiting:
        return ()
    formats = (await office_settings()).number_formats
    by_hand = {register for register, pattern in formats.items() if pattern.source is not NumberSource.SYSTEM}
    wanted = [letter for letter in waiting if procedure.template(letter.kind).register in by_hand]
    numbered = await _numbered([letter.id for letter in wanted]) if wanted else frozenset()
    return [letter for letter in wanted if letter.id not in numbered]


async def _numbered(letter_ids: list[UUID]) -> frozenset[UUID]:
    rows = await fetch(
        "select letter_id from register_number where tenant_id = $1 and letter_id = any($2) and status <> 'VOID'",
        current_scope().tenant_id, letter_ids,
    )  # fmt: skip
    return frozenset(row["letter_id"] for row in rows)
