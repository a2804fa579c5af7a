"""The job that issues a paper which a step asked for."""

from uuid import UUID

from msgspec import Struct

from laksana.jobs.app import handler
from laksana.letters.issue_letter import issue_letter


class IssueLetter(Struct, frozen=True, forbid_unknown_fields=True):
    """Which paper of which case is to be issued."""

    case_id: UUID
    letter_id: UUID


@handler("issue_letter")
async def issue(job: IssueLetter) -> None:
    """The requested paper is set, stored and recorded; running again changes nothing."""
    await issue_letter(job.case_id, job.letter_id)
