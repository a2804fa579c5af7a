"""What a person gives to sign with BSrE, checked before anything is asked of anybody."""

from laksana.vault.keys import office_key
from laksana_infra.crypto import keyed_digest
from laksana_infra.database import fetch_one
from laksana_infra.scope import current_scope
from laksana_infra.signing.port import Passphrase
from laksana_sdk import findings
from laksana_sdk.identity import parse_nik
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Invalid


async def nik_digest(given: Passphrase | None, by: Actor) -> bytes:
    """The keyed digest of the NIK with which this person signs.

    Raises Invalid when NIK or passphrase is missing, the NIK is malformed, or it belongs to another signer here.
    """
    missing = (
        *(() if given and given.nik else (findings.error("signature.nik_missing", field="nik"),)),
        *(() if given and given.passphrase else (findings.error("signature.passphrase_missing", field="passphrase"),)),
    )
    if missing or given is None:
        raise Invalid(missing)
    nik, found = parse_nik(given.nik.reveal(), field="nik")
    wrong = tuple(finding for finding in found if finding.blocks)
    if nik is None or wrong:
        raise Invalid(wrong)
    digest = keyed_digest(await office_key(), nik.digits.encode(), purpose="bsre_nik")
    if await _of_another(digest, by):
        raise Invalid((findings.error("signature.nik_of_another", field="nik", name=by.name),))
    return digest


async def _of_another(digest: bytes, by: Actor) -> bool:
    row = await fetch_one(
        "select 1 from electronic_signature where tenant_id = $1 and state = 'VERIFIED' and nik_digest is not null"
        " and (officer_id = $2) <> (nik_digest = $3) limit 1",
        current_scope().tenant_id, by.officer_id, digest,
    )  # fmt: skip
    return row is not None
