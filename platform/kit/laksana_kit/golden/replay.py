"""Play a golden case again under a procedure: the same state, or what became otherwise at which command."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_type_hints
from uuid import UUID

import msgspec

from laksana_engine.commands import COMMANDS, Acting, Command
from laksana_engine.decide import decide
from laksana_engine.decision import Refusal
from laksana_engine.state import CaseState
from laksana_kit.explore.case_run import CaseRun, acting
from laksana_kit.golden.case import EVERYBODY, SYSTEM, Given, GoldenCase
from laksana_sdk.findings import text
from laksana_sdk.procedure import Procedure

FRAME = {field.name for field in fields(Command)}
"""What every command has, and the replay supplies."""
PLACED = "@"


class NotReplayedError(ValueError):
    """A command of the case is refused; the message says which, and why."""


def replay(procedure: Procedure, commands: tuple[Given, ...]) -> CaseState:
    """The state after the commands. Raises NotReplayedError at the first one that the procedure refuses."""
    run = CaseRun(procedure)
    taken: dict[str, str] = {}
    for number, given in enumerate(commands):
        run.now = given.at
        kind = COMMANDS[given.kind]
        details = _details(kind, given.details, taken)
        command = run.command(kind, _by(run, given), form=given.form, **details)
        taken |= {f"{PLACED}{number}.{place}": str(new) for place, new in enumerate(command.new_ids)}
        decision = decide(procedure, run.case, command)
        if isinstance(decision, Refusal):
            why = " ".join(text(found) for found in decision.findings)
            raise NotReplayedError(f"command {number + 1} ({given.kind} at {run.case.step or 'the counter'}): {why}")
        run.happens(command, decision)
    return run.case


def difference(procedure: Procedure, case: GoldenCase) -> str | None:
    """What stands against the case under this procedure; None where it comes to the same state."""
    try:
        after = replay(procedure, case.commands)
    except NotReplayedError as refused:
        return str(refused)
    if digest(after) == case.state:
        return None
    where = standing(after)
    return f"it ends at {where}, not at {case.ends}" if where != case.ends else f"it ends at {where} in another state"


def standing(case: CaseState) -> str:
    """Where a case stands: its state and step."""
    return f"{case.status.value} {case.step or ''}".strip()


def digest(case: CaseState) -> str:
    """The SHA-256 (hex) of a case's state; what holds its default says nothing, so a later engine may know more."""
    return hashlib.sha256(json.dumps(_said(case), sort_keys=True).encode()).hexdigest()


def _said(case: CaseState) -> dict[str, Any]:
    plain, blank = _plain(case), _plain(CaseState())
    return {name: value for name, value in plain.items() if value != blank.get(name)}


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON
    return msgspec.to_builtins(value, str_keys=True, order="sorted", enc_hook=_mapping)


def _mapping(value: object) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be written down")


def _by(run: CaseRun, given: Given) -> Acting:
    if given.by == (SYSTEM,):
        return Acting(officer_id=None, roles={})
    roles = tuple(run.everybody.roles) if given.by == (EVERYBODY,) else given.by
    return acting(*roles, person=" ".join(given.by))


def _details(kind: type[Command], details: Mapping[str, Any], taken: Mapping[str, str]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: msgspec.convert(_named(value, taken), hints[name]) for name, value in details.items()}


def _named(value: Any, taken: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON
    match value:
        case str() if value.startswith(PLACED):
            return taken.get(value, value)
        case list():
            return [_named(one, taken) for one in value]
        case dict():
            return {name: _named(one, taken) for name, one in value.items()}
        case _:
            return value


def plain_details(command: Command, taken: Mapping[UUID, str]) -> dict[str, Any]:
    """What the command says beside its frame, as JSON; ids that earlier commands took by their places."""
    own = [field for field in fields(command) if field.name not in FRAME]
    said = {field.name: getattr(command, field.name) for field in own if getattr(command, field.name) != field.default}
    ids = {str(known): place for known, place in taken.items()}
    return {name: _placed(_plain(value), ids) for name, value in said.items()}


def _placed(value: Any, ids: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON
    match value:
        case str():
            return ids.get(value, value)
        case list() | tuple():
            return [_placed(one, ids) for one in value]
        case dict():
            return {name: _placed(one, ids) for name, one in value.items()}
        case _:
            return value
