"""Letters that cannot go on before the registry has given them a number."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from laksana.correspondence.numbers import Bearer
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
    by_hand = await registers_by_hand()
    wanted = [letter for letter in waiting if procedure.template(letter.kind).register in by_hand]
    has_number = await numbered([letter.id for letter in wanted]) if wanted else frozenset()
    return [letter for letter in wanted if letter.id not in has_number]


async def registers_by_hand() -> frozenset[str]:
    """The registers of the office whose numbers the registry or SRIKANDI gives."""
    formats = (await office_settings()).number_formats
    return frozenset(name for name, pattern in formats.items() if pattern.source is not NumberSource.SYSTEM)


async def numbered(bearer_ids: Sequence[UUID], bearer: Bearer = Bearer.LETTER) -> frozenset[UUID]:
    """Those of these letters for which a number is reserved or used."""
    rows = await fetch(
        f"select {bearer.value} as id from register_number"  # noqa: S608 - a member of Bearer
        f" where tenant_id = $1 and {bearer.value} = any($2) and status <> 'VOID'",
        current_scope().tenant_id, list(bearer_ids),
    )  # fmt: skip
    return frozenset(row["id"] for row in rows)
