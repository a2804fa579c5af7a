"""The frame of every use case that changes an existing case: claim the key, load, decide, record, settle."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from laksana.cases.idempotency import claim, settle
from laksana.cases.inputs import Change
from laksana.cases.ledger import LoadedCase, case_for_update, command_frame, record
from laksana.cases.office import Office, office
from laksana.cases.views import CaseChanged
from laksana.cases.words import forms_by_step, seal_words, words_of_case
from laksana_engine.commands import Command
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_sdk import findings
from laksana_sdk.forms import read, texts_of
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid
from laksana_typeset import unsettable_characters

Frame = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A command about to be made: the locked case, who acts, when, and the office with its calendar."""

    case: LoadedCase
    by: Actor
    at: datetime
    office: Office
    frame: Frame


MakeCommand = Callable[[Act], Command]


async def change_case(
    operation: str,
    asked: Change,
    make: MakeCommand,
    *,
    by: Actor,
    key: str,
    content: Mapping[str, Any] | None = None,
    step: str | None = None,
    performed_by: str | None = None,
) -> CaseChanged:
    """The case after one command, or the stored result when the key was used before.

    `content` is what people wrote (`form`, `note` ...; None values left out), sealed as one submission of the step.
    Raises NotFound, Conflict, or Invalid with every finding; then nothing is written.
    """
    written = {name: value for name, value in (content or {}).items() if value is not None}
    refuse_unsettable(written)
    async with unit_of_work():
        stored = await claim(operation, key, asked, by=by, result=CaseChanged)
        if stored is not None:
            return stored
        act = await begin(asked, by=by, content=written, kind=operation, step=step)
        words = act.frame["words"]
        command = make(act)
        changed = await record(
            act.case, command, calendar=act.office.calendar, words=(words,) if words else (), performed_by=performed_by
        )
        return await settle(key, changed, by=by)


async def begin(
    asked: Change, *, by: Actor, content: Mapping[str, Any], kind: str, step: str | None, signing: bool = False
) -> Act:
    """The locked case and the frame of a command on it, inside a unit of work."""
    case = await case_for_update(asked.case_id, asked.expected_version)
    here = await office()
    at = now()
    words = seal_words(case.key, content, kind=kind, step=step or case.state.step) if content else None
    frame = command_frame(by, at, here.calendar, signing=signing, words=words)
    if "form" in content:
        forms = forms_by_step(await words_of_case(case.id, case.key))
        intake = case.procedure.intake
        client = read(intake.form, forms[intake.slug])[0] if intake.form and intake.slug in forms else None
        frame |= {
            "form": content["form"],
            "forms": forms,
            "client_birth_date": intake.client(client).birth_date if client is not None else None,
        }
    return Act(case=case, by=by, at=at, office=here, frame={"words": words, "command": frame})


def refuse_unsettable(content: Mapping[str, Any]) -> None:
    """Raises Invalid when a text holds a character that no packaged font can set, so that no letter fails later."""
    found = []
    for path, text in texts_of(content):
        strange = unsettable_characters(text)
        if strange:
            shown = " ".join(f"{letter} (U+{ord(letter):04X})" for letter in sorted(strange)[:5])
            found.append(findings.error("case.unsettable_text", field=path, characters=shown))
    if found:
        raise Invalid(tuple(found))
