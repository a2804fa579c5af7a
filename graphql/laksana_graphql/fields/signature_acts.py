"""What can be done with electronic signatures and the certificates behind them."""

from functools import partial

import strawberry

from laksana.signing.declare_signature_lost import declare_signature_lost
from laksana.signing.inputs import RenewCertificate, RevokeCertificate
from laksana.signing.renew_certificate import renew_certificate
from laksana.signing.revoke_certificate import revoke_certificate
from laksana.signing.sign_electronically import sign_electronically
from laksana_graphql.context import Info, office_actor
from laksana_graphql.described import act
from laksana_graphql.fields.asking import Given, changed
from laksana_graphql.inputs import letters as given
from laksana_graphql.types import results
from laksana_graphql.types.letters import CertificateType


@strawberry.type
class SignatureActs:
    """Every act on an electronic signature."""

    @act
    async def sign_electronically(
        self, info: Info, asked: Given[given.SignElectronicallyInput]
    ) -> results.SignElectronicallyResult | None:
        """Sign the final of this hash with your own certificate; a repeat goes on where the last one stopped."""
        use_case = partial(sign_electronically, passphrase=asked.secrets())
        return results.LetterSignedElectronically.of_letter(await changed(info, use_case, asked), asked.letter_id)

    @act
    async def declare_signature_lost(
        self, info: Info, asked: Given[given.DeclareSignatureLostInput]
    ) -> results.DeclareSignatureLostResult | None:
        """Give up your electronic signature that the service has not answered for, so that you can sign again."""
        return results.SignatureDeclaredLost.of_letter(
            await changed(info, declare_signature_lost, asked), asked.letter_id
        )

    @act
    async def renew_certificate(
        self, info: Info, asked: Given[given.CertificateInput]
    ) -> results.RenewCertificateResult | None:
        """Get a new signing certificate of the office's own authority; your earlier one is revoked."""
        view = await renew_certificate(
            RenewCertificate(officer_id=asked.officer_id), by=office_actor(info), key=asked.key
        )
        return results.CertificateRenewed(certificate=CertificateType.from_view(view))

    @act
    async def revoke_certificate(
        self, info: Info, asked: Given[given.CertificateInput]
    ) -> results.RevokeCertificateResult | None:
        """Revoke your signing certificate."""
        view = await revoke_certificate(
            RevokeCertificate(officer_id=asked.officer_id), by=office_actor(info), key=asked.key
        )
        return results.CertificateRevoked(certificate=CertificateType.from_view(view))
