"""Read what changed between two drafts of a letter."""

from uuid import UUID

from laksana.audit.record_read import record_read
from laksana.audit.views import Reading, ReadKind, ReadPurpose
from laksana.cases.ledger import case_key_of
from laksana.cases.queries import case_by_id
from laksana.cases.read_forms import holds_role_in, named, reader_in
from laksana.correspondence.queries import letter_by_id
from laksana.letters.changes import DraftChange, changes_between
from laksana.letters.kept_drafts import KeptDraft, kept_draft
from laksana.procedures.installed import registry
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden, Invalid

TEMPLATE_CHANGED = DraftChange(field="template", text="Bentuk surat: naskah dasarnya pada SOP diperbarui")
HOUSE_CHANGED = DraftChange(field="house_style", text="Tata naskah: gaya surat kantor diperbarui")


async def draft_changes(
    letter_id: UUID,
    *,
    by: Actor,
    earlier: int | None = None,
    later: int | None = None,
    purpose: ReadPurpose = ReadPurpose.CASEWORK,
) -> tuple[DraftChange, ...]:
    """What changed from one draft to another in words, by default from the last but one to the present draft.

    A letter of one draft has no changes. Who read them is written down, for they may name persons. Raises NotFound,
    Forbidden for somebody who holds no role in the case's SOP, and Invalid for a draft that the letter does not have.
    """
    letter = await letter_by_id(letter_id)
    case = await case_by_id(letter.case_id)
    procedure = registry().release(case.sop_slug, case.release).procedure
    if not holds_role_in(procedure, by):
        raise Forbidden(findings.error("reading.letter_not_yours", letter=letter.title, roles=named(procedure)))
    last = letter.draft if later is None else later
    first = last - 1 if earlier is None else earlier
    if earlier is None and first < 1:
        return ()
    key = await case_key_of(letter.case_id)
    before, after = await kept_draft(letter_id, key, first), await kept_draft(letter_id, key, last)
    if before is None or after is None:
        missing, field = (first, "earlier") if before is None else (last, "later")
        raise Invalid(
            (
                findings.error(
                    "letter.no_such_draft", field=field, letter=letter.title, value=missing, most=letter.draft
                ),
            )
        )
    reading = Reading.of_case(ReadKind.DRAFT_CHANGES, case, letter_id=letter_id)
    await record_read(reading, purpose, reader_in(procedure, by))
    return (*changes_between(before.frozen.context, after.frozen.context), *form_changes(before, after))


def form_changes(before: KeptDraft, after: KeptDraft) -> tuple[DraftChange, ...]:
    """What changed in how two drafts are set, whatever they say: the SOP's template, the office's house style."""
    template = (TEMPLATE_CHANGED,) if before.template_sha256 != after.template_sha256 else ()
    house = (HOUSE_CHANGED,) if before.house_sha256 != after.house_sha256 else ()
    return (*template, *house)
