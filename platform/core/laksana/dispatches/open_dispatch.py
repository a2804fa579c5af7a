"""Let a person fetch a document of a joint dispatch's letter: draft, final, or signed."""

from typing import assert_never
from uuid import UUID

from laksana.attachments.store import store
from laksana.audit.record_read import record_read
from laksana.audit.views import Reading, ReadKind, ReadPurpose
from laksana.cases.read_forms import holds_role_in, named, reader_in
from laksana.correspondence.numbers import Bearer
from laksana.dispatches.queries import concerned_in_dispatches, dispatch_by_id
from laksana.letters.open_letter import URL_LIFETIME, Version
from laksana.procedures.installed import registry
from laksana.signing.queries import signature_of
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden, Invalid


async def dispatch_url(
    dispatch_id: UUID, which: Version, *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK
) -> str:
    """A URL that gives the letter as PDF for 60 seconds; who opened it and what for is written down first.

    Raises NotFound, Forbidden for somebody who holds no role in the SOP, and Invalid when it has not been set.
    """
    dispatch = await dispatch_by_id(dispatch_id)
    procedure = registry().release(dispatch.sop_slug, dispatch.release).procedure
    if not holds_role_in(procedure, by):
        raise Forbidden(findings.error("reading.letter_not_yours", letter=dispatch.title, roles=named(procedure)))
    match which:
        case Version.DRAFT:
            key = dispatch.draft_key
        case Version.FINAL:
            key = dispatch.final_key
        case Version.SIGNED:
            signature = await signature_of(dispatch_id, Bearer.DISPATCH)
            key = signature.signed_key if signature else None
        case _:
            assert_never(which)
    if key is None:
        unset = findings.error("reading.letter_not_set", field="which", letter=dispatch.title, which=which.label)
        raise Invalid((unset,))
    concerned = (await concerned_in_dispatches([dispatch_id]))[dispatch_id]
    reading = Reading(kind=ReadKind(which.value), concerned=concerned, dispatch_id=dispatch_id)
    await record_read(reading, purpose, reader_in(procedure, by))
    filename = f"{dispatch.kind}-{which.value.lower()}.pdf"
    return store().presign_get(key, expires=URL_LIFETIME, filename=filename, content_type="application/pdf")
