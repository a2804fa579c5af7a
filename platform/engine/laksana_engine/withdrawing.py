"""A signed letter is withdrawn by a Surat Pencabutan; where the case came past it, it goes back and makes a new one."""

from uuid import UUID

from laksana_engine.commands import SignLetter, WithdrawLetter
from laksana_engine.decision import CallerError, Decision, Refusal, conclude
from laksana_engine.events import Event, LetterReturned, LetterSigned, LetterWithdrawn
from laksana_engine.moves import issue, lead_on
from laksana_engine.signing import ACTING_CAPACITIES, letter_under_way
from laksana_engine.standing import current, not_held
from laksana_engine.state import CaseState, LetterStage, LetterState
from laksana_sdk import findings
from laksana_sdk.findings import Finding
from laksana_sdk.letters import LetterTemplate
from laksana_sdk.procedure import Procedure, SignedLetter
from laksana_sdk.roles import TU, Role
from laksana_sdk.states import Status
from laksana_sdk.withdrawal import SURAT_PENCABUTAN

WITHDRAWABLE = frozenset({LetterStage.SIGNED, LetterStage.DISPATCHED})


def withdraw_letter(procedure: Procedure, case: CaseState, command: WithdrawLetter) -> Decision:
    """The letter withdrawn by its signer's role, also after the case has ended, which it does not reopen."""
    if not case.exists:
        return Refusal((findings.error("case.not_opened"),))
    letter = case.letters.get(command.letter_id)
    if letter is None:
        return Refusal((findings.error("letter.unknown", field="letter_id", value=str(command.letter_id)),))
    template = procedure.template(letter.kind)
    if letter.withdraws is not None:
        return Refusal((findings.error("letter.withdrawal_stands", letter=template.title),))
    unsaid = findings.error("letter.withdrawal_unreasoned", field="reason", letter=template.title)
    against = (
        *not_held(command.by, template.signer),
        *_not_signed(template, letter),
        *_beyond_mandate(template, command),
        *(() if command.submission is not None else (unsaid,)),
    )

    def happens() -> tuple[Event, ...]:
        if command.submission is None:
            raise CallerError("unreachable: a missing reason blocks")
        again = _step_to_redo(procedure, case, letter)
        outside = case.status is Status.RETURNED
        withdrawn = LetterWithdrawn(
            at=command.at,
            letter_id=letter.id,
            letter=letter.kind,
            role=template.signer.code,
            capacity=command.by.roles[template.signer.code].capacity,
            back_to=again if outside else None,
            submission=command.submission,
        )
        told = (withdrawn, *issue(command, template.signer, SURAT_PENCABUTAN, withdraws=letter.id))
        if again is None or outside:
            return told
        return (*told, *_draft_called_in(procedure, case, withdrawn), *lead_on(procedure, case, command, again))

    return conclude(against, happens)


def unsigned_withdrawals(case: CaseState) -> tuple[LetterState, ...]:
    """Every Surat Pencabutan of the case that is set and numbered, and still to be signed."""
    return tuple(
        letter for letter in case.letters.values() if letter.withdraws is not None and letter.stage is LetterStage.FINAL
    )


def sign_withdrawal(procedure: Procedure, case: CaseState, command: SignLetter) -> Decision:
    """A Surat Pencabutan's signature bound to its final, wherever the case stands and also after its end.

    A scan is entered by the withdrawn letter's signer, its drafter or TU; an electronic signature is the signer's own.
    """
    notice = case.letters[command.letter_id]
    template = procedure.template(notice.kind)
    of = case.letters[notice.withdraws or notice.id].kind
    signer = signer_of(procedure, case, notice.id)
    enters = (signer,) if command.electronic else (signer, drafter_of(procedure, of), TU)
    unready = findings.error("letter.not_set_yet", letter=template.title)
    over = findings.error("letter.signed_already", letter=template.title, number=notice.number or "-")
    changed = "signature.other_final" if command.electronic else "letter.other_final"
    other = findings.error(changed, letter=template.title, number=notice.number or "-")
    final = notice.stage is LetterStage.FINAL
    waiting = unready if notice.stage is LetterStage.REQUESTED else over
    against = (
        *not_held(command.by, *dict.fromkeys(enters)),
        *(() if final else (waiting,)),
        *((other,) if final and command.final_sha256 != notice.final_sha256 else ()),
    )

    def happens() -> tuple[Event, ...]:
        signed = LetterSigned(
            at=command.at,
            letter_id=notice.id,
            final_sha256=command.final_sha256,
            scan_id=command.scan_id,
            scan_sha256=command.scan_sha256,
            electronic=command.electronic,
        )
        return (signed,)

    return conclude(against, happens)


def signer_of(procedure: Procedure, case: CaseState, letter_id: UUID) -> Role:
    """The role that signs this letter; a Surat Pencabutan is signed by whoever signs what it withdraws."""
    letter = case.letters[letter_id]
    return procedure.template(case.letters[letter.withdraws or letter.id].kind).signer


def drafter_of(procedure: Procedure, kind: str) -> Role:
    """The role that drafts letters of this kind."""
    makers = (node.by for node in procedure.steps if isinstance(node, SignedLetter) and node.letter.kind == kind)
    return next(makers, procedure.intake.by)


def _step_to_redo(procedure: Procedure, case: CaseState, letter: LetterState) -> str | None:
    """The step that made the letter, when an open case came past it on its present way and no newer one replaced it."""
    latest = case.letter_of(letter.kind)
    if case.status.ended or latest is None or latest.id != letter.id:
        return None
    for slug in reversed(case.trail[:-1]):
        node = procedure.step(slug)
        if isinstance(node, SignedLetter) and node.letter.kind == letter.kind:
            return slug
    return None


def _draft_called_in(procedure: Procedure, case: CaseState, withdrawn: LetterWithdrawn) -> tuple[Event, ...]:
    """The draft that is under way goes back to its drafter: it may quote what has just been withdrawn."""
    node = current(procedure, case)
    draft = letter_under_way(case, node) if isinstance(node, SignedLetter) else None
    if draft is None or draft.stage is not LetterStage.DRAFTED:
        return ()
    returned = LetterReturned(
        at=withdrawn.at,
        letter_id=draft.id,
        draft_sha256=draft.draft_sha256 or "",
        role=withdrawn.role,
        submission=withdrawn.submission,
    )
    return (returned,)


def _not_signed(template: LetterTemplate, letter: LetterState) -> tuple[Finding, ...]:
    if letter.stage in WITHDRAWABLE:
        return ()
    return (findings.error("letter.not_withdrawable", letter=template.title, stage=letter.stage.value),)


def _beyond_mandate(template: LetterTemplate, command: WithdrawLetter) -> tuple[Finding, ...]:
    grant = command.by.roles.get(template.signer.code)
    if not template.strategic or grant is None or grant.capacity not in ACTING_CAPACITIES:
        return ()
    role = template.signer.label
    return (findings.error("letter.withdrawal_strategic", letter=template.title, capacity=grant.capacity, role=role),)
