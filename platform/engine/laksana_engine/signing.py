"""A letter's way to its signature: drafted, initialled lowest first, fixed by the signer, signed; or sent back."""

from collections.abc import Collection

from laksana_engine.commands import Acting, DraftLetter, FinaliseLetter, ParafLetter, ReturnLetter, SignLetter
from laksana_engine.decision import CallerError, Decision, Refusal, conclude
from laksana_engine.delivered import delivered
from laksana_engine.events import (
    Event,
    LetterDrafted,
    LetterFinalised,
    LetterParafed,
    LetterReturned,
    LetterSigned,
)
from laksana_engine.filling import core_of, fill
from laksana_engine.moves import issue, lead_on, new_id
from laksana_engine.owing import unsettled
from laksana_engine.standing import listed, not_held, not_theirs, standing_at
from laksana_engine.state import CaseState, LetterStage, LetterState
from laksana_sdk import findings
from laksana_sdk.batches import BatchLetter
from laksana_sdk.findings import Finding
from laksana_sdk.letters import LetterTemplate
from laksana_sdk.paraf import asked_now, initialling
from laksana_sdk.procedure import Procedure, SignedLetter
from laksana_sdk.roles import TU, Role
from laksana_sdk.states import Status

ACTING_CAPACITIES = frozenset({"PLT", "PLH"})
UNDER_WAY = frozenset({LetterStage.DRAFTED, LetterStage.RETURNED, LetterStage.FINAL})


def letter_under_way(case: CaseState, node: SignedLetter) -> LetterState | None:
    """The letter that the step is making now, None before its first draft."""
    letter = case.letter_of(node.letter.kind)
    return letter if letter is not None and letter.stage in UNDER_WAY else None


def replaced_letter(case: CaseState, kind: str) -> LetterState | None:
    """The withdrawn letter in whose place the one of this kind that is made now comes, None for a first one."""
    latest = case.letter_of(kind)
    if latest is None or latest.stage is LetterStage.WITHDRAWN:
        return latest
    return case.letters.get(latest.replaces) if latest.replaces and latest.stage in UNDER_WAY else None


def asked_for_paraf(node: SignedLetter, letter: LetterState) -> tuple[Role, ...]:
    """The roles that may initial the current draft now, in whichever order; none when the chain is complete."""
    return asked_now(node.letter.paraf, letter.parafs)


def draft_letter(procedure: Procedure, case: CaseState, command: DraftLetter) -> Decision:
    """A frozen draft; it voids every paraf on an earlier one."""
    node = standing_at(procedure, case, SignedLetter)
    if isinstance(node, Refusal):
        return node
    letter = letter_under_way(case, node)
    filled = fill(procedure, node, command)
    other = findings.error(
        "letter.not_this_step", field="letter", value=command.letter[:60], step=node.label, letter=node.letter.title
    )
    final = letter is not None and letter.stage is LetterStage.FINAL
    against = (
        *not_theirs(procedure, case, node, command.by),
        *(() if command.letter == node.letter.kind else (other,)),
        *((findings.error("letter.final", letter=node.letter.title, role=node.by.label),) if final else ()),
        *filled.findings,
    )

    def happens() -> tuple[Event, ...]:
        drafted = LetterDrafted(
            at=command.at,
            letter_id=letter.id if letter else new_id(command),
            letter=node.letter.kind,
            draft=letter.draft + 1 if letter else 1,
            draft_sha256=command.draft_sha256,
            status=_initialled(node),
            submission=command.submission,
            replaces=replaced.id if (replaced := replaced_letter(case, node.letter.kind)) else None,
        )
        return (drafted, *core_of(case, command, node, filled.form))

    return conclude(against, happens)


