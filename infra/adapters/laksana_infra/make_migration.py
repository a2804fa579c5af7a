"""For developers: `python -m laksana_infra.make_migration APP` writes the migration that is missing."""

import argparse
import asyncio
import sys

from piccolo.apps.migrations.commands.new import NoChanges, _create_new_migration

from laksana_infra.migrations import NoEngine, app_config, conf

__all__ = ["make_migration"]


async def make_migration(app: str, *, description: str, empty: bool = False) -> str | None:
    """The path of the new migration file of this app, or None when its tables say no more than its migrations.

    An `empty` one is for raw steps, such as walls.
    """
    with conf(NoEngine(), [app]):
        try:
            made = await _create_new_migration(app_config(app), auto=not empty, description=description)
        except NoChanges:
            return None
    return made.migration_path


def main() -> int:
    """Write the migration and say where it lies."""
    parser = argparse.ArgumentParser(prog="python -m laksana_infra.make_migration", description=__doc__)
    parser.add_argument("app", help="the app's module, such as laksana_tenants.piccolo_app")
    parser.add_argument("--description", default="", help="what it does, in a few words")
    parser.add_argument("--empty", action="store_true", help="a migration to fill in, for raw SQL")
    given = parser.parse_args()
    path = asyncio.run(make_migration(given.app, description=given.description, empty=given.empty))
    sys.stdout.write(f"{path}\n" if path else f"the migrations of {given.app} say all that its tables say\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
