"""Who owned the clients of cases for SPM, what they were given, and how their referrals went."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TypeVar
from uuid import UUID

from laksana.cases.views import OwnershipView, ReferralView, ServiceView
from laksana_infra.database import fetch
from laksana_infra.scope import current_scope

ViewT = TypeVar("ViewT", OwnershipView, ServiceView, ReferralView)


async def ownership_of_cases(case_ids: Sequence[UUID]) -> Mapping[UUID, tuple[OwnershipView, ...]]:
    """The levels that owned the clients of these cases, in their order; the last one is the present."""
    return await _of_cases(OwnershipView, "spm_ownership", case_ids)


async def services_of_cases(case_ids: Sequence[UUID]) -> Mapping[UUID, tuple[ServiceView, ...]]:
    """What was delivered in these cases, in its order; the same service may stand there twice."""
    return await _of_cases(ServiceView, "service_given", case_ids)


async def referrals_of_cases(case_ids: Sequence[UUID]) -> Mapping[UUID, tuple[ReferralView, ...]]:
    """The referrals of these cases with their last answer, in the order of their first."""
    return await _of_cases(ReferralView, "referral", case_ids)


async def _of_cases(view: type[ViewT], table: str, case_ids: Sequence[UUID]) -> Mapping[UUID, tuple[ViewT, ...]]:
    columns = ", ".join(column.name for column in fields(view))
    rows = await fetch(
        f"select {columns} from {table} where tenant_id = $1 and case_id = any($2) order by id",  # noqa: S608 - constants
        current_scope().tenant_id, list(case_ids),
    )  # fmt: skip
    found: dict[UUID, list[ViewT]] = {case_id: [] for case_id in case_ids}
    for row in rows:
        found[row["case_id"]].append(view(**row))
    return {case_id: tuple(views) for case_id, views in found.items()}
