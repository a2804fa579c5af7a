"""What PostgreSQL's catalogue says about the walls: each check returns the faults that it sees, none when all stands.

The expectations are generated from the catalogue itself, so that a new table cannot be forgotten.
"""

from collections.abc import Awaitable, Callable, Mapping

from laksana_infra.connection import Connection

ONE_OFFICE = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)"
PROVINCE_OFFICES = (
    "(tenant_id = ANY (( SELECT (NULLIF(current_setting('app.tenant_ids'::text, true), ''::text))::uuid[]"
    ' AS "nullif")::uuid[]))'
)

TABLES_OF_NO_OFFICE: Mapping[str, str] = {
    "app.migration": "Piccolo's books of migrations, which the service reads to know whether it is ready",
    "app.platform_key": "the key that finds a NIK again, wrapped by the master key; the same for every office",
    "app.plugin_quarantine": "releases of plugins that must not be called; the same for every office",
    "app.region": "the public tree of Indonesian regions, read by everyone",
    "app.region_closure": "the transitive closure of the region tree",
    "app.region_source": "which edition of the region tree is loaded",
    "app.verification_mark": "digests of codes and bytes: all may look one up, only its own office adds it",
    "app.tenant": "an office's row is the office; all may read it, only its own scope may write it",
    "jobs.applied_step": "which numbered SQL of the queue has been applied",
    "jobs.procrastinate_events": "the queue's own log: ids and times alone",
    "jobs.procrastinate_jobs": "a job's payload holds ids and codes alone, its office among them; workers serve all",
    "jobs.procrastinate_periodic_defers": "the queue's timetable",
    "jobs.procrastinate_workers": "the queue's heartbeats",
}
APPEND_ONLY = {"audit_root", "case_batch", "case_event", "logged_read"}
WITHOUT_REFERENCES: Mapping[str, str] = {
    "logged_read": "a line outlives what it names, and a key's check would make readers wait for whoever holds the row",
}
WRITTEN_ONCE = {"submission"}

Check = Callable[[Connection], Awaitable[list[str]]]


async def tables_of_offices(connection: Connection) -> list[str]:
    """Every table with a `tenant_id`, in whatever schema."""
    rows = await connection.fetch(
        "select format('%I.%I', n.nspname, c.relname) as name from pg_attribute a join pg_class c on c.oid = a.attrelid"
        " join pg_namespace n on n.oid = c.relnamespace where a.attname = 'tenant_id' and not a.attisdropped"
        " and c.relkind in ('r', 'p') order by 1"
    )
    return [row["name"] for row in rows]


async def unlisted_tables(connection: Connection) -> list[str]:
    """Tables that belong to no office although no reason is given, and reasons for tables that do not exist."""
    rows = await connection.fetch(
        "select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n"
        " on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'm', 'f')"
        " and n.nspname !~ '^(pg_|information_schema)' and not exists (select from pg_attribute a"
        " where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)"
    )
    found = {row["name"] for row in rows}
    return [
        *(f"{name} has no tenant_id and no reason" for name in sorted(found - set(TABLES_OF_NO_OFFICE))),
        *(f"{name} is listed, but does not exist" for name in sorted(set(TABLES_OF_NO_OFFICE) - found)),
    ]


async def fallen_walls(connection: Connection) -> list[str]:
    """Tables of offices whose row-level security is not enabled and forced, or whose policies are not rls.py's."""
    faults = []
    for table in await tables_of_offices(connection):
        schema, name = table.split(".")
        forced = await connection.fetchval(
            "select relrowsecurity and relforcerowsecurity from pg_class where oid = $1::regclass", table
        )
        if not forced:
            faults.append(f"{table}: row-level security is not enabled and forced")
        rows = await connection.fetch(
            "select policyname, permissive, roles::text[], cmd, qual, with_check from pg_policies"
            " where schemaname = $1 and tablename = $2",
            schema, name,
        )  # fmt: skip
        policies = {
            row["policyname"]: (row["permissive"], *row["roles"], row["cmd"], row["qual"], row["with_check"])
            for row in rows
        }
        stem = name.strip('"').strip("_")
        expected: dict[str, tuple[str | None, ...]] = {
            f"{stem}_wall": ("RESTRICTIVE", "laksana_app", "ALL", ONE_OFFICE, ONE_OFFICE),
            f"{stem}_office": ("PERMISSIVE", "laksana_app", "ALL", ONE_OFFICE, ONE_OFFICE),
        }
        if f"{stem}_masks" in policies:
            expected[f"{stem}_masks"] = ("PERMISSIVE", "laksana_masks", "SELECT", PROVINCE_OFFICES, None)
        if policies != expected:
            faults.append(f"{table}: policies are {policies}")
    return faults


