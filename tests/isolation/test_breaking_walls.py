"""The suite can fail: each wall is broken on purpose, in a transaction that is rolled back, and a check must see it."""

from typing import Any

import pytest
from tests.isolation.catalogue import CATALOGUE_CHECKS
from tests.isolation.rows import PROBES, Sides
from tests.support.inhabited import Inhabited

GENEROUS = "create policy generous on case_ to laksana_app using (true) with check (true)"
NO_WALL = "drop policy case_wall on case_"

BROKEN = {
    "the restrictive policy is gone": ((NO_WALL,), {"fallen_walls"}),
    "a generous policy stands beside": ((GENEROUS,), {"fallen_walls"}),
    "a generous policy stands alone": (
        (NO_WALL, GENEROUS),
        {"fallen_walls", "their_rows", "their_rows_changed", "rows_planted"},
    ),
    "the policy says true": (
        ("alter policy case_wall on case_ using (true)", "alter policy case_office on case_ using (true)"),
        {"fallen_walls", "their_rows"},
    ),
    "only reading is walled": (
        (
            "alter policy person_wall on person with check (true)",
            "alter policy person_office on person with check (true)",
        ),
        {"fallen_walls", "rows_planted"},
    ),
    "row-level security is off": (
        ("alter table letter disable row level security",),
        {"fallen_walls", "their_rows", "their_rows_changed", "rows_planted"},
    ),
    "the owner passes": (("alter table letter no force row level security",), {"fallen_walls"}),
    "a new table without walls": (
        (
            "create table sms (tenant_id uuid not null, id uuid, text text, primary key (tenant_id, id))",
            "insert into sms select id, gen_random_uuid(), slug from tenant",
            "grant select, insert, update, delete on sms to laksana_app",
        ),
        {"fallen_walls", "their_rows", "their_rows_changed", "rows_planted"},
    ),
    "a new table of nobody": (("create table rumour (id uuid primary key)",), {"unlisted_tables"}),
    "a key betrays another office's value": (
        ("create unique index case_hash_key on case_ (head_hash)",),
        {"keys_without_office"},
    ),
    "a reference forgets the office": (
        (
            "create unique index letter_alone on letter (id)",
            "alter table letter_paraf drop constraint letter_paraf_letter_id_fkey",
            "alter table letter_paraf add constraint loose foreign key (letter_id) references letter (id)",
        ),
        {"keys_without_office", "loose_references", "rows_hung_on_theirs"},
    ),
    "a reference is gone": (
        ("alter table letter_paraf drop constraint letter_paraf_letter_id_fkey",),
        {"references_missing"},
    ),
    "history may be rewritten": (("grant update on case_event to laksana_app",), {"surplus_rights"}),
    "history has lost its guard": (("drop trigger case_event_append_only on case_event",), {"history_unguarded"}),
    "a table may be emptied": (("grant truncate on case_task to laksana_app",), {"surplus_rights"}),
    "the service may make tables": (("grant create on schema app to laksana_app",), {"surplus_rights"}),
    "the province reads a table": (("grant select on person to laksana_province",), {"surplus_rights"}),
    "the service passes all walls": (
        ("alter role laksana_app bypassrls",),
        {"surplus_rights", "their_rows", "their_rows_changed", "rows_planted"},
    ),
    "a function lends its owner's eyes": (
        ("create function peek() returns bigint security definer language sql as 'select count(*) from app.case_'",),
        {"surplus_rights"},
    ),
}


CHECKS = {check.__name__: check for check in CATALOGUE_CHECKS}
ATTEMPTS = {probe.__name__: probe for probe in PROBES}


@pytest.mark.parametrize("damage", BROKEN)
async def test_a_broken_wall_is_seen(damage: str, inhabited: Inhabited, behind: Any) -> None:  # noqa: ANN401
    statements, seen_by = BROKEN[damage]
    transaction = behind.transaction()
    await transaction.start()
    try:
        for sql in statements:
            await behind.execute(sql)

        sides = Sides(connection=behind, superuser=behind, ours=inhabited.ours.id, theirs=inhabited.theirs.id)
        complaints = [await CHECKS[name](behind) if name in CHECKS else await ATTEMPTS[name](sides) for name in seen_by]
    finally:
        await transaction.rollback()

    assert all(complaints)
