"""Instructions of a superior: given to roles below, answered by each of them."""

from laksana_engine import worktime
from laksana_engine.commands import AnswerDisposisi, GiveDisposisi
from laksana_engine.decision import Decision, Refusal, conclude
from laksana_engine.delivered import delivered
from laksana_engine.events import DisposisiAnswered, DisposisiGiven, Event
from laksana_engine.filling import core_of, fill
from laksana_engine.moves import issue, lead_on, new_id
from laksana_engine.standing import listed, not_held, not_theirs, standing_at
from laksana_engine.state import Answer, CaseState, DisposisiState
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.procedure import Disposisi, Procedure
from laksana_sdk.vocabulary import Instruction

# Events cannot be corrected: an instruction is a code there, its words lie in the encrypted submission.
INSTRUCTIONS = frozenset(instruction.value for instruction in Instruction)


def give_disposisi(procedure: Procedure, case: CaseState, command: GiveDisposisi) -> Decision:
    """An instruction to some of the step's receivers; a new one only when none is open."""
    node = standing_at(procedure, case, Disposisi)
    if isinstance(node, Refusal):
        return node
    filled = fill(procedure, node, command)
    against = (
        *not_theirs(procedure, case, node, command.by),
        *((findings.error("disposisi.still_open", step=node.label),) if case.open_disposisi else ()),
        *_receivers(node, command.to),
        *_instructions(command),
        *_late(command),
        *filled.findings,
    )

    def happens() -> tuple[Event, ...]:
        given = DisposisiGiven(
            at=command.at,
            disposisi_id=new_id(command),
            step=node.slug,
            to=tuple(role.code for role in node.to if role.code in command.to),
            instructions=command.instructions,
            due=command.due,
            submission=command.submission,
        )
        requested = issue(command, node.by, *node.letters, skip=1)
        return (given, *core_of(case, command, node, filled.form), *requested)

    return conclude(against, happens)


def answer_disposisi(procedure: Procedure, case: CaseState, command: AnswerDisposisi) -> Decision:
    """One receiver's answer; the last CARRIED_OUT leads on, any other answer gives the step back to its giver."""
    node = standing_at(procedure, case, Disposisi)
    if isinstance(node, Refusal):
        return node
    given = case.open_disposisi
    if given is None:
        return Refusal((findings.error("disposisi.none_open", step=node.label, role=node.by.label),))
    role = next((code for code in given.pending if code in command.by.roles), None)
    valid = command.answer in set(Answer)
    unknown = findings.error(
        "disposisi.answer_unknown", field="answer", value=command.answer[:60], choices=listed(Answer)
    )

    def happens() -> tuple[Event, ...]:
        answered = DisposisiAnswered(
            at=command.at,
            disposisi_id=given.id,
            role=role or "",
            answer=command.answer,
            submission=command.submission,
        )
        if given.pending != (role,) or command.answer != Answer.CARRIED_OUT:
            return (answered,)
        return (answered, *delivered(case, command, node), *lead_on(procedure, case, command, node.then))

    return conclude((*_not_asked(node, given, command), *(() if valid else (unknown,))), happens)


def _not_asked(node: Disposisi, given: DisposisiState, command: AnswerDisposisi) -> tuple[Finding, ...]:
    pending = tuple(role for role in node.to if role.code in given.pending)
    return not_held(command.by, *pending)


def _receivers(node: Disposisi, to: tuple[str, ...]) -> tuple[Finding, ...]:
    choices = listed(f"{role.code} ({role.label})" for role in node.to)
    known = {role.code for role in node.to}
    if not to:
        return (findings.error("disposisi.no_receiver", field="to", choices=choices),)
    return tuple(
        findings.error("disposisi.receiver_unknown", field="to", value=code[:60], choices=choices)
        for code in dict.fromkeys(to)
        if code not in known
    )


def _instructions(command: GiveDisposisi) -> tuple[Finding, ...]:
    if not command.instructions and command.submission is None:
        return (findings.error("disposisi.no_instruction", field="instructions"),)
    return tuple(
        findings.error(
            "disposisi.instruction_not_a_code",
            field="instructions",
            value=code[:40],
            known=", ".join(sorted(INSTRUCTIONS)),
        )
        for code in command.instructions
        if code not in INSTRUCTIONS
    )


def _late(command: GiveDisposisi) -> tuple[Finding, ...]:
    today = worktime.local_date(command.calendar, command.at)
    if command.due is None or command.due >= today:
        return ()
    return (findings.error("disposisi.due_past", field="due", value=command.due.isoformat(), today=today.isoformat()),)
