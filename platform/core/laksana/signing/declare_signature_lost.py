"""Declare an unanswered attempt lost, so that the letter can be signed anew."""

from laksana.cases.act import begin
from laksana.cases.idempotency import claim, settle
from laksana.cases.usable import refuse_unusable
from laksana.cases.views import CaseChanged
from laksana.correspondence.numbers import Bearer
from laksana.correspondence.queries import letter_by_id
from laksana.signing.inputs import DeclareSignatureLost
from laksana.signing.lose import lose
from laksana_infra.database import unit_of_work
from laksana_tenants.actor import Actor
from laksana_tenants.errors import NotFound

OPERATION = "declare_signature_lost"


async def declare_signature_lost(asked: DeclareSignatureLost, *, by: Actor, key: str) -> CaseChanged:
    """The case whose letter may be signed again: the attempt that nobody answered for can never become its signature.

    Raises Invalid when there is no such attempt, its time is not over, or it is another person's; and NotFound.
    """
    refuse_unusable(asked)
    async with unit_of_work():
        stored = await claim(OPERATION, key, asked, by=by, result=CaseChanged)
        if stored is not None:
            return stored
        act = await begin(asked, by=by, content={}, kind=OPERATION, step=None, signing=True)
        letter = await letter_by_id(asked.letter_id)
        if letter.case_id != asked.case_id:
            raise NotFound("letter", asked.letter_id)
        attempt = await lose(Bearer.LETTER, letter, by)
        lost = CaseChanged(
            case_id=act.case.id,
            version=act.case.state.version,
            status=act.case.state.status,
            step=act.case.state.step,
            ids={"letter_id": str(letter.id), "signature_id": str(attempt.id)},
            notices=(),
        )
        return await settle(key, lost, by=by)
