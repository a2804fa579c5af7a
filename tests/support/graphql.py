"""Asking the GraphQL schema as a person of an office would, without HTTP."""

from typing import Any
from uuid import UUID

from laksana_graphql.context import Context
from laksana_graphql.schema import SCHEMA
from laksana_infra.database import reading
from laksana_infra.scope import Scope, scoped
from laksana_tenants.actor import Actor, Capacity, Holding, TenantKind

Answer = dict[str, Any]

_NOBODY = UUID("01900000-0000-7000-8000-000000000000")


def somebody(*roles: str, kind: TenantKind = TenantKind.OFFICE) -> Actor:
    """A person whom no database knows, for questions that are refused before anything is read."""
    held = Holding(
        post_id=_NOBODY, post_code="p", post_title="Pejabat", capacity=Capacity.DEFINITIF, roles=frozenset(roles)
    )
    return Actor(
        tenant_id=_NOBODY,
        tenant_slug="nowhere",
        tenant_kind=kind,
        officer_id=_NOBODY,
        name="Seseorang",
        holdings=(held,),
    )


async def ask(by: Actor, query: str, variables: Answer | None = None, *, operation: str | None = None) -> Answer:
    """The whole answer, data and errors, as it would go over the wire."""
    with scoped(Scope(by.tenant_id)):
        async with reading():
            result = await SCHEMA.execute(
                query, variable_values=variables, operation_name=operation, context_value=Context(actor=by)
            )
    return {"data": result.data, "errors": [error.formatted for error in result.errors or ()]}


async def data(by: Actor, query: str, variables: Answer | None = None) -> Answer:
    """The data of an answer without errors."""
    answer = await ask(by, query, variables)
    assert answer["errors"] == []
    found: Answer = answer["data"]
    return found


async def refusal(by: Actor, query: str, variables: Answer | None = None) -> tuple[str, str]:
    """Code and sentence of the only error of an answer that has no data."""
    answer = await ask(by, query, variables)
    assert not any((answer["data"] or {}).values()), answer
    (error,) = answer["errors"]
    return error["extensions"]["code"], error["message"]
