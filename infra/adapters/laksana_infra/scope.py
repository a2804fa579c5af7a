"""Whose rows a statement may touch: one office's, one province's offices', or no office's."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

__all__ = [
    "AnyScope",
    "NoScopeError",
    "ProvinceScope",
    "Scope",
    "ScopeError",
    "SystemScope",
    "current_province",
    "current_scope",
    "entered_scope",
    "entering_other_office",
    "scoped",
    "system_scope",
]


class ScopeError(RuntimeError):
    """A statement or a block asked for rows that its scope does not give: the program is wrong, never the input."""


class NoScopeError(ScopeError):
    """Nothing said whose rows are meant."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows of one office."""

    tenant_id: UUID

    def __post_init__(self) -> None:
        _require_uuid(self.tenant_id)


@dataclass(frozen=True, slots=True)
class ProvinceScope:
    """What the masked views show of these offices."""

    tenant_ids: tuple[UUID, ...]

    def __post_init__(self) -> None:
        for tenant_id in self.tenant_ids:
            _require_uuid(tenant_id)


@dataclass(frozen=True, slots=True)
class SystemScope:
    """The few tables that belong to no office; every office's table is empty in it."""

    reason: str


AnyScope: TypeAlias = Scope | ProvinceScope | SystemScope

_entered: ContextVar[AnyScope | None] = ContextVar("laksana_scope", default=None)


@contextmanager
def scoped(scope: Scope | ProvinceScope) -> Iterator[None]:
    """Every statement of the block, and of tasks started in it, is for this office or these offices."""
    with _enter(scope):
        yield


@contextmanager
def system_scope(reason: str) -> Iterator[None]:
    """Every statement of the block reads or writes tables that belong to no office, for the stated reason.

    The wall stays up: an office's rows do not exist here. The call sites are on a list that a test compares.
    """
    if not reason.strip():
        raise ScopeError("system_scope() needs a reason; say why no office is meant here")
    with _enter(SystemScope(reason)):
        yield


@contextmanager
def entering_other_office(tenant_id: UUID, reason: str) -> Iterator[None]:
    """Every statement of the block is for this other office, on behalf of the one in whose scope it is entered.

    The only way from one office to another; no statement sees both. The call sites are on a list that a test compares.
    """
    if not reason.strip():
        raise ScopeError("entering_other_office() needs a reason; say what is carried over")
    if current_scope().tenant_id == tenant_id:
        raise ScopeError("entering_other_office() was given the office in scope; another one is meant")
    with _enter(Scope(tenant_id)):
        yield


def entered_scope() -> AnyScope:
    """The scope that holds here, of whichever kind; NoScopeError when none was entered."""
    scope = _entered.get()
    if scope is None:
        raise NoScopeError("no scope: wrap the caller in scoped(Scope(tenant_id)) before the first statement")
    return scope


def current_scope() -> Scope:
    """The one office that is meant here; NoScopeError when none is, or when a province or the system is."""
    scope = entered_scope()
    if not isinstance(scope, Scope):
        msg = f"one office is needed here, but the scope is {scope!r}; enter scoped(Scope(tenant_id))"
        raise NoScopeError(msg)
    return scope


def current_province() -> ProvinceScope:
    """The offices that a province may see here; NoScopeError when the scope is not a province's."""
    scope = entered_scope()
    if not isinstance(scope, ProvinceScope):
        msg = f"a province is needed here, but the scope is {scope!r}; enter scoped(ProvinceScope(...))"
        raise NoScopeError(msg)
    return scope


@contextmanager
def _enter(scope: AnyScope) -> Iterator[None]:
    token = _entered.set(scope)
    try:
        yield
    finally:
        _entered.reset(token)


def _require_uuid(tenant_id: object) -> None:
    # The engine writes the id into SQL text: only a real UUID object is known not to carry SQL.
    if not isinstance(tenant_id, UUID):
        msg = f"a tenant id is a uuid.UUID, not {type(tenant_id).__name__} {tenant_id!r}; parse it first"
        raise ScopeError(msg)
