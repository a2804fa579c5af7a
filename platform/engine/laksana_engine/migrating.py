"""A case goes on under another release; that it stands there where it stood has been proved before."""

from laksana_engine.commands import MigrateCase, RevertMigration
from laksana_engine.decision import Accepted, Decision, Refusal
from laksana_engine.events import CaseMigrated, CaseMigrationReverted
from laksana_engine.standing import unopened_or_ended
from laksana_engine.state import CaseState


def migrate_case(case: CaseState, command: MigrateCase) -> Decision:
    """The running case under the release to which it is moved; an ended one stays where it ended."""
    if (against := unopened_or_ended(case)) is not None:
        return Refusal((against,))
    return Accepted((CaseMigrated(at=command.at, move=command.move),))


def revert_migration(case: CaseState, command: RevertMigration) -> Decision:
    """The running case back under the release from which it was moved."""
    if (against := unopened_or_ended(case)) is not None:
        return Refusal((against,))
    return Accepted((CaseMigrationReverted(at=command.at, move=command.move),))
