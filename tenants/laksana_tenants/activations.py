"""What an office decides in the service about its SOPs: a release in force from a day, its roles confirmed, or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from laksana_infra.database import execute, fetch, fetch_one
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_tenants.errors import NotFound

_ALL = """
select id, sop_slug, release, effective_from, valid_until, mapping_confirmed_on, release_hash, decided_at, taken_back_at
from activation where tenant_id = $1 and ($2::text is null or sop_slug = $2)
order by sop_slug, effective_from, decided_at nulls first, id
"""
_BY_ID = """
select id, sop_slug, release, effective_from, valid_until, mapping_confirmed_on, release_hash, decided_at, taken_back_at
from activation where tenant_id = $1 and id = $2 for update
"""
_CONFIRM = """
update role_post set confirmed_on = coalesce(confirmed_on, $5)
where tenant_id = $1 and role = $2 and post_id = $3 and valid_from <= $4 and (valid_until is null or valid_until >= $4)
"""
# Up to the day before a link of the same two that is known already; one that was ended before it began is taken anew.
_LINK = """
insert into role_post (tenant_id, id, role, post_id, valid_from, valid_until, confirmed_on, is_fixture, activation_id)
select $1, $6, $2::varchar, $3, $4::date, (
    select min(r.valid_from) - 1 from role_post r where r.tenant_id = $1 and r.role = $2::varchar and r.post_id = $3
      and r.valid_from > $4 and (r.valid_until is null or r.valid_until >= r.valid_from)
), $5, false, $7
on conflict (tenant_id, role, post_id, valid_from) do update
set valid_until = excluded.valid_until, confirmed_on = excluded.confirmed_on, activation_id = excluded.activation_id
"""
_UNLINK = "update role_post set valid_until = valid_from - 1 where tenant_id = $1 and activation_id = $2"


_CARRIERS = """
select r.role, p.code as post_code, r.confirmed_on is not null as confirmed
from role_post r join post p on p.tenant_id = r.tenant_id and p.id = r.post_id
where r.tenant_id = $1 and r.role = any($3::text[]) and r.valid_from <= $2
  and (r.valid_until is null or r.valid_until >= $2) and (p.ended_on is null or p.ended_on >= $2)
order by r.role, p.code
"""
_POSTS = """
select p.code, p.id, p.title, array(
    select o.name from post_holder h join officer o on o.tenant_id = h.tenant_id and o.id = h.officer_id
    where h.tenant_id = $1 and h.post_id = p.id and h.capacity in ('DEFINITIF', 'PLT', 'PLH')
      and h.valid_from <= $2 and (h.valid_until is null or h.valid_until >= $2)
      and (o.ended_on is null or o.ended_on >= $2)
    order by o.name, o.id
) as holders from post p where p.tenant_id = $1 and (p.ended_on is null or p.ended_on >= $2) order by p.code
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Who decides: an officer of the office, or the operator of that login; exactly one of them."""

    officer_id: UUID | None = None
    operator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationRecord:
    """One activation as it stands in the office's books; without `decided_at` its pack says so."""

    id: UUID
    sop_slug: str
    release: str
    effective_from: date
    valid_until: date | None
    mapping_confirmed_on: date
    release_hash: str | None
    decided_at: datetime | None
    taken_back_at: datetime | None

    def counts_on(self, day: date) -> bool:
        """Whether it is in force on the day, as far as no later one has taken its place."""
        return self.effective_from <= day and (self.valid_until is None or self.valid_until >= day)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffedPost:
    """A post of the office with the names of those who may act in it on a day."""

    id: UUID
    code: str
    title: str
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewActivation:
    """What is decided: the release with its hash, its first day, and which posts (by role) carry it out."""

    sop_slug: str
    release: str
    release_hash: str
    effective_from: date
    mapping: Mapping[str, UUID]


async def all_activations(sop_slug: str | None = None) -> tuple[ActivationRecord, ...]:
    """Every activation of the office in scope, of one SOP or of all, oldest first; those taken back too."""
    rows = await fetch(_ALL, current_scope().tenant_id, sop_slug)
    return tuple(ActivationRecord(**row) for row in rows)


async def activation_for_update(activation_id: UUID) -> ActivationRecord:
    """The activation, locked; raises NotFound."""
    row = await fetch_one(_BY_ID, current_scope().tenant_id, activation_id)
    if row is None:
        raise NotFound("activation", activation_id)
    return ActivationRecord(**row)


async def take_turns() -> None:
    """Nothing, once nobody else decides about this office's SOPs."""
    await fetch(
        "select pg_advisory_xact_lock(hashtextextended('laksana.activation ' || $1, 0))", str(current_scope().tenant_id)
    )


async def record_activation(new: NewActivation, *, by: Decider, today: date, at: datetime) -> UUID:
    """The id of the activation, recorded with its roles confirmed; roles count from its first day, or from today."""
    tenant_id, activation_id = current_scope().tenant_id, new_id()
    await execute(
        "insert into activation (tenant_id, id, sop_slug, release, effective_from, mapping_confirmed_on, is_fixture,"
        " release_hash, decided_at, decided_by, operator) values ($1, $2, $3, $4, $5, $6, false, $7, $8, $9, $10)",
        tenant_id, activation_id, new.sop_slug, new.release, new.effective_from, today, new.release_hash, at,
        by.officer_id, by.operator,
    )  # fmt: skip
    since = max(new.effective_from, today)
    for role, post_id in new.mapping.items():
        if not await execute(_CONFIRM, tenant_id, role, post_id, since, today):
            await execute(_LINK, tenant_id, role, post_id, since, today, new_id(), activation_id)
    return activation_id


async def end_before_it_began(activation: ActivationRecord, *, by: Decider, at: datetime) -> None:
    """Nothing of the activation will come: neither the release nor the links of role and post that came with it."""
    tenant_id = current_scope().tenant_id
    await execute(
        "update activation set valid_until = effective_from - 1, taken_back_at = $3, taken_back_by = $4,"
        " taken_back_operator = $5 where tenant_id = $1 and id = $2",
        tenant_id, activation.id, at, by.officer_id, by.operator,
    )  # fmt: skip
    await execute(_UNLINK, tenant_id, activation.id)


async def confirmations_of(roles: Sequence[str], on: date) -> Mapping[tuple[str, str], bool]:
    """By role and code of the post which carries it out on a day: whether the office has confirmed that."""
    rows = await fetch(_CARRIERS, current_scope().tenant_id, on, list(roles))
    return {(row["role"], row["post_code"]): row["confirmed"] for row in rows}


async def staffed_posts(on: date) -> Mapping[str, StaffedPost]:
    """The posts of the office on a day with those who may act in them, by code."""
    rows = await fetch(_POSTS, current_scope().tenant_id, on)
    return {
        row["code"]: StaffedPost(id=row["id"], code=row["code"], title=row["title"], holders=tuple(row["holders"]))
        for row in rows
    }
