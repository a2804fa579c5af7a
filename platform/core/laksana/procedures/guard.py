"""Every function of a plugin behind a guard: one that raises or gives the wrong thing stops its call alone, by name."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Final, TypeVar

import structlog

from laksana.cases.codec import canonical
from laksana.procedures.quarantine import quarantine
from laksana.procedures.under_way import under_way
from laksana.procedures.views import PluginCall
from laksana_sdk.facts import CoreFacts, ReferralFacts
from laksana_sdk.findings import Finding, error
from laksana_sdk.forms import Form, FormReader
from laksana_sdk.letters import ClientFacts
from laksana_sdk.procedure import Procedure
from laksana_sdk.sheet import Sheet
from laksana_tenants.errors import Invalid

PartT = TypeVar("PartT")
FormT = TypeVar("FormT", bound=Form)

Read = Callable[[Any], Any]

_log = structlog.stdlib.get_logger("laksana.procedures")


class PluginFailed(Invalid):
    """A function of a plugin raised, or gave something else than its hook asks for; nothing was written."""


def guarded(procedure: Procedure, release: str) -> Procedure:
    """The same procedure, each function that the plugin gave it behind a guard, and the reading of its forms.

    What fails there is logged with the plugin's and the function's name and raises PluginFailed. A function of a
    quarantined release is not called: that raises PluginQuarantined.
    """
    guard = _Guard(sop=procedure.slug, release=release)
    return replace(guard.of(procedure), read=guard.reader(procedure.read))


def _name(function: object) -> str:
    return f"{function.__module__}:{getattr(function, '__qualname__', function)}"


def _facts(kind: type[Any]) -> Read:
    def read(answer: object) -> object:
        if not isinstance(answer, kind):
            msg = f"it gave {type(answer).__name__}; return {kind.__name__}"
            raise TypeError(msg)
        return answer

    return read


def _all_of(kind: type[Any]) -> Read:
    read = _facts(kind)
    return lambda answer: tuple(read(one) for one in _facts(tuple)(answer))


def _context(answer: object) -> object:
    canonical(_facts(Mapping)(answer))
    return answer


_HOOKS: Final[Mapping[str, Read]] = {
    "validators": _all_of(Finding),
    "core": _facts(CoreFacts),
    "client": _facts(ClientFacts),
    "services": _all_of(str),
    "referral": _facts(ReferralFacts),
    "context": _context,
    "form": _facts(Form),
}
"""What a plugin's functions stand under in a procedure, and how their answers are read; TypeError for a wrong one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guard:
    sop: str
    release: str
    # A letter that two steps share stays one: procedures compare their parts.
    _done: dict[int, Any] = field(default_factory=dict)

    def of(self, part: PartT) -> PartT:
        if isinstance(part, tuple):
            return tuple(self.of(one) for one in part)  # type: ignore[return-value]
        if not is_dataclass(part) or isinstance(part, type | Sheet):
            return part
        if id(part) not in self._done:
            given = {one.name: getattr(part, one.name) for one in fields(part) if one.init}
            kept = {name: self._field(name, value) for name, value in given.items()}
            changed = {name: value for name, value in kept.items() if value is not given[name]}
            self._done[id(part)] = replace(part, **changed) if changed else part
        return self._done[id(part)]  # type: ignore[no-any-return]

    def reader(self, read: FormReader) -> FormReader:
        """The same reader; what runs in it is the form's own code: its patterns and its `__post_init__`."""

        @functools.cache
        def of(form: type[Form]) -> FormReader:
            return self._behind("form", read, _facts(tuple), name=_name(form))

        def read_form(form: type[FormT], raw: Mapping[str, Any], /) -> tuple[FormT | None, tuple[Finding, ...]]:
            return of(form)(form, raw)

        functools.update_wrapper(read_form, read)
        return read_form

    def _field(self, name: str, value: object) -> object:
        read = _HOOKS.get(name)
        if read is None or isinstance(value, type):
            return self.of(value)
        if isinstance(value, tuple):
            return tuple(self._behind(name, one, read, name=_name(one)) for one in value)
        return self._behind(name, value, read, name=_name(value)) if callable(value) else self.of(value)

    def _behind(self, hook: str, function: Callable[..., Any], read: Read, *, name: str) -> Callable[..., Any]:
        called = PluginCall(sop=self.sop, release=self.release, hook=hook, function=name)

        @functools.wraps(function)
        def call(*arguments: Any) -> Any:  # noqa: ANN401 - what the hook takes and gives
            quarantine().refuse(self.sop, self.release)
            try:
                with under_way(called):
                    return read(function(*arguments))
            except KeyboardInterrupt:
                raise
            except BaseException as fault:
                # SystemExit too: from here it would end the service.
                _log.exception("plugin_failed", sop=self.sop, release=self.release, hook=hook, function=name)
                raise PluginFailed(
                    (error("plugin.failed", sop=self.sop, release=self.release, hook=hook, function=name),)
                ) from fault

        return call
