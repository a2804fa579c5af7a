"""Who acts: a person of an office with the posts that they hold on that day."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class TenantKind(StrEnum):
    """What kind of tenant it is: an office that carries out SOPs, or a province that reads across its offices."""

    OFFICE = "OFFICE"
    PROVINCE = "PROVINCE"


class Capacity(StrEnum):
    """In which capacity someone holds a post; PLT and PLH act in it, AN and UB only sign for it."""

    DEFINITIF = "DEFINITIF"
    PLT = "PLT"
    PLH = "PLH"
    AN = "AN"
    UB = "UB"

    @property
    def is_acting(self) -> bool:
        """Whether the holder stands in for an absent (PLH) or missing (PLT) holder, with all routine rights."""
        return self in (Capacity.PLT, Capacity.PLH)

    @property
    def only_signs(self) -> bool:
        """Whether the mandate is a delegated right to sign (a.n., u.b.) and nothing else."""
        return self in (Capacity.AN, Capacity.UB)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One post that a person holds on a day.

    `roles` are those one may act in; AN and UB have none, they only sign in `signs_for`.
    `order_number` is the written order behind an acting or delegated capacity, None for a definitive holder.
    """

    post_id: UUID
    post_code: str
    post_title: str
    capacity: Capacity
    order_number: str | None = None
    roles: frozenset[str] = frozenset()
    signs_for: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person who acts for one office, with every post they hold on the day of the request."""

    tenant_id: UUID
    tenant_slug: str
    tenant_kind: TenantKind
    officer_id: UUID
    name: str
    holdings: tuple[Holding, ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        """All SOP roles that the person may act in today, through any post."""
        return frozenset(role for holding in self.holdings for role in holding.roles)

    @property
    def signing_roles(self) -> frozenset[str]:
        """All SOP roles that the person may sign in today, a.n. and u.b. included."""
        return frozenset(role for holding in self.holdings for role in holding.signs_for)

    def holding_for(self, role: str) -> Holding | None:
        """The holding through which the person acts in the role, the definitive one first; None if there is none."""
        return _first(self.holdings, lambda holding: role in holding.roles)

    def signing_for(self, role: str) -> Holding | None:
        """The holding through which the person signs in the role, a.n. and u.b. included; None if there is none."""
        return _first(self.holdings, lambda holding: role in holding.signs_for)


_PRECEDENCE = {capacity: rank for rank, capacity in enumerate(Capacity)}


def _first(holdings: tuple[Holding, ...], wanted: Callable[[Holding], bool]) -> Holding | None:
    candidates = [holding for holding in holdings if wanted(holding)]
    return min(candidates, key=lambda holding: _PRECEDENCE[holding.capacity], default=None)
