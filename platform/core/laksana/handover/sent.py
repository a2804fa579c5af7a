"""A sent hand-over about to be acted on: its row under lock, its receiver, and the facts that its chain tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from laksana.cases.ledger import LoadedCase, command_frame, record
from laksana.cases.office import Office, office
from laksana.cases.words import Words
from laksana.handover.views import HandoverStatus
from laksana_engine.commands import Command
from laksana_engine.worktime import closing, nth_working_day
from laksana_infra.clock import now
from laksana_infra.database import fetch_one
from laksana_infra.scope import current_scope
from laksana_sdk.procedure import Wait
from laksana_sdk.roles import DINSOS_PROVINSI, PANTI, SENTRA, Role
from laksana_tenants.actor import Actor
from laksana_tenants.errors import NotFound
from laksana_tenants.queries import current_tenant
from laksana_tenants.views import InstitutionKind, InstitutionView

REMINDED_AFTER_DAYS = 5
"""After so many working days without an answer the sender is reminded; a Wait of the SOP says otherwise."""

PARTIES: Mapping[InstitutionKind, Role] = {
    InstitutionKind.PANTI: PANTI,
    InstitutionKind.SENTRA: SENTRA,
    InstitutionKind.DINSOS_PROVINSI: DINSOS_PROVINSI,
}
"""As which role of the sheets an institution answers."""

_SENT = """
select id, case_id, to_office, to_institution, round, status, answers, sent_by, sent_at, delivered_at, answered_at,
    sealed
from handover_sent where tenant_id = $1 and id = $2
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentHandover:
    """A hand-over as its sender keeps it; `answers` counts those of an institution."""

    id: UUID
    case_id: UUID
    to_office: str | None
    to_institution: str | None
    round: int
    status: HandoverStatus
    answers: int
    sent_by: UUID
    sent_at: datetime
    delivered_at: datetime | None
    answered_at: datetime | None
    sealed: bytes = field(repr=False)


async def sent_handover(handover_id: UUID, *, locked: bool = False) -> SentHandover:
    """The hand-over, under a row lock when a unit of work will change it; raises NotFound, for another office's too."""
    row = await fetch_one(f"{_SENT} for update" if locked else _SENT, current_scope().tenant_id, handover_id)
    if row is None:
        raise NotFound("handover", handover_id)
    return SentHandover(**{**row, "status": HandoverStatus(row["status"]), "sealed": bytes(row["sealed"])})


async def tell_chain(
    case: LoadedCase,
    kind: type[Command],
    *,
    by: Actor,
    words: Words | None = None,
    **details: Any,  # noqa: ANN401
) -> None:
    """The case with what has happened to its hand-over, inside the caller's unit of work; raises Invalid."""
    calendar = (await office()).calendar
    frame = command_frame(by, now(), calendar, procedure=case.procedure, words=words)
    await record(case, kind(**frame, **details), calendar=calendar, words=(words,) if words else ())


async def in_name_of(officer_id: UUID) -> Actor:
    """The person who sent the hand-over, without any role: what others answer is entered in their name."""
    tenant = await current_tenant()
    return Actor(tenant_id=tenant.id, tenant_slug=tenant.slug, tenant_kind=tenant.kind, officer_id=officer_id, name="")


def awaiting(case: LoadedCase, institution: InstitutionView) -> Wait | None:
    """The Wait at which the case stands for an answer of this institution, None when it waits for nobody or another."""
    state = case.state
    if state.step is None or state.status.ended:
        return None
    node, party = case.procedure.step(state.step), PARTIES.get(institution.kind)
    if not isinstance(node, Wait) or party is None or node.on.code != party.code:
        return None
    _, sent_to = state.last_sent or (None, institution.slug)
    return node if sent_to == institution.slug else None


def reminder(here: Office, wait: Wait | None) -> datetime:
    """When whoever sends a hand-over today is to be reminded that nobody has answered."""
    days = wait.remind.days if wait else REMINDED_AFTER_DAYS
    today: date = here.day(now())
    return closing(here.calendar, nth_working_day(here.calendar, today, days))
