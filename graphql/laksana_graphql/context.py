"""What every resolver knows: who asks, and the loaders of this request."""

from dataclasses import dataclass, field
from typing import TypeAlias

import strawberry
from graphql import FieldNode, FragmentSpreadNode, SelectionNode

from laksana.audit.views import ReadPurpose
from laksana_graphql.loaders import Loaders
from laksana_graphql.readings import Readings
from laksana_sdk import findings
from laksana_tenants.actor import Actor, TenantKind
from laksana_tenants.errors import Forbidden


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One request of one person; their office's scope has been entered by whoever made it.

    `purpose` is what they said that they read for, None when they said nothing.
    """

    actor: Actor
    purpose: ReadPurpose | None = None
    loaders: Loaders = field(init=False)
    readings: Readings = field(default_factory=Readings)

    def __post_init__(self) -> None:
        """What is opened through its loaders is opened by this person, for this purpose."""
        object.__setattr__(self, "loaders", Loaders(self.actor, self.purpose_of_opening()))

    def purpose_of_opening(self, stated: ReadPurpose | None = None) -> ReadPurpose:
        """What something is opened for: as said with it, or with the request, or casework.

        Casework is implied because only those who carry out the SOP may open anything.
        """
        return stated or self.purpose or ReadPurpose.CASEWORK


Info: TypeAlias = strawberry.Info[Context, None]


def asks_for(info: Info, field: str) -> bool:
    """Whether a field of this name is selected anywhere beneath the present one.

    So that a page brings along what each of its rows would otherwise ask for by itself.
    """
    raw = info._raw_info  # noqa: SLF001 - Strawberry's own view of the selection is rebuilt each time it is looked at
    waiting: list[SelectionNode] = [*raw.field_nodes]
    seen: set[str] = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, FieldNode) and node.name.value == field:
            return True
        if isinstance(node, FragmentSpreadNode):
            if node.name.value not in seen:
                seen.add(node.name.value)
                waiting += raw.fragments[node.name.value].selection_set.selections
        else:
            selected = getattr(node, "selection_set", None)
            waiting += selected.selections if selected else ()
    return False


def office_actor(info: Info) -> Actor:
    """Who asks, for what belongs to an office; raises Forbidden for a province's officer."""
    actor = info.context.actor
    if actor.tenant_kind is not TenantKind.OFFICE:
        raise Forbidden(findings.error("graphql.office_only"))
    return actor


def province_actor(info: Info) -> Actor:
    """Who asks, for what a province may see of its offices; raises Forbidden for an office's person."""
    actor = info.context.actor
    if actor.tenant_kind is not TenantKind.PROVINCE:
        raise Forbidden(findings.error("graphql.province_only"))
    return actor
