"""Give a letter the number that the registry (tata usaha) or SRIKANDI has for it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from laksana.cases.idempotency import claim, settle
from laksana.cases.ledger import acting, case_for_update
from laksana.cases.office import Office, office
from laksana.cases.projection import projected_tasks
from laksana.cases.usable import refuse_unusable
from laksana.cases.views import Notice
from laksana.correspondence.inputs import GiveNumber
from laksana.correspondence.numbers import Bearer, hold_given, reserved_for
from laksana.correspondence.projection import ISSUE_JOB
from laksana.correspondence.queries import letter_by_id
from laksana.correspondence.views import NumberChanged, NumberStatus
from laksana.dispatches.loaded import dispatch_for_update
from laksana.dispatches.views import DispatchStatus
from laksana.jobs.defer import defer
from laksana_engine.standing import not_held
from laksana_infra.changes import execute_together
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_sdk import findings
from laksana_sdk.batches import BatchLetter
from laksana_sdk.letters import LetterTemplate, Register
from laksana_sdk.roles import KADIS, SEKRETARIS, TU
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid
from laksana_tenants.numbering import serial_of
from laksana_tenants.views import NumberSource

REGISTRARS = (TU, SEKRETARIS, KADIS)
"""Who may give and void numbers."""

UNNUMBERED = ("DRAFTED", "RETURNED", "REQUESTED")
"""The stages of a letter whose final is not set yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A number about to be entered in the book."""

    number: str
    source: NumberSource
    by: Actor
    office: Office
    at: datetime

    @property
    def day(self) -> date:
        """The office's day."""
        return self.office.day(self.at)


async def give_number(asked: GiveNumber, *, by: Actor, key: str) -> NumberChanged:
    """The number, reserved for its letter; its final takes it instead of one of ours.

    A number that is not written as the office's pattern says is taken as it stands, with a warning. Raises Invalid with
    the findings that stand against it, and NotFound.
    """
    refuse_unusable(asked)
    number = " ".join(asked.number.split())
    async with unit_of_work():
        stored = await claim("give_number", key, asked, by=by, result=NumberChanged)
        if stored is not None:
            return stored
        _refuse(asked, number, by)
        given = _Given(number=number, source=asked.source, by=by, office=await office(), at=now())
        if asked.letter_id is not None:
            changed = await _to_letter(asked.letter_id, given)
        elif asked.dispatch_id is not None:
            changed = await _to_dispatch(asked.dispatch_id, given)
        else:
            raise RuntimeError("unreachable: a number without a letter was refused")
        return await settle(key, changed, by=by)


def _refuse(asked: GiveNumber, number: str, by: Actor) -> None:
    one = (asked.letter_id is None) != (asked.dispatch_id is None)
    against = (
        *not_held(acting(by), *REGISTRARS),
        *(() if one else (findings.error("register.one_letter", field="letter_id"),)),
        *(() if number else (findings.error("register.number_empty", field="number"),)),
        *(
            (findings.error("register.not_ours_to_give", field="source"),)
            if asked.source is NumberSource.SYSTEM
            else ()
        ),
    )
    if against:
        raise Invalid(against)


async def _to_letter(letter_id: UUID, given: _Given) -> NumberChanged:
    case = await case_for_update((await letter_by_id(letter_id)).case_id)
    # Read again under the case's lock: it may have become final meanwhile.
    letter = await letter_by_id(letter_id)
    template = case.procedure.template(letter.kind)
    changed = await _enter(template, Bearer.LETTER, letter_id, given, open_still=letter.stage in UNNUMBERED)
    await execute_together(await projected_tasks(case.id, case.procedure, case.state, given.office.calendar))
    if letter.stage == "REQUESTED":
        await defer(ISSUE_JOB, {"case_id": str(case.id), "letter_id": str(letter_id)}, lock=f"case/{case.id}")
    return changed


async def _to_dispatch(dispatch_id: UUID, given: _Given) -> NumberChanged:
    dispatch = await dispatch_for_update(dispatch_id)
    open_still = dispatch.view.status in (
        DispatchStatus.DRAFT,
        DispatchStatus.AWAITING_PARAF,
        DispatchStatus.AWAITING_SIGNATURE,
    )
    return await _enter(dispatch.batch, Bearer.DISPATCH, dispatch_id, given, open_still=open_still)


async def _enter(
    letter: LetterTemplate | BatchLetter, bearer: Bearer, bearer_id: UUID, given: _Given, *, open_still: bool
) -> NumberChanged:
    if letter.register is None:
        raise Invalid((findings.error("letter.number_surplus", letter=letter.title, number=given.number),))
    has = await reserved_for(bearer_id, bearer)
    if has is not None:
        raise Invalid((findings.error("register.has_number", letter=letter.title, number=has.number),))
    if not open_still:
        raise Invalid((findings.error("register.letter_settled", letter=letter.title),))
    number_id = await hold_given(
        bearer_id,
        letter,
        register=letter.register,
        number=given.number,
        source=given.source,
        given_by=given.by.officer_id,
        day=given.day,
        at=given.at,
        bearer=bearer,
    )
    return NumberChanged(
        id=number_id,
        register=letter.register,
        year=given.day.year,
        number=given.number,
        status=NumberStatus.RESERVED,
        notices=_notices(letter.register, given),
    )


def _notices(register: Register, given: _Given) -> tuple[Notice, ...]:
    number_format = given.office.settings.number_formats.get(register)
    if number_format is None or serial_of(number_format, given.number) is not None:
        return ()
    pattern = number_format.pattern
    unlike = findings.warning("register.unlike_pattern", field="number", number=given.number, pattern=pattern)
    return (Notice.of(unlike),)
