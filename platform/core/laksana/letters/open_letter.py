"""Let a person fetch a letter's draft or final."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

import structlog

from laksana.attachments.store import store
from laksana.cases.queries import case_by_id
from laksana.cases.read_forms import holds_role_in, named
from laksana.correspondence.queries import letter_by_id
from laksana.procedures.installed import registry
from laksana_infra.scope import current_scope
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden, Invalid

URL_LIFETIME = timedelta(seconds=60)

_log = structlog.stdlib.get_logger("laksana.letters")


class Version(StrEnum):
    """Which of a letter's two documents is meant."""

    DRAFT = "DRAFT"
    FINAL = "FINAL"

    @property
    def label(self) -> str:
        """The document in Indonesian."""
        return {"DRAFT": "konsep", "FINAL": "naskah final"}[self.value]


async def letter_url(letter_id: UUID, which: Version, *, by: Actor) -> str:
    """A URL that gives the letter as PDF for 60 seconds; who opened it is logged.

    Raises NotFound, Forbidden for somebody who holds no role in the case's SOP, and Invalid when it has not been set.
    """
    letter = await letter_by_id(letter_id)
    case = await case_by_id(letter.case_id)
    procedure = registry().release(case.sop_slug, case.release).procedure
    if not holds_role_in(procedure, by):
        raise Forbidden(findings.error("reading.letter_not_yours", letter=letter.title, roles=named(procedure)))
    key = letter.draft_key if which is Version.DRAFT else letter.final_key
    if key is None:
        raise Invalid(
            (findings.error("reading.letter_not_set", field="which", letter=letter.title, which=which.label),)
        )
    tenant_id = str(current_scope().tenant_id)
    _log.info(
        "letter_read", letter_id=str(letter_id), which=which.value, officer_id=str(by.officer_id), tenant_id=tenant_id
    )
    filename = f"{letter.kind}-{which.value.lower()}.pdf"
    return store().presign_get(key, expires=URL_LIFETIME, filename=filename, content_type="application/pdf")