async def keys_without_office(connection: Connection) -> list[str]:
    """Unique and exclusion rules of offices' tables that do not begin with the office, and other primary keys."""
    tables = await tables_of_offices(connection)
    rows = await connection.fetch(
        "select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as index, i.indisprimary,"
        " array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality k(num, place)"
        "       left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num order by place) as columns"
        " from pg_index i where (i.indisunique or i.indisexclusion) and i.indrelid = any($1::text[]::regclass[])",
        tables,
    )
    faults = [
        f"{row['table']}: {row['index']} is on {row['columns']}, tenant_id must come first"
        for row in rows
        if row["columns"][0] != "tenant_id" or (row["indisprimary"] and row["columns"] != ["tenant_id", "id"])
    ]
    with_primary_key = {row["table"] for row in rows if row["indisprimary"]}
    short = {await connection.fetchval("select $1::regclass::text", table) for table in tables}
    return [*faults, *(f"{table} has no primary key" for table in sorted(short - with_primary_key))]


async def loose_references(connection: Connection) -> list[str]:
    """Foreign keys by which a row could hang on another office's: both sides must name the office.

    Allowed besides: the office itself, and parents that belong to no office.
    """
    tables = await tables_of_offices(connection)
    rows = await connection.fetch(
        "select c.conname, c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent,"
        " c.confrelid = any($1::text[]::regclass[]) as to_office, c.convalidated,"
        " array(select a.attname::text from unnest(c.conkey) with ordinality k(num, place) join pg_attribute a"
        "       on a.attrelid = c.conrelid and a.attnum = k.num order by place) as here,"
        " array(select a.attname::text from unnest(c.confkey) with ordinality k(num, place) join pg_attribute a"
        "       on a.attrelid = c.confrelid and a.attnum = k.num order by place) as there"
        " from pg_constraint c where c.contype = 'f' and c.conrelid = any($1::text[]::regclass[])",
        tables,
    )
    return [
        f"{row['child']}.{row['conname']}: {row['here']} -> {row['parent']} {row['there']}"
        for row in rows
        if not row["convalidated"]
        or (row["to_office"] and (row["here"][0], row["there"][0]) != ("tenant_id", "tenant_id"))
    ]


async def references_missing(connection: Connection) -> list[str]:
    """Columns of offices' tables that name another row (`..._id`) without a foreign key that checks it."""
    rows = await connection.fetch(
        "select a.attrelid::regclass::text as table, a.attname::text as column from pg_attribute a"
        " where a.attrelid = any($1::text[]::regclass[]) and a.attrelid <> all($2::text[]::regclass[])"
        " and a.attname like '%\\_id' and a.atttypid = 'uuid'::regtype"
        " and not exists (select from pg_constraint c where c.contype = 'f' and c.conrelid = a.attrelid"
        " and a.attnum = any(c.conkey)) order by 1, 2",
        await tables_of_offices(connection), [f"app.{table}" for table in WITHOUT_REFERENCES],
    )  # fmt: skip
    return [f"{row['table']}.{row['column']} has no foreign key" for row in rows]


