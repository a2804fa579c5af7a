"""Let a case go on under another release."""

from dataclasses import replace

from laksana.cases.ledger import LoadedCase, record
from laksana.cases.office import office
from laksana.cases.views import CaseChanged
from laksana.procedures.loader import LoadedRelease
from laksana_engine.commands import MigrateCase, RevertMigration
from laksana_infra.database import execute
from laksana_infra.scope import current_scope


async def change_release(
    case: LoadedCase, target: LoadedRelease, command: MigrateCase | RevertMigration
) -> CaseChanged:
    """The locked case under the target from now on, who is asked and until when reckoned anew, in the caller's unit.

    That the case stands under the target where it stands has been proved under this very lock. Raises Invalid for one
    that has ended.
    """
    moved = replace(case, procedure=target.procedure, release=target.name, templates=target.templates)
    changed = await record(moved, command, calendar=(await office()).calendar)
    await execute(
        "update case_ set release = $3, release_hash = $4 where tenant_id = $1 and id = $2",
        current_scope().tenant_id, case.id, target.name, target.hash,
    )  # fmt: skip
    return changed
