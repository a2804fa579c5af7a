"""Revoke one's own signing certificate."""

from laksana.cases.idempotency import claim, settle
from laksana.signing.certificates import revoke_certificates
from laksana.signing.inputs import RevokeCertificate
from laksana.signing.queries import certificate_by_id
from laksana.signing.views import CertificateView
from laksana_infra.clock import now
from laksana_infra.database import unit_of_work
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid, NotFound


async def revoke_certificate(asked: RevokeCertificate, *, by: Actor, key: str) -> CertificateView:
    """The person's certificate, revoked: nothing more is signed with it, and a new one must be asked for.

    Raises Invalid when there is none, and NotFound for anybody else's.
    """
    if asked.officer_id != by.officer_id:
        raise NotFound("officer", asked.officer_id)
    async with unit_of_work():
        stored = await claim("revoke_certificate", key, asked, by=by, result=CertificateView)
        if stored is not None:
            return stored
        certificate_id = await revoke_certificates(by.officer_id, now())
        if certificate_id is None:
            raise Invalid((findings.error("signature.no_certificate", name=by.name),))
        return await settle(key, await certificate_by_id(certificate_id), by=by)
