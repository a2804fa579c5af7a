"""Sign a letter electronically, with one's own certificate."""

from uuid import UUID

from laksana.cases.act import Act
from laksana.cases.act import begin as begin_act
from laksana.cases.ledger import load_case
from laksana.cases.views import CaseChanged
from laksana.correspondence.numbers import Bearer
from laksana.correspondence.queries import letter_by_id
from laksana.signing.begin_attempt import Signable, attempt_of_signer, begin_attempt
from laksana.signing.inputs import SignElectronically
from laksana.signing.sign_once import sign_once
from laksana.signing.views import Attempt
from laksana_engine import commands
from laksana_engine.decide import decide
from laksana_engine.decision import Refusal
from laksana_engine.events import ElectronicSignature
from laksana_engine.withdrawing import signer_of
from laksana_infra.signing.port import Passphrase
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid, NotFound

OPERATION = "sign_electronically"
# Stands in a trial for the signature that is to come.
_TRIAL = ElectronicSignature(id=UUID(int=0), signed_sha256="0" * 64, certificate_serial="0")


async def sign_electronically(
    asked: SignElectronically, *, by: Actor, key: str, passphrase: Passphrase | None = None
) -> CaseChanged:
    """The case with its letter signed, or with a signature that still has to be stored (`ids["signature_state"]`).

    A repeat goes on with the attempt that stands; there is never a second one beside it. Raises Invalid with the
    findings that stand against it, NotFound, and Conflict when someone was first.
    """

    async def begin() -> tuple[UUID, bool]:
        return await _begin(asked, by, passphrase)

    attempt = await sign_once(OPERATION, asked, begin, by=by, key=key, passphrase=passphrase)
    return await _outcome(asked, attempt)


async def _begin(asked: SignElectronically, by: Actor, passphrase: Passphrase | None) -> tuple[UUID, bool]:
    act = await begin_act(asked, by=by, content={}, kind=OPERATION, step=None, signing=True)
    letter = await letter_by_id(asked.letter_id)
    if letter.case_id != asked.case_id:
        raise NotFound("letter", asked.letter_id)
    standing = await attempt_of_signer(Bearer.LETTER, letter.id, asked.final_sha256, by)
    if standing is not None:
        return standing, False
    _refuse(asked, act)
    role = signer_of(act.case.procedure, act.case.state, letter.id).code
    signable = Signable(
        bearer=Bearer.LETTER,
        paper=letter,
        final_sha256=asked.final_sha256,
        role=role,
        grant=act.frame["command"]["by"].roles[role],
        office=act.office,
        at=act.at,
    )
    return await begin_attempt(signable, by, passphrase), True


def _refuse(asked: SignElectronically, act: Act) -> None:
    command = commands.SignLetter(
        letter_id=asked.letter_id, final_sha256=asked.final_sha256, electronic=_TRIAL, **act.frame["command"]
    )
    trial = decide(act.case.procedure, act.case.state, command)
    if isinstance(trial, Refusal):
        raise Invalid(trial.findings)


async def _outcome(asked: SignElectronically, attempt: Attempt) -> CaseChanged:
    case = await load_case(asked.case_id)
    return CaseChanged(
        case_id=case.id,
        version=case.state.version,
        status=case.state.status,
        step=case.state.step,
        ids={
            "letter_id": str(attempt.bearer_id),
            "signature_id": str(attempt.id),
            "signature_state": attempt.state.value,
        },
        notices=(),
    )
