"""Ask for a new signing certificate of one's own."""

from laksana.cases.idempotency import claim, settle
from laksana.cases.office import office
from laksana.signing.certificates import issue_certificate, revoke_certificates
from laksana.signing.inputs import RenewCertificate
from laksana.signing.queries import certificate_by_id
from laksana.signing.views import CertificateView
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_tenants.actor import Actor
from laksana_tenants.errors import NotFound


async def renew_certificate(asked: RenewCertificate, *, by: Actor, key: str) -> CertificateView:
    """The person's new certificate of the office's authority; an earlier one is revoked.

    What was signed under an earlier one stays valid. Raises Invalid when the office's authority has expired,
    and NotFound for anybody else's.
    """
    if asked.officer_id != by.officer_id:
        raise NotFound("officer", asked.officer_id)
    async with unit_of_work():
        stored = await claim("renew_certificate", key, asked, by=by, result=CertificateView)
        if stored is not None:
            return stored
        here, at = await office(), now()
        await revoke_certificates(by.officer_id, at)
        made = await certificate_by_id(await issue_certificate(by, here, at))
        return await settle(key, made, by=by)