async def surplus_rights(connection: Connection) -> list[str]:
    """Rights by which a login could change the schema, empty a table, rewrite history or look past the views."""
    rows = await connection.fetch(
        "select r.rolname, t.name, p.privilege from (values ('laksana_app'), ('laksana_province')) r(rolname),"
        " (select format('%I.%I', n.nspname, c.relname) as name, n.nspname from pg_class c join pg_namespace n"
        "  on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm')"
        "  and n.nspname in ('app', 'jobs', 'masks')) t, unnest($1::text[]) p(privilege)"
        " where has_table_privilege(r.rolname, t.name, p.privilege)"
        " and not (r.rolname = 'laksana_app' and t.nspname in ('app', 'jobs')"
        "          and p.privilege in ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))"
        " and not (r.rolname = 'laksana_province' and t.nspname = 'masks' and p.privilege = 'SELECT')",
        ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"],
    )
    history = await connection.fetch(
        "select t.name, p.privilege from unnest($1::text[]) t(name), (values ('UPDATE'), ('DELETE')) p(privilege)"
        " where has_table_privilege('laksana_app', 'app.' || t.name, p.privilege)"
        " or has_any_column_privilege('laksana_app', 'app.' || t.name, 'UPDATE')",
        sorted(APPEND_ONLY | WRITTEN_ONCE),
    )
    schemas = await connection.fetch(
        "select r.rolname, n.nspname from (values ('laksana_app'), ('laksana_province')) r(rolname), pg_namespace n"
        " where n.nspname !~ '^(pg_temp|pg_toast_temp)' and has_schema_privilege(r.rolname, n.oid, 'CREATE')"
    )
    return [
        *(f"{row['rolname']} may {row['privilege']} {row['name']}" for row in rows),
        *(f"laksana_app may {row['privilege']} app.{row['name']}" for row in history),
        *(f"{row['rolname']} may create in schema {row['nspname']}" for row in schemas),
        *await _surplus_powers(connection),
    ]


async def _surplus_powers(connection: Connection) -> list[str]:
    logins = ["laksana_app", "laksana_province"]
    powers = await connection.fetch(
        "select rolname from pg_roles where rolname = any($1::text[]) and (rolsuper or rolbypassrls or rolcreatedb"
        " or rolcreaterole or rolreplication or exists (select from pg_auth_members m where m.member = pg_roles.oid))",
        logins,
    )
    owned = await connection.fetch(
        "select relname, relowner::regrole::text as owner from pg_class"
        " where relowner::regrole::text = any($1::text[])",
        logins,
    )
    # A function that runs with its owner's rights would be a door in the wall.
    definers = await connection.fetch(
        "select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
        " where p.prosecdef and n.nspname in ('app', 'jobs', 'masks', 'public')"
    )
    temporary = await connection.fetch(
        "select rolname from unnest($1::text[]) rolname"
        " where has_database_privilege(rolname, current_database(), 'CREATE, TEMPORARY')",
        logins,
    )
    return [
        *(f"{row['rolname']} has a power over the server, or another role's" for row in powers),
        *(f"{row['owner']} owns {row['relname']}" for row in owned),
        *(f"{row['name']} runs with its owner's rights" for row in definers),
        *(f"{row['rolname']} may create in the database" for row in temporary),
    ]


async def history_unguarded(connection: Connection) -> list[str]:
    """Tables of history without the trigger that refuses change and removal to everybody, the owner too."""
    rows = await connection.fetch(
        "select t.tgrelid::regclass::text as table from pg_trigger t join pg_proc p on p.oid = t.tgfoid"
        " where p.proname = 'refuse_change' and t.tgenabled = 'O'"
        # Statement triggers before update, delete and truncate: bits 2 (before), 8, 16 and 32, and no 1 (row).
        " and t.tgtype & 59 = 58"
    )
    found = {row["table"].removeprefix("app.") for row in rows}
    return [f"{table} has no append-only trigger" for table in sorted(APPEND_ONLY - found)]


CATALOGUE_CHECKS: tuple[Check, ...] = (
    unlisted_tables,
    fallen_walls,
    keys_without_office,
    loose_references,
    references_missing,
    surplus_rights,
    history_unguarded,
)
