"""How a file comes in: opened at the counter, then received under an agenda number."""

from laksana_engine.commands import OpenCase, ReceiveCase
from laksana_engine.decision import CallerError, Decision, Refusal, conclude
from laksana_engine.delivered import owner_change, services
from laksana_engine.events import CaseOpened, CaseReceived, Event
from laksana_engine.filling import core_of, fill
from laksana_engine.moves import issue, lead_on
from laksana_engine.standing import awaited, current, not_held, not_theirs, unopened_or_ended
from laksana_engine.state import CaseState
from laksana_sdk import findings
from laksana_sdk.procedure import Procedure, Step
from laksana_sdk.states import Status

AGENDA_NUMBER_LENGTH = 60


def open_case(procedure: Procedure, case: CaseState, command: OpenCase) -> Decision:
    """A draft with the intake's form, when there is no case yet."""
    if case.exists:
        return Refusal((unopened_or_ended(case) or findings.error("case.already_open", status=case.status.label),))
    intake = procedure.intake
    filled = fill(procedure, intake, command)

    def happens() -> tuple[Event, ...]:
        if command.submission is None:
            raise CallerError("OPEN came without a submission; store the form first and pass its reference")
        opened = CaseOpened(
            at=command.at,
            step=intake.slug,
            service=procedure.service,
            submission=command.submission,
            episode_of=command.episode_of,
        )
        return (opened, *core_of(case, command, intake, filled.form), *services(command, intake, filled.form))

    return conclude((*not_held(command.by, intake.by), *filled.findings), happens)


def receive_case(procedure: Procedure, case: CaseState, command: ReceiveCase) -> Decision:
    """The draft received: agenda number, the intake's papers issued, the next step entered."""
    if (against := unopened_or_ended(case)) is not None:
        return Refusal((against,))
    if case.status is not Status.DRAFT:
        again = findings.error("case.already_received", agenda_number=case.agenda_number or "-")
        return Refusal((again, awaited(current(procedure, case))))
    intake = procedure.intake
    number = command.agenda_number.strip()
    numbered = () if 0 < len(number) <= AGENDA_NUMBER_LENGTH else (_unnumbered(len(number)),)

    def happens() -> tuple[Event, ...]:
        received = CaseReceived(
            at=command.at,
            agenda_number=number,
            performed_by=intake.performed_by.code,
            complete=not any(isinstance(node, Step) and node.papers for node in procedure.steps),
            submission=command.submission,
        )
        requested = issue(command, intake.by, *intake.letters)
        owner = owner_change(case, command, intake)
        return (received, *owner, *requested, *lead_on(procedure, case, command, intake.then, carried=Status.RECEIVED))

    return conclude((*not_theirs(procedure, case, intake, command.by), *numbered), happens)


def _unnumbered(length: int) -> findings.Finding:
    if length == 0:
        return findings.error("case.agenda_number_missing", field="agenda_number")
    return findings.error(
        "case.agenda_number_too_long", field="agenda_number", length=length, most=AGENDA_NUMBER_LENGTH
    )
