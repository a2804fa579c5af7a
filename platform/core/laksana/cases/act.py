"""The frame of every use case that changes an existing case: claim the key, load, decide, record, settle."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from laksana.cases.idempotency import claim, settled
from laksana.cases.inputs import Change
from laksana.cases.ledger import LoadedCase, case_for_update, command_frame, record
from laksana.cases.office import Office, office
from laksana.cases.registered import unregistered
from laksana.cases.usable import refuse_unusable
from laksana.cases.views import CaseChanged
from laksana.cases.words import forms_by_step, seal_words, words_of_case
from laksana.procedures.quarantine import quarantine
from laksana_engine.commands import Command
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_sdk.findings import Finding
from laksana_sdk.forms import Form
from laksana_sdk.procedure import Exit, Node, step_of_exit
from laksana_tenants.actor import Actor

Frame = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A command about to be made: the locked case, who acts, when, and the office with its calendar.

    `against` is what the registers say about the form; `record` refuses the command for what blocks.
    """

    case: LoadedCase
    by: Actor
    at: datetime
    office: Office
    frame: Frame
    against: tuple[Finding, ...] = ()


MakeCommand = Callable[[Act], Command | Awaitable[Command]]
"""Gives the command; a coroutine function where it must look something up first, which it may refuse."""


async def change_case(
    operation: str,
    asked: Change,
    make: MakeCommand,
    *,
    by: Actor,
    key: str,
    content: Mapping[str, Any] | None = None,
    step: str | None = None,
    leaving: str | None = None,
    performed_by: str | None = None,
) -> CaseChanged:
    """The case after one command, or the stored result when the key was used before.

    `content` is what people wrote (`form`, `note` ...; None values left out), sealed as one submission of the step, or
    of the exit by which the case is `leaving`: then the form is the exit's own.
    Raises NotFound, Conflict, or Invalid with every finding; then nothing is written.
    """
    refuse_unusable(asked)
    written = {name: value for name, value in (content or {}).items() if value is not None}
    async with unit_of_work():
        stored = await claim(operation, key, asked, by=by, result=CaseChanged)
        if stored is not None:
            return stored
        act = await begin(asked, by=by, content=written, kind=operation, step=step, leaving=leaving)
        words = act.frame["words"]
        made = make(act)
        command = made if isinstance(made, Command) else await made
        return await record(
            act.case,
            command,
            calendar=act.office.calendar,
            words=(words,) if words else (),
            performed_by=performed_by,
            against=act.against,
            settle=lambda changed: settled(key, changed, by=by),
        )


async def begin(
    asked: Change,
    *,
    by: Actor,
    content: Mapping[str, Any],
    kind: str,
    step: str | None,
    leaving: str | None = None,
    signing: bool = False,
) -> Act:
    """The locked case and the frame of a command on it, inside a unit of work; raises NotFound and Conflict.

    Raises PluginQuarantined too: what people do on a case needs its plugin, reading it does not.
    """
    case = await case_for_update(asked.case_id, asked.expected_version)
    quarantine().refuse(case.procedure.slug, case.release)
    here = await office()
    at = now()
    place = step_of_exit(leaving) if leaving else step or case.state.step
    words = seal_words(case.key, content, kind=kind, step=place) if content else None
    frame = command_frame(by, at, here.calendar, procedure=case.procedure, signing=signing, words=words)
    against: tuple[Finding, ...] = ()
    if "form" in content:
        against = await unregistered(_filled(case, leaving, content["form"]), here.day(at))
        forms = forms_by_step(await words_of_case(case.id, case.key))
        intake, read = case.procedure.intake, case.procedure.read
        client = read(intake.form, forms[intake.slug])[0] if intake.form and intake.slug in forms else None
        frame |= {
            "form": content["form"],
            "forms": forms,
            "client_birth_date": intake.client(client).birth_date if client is not None else None,
        }
    return Act(case=case, by=by, at=at, office=here, frame={"words": words, "command": frame}, against=against)


def _filled(case: LoadedCase, leaving: str | None, raw: Mapping[str, Any]) -> Form | None:
    asking: Node | Exit | None
    if leaving is not None:
        asking = case.procedure.exits.get(leaving)
    else:
        asking = case.procedure.step(case.state.step) if case.state.step else case.procedure.intake
    return case.procedure.read(asking.form, raw)[0] if asking is not None and asking.form is not None else None
