"""From role to post to person on a day: who may act, who signs, and what the letter prints."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from laksana_infra.database import fetch, fetch_one
from laksana_infra.scope import current_scope
from laksana_tenants.actor import Actor, Capacity, Holding, TenantKind
from laksana_tenants.views import HolderView, PostView, SignerBlock

# Who holds which post on the day. While someone acts (Plt., Plh.) the definitive holder's rights rest.
_HELD_ON = """
held as (
    select h.*, p.code as post_code, p.title as post_title, o.code as officer_code, o.name as officer_name
    from post_holder h
    join post p on p.tenant_id = h.tenant_id and p.id = h.post_id
    join officer o on o.tenant_id = h.tenant_id and o.id = h.officer_id
    where h.tenant_id = $1 and h.valid_from <= {day} and (h.valid_until is null or h.valid_until >= {day})
      and (p.ended_on is null or p.ended_on >= {day}) and (o.ended_on is null or o.ended_on >= {day})
      and not (h.capacity = 'DEFINITIF' and exists (
          select from post_holder a
          where a.tenant_id = h.tenant_id and a.post_id = h.post_id and a.capacity in ('PLT', 'PLH')
            and a.valid_from <= {day} and a.valid_until >= {day}))
), roled as (
    select r.role, r.post_id from role_post r
    where r.tenant_id = $1 and r.valid_from <= {day} and (r.valid_until is null or r.valid_until >= {day})
)
"""
_HELD = "with" + _HELD_ON.format(day="$2")
_HOLDER_COLUMNS = """
held.post_id, held.post_code, held.post_title, held.officer_id, held.officer_code, held.officer_name, held.capacity,
held.order_number, held.valid_from, held.valid_until
"""
_OF_POST = f"{_HELD} select {_HOLDER_COLUMNS} from held where post_code = $3 order by officer_name, officer_id"  # noqa: S608
_FOR_ROLE = f"""{_HELD} select distinct {_HOLDER_COLUMNS} from held join roled using (post_id)
where roled.role = $3 and held.capacity in ('DEFINITIF', 'PLT', 'PLH') order by officer_name, officer_id, post_code
"""  # noqa: S608 - constants only
_HOLDING_COLUMNS = """
held.post_id, held.post_code, held.post_title, held.capacity, held.order_number,
    array(select role from roled where roled.post_id = held.post_id order by role) as roles
"""
_HOLDINGS = f"""{_HELD} select {_HOLDING_COLUMNS}
from held where held.officer_id = $3 order by held.post_code, held.capacity
"""  # noqa: S608
_POSTS_OF_ROLE = """
select p.id, p.code, p.title, p.unit, p.rank, p.parent_id from post p
join role_post r on r.tenant_id = p.tenant_id and r.post_id = p.id
where p.tenant_id = $1 and r.role = $3 and r.valid_from <= $2 and (r.valid_until is null or r.valid_until >= $2)
  and (p.ended_on is null or p.ended_on >= $2)
order by p.code
"""
_ABOVE_ROLES = """
select distinct on (r.role) r.role, above.id from role_post r
join post p on p.tenant_id = r.tenant_id and p.id = r.post_id
join post above on above.tenant_id = p.tenant_id and above.id = p.parent_id
where r.tenant_id = $1 and r.valid_from <= $2 and (r.valid_until is null or r.valid_until >= $2)
  and (p.ended_on is null or p.ended_on >= $2) and (above.ended_on is null or above.ended_on >= $2)
order by r.role, p.code
"""
# Person and posts in one statement: every request begins with it.
_ACTOR_ON = f"""{_HELD_ON.format(day="(select day from meant)")}
select o.id as officer_id, o.name, t.slug, t.kind, {_HOLDING_COLUMNS}
from meant join officer o on o.id = meant.officer_id and o.tenant_id = $1 join tenant t on t.id = o.tenant_id
left join held on held.officer_id = o.id
where o.ended_on is null or o.ended_on >= meant.day
order by held.post_code, held.capacity
"""  # noqa: S608
_ACTOR = f"with meant as (select $3::uuid as officer_id, $2::date as day), {_ACTOR_ON}"
_BEARER = f"""
with meant as (
    select k.officer_id, coalesce($2::date, ($3::timestamptz at time zone t.timezone)::date) as day
    from api_token k join tenant t on t.id = k.tenant_id
    where k.tenant_id = $1 and k.secret_sha256 = $4 and k.revoked_at is null and k.expires_at > $3
), {_ACTOR_ON}
"""  # noqa: S608
_SIGNER = """
select o.name, o.nip, o.pangkat, o.golongan, h.order_number, p.title,
    (select own.title from post_holder d join post own on own.tenant_id = d.tenant_id and own.id = d.post_id
     where d.tenant_id = $1 and d.officer_id = o.id and d.capacity = 'DEFINITIF'
       and d.valid_from <= $2 and (d.valid_until is null or d.valid_until >= $2)
     order by own.is_shared, own.code limit 1) as own_title,
    (select t.title from post t where t.tenant_id = $1 and t.id = h.through_post_id) as through_title
