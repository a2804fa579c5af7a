"""Let a person fetch a letter's draft or final."""

from datetime import timedelta
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from laksana.attachments.store import store
from laksana.audit.record_read import record_read
from laksana.audit.views import Reading, ReadKind, ReadPurpose
from laksana.cases.queries import case_by_id
from laksana.cases.read_forms import holds_role_in, named, reader_in
from laksana.correspondence.queries import letter_by_id
from laksana.procedures.installed import registry
from laksana.signing.queries import signature_of
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden, Invalid

URL_LIFETIME = timedelta(seconds=60)


class Version(StrEnum):
    """Which of a letter's documents is meant; SIGNED is the final with its electronic signature."""

    DRAFT = "DRAFT"
    FINAL = "FINAL"
    SIGNED = "SIGNED"

    @property
    def label(self) -> str:
        """The document in Indonesian."""
        return {"DRAFT": "konsep", "FINAL": "naskah final", "SIGNED": "naskah bertanda tangan elektronik"}[self.value]


async def letter_url(letter_id: UUID, which: Version, *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK) -> str:
    """A URL that gives the letter as PDF for 60 seconds; who opened it and what for is written down first.

    Raises NotFound, Forbidden for somebody who holds no role in the case's SOP, and Invalid when it has not been set.
    """
    letter = await letter_by_id(letter_id)
    case = await case_by_id(letter.case_id)
    procedure = registry().release(case.sop_slug, case.release).procedure
    if not holds_role_in(procedure, by):
        raise Forbidden(findings.error("reading.letter_not_yours", letter=letter.title, roles=named(procedure)))
    match which:
        case Version.DRAFT:
            key = letter.draft_key
        case Version.FINAL:
            key = letter.final_key
        case Version.SIGNED:
            signature = await signature_of(letter_id)
            key = signature.signed_key if signature else None
        case _:
            assert_never(which)
    if key is None:
        raise Invalid(
            (findings.error("reading.letter_not_set", field="which", letter=letter.title, which=which.label),)
        )
    reading = Reading.of_case(ReadKind(which.value), case, letter_id=letter_id)
    await record_read(reading, purpose, reader_in(procedure, by))
    filename = f"{letter.kind}-{which.value.lower()}.pdf"
    return store().presign_get(key, expires=URL_LIFETIME, filename=filename, content_type="application/pdf")
