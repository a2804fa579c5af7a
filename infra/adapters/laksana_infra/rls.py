"""SQL for the walls of a table: who may touch it, and which rows exist for whom.

Each function returns SQL text for `migrations.run_sql`, in a migration after the one that makes the table (Piccolo runs
raw steps before it makes tables). Names are checked; expressions and queries are written by the migration's author.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, TypeAlias

__all__ = [
    "Privilege",
    "RlsError",
    "append_only_table",
    "foreign_key",
    "masked_view",
    "office_table",
    "shared_columns",
    "shared_table",
    "unique",
    "walls",
]

APP: Final = "laksana_app"
MASKS: Final = "laksana_masks"
PROVINCE: Final = "laksana_province"

# What is '' or unset must read as NULL, which equals nothing: after its first use in a session a setting is ''.
ONE_OFFICE: Final = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid"
# The inner select is worked out once a statement: read row by row, counting 80,000 cases took three times as long.
PROVINCE_OFFICES: Final = (
    "tenant_id = any((select nullif(current_setting('app.tenant_ids', true), '')::uuid[])::uuid[])"
)

Privilege: TypeAlias = Literal["SELECT", "INSERT", "UPDATE", "DELETE"]
OnDelete: TypeAlias = Literal["RESTRICT", "CASCADE", "NO ACTION"]

_PLAIN_COLUMNS: Final = re.compile(r"\s*SELECT [\w, \n]+ FROM app\.\w+\s*;?\s*")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")


class RlsError(ValueError):
    """A name that cannot become part of a wall."""


def office_table(table: str, *, privileges: Sequence[Privilege] = ("SELECT", "INSERT", "UPDATE", "DELETE")) -> str:
    """SQL that gives an office's table its real key `(tenant_id, id)`, its walls and the service's rights."""
    return "\n".join((_real_key(table), walls(table), _grant(table, privileges, to=APP)))


def append_only_table(table: str) -> str:
    """SQL as for `office_table`, but rows are only ever added: a trigger refuses change and removal to everybody.

    The trigger fires for the owner too and for statements that find no row, so nobody changes history in passing.
    """
    name = _checked(table)
    refusal = (
        "CREATE OR REPLACE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '% refuses %: its rows are only ever added', TG_TABLE_NAME, TG_OP "
        "USING ERRCODE = 'restrict_violation'; END $$;"
    )
    trigger = (
        f"CREATE TRIGGER {_joined(name, 'append_only')} BEFORE UPDATE OR DELETE OR TRUNCATE ON app.{name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();"
    )
    return "\n".join((office_table(table, privileges=("SELECT", "INSERT")), refusal, trigger))


def walls(table: str) -> str:
    """SQL for row-level security alone: enabled, forced, one restrictive and one permissive policy for the service.

    The restrictive one keeps standing when somebody adds a generous policy; PostgreSQL evaluates equal conditions once.
    """
    name = _checked(table)
    rule = f"TO {APP} USING ({ONE_OFFICE}) WITH CHECK ({ONE_OFFICE});"
    return "\n".join(
        (
            f"ALTER TABLE app.{name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;",
            f"CREATE POLICY {_joined(name, 'wall')} ON app.{name} AS RESTRICTIVE FOR ALL {rule}",
            f"CREATE POLICY {_joined(name, 'office')} ON app.{name} AS PERMISSIVE FOR ALL {rule}",
        )
    )


def shared_table(table: str, *, privileges: Sequence[Privilege]) -> str:
    """SQL that lets the service use a table of no office; a test compares the list of them."""
    return _grant(table, privileges, to=APP)


def foreign_key(
    table: str, column: str, *, references: str, on_delete: OnDelete = "RESTRICT", deferred: bool = False
) -> str:
    """SQL for a reference within one office, with its index: `(tenant_id, column)` to `(tenant_id, id)`.

    The check itself passes row-level security, so the tenant's column must be part of the key.
    """
    name, field, parent = _checked(table), _checked(column), _checked(references)
    timing = " DEFERRABLE INITIALLY DEFERRED" if deferred else ""
    return (
        f"ALTER TABLE app.{name} ADD CONSTRAINT {_joined(name, field, 'fkey')} FOREIGN KEY (tenant_id, {field}) "
        f"REFERENCES app.{parent} (tenant_id, id) ON DELETE {on_delete}{timing};\n"
        f"CREATE INDEX {_joined(name, field, 'idx')} ON app.{name} (tenant_id, {field});"
    )


def unique(table: str, *columns: str, where: str | None = None) -> str:
    """SQL for values that are unique within one office; a key without the tenant would betray another's values."""
    name, fields = _checked(table), [_checked(column) for column in columns]
    condition = f" WHERE {where}" if where else ""
    index = _joined(name, *fields, "key")
    return f"CREATE UNIQUE INDEX {index} ON app.{name} (tenant_id, {', '.join(fields)}){condition};"


