"""The ways in which SQL may be turned against another office's rows, as texts to be filled in.

`{table}`, `{column}`, `{key}` and `{type}` come from the catalogue, `{ours}` is the office that asks; `$1` is filled as
the list beside it says: `id` and `office` of a row of theirs, `column` the value that it has there, `row` the whole as
JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """One way of asking: its text, and what its parameters are filled with."""

    sql: str
    filled: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


READS: Mapping[str, Shape] = {
    "by id": Shape("select * from {table} where id = $1", ("id",)),
    "by office": Shape("select * from {table} where tenant_id = $1", ("office",)),
    "by value": Shape("select * from {table} where tenant_id = $1 and {column} = $2", ("office", "column")),
    "by id in a list": Shape("select * from {table} where id = any(array[$1, $2]::uuid[])", ("id", "office")),
    "counted": Shape("select count(*) from {table} where tenant_id = $1", ("office",)),
    "all others counted": Shape(
        "select count(*) from {table} where tenant_id <> nullif('{ours}', '')::uuid or tenant_id is null"
    ),
    "aggregated": Shape("select string_agg(t::text, ',') from {table} t where tenant_id = $1", ("office",)),
    "largest": Shape("select max({column}::text) from {table} where tenant_id = $1", ("office",)),
    "as json": Shape("select (select row_to_json(t) from {table} t where t.id = $1)", ("id",)),
    "exists": Shape("select exists (select from {table} where id = $1)", ("id",)),
    "through a materialised query": Shape(
        "with seen as materialized (select * from {table}) select * from seen where id = $1", ("id",)
    ),
    "laterally": Shape(
        "select t.* from (values ($1::uuid)) v(id) cross join lateral"
        " (select * from {table} where id = v.id offset 0) t",
        ("id",),
    ),
    "in a union": Shape(
        "select id from {table} where id = $1 union all select tenant_id from {table} where tenant_id = $2",
        ("id", "office"),
    ),
    "against itself": Shape(
        "select a.* from {table} a full join {table} b on a.id = b.id where a.id = $1 or b.id = $1", ("id",)
    ),
    # Conditions whose failure would betray a value: they must never be worked out on a row behind the wall.
    "by a cast that fails": Shape(
        "select count(*) from {table} where id = $1 and ({column}::text || 'x')::int = 0", ("id",)
    ),
    "by a division": Shape("select count(*) from {table} where 1 / (case when id = $1 then 0 else 1 end) = 2", ("id",)),
    "to lock it": Shape("select id from {table} where id = $1 for update", ("id",)),
    "to lock it shared": Shape("select id from {table} where tenant_id = $1 for key share", ("office",)),
    "without row security": Shape(
        "select count(*) from {table} where tenant_id = $1", ("office",), ("set local row_security = off",)
    ),
    "by index alone": Shape(
        "select tenant_id, id from {table} where (tenant_id, id) = ($1, $2)",
        ("office", "id"),
        ("set local enable_seqscan = off",),
    ),
    "in the planner's statistics": Shape(
        "select most_common_vals::text, histogram_bounds::text from pg_stats"
        " where schemaname || '.' || tablename = replace('{table}', '\"', '')"
    ),
}
WRITES: Mapping[str, Shape] = {
    "touched": Shape("update {table} set id = id where id = $1", ("id",)),
    "touched with a look": Shape(
        "update {table} set {column} = {column} where tenant_id = $1 returning *", ("office",)
    ),
    "taken over": Shape("update {table} set tenant_id = nullif('{ours}', '')::uuid where tenant_id = $1", ("office",)),
    "taken over by id": Shape(
        "update {table} set tenant_id = nullif('{ours}', '')::uuid where id = $1 returning *", ("id",)
    ),
    "given away": Shape("update {table} set tenant_id = $1", ("office",)),
    "removed": Shape("delete from {table} where id = $1 returning *", ("id",)),
    "removed with the office": Shape("delete from {table} where tenant_id = $1", ("office",)),
    "removed through a join": Shape(
        "delete from {table} t using (values ($1::uuid)) v(id) where t.id = v.id returning t.*", ("id",)
    ),
    "merged away": Shape(
        "merge into {table} t using (values ($1::uuid)) v(id) on t.id = v.id when matched then delete", ("id",)
    ),
    "planted": Shape("insert into {table} select * from json_populate_record(null::{table}, $1::json)", ("row",)),
    "planted over": Shape(
        "insert into {table} select * from json_populate_record(null::{table}, $1::json)"
        " on conflict (tenant_id, id) do update set id = excluded.id returning *",
        ("row",),
    ),
    "planted beside": Shape(
        "insert into {table} select * from json_populate_record(null::{table}, $1::json) on conflict do nothing",
        ("row",),
    ),
}
CHANGES = frozenset(what for what in WRITES if not what.startswith("planted"))
"""Writes to a row that stands; of history nobody but its owner has the right to any."""
VIEWS: Mapping[str, Shape] = {
    "by id": Shape("select * from {table} where {key} = $1", ("id",)),
    "by office": Shape("select * from {table} where tenant_id = $1", ("office",)),
    "counted": Shape("select count(*) from {table} where tenant_id = $1", ("office",)),
    "all others counted": Shape(
        "select count(*) from {table}"
        " where tenant_id <> all(coalesce(nullif(current_setting('app.tenant_ids', true), ''), '{{}}')::uuid[])"
    ),
    "by a cast that fails": Shape(
        "select count(*) from {table} where tenant_id = $1 and ({column}::text || 'x')::int = 0", ("office",)
    ),
    "by a division": Shape(
        "select count(*) from {table} where 1 / (case when tenant_id = $1 then 0 else 1 end) = 2", ("office",)
    ),
    "joined with itself": Shape(
        "select a.* from {table} a full join {table} b using (tenant_id) where tenant_id = $1", ("office",)
    ),
}
REFUSED: Mapping[str, str] = {
    "becomes the owner": "set local role laksana_owner",
    "becomes the masks": "set local role laksana_masks",
    "takes another name": "set session authorization laksana_masks",
    "lowers the wall": "alter table {table} disable row level security",
    "frees the owner": "alter table {table} no force row level security",
    "drops the table": "drop table {table}",
    "empties the table": "truncate {table}",
    "lets everybody in": "create policy generous on {table} using (true)",
    "joins the owner": "grant laksana_owner to laksana_app",
    "makes a table": "create table app.copied as table {table}",
    "makes a view": "create view masks.copied as table {table}",
    "makes a temporary table": "create temporary table copied (id uuid)",
    "makes a function": "create function app.peek() returns int language sql security definer as 'select 1'",
    "makes a trigger": "create trigger t before insert on {table} execute function app.refuse_change()",
    "copies to a program": "copy {table} to program 'true'",
    "reads the server's files": "select pg_read_file('PG_VERSION')",
    "reads passwords": "select rolpassword from pg_authid",
    "loads a large object": "select lo_import('/etc/hostname')",
    "connects elsewhere": "create extension dblink",
    "passes all walls": "alter role current_user bypassrls",
    "silences the server": "set local log_statement = 'none'",
    "breaks references": "set local session_replication_role = replica",
    "forgets history": "drop trigger case_event_append_only on app.case_event",
}
"""What no login of the running service may do at all."""
OWNERS_OWN = frozenset(
    {
        "becomes the masks", "becomes the owner", "lowers the wall", "frees the owner", "drops the table",
        "empties the table", "lets everybody in", "makes a temporary table", "makes a table", "makes a view",
        "makes a function", "makes a trigger", "forgets history",
    }
)  # fmt: skip
"""What the owner's login, which migrates and never serves, is there for."""
