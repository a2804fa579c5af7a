"""Sign a joint dispatch's letter electronically, with one's own certificate."""

from uuid import UUID

from laksana.cases.ledger import acting
from laksana.cases.office import office
from laksana.correspondence.numbers import Bearer
from laksana.dispatches.bind_signature import unready_to_sign
from laksana.dispatches.loaded import LoadedDispatch, dispatch_for_update, load_dispatch, not_one_of
from laksana.dispatches.views import DispatchChanged
from laksana.signing.begin_attempt import Signable, attempt_of_signer, begin_attempt
from laksana.signing.inputs import SignDispatchElectronically
from laksana.signing.sign_once import sign_once
from laksana_infra.clock import now
from laksana_infra.signing.port import Passphrase
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid

OPERATION = "sign_dispatch_electronically"


async def sign_dispatch_electronically(
    asked: SignDispatchElectronically, *, by: Actor, key: str, passphrase: Passphrase | None = None
) -> DispatchChanged:
    """The dispatch with its letter signed, or with a signature that still has to be stored (`ids["signature_state"]`).

    A repeat goes on with the attempt that stands; there is never a second one beside it. Raises Invalid with the
    findings that stand against it, and NotFound.
    """

    async def begin() -> tuple[UUID, bool]:
        return await _begin(asked, by, passphrase)

    attempt = await sign_once(OPERATION, asked, begin, by=by, key=key, passphrase=passphrase)
    dispatch = await load_dispatch(asked.dispatch_id)
    signature = {"signature_id": str(attempt.id), "signature_state": attempt.state.value}
    return dispatch.changed(dispatch.view.status, **signature)


async def _begin(asked: SignDispatchElectronically, by: Actor, passphrase: Passphrase | None) -> tuple[UUID, bool]:
    dispatch = await dispatch_for_update(asked.dispatch_id)
    standing = await attempt_of_signer(Bearer.DISPATCH, dispatch.id, asked.final_sha256, by)
    if standing is not None:
        return standing, False
    _refuse(dispatch, asked, by)
    role = dispatch.batch.signer.code
    signable = Signable(
        bearer=Bearer.DISPATCH,
        paper=dispatch.view,
        final_sha256=asked.final_sha256,
        role=role,
        grant=acting(by, signing=True).roles[role],
        office=await office(),
        at=now(),
    )
    return await begin_attempt(signable, by, passphrase), True


def _refuse(dispatch: LoadedDispatch, asked: SignDispatchElectronically, by: Actor) -> None:
    against = (
        *not_one_of(by, dispatch.batch.signer, signing=True),
        *unready_to_sign(dispatch, asked.final_sha256),
    )
    if against:
        raise Invalid(against)