def paraf_letter(procedure: Procedure, case: CaseState, command: ParafLetter) -> Decision:
    """The initials, on exactly the current draft, of one of the roles that are asked for them now."""
    node = standing_at(procedure, case, SignedLetter)
    if isinstance(node, Refusal):
        return node
    letter = _named(case, node, command)
    if isinstance(letter, Refusal):
        return letter
    against = (
        *_not_drafted(node, letter),
        *not_asked_for_paraf(command.by, node.letter, letter.parafs),
        *_other_draft(node, letter, command.draft_sha256),
    )

    def happens() -> tuple[Event, ...]:
        role = next(role.code for role in asked_for_paraf(node, letter) if role.code in command.by.roles)
        parafed = LetterParafed(
            at=command.at,
            letter_id=letter.id,
            draft_sha256=command.draft_sha256,
            role=role,
            status=_initialled(node, *letter.parafs, role),
        )
        return (parafed,)

    return conclude(against, happens)


def return_letter(procedure: Procedure, case: CaseState, command: ReturnLetter) -> Decision:
    """The draft sent back to its drafter by a role of the chain or the signer, with a reason; its paraf are void."""
    node = standing_at(procedure, case, SignedLetter)
    if isinstance(node, Refusal):
        return node
    letter = _named(case, node, command)
    if isinstance(letter, Refusal):
        return letter
    chain = (*initialling(node.letter.paraf), node.letter.signer)
    unsaid = findings.error("letter.reason_missing", field="reason", letter=node.letter.title)
    against = (
        *_not_drafted(node, letter),
        *not_held(command.by, *chain),
        *(() if command.submission is not None else (unsaid,)),
    )

    def happens() -> tuple[Event, ...]:
        if command.submission is None:
            raise CallerError("unreachable: a missing reason blocks")
        returned = LetterReturned(
            at=command.at,
            letter_id=letter.id,
            draft_sha256=letter.draft_sha256 or "",
            role=next(role.code for role in (*asked_for_paraf(node, letter), *chain) if role.code in command.by.roles),
            submission=command.submission,
        )
        return (returned,)

    return conclude(against, happens)


def finalise_letter(procedure: Procedure, case: CaseState, command: FinaliseLetter) -> Decision:
    """Number, date and final bytes fixed by the signer, after the whole paraf chain on exactly this draft."""
    node = standing_at(procedure, case, SignedLetter)
    if isinstance(node, Refusal):
        return node
    letter = _named(case, node, command)
    if isinstance(letter, Refusal):
        return letter
    signer = node.letter.signer
    asked = listed(role.label for role in asked_for_paraf(node, letter))
    unfinished = findings.error("letter.paraf_missing", letter=node.letter.title, role=asked)
    against = (
        *not_held(command.by, signer),
        *_not_drafted(node, letter),
        *((unfinished,) if asked_for_paraf(node, letter) and letter.stage is LetterStage.DRAFTED else ()),
        *_other_draft(node, letter, command.draft_sha256),
        *_beyond_mandate(node, command),
        *_misnumbered(node, command.number),
    )

    def happens() -> tuple[Event, ...]:
        final = LetterFinalised(
            at=command.at,
            letter_id=letter.id,
            draft_sha256=command.draft_sha256,
            final_sha256=command.final_sha256,
            number=command.number,
            dated=command.dated,
            role=signer.code,
            capacity=command.by.roles[signer.code].capacity,
        )
        return (final,)

    return conclude(against, happens)