def masked_view(view: str, *, query: str, reads: Mapping[str, Iterable[str]]) -> str:
    """SQL for a view in schema `masks` that the province login may read, over the offices of its scope.

    `reads` names each office's table in the query with the columns it needs: the masks' role is granted these alone, so
    a view cannot show a column by mistake. Tables without `tenant_id` are granted by `shared_columns`.
    """
    name = _checked(view)
    # A query that hides rows by itself needs a barrier. Where row-level security alone decides, the barrier would only
    # keep a page from walking its index: 48 ms instead of 0.5 for the newest fifty of 80,000 cases.
    options = "" if _PLAIN_COLUMNS.fullmatch(query) else " WITH (security_barrier)"
    grants = [line for table, columns in reads.items() for line in _reading(_checked(table), columns)]
    return "\n".join(
        (
            *grants,
            f"DROP VIEW IF EXISTS masks.{name};",
            f"CREATE VIEW masks.{name}{options} AS {query.strip().removesuffix(';')};",
            f"GRANT SELECT ON masks.{name} TO {PROVINCE};",
            f"ALTER VIEW masks.{name} OWNER TO {MASKS};",
        )
    )


def shared_columns(table: str, columns: Iterable[str]) -> str:
    """SQL that lets masked views read these columns of a table that belongs to no office."""
    return f"GRANT SELECT ({_columns(columns)}) ON app.{_checked(table)} TO {MASKS};"


def _reading(table: str, columns: Iterable[str]) -> tuple[str, ...]:
    policy = _joined(table, "masks")
    return (
        f"GRANT SELECT ({_columns(columns)}) ON app.{table} TO {MASKS};",
        f"DROP POLICY IF EXISTS {policy} ON app.{table};",
        f"CREATE POLICY {policy} ON app.{table} AS PERMISSIVE FOR SELECT TO {MASKS} USING ({PROVINCE_OFFICES});",
    )


def _real_key(table: str) -> str:
    name, key = _checked(table), _checked(f"{table}_pkey")
    return (
        f"ALTER TABLE app.{name} ALTER COLUMN tenant_id SET NOT NULL, DROP CONSTRAINT {key}, "
        f"ADD CONSTRAINT {key} PRIMARY KEY (tenant_id, id);"
    )


def _grant(table: str, privileges: Sequence[Privilege], *, to: str) -> str:
    return f"GRANT {', '.join(privileges)} ON app.{_checked(table)} TO {to};"


def _columns(columns: Iterable[str]) -> str:
    return ", ".join(_checked(column) for column in columns)


def _checked(name: str) -> str:
    if _NAME.fullmatch(name) is None:
        message = f"{name!r} is no name for a table or column here; use small letters, digits and '_', at most 63"
        raise RlsError(message)
    return f'"{name}"'


def _joined(*names: str) -> str:
    return _checked("_".join(name.strip('"').strip("_") for name in names))
