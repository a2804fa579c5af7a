"""A joint dispatch about to be acted on: its row, its SOP's declaration, whose turn it is, what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from uuid import UUID

from laksana.cases.ledger import LoadedCase, acting
from laksana.dispatches.queries import view_of
from laksana.dispatches.views import DispatchChanged, DispatchStatus, DispatchView
from laksana.procedures.installed import registry
from laksana_engine.standing import not_held
from laksana_infra.database import execute, fetch, fetch_one
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_sdk.batches import BatchLetter
from laksana_sdk.findings import Finding
from laksana_sdk.paraf import asked_now
from laksana_sdk.roles import Role
from laksana_tenants.actor import Actor
from laksana_tenants.errors import NotFound

_COLUMNS = ", ".join(column.name for column in fields(DispatchView))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDispatch:
    """A joint dispatch with its cases in order, the initials that count, and the release that declares its letter."""

    view: DispatchView
    batch: BatchLetter
    templates: Mapping[str, bytes] = field(repr=False)
    sealed_context: bytes | None = field(repr=False)
    case_ids: tuple[UUID, ...]
    parafs: tuple[str, ...]

    @property
    def id(self) -> UUID:
        """The dispatch's id."""
        return self.view.id

    @property
    def asked(self) -> tuple[Role, ...]:
        """The roles that may initial the current draft now, in whichever order; none when the chain is complete."""
        return asked_now(self.batch.paraf, self.parafs)

    def not_at(self, *wanted: DispatchStatus) -> tuple[Finding, ...]:
        """Why an act that belongs to these stages does not fit now."""
        if self.view.status in wanted:
            return ()
        named = " / ".join(status.label for status in wanted)
        return (findings.error("batch.stage", letter=self.batch.title, stage=self.view.status.label, wanted=named),)

    def other_draft(self, draft_sha256: str) -> tuple[Finding, ...]:
        """Why what the person has read is not the current draft."""
        if draft_sha256 == self.view.draft_sha256:
            return ()
        return (findings.error("letter.draft_changed", letter=self.batch.title, draft=self.view.draft),)

    def changed(self, status: DispatchStatus, **ids: str) -> DispatchChanged:
        """The result of an act after which the dispatch stands there."""
        return DispatchChanged(dispatch_id=self.id, status=status, ids=ids)


def not_one_of(by: Actor, *roles: Role, signing: bool = False) -> tuple[Finding, ...]:
    """Why this person may not act here, naming who may; `signing` counts the roles they may sign for (a.n., u.b.)."""
    return not_held(acting(by, signing=signing), *dict.fromkeys(roles))


def named_case(case: LoadedCase) -> str:
    """How a sentence names a case: its agenda number, else its id."""
    return case.state.agenda_number or str(case.id)


async def dispatch_for_update(dispatch_id: UUID) -> LoadedDispatch:
    """The dispatch under a row lock until the unit of work ends; raises NotFound, for another office's too."""
    return await _load(dispatch_id, lock=" for update")


async def load_dispatch(dispatch_id: UUID) -> LoadedDispatch:
    """The dispatch as it is now, without a lock; raises NotFound."""
    return await _load(dispatch_id, lock="")


async def move_on(dispatch_id: UUID, status: DispatchStatus, at: datetime) -> None:
    """The dispatch stands at this stage from now on."""
    await execute(
        "update dispatch set status = $3, updated_at = $4 where tenant_id = $1 and id = $2",
        current_scope().tenant_id, dispatch_id, status.value, at,
    )  # fmt: skip


async def void_parafs(dispatch_id: UUID, at: datetime) -> None:
    """Whatever was initialled on earlier drafts counts no longer."""
    await execute(
        "update dispatch_paraf set void_at = $3 where tenant_id = $1 and dispatch_id = $2 and void_at is null",
        current_scope().tenant_id, dispatch_id, at,
    )  # fmt: skip


async def _load(dispatch_id: UUID, *, lock: str) -> LoadedDispatch:
    tenant_id = current_scope().tenant_id
    row = await fetch_one(
        f"select {_COLUMNS}, sealed_context from dispatch where tenant_id = $1 and id = $2{lock}",  # noqa: S608
        tenant_id, dispatch_id,
    )  # fmt: skip
    if row is None:
        raise NotFound("dispatch", dispatch_id)
    sealed = row.pop("sealed_context")
    view = view_of(row)
    release = registry().release(view.sop_slug, view.release)
    batch = release.procedure.batch
    if batch is None:
        raise RuntimeError(f"{view.sop_slug} {view.release} declares no batch letter; a published release was changed")
    items = await fetch(
        "select case_id from dispatch_item where tenant_id = $1 and dispatch_id = $2 order by place",
        tenant_id, dispatch_id,
    )  # fmt: skip
    parafs = await fetch(
        "select role from dispatch_paraf where tenant_id = $1 and dispatch_id = $2 and void_at is null order by at, id",
        tenant_id, dispatch_id,
    )  # fmt: skip
    return LoadedDispatch(
        view=view,
        batch=batch,
        templates=release.templates,
        sealed_context=bytes(sealed) if sealed is not None else None,
        case_ids=tuple(item["case_id"] for item in items),
        parafs=tuple(paraf["role"] for paraf in parafs),
    )
