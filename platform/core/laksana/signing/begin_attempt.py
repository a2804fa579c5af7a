"""Begin the one attempt that a final has, unless its signer's attempt stands already."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from laksana.cases.office import Office
from laksana.correspondence.numbers import Bearer
from laksana.signing.attempts import Signing, request
from laksana.signing.certificates import own_certificate
from laksana.signing.papers import Paper
from laksana.signing.passphrases import nik_digest
from laksana.signing.queries import standing_attempt
from laksana.signing.signatory import signatory
from laksana_engine.commands import Grant
from laksana_infra.signing.port import Passphrase, Provider
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid
from laksana_tenants.resolve import actor_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Signable:
    """A final that a person may sign now in this role; nothing but their certificate can still stand against it."""

    bearer: Bearer
    paper: Paper
    final_sha256: str
    role: str
    grant: Grant
    office: Office
    at: datetime


async def attempt_of_signer(bearer: Bearer, bearer_id: UUID, final_sha256: str, by: Actor) -> UUID | None:
    """The id of the person's attempt at exactly this final that stands; None when there is none."""
    standing = await standing_attempt(bearer_id, bearer)
    if standing is not None and (standing.officer_id, standing.final_sha256) == (by.officer_id, final_sha256):
        return standing.id
    return None


async def begin_attempt(signable: Signable, by: Actor, passphrase: Passphrase | None) -> UUID:
    """The id of a new attempt, inside the caller's unit of work.

    Raises Invalid where nobody signs electronically, the block names another signer, or the person cannot sign now.
    """
    await _refuse_other_signer(signable, by)
    signs = signatory()
    if signs is None:
        raise Invalid((findings.error("signature.not_offered", letter=signable.paper.title),))
    local = signs.provider is Provider.LOCAL
    signing = Signing(
        bearer=signable.bearer,
        bearer_id=signable.paper.id,
        final_sha256=signable.final_sha256,
        officer_id=by.officer_id,
        post_id=signable.grant.post_id,
        role=signable.role,
        capacity=signable.grant.capacity,
        provider=signs.provider,
        certificate_id=await own_certificate(by, signable.office, signable.at) if local else None,
        nik_digest=None if local else await nik_digest(passphrase, by),
    )
    return await request(signing, signable.at)


async def _refuse_other_signer(signable: Signable, by: Actor) -> None:
    paper = signable.paper
    if paper.signer_id is None or paper.signer_id == by.officer_id:
        return
    # Their name stands in the letter's block: a signature of somebody else would not be the letter's.
    named = await actor_of(paper.signer_id, signable.office.day(signable.at))
    signer = named.name if named else "pejabat yang menetapkannya"
    raise Invalid((findings.error("signature.other_signer", letter=paper.title, signer=signer),))