def sign_letter(procedure: Procedure, case: CaseState, command: SignLetter) -> Decision:
    """A signature bound to the final's hash: the signer's own electronic one, or the scan of a wet one.

    A scan is entered by the signer, the drafter or TU; an electronic signature is the signer's act and nobody else's.
    """
    node = standing_at(procedure, case, SignedLetter)
    if isinstance(node, Refusal):
        return node
    letter = _named(case, node, command)
    if isinstance(letter, Refusal):
        return letter
    unready = findings.error("letter.not_final", letter=node.letter.title, role=node.letter.signer.label)
    other = findings.error(
        "signature.other_final" if command.electronic else "letter.other_final",
        letter=node.letter.title, number=letter.number or "-",
    )  # fmt: skip
    final = letter.stage is LetterStage.FINAL
    enters = (node.letter.signer,) if command.electronic else (node.letter.signer, node.by, TU)
    against = (
        *not_held(command.by, *dict.fromkeys(enters)),
        *(() if final else (unready,)),
        *((other,) if final and command.final_sha256 != letter.final_sha256 else ()),
        *unsettled(procedure, case, node.then),
    )

    def happens() -> tuple[Event, ...]:
        signed = LetterSigned(
            at=command.at,
            letter_id=letter.id,
            final_sha256=command.final_sha256,
            scan_id=command.scan_id,
            scan_sha256=command.scan_sha256,
            electronic=command.electronic,
        )
        requested = issue(command, node.by, *node.letters)
        onward = lead_on(procedure, case, command, node.then, carried=Status.SIGNED)
        return (signed, *delivered(case, command, node), *requested, *onward)

    return conclude(against, happens)


def not_asked_for_paraf(
    by: Acting, letter: LetterTemplate | BatchLetter, given: Collection[str]
) -> tuple[Finding, ...]:
    """Why this person may not initial the letter's draft now, which these roles have initialled already."""
    asked = asked_now(letter.paraf, given)
    if not asked:
        return (findings.error("letter.paraf_complete", letter=letter.title, role=letter.signer.label),)
    again = [role for role in initialling(letter.paraf) if role.code in given and role.code in by.roles]
    if again and not any(role.code in by.roles for role in asked):
        waits = listed(role.label for role in asked)
        return (findings.error("letter.paraf_given", letter=letter.title, role=again[0].label, asked=waits),)
    return not_held(by, *asked)


def _initialled(node: SignedLetter, *given: str) -> Status:
    return Status.AWAITING_PARAF if asked_now(node.letter.paraf, given) else Status.AWAITING_SIGNATURE


def _named(
    case: CaseState, node: SignedLetter, command: ParafLetter | ReturnLetter | FinaliseLetter | SignLetter
) -> LetterState | Refusal:
    letter = letter_under_way(case, node)
    if letter is None:
        return Refusal((findings.error("letter.not_begun", letter=node.letter.title, role=node.by.label),))
    if letter.id != command.letter_id:
        unknown = findings.error(
            "letter.not_current", field="letter_id", value=str(command.letter_id), letter=node.letter.title
        )
        return Refusal((unknown,))
    return letter


def _not_drafted(node: SignedLetter, letter: LetterState) -> tuple[Finding, ...]:
    if letter.stage is LetterStage.FINAL:
        return (findings.error("letter.final", letter=node.letter.title, role=node.by.label),)
    if letter.stage is LetterStage.RETURNED:
        return (findings.error("letter.returned", letter=node.letter.title, role=node.by.label),)
    return ()


def _other_draft(node: SignedLetter, letter: LetterState, draft_sha256: str) -> tuple[Finding, ...]:
    if draft_sha256 == letter.draft_sha256:
        return ()
    return (findings.error("letter.draft_changed", letter=node.letter.title, draft=letter.draft),)


def _beyond_mandate(node: SignedLetter, command: FinaliseLetter) -> tuple[Finding, ...]:
    grant = command.by.roles.get(node.letter.signer.code)
    if not node.letter.strategic or grant is None or grant.capacity not in ACTING_CAPACITIES:
        return ()
    return (
        findings.error(
            "letter.strategic", letter=node.letter.title, capacity=grant.capacity, role=node.letter.signer.label
        ),
    )


def _misnumbered(node: SignedLetter, number: str | None) -> tuple[Finding, ...]:
    register = node.letter.register
    if register is not None and not (number and number.strip()):
        return (findings.error("letter.number_missing", field="number", letter=node.letter.title, register=register),)
    if register is None and number is not None:
        return (findings.error("letter.number_surplus", field="number", letter=node.letter.title, number=number[:60]),)
    return ()
