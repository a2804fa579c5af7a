"""Go on with an attempt whose process died or met a storage that was down. Runs as a job."""

from dataclasses import dataclass
from uuid import UUID

import structlog

from laksana.jobs.app import handler
from laksana.signing.attempts import FINISH_JOB
from laksana.signing.carry_on import carry_on
from laksana.signing.queries import attempt_by_id
from laksana.signing.views import SignatureState
from laksana_tenants.errors import Invalid, Suspended

_log = structlog.stdlib.get_logger("laksana.signing")

_ENDED = (SignatureState.VERIFIED, SignatureState.FAILED, SignatureState.LOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishSignature:
    """The payload of the job: which attempt."""

    signature_id: UUID


@handler(FINISH_JOB)
async def finish_signature(asked: FinishSignature) -> None:
    """The attempt is VERIFIED and its letter signed, or FAILED; doing it again changes nothing.

    One that BSrE has not answered stays as it is: nobody has its passphrase, and a person must say that it is lost.
    """
    attempt = await attempt_by_id(asked.signature_id)
    if attempt.state in _ENDED:
        return
    if attempt.state is SignatureState.REQUESTED and not attempt.is_deterministic:
        _log.warning(
            "signature_unanswered", signature_id=str(attempt.id), **{attempt.bearer.value: str(attempt.bearer_id)}
        )
        return
    try:
        await carry_on(attempt)
    except Suspended:
        raise
    except Invalid as failed:
        # The attempt has ended as FAILED: there is nothing that another try of this job could do.
        codes = [found.code for found in failed.findings]
        _log.warning("signature_failed", signature_id=str(attempt.id), codes=codes)
