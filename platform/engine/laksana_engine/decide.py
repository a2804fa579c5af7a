"""What happens to a case when a command is given now, or every reason why it may not be."""

from typing import assert_never

from laksana_engine import (
    batching,
    deviating,
    disposisi,
    emergency,
    escalating,
    handing_over,
    intake,
    issuing,
    leaving,
    migrating,
    outside,
    papers,
    reopening,
    retracting,
    signing,
    steps,
    withdrawing,
)
from laksana_engine import commands as ask
from laksana_engine.commands import AnyCommand, Command
from laksana_engine.decision import Decision
from laksana_engine.state import CaseState
from laksana_sdk.procedure import Procedure

BesideTheWay = (
    ask.RetractExit
    | ask.EscalateOverdue
    | ask.DeclareEmergency
    | ask.ConfirmEmergency
    | ask.SkipStep
    | ask.WithdrawLetter
    | ask.ReopenCase
    | ask.SendHandover
    | ask.AnswerHandover
    | ask.WithdrawHandover
    | ask.MigrateCase
    | ask.RevertMigration
)


def decide(procedure: Procedure, case: CaseState, command: Command) -> Decision:
    """What happens to this case when the command is given now (Accepted), or every reason against it (Refusal).

    A person's input never raises. Raises CallerError when the program breaks the contract (too few new ids, no
    submission for an opened case), CalendarError for a calendar without working days; what a plugin's validator or
    core builder raises passes through.
    """
    if not isinstance(command, AnyCommand):
        raise TypeError(f"{type(command).__name__} is none of the engine's commands; add it to laksana_engine.commands")
    return _decided(procedure, case, command)


def _decided(procedure: Procedure, case: CaseState, command: AnyCommand) -> Decision:
    match command:
        case ask.OpenCase():
            return intake.open_case(procedure, case, command)
        case ask.ReceiveCase():
            return intake.receive_case(procedure, case, command)
        case ask.CheckPapers():
            return papers.check_papers(procedure, case, command)
        case ask.ReturnCase():
            return papers.return_case(procedure, case, command)
        case ask.ResubmitCase():
            return papers.resubmit_case(procedure, case, command)
        case ask.PerformStep():
            return steps.perform_step(procedure, case, command)
        case ask.CompleteCase():
            return steps.complete_case(procedure, case, command)
        case ask.AssignCase():
            return steps.assign_case(procedure, case, command)
        case ask.GiveDisposisi():
            return disposisi.give_disposisi(procedure, case, command)
        case ask.AnswerDisposisi():
            return disposisi.answer_disposisi(procedure, case, command)
        case ask.DraftLetter():
            return signing.draft_letter(procedure, case, command)
        case ask.ParafLetter():
            return signing.paraf_letter(procedure, case, command)
        case ask.ReturnLetter():
            return signing.return_letter(procedure, case, command)
        case ask.FinaliseLetter():
            return signing.finalise_letter(procedure, case, command)
        case ask.SignLetter():
            letter = case.letters.get(command.letter_id)
            withdraws = letter is not None and letter.withdraws is not None
            sign = withdrawing.sign_withdrawal if withdraws else signing.sign_letter
            return sign(procedure, case, command)
        case ask.RecordIssued():
            return issuing.record_issued(procedure, case, command)
        case ask.DispatchLetter():
            return outside.dispatch_letter(procedure, case, command)
        case ask.LeaveInBatch():
            return batching.leave_in_batch(procedure, case, command)
        case ask.RecordOutsideAnswer():
            return outside.record_outside_answer(procedure, case, command)
        case ask.LeaveCase():
            return leaving.leave_case(procedure, case, command)
        case _:
            return _decided_beside(procedure, case, command)


def _decided_beside(procedure: Procedure, case: CaseState, command: BesideTheWay) -> Decision:
    match command:
        case ask.RetractExit():
            return retracting.retract_exit(procedure, case, command)
        case ask.EscalateOverdue():
            return escalating.escalate_overdue(procedure, case, command)
        case ask.DeclareEmergency():
            return emergency.declare_emergency(procedure, case, command)
        case ask.ConfirmEmergency():
            return emergency.confirm_emergency(procedure, case, command)
        case ask.SkipStep():
            return deviating.skip_step(procedure, case, command)
        case ask.WithdrawLetter():
            return withdrawing.withdraw_letter(procedure, case, command)
        case ask.ReopenCase():
            return reopening.reopen_case(procedure, case, command)
        case ask.SendHandover():
            return handing_over.send_handover(procedure, case, command)
        case ask.AnswerHandover():
            return handing_over.answer_handover(procedure, case, command)
        case ask.WithdrawHandover():
            return handing_over.withdraw_handover(procedure, case, command)
        case ask.MigrateCase():
            return migrating.migrate_case(case, command)
        case ask.RevertMigration():
            return migrating.revert_migration(case, command)
        case _:
            assert_never(command)
