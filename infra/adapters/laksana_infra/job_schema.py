"""The job queue's tables: Procrastinate's own SQL in schema `jobs`, with a book of what was applied."""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from laksana_infra.clock import now
from laksana_infra.connection import Connection

__all__ = ["JobSchemaError", "bring_job_schema_up"]

_BOOK: Final = """
CREATE TABLE IF NOT EXISTS jobs.applied_step (
    step text PRIMARY KEY, release text NOT NULL, applied_at timestamptz NOT NULL
)"""

# The queue belongs to no office: its rows carry an office's id among their arguments and no personal data.
_GRANTS: Final = """
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jobs TO laksana_app;
REVOKE ALL ON jobs.applied_step FROM laksana_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA jobs TO laksana_app;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA jobs TO laksana_app;
"""


class JobSchemaError(RuntimeError):
    """The job queue's tables are not what its installed release expects."""


async def bring_job_schema_up(connection: Connection) -> tuple[str, ...]:
    """The steps that were applied, under the owner's login; none when the queue's tables were up to date.

    An empty schema gets the whole of the installed release, an older one the steps since; each with its entry in the
    book in one transaction. Raises JobSchemaError when the database is newer than the installed release.
    """
    folder = _sql_folder()
    steps = {path.stem: path for path in sorted((folder / "migrations").glob("*.sql"))}
    await connection.execute(_BOOK)
    applied = {row["step"] for row in await connection.fetch("select step from jobs.applied_step")}
    unknown = sorted(applied - steps.keys())
    if unknown:
        message = f"the job queue has step {unknown[-1]}, which procrastinate {_release()} does not know; upgrade it"
        raise JobSchemaError(message)
    if not applied:
        await _apply(connection, (folder / "schema.sql").read_text("utf-8"), tuple(steps))
        return tuple(steps)
    missing = tuple(step for step in steps if step not in applied)
    for step in missing:
        await _apply(connection, steps[step].read_text("utf-8"), (step,))
    return missing


async def _apply(connection: Connection, script: str, steps: tuple[str, ...]) -> None:
    await connection.execute("BEGIN; SET LOCAL search_path = jobs")
    try:
        await connection.execute(script)
        await connection.execute(_GRANTS)
        await connection.fetch(
            "insert into jobs.applied_step (step, release, applied_at) select unnest($1::text[]), $2, $3",
            list(steps),
            _release(),
            now(),
        )
        await connection.execute("COMMIT")
    except BaseException:
        await connection.execute("ROLLBACK")
        raise


def _sql_folder() -> Path:
    # Looked up, not imported: importing the package brings its whole machinery and libpq.
    spec = find_spec("procrastinate")
    if spec is None or spec.origin is None:
        raise JobSchemaError("the package procrastinate is not installed; install laksana-platform")
    return Path(spec.origin).parent / "sql"


def _release() -> str:
    return version("procrastinate")