from post_holder h
join officer o on o.tenant_id = h.tenant_id and o.id = h.officer_id
join post p on p.tenant_id = h.tenant_id and p.id = h.post_id
where h.tenant_id = $1 and h.officer_id = $3 and h.post_id = $4 and h.capacity = $5
  and h.valid_from <= $2 and (h.valid_until is null or h.valid_until >= $2)
"""


async def posts_of_role(role: str, on: date) -> tuple[PostView, ...]:
    """The posts that carry out the role on a day, by code."""
    return tuple(PostView(**row) for row in await fetch(_POSTS_OF_ROLE, current_scope().tenant_id, on, role))


async def posts_above_roles(on: date) -> Mapping[str, UUID]:
    """The post above the one that carries out each role on a day; the head of the office has none."""
    return {row["role"]: row["id"] for row in await fetch(_ABOVE_ROLES, current_scope().tenant_id, on)}


async def holders_of_post(post_code: str, on: date) -> tuple[HolderView, ...]:
    """Who holds the post on a day, in whatever capacity; an acting holder stands in the definitive one's place."""
    return tuple(_holder(row) for row in await fetch(_OF_POST, current_scope().tenant_id, on, post_code))


async def officers_for_role(role: str, on: date) -> tuple[HolderView, ...]:
    """Who may act in the role on a day: definitive and acting holders of its posts, not those who only sign."""
    return tuple(_holder(row) for row in await fetch(_FOR_ROLE, current_scope().tenant_id, on, role))


async def holdings_of(officer_id: UUID, on: date) -> tuple[Holding, ...]:
    """Every post that the person holds on a day, with the roles that come with it."""
    return tuple(_holding(row) for row in await fetch(_HOLDINGS, current_scope().tenant_id, on, officer_id))


async def actor_of(officer_id: UUID, on: date) -> Actor | None:
    """The person as they act on a day, or None when they do not work in this office then."""
    return _actor(await fetch(_ACTOR, current_scope().tenant_id, on, officer_id))


async def bearer_of(secret_sha256: bytes, *, at: datetime, on: date | None = None) -> Actor | None:
    """The person who holds the token of this hash, valid at that moment, as they act on the day (without one: the
    office's day at that moment), or None when there is no such token or the person does not work here then."""
    return _actor(await fetch(_BEARER, current_scope().tenant_id, on, at, secret_sha256))


def _actor(rows: Sequence[Mapping[str, Any]]) -> Actor | None:
    if not rows:
        return None
    person = rows[0]
    return Actor(
        tenant_id=current_scope().tenant_id,
        tenant_slug=person["slug"],
        tenant_kind=TenantKind(person["kind"]),
        officer_id=person["officer_id"],
        name=person["name"],
        holdings=tuple(_holding(row) for row in rows if row["post_id"] is not None),
    )


async def signer_block(actor: Actor, role: str, on: date) -> SignerBlock | None:
    """What a letter signed by this person in this role prints on a day, or None when they may not sign in it."""
    holding = actor.signing_for(role)
    if holding is None:
        return None
    row = await fetch_one(_SIGNER, actor.tenant_id, on, actor.officer_id, holding.post_id, holding.capacity.value)
    if row is None:
        return None
    return SignerBlock(
        officer_id=actor.officer_id,
        capacity=holding.capacity,
        capacity_lines=capacity_lines(
            holding.capacity, row["title"], own=row["own_title"], through=row["through_title"]
        ),
        name=row["name"],
        pangkat=row["pangkat"],
        golongan=row["golongan"],
        nip=row["nip"],
        order_number=row["order_number"],
    )


def capacity_lines(capacity: Capacity, title: str, *, own: str | None, through: str | None) -> tuple[str, ...]:
    """The lines above a signature: `Plh. Kepala Dinas Sosial,`, or for a.n. and u.b. from the top post downwards.

    `own` is the signer's own post and `through` the one in between; both matter for a.n. and u.b. alone.
    """
    match capacity:
        case Capacity.DEFINITIF:
            return (f"{title},",)
        case Capacity.PLT:
            return (f"Plt. {title},",)
        case Capacity.PLH:
            return (f"Plh. {title},",)
        case Capacity.AN:
            return (f"a.n. {title},", *(f"{line}," for line in (own,) if line))
        case Capacity.UB:
            return (
                f"a.n. {title},",
                *(f"{line}," for line in (through,) if line),
                *(f"u.b. {own}," for _ in (own,) if own),
            )


def _holding(row: Mapping[str, Any]) -> Holding:
    capacity, roles = Capacity(row["capacity"]), frozenset(row["roles"])
    return Holding(
        post_id=row["post_id"],
        post_code=row["post_code"],
        post_title=row["post_title"],
        capacity=capacity,
        order_number=row["order_number"],
        roles=frozenset() if capacity.only_signs else roles,
        signs_for=roles,
    )


def _holder(row: Mapping[str, Any]) -> HolderView:
    return HolderView(**{**row, "capacity": Capacity(row["capacity"])})
