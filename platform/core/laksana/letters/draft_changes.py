"""Read what changed between two drafts of a letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from laksana.audit.record_read import Shown, record_opened
from laksana.audit.views import Concerned, Reader, ReadKind, ReadPurpose
from laksana.cases.ledger import case_keys_of
from laksana.cases.queries import cases_of_ids
from laksana.cases.read_forms import holds_role_in, named, reader_in
from laksana.correspondence.queries import LetterView, letters_by_ids
from laksana.letters.changes import DraftChange, changes_between
from laksana.letters.kept_drafts import KeptDraft, kept_drafts
from laksana.procedures.installed import registry
from laksana_sdk import findings
from laksana_sdk.procedure import Procedure
from laksana_tenants.actor import Actor
from laksana_tenants.errors import DomainError, Forbidden, Invalid, NotFound, granted

TEMPLATE_CHANGED = DraftChange(field="template", text="Bentuk surat: naskah dasarnya pada SOP diperbarui")
HOUSE_CHANGED = DraftChange(field="house_style", text="Tata naskah: gaya surat kantor diperbarui")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two drafts of a letter: by default the last but one and the present draft."""

    letter_id: UUID
    earlier: int | None = None
    later: int | None = None

    def drafts(self, letter: LetterView) -> tuple[int, int]:
        """The numbers of the two drafts; the first is 0 for a letter of one draft."""
        last = letter.draft if self.later is None else self.later
        return (last - 1 if self.earlier is None else self.earlier), last


async def draft_changes(
    asked: Comparison, *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK
) -> tuple[DraftChange, ...]:
    """What changed from one draft to another in words.

    A letter of one draft has no changes. Who read them is written down, for they may name persons. Raises NotFound,
    Forbidden for somebody who holds no role in the case's SOP, and Invalid for a draft that the letter does not have.
    """
    return granted((await changes_of_drafts([asked], by=by, purpose=purpose))[asked])


async def changes_of_drafts(
    asked: Sequence[Comparison], *, by: Actor, purpose: ReadPurpose = ReadPurpose.CASEWORK
) -> Mapping[Comparison, tuple[DraftChange, ...] | DomainError]:
    """Of each comparison what `draft_changes` gives of it, or what it raises; who read is written down for each."""
    letters = await letters_by_ids([one.letter_id for one in asked])
    cases = await cases_of_ids([letter.case_id for letter in letters.values()])
    procedures = {case.id: registry().release(case.sop_slug, case.release).procedure for case in cases.values()}
    found: dict[Comparison, tuple[DraftChange, ...] | DomainError] = {}
    open_to: dict[Comparison, LetterView] = {}
    for one in asked:
        letter = letters.get(one.letter_id)
        if letter is None:
            found[one] = NotFound("letter", one.letter_id)
        elif not holds_role_in(procedures[letter.case_id], by):
            found[one] = _not_yours(letter, procedures[letter.case_id])
        elif one.earlier is None and one.drafts(letter)[0] < 1:
            found[one] = ()
        else:
            open_to[one] = letter
    case_keys = await case_keys_of([letter.case_id for letter in open_to.values()])
    keys = {letter.id: case_keys[letter.case_id] for letter in open_to.values()}
    wanted = {(letter.id, draft) for one, letter in open_to.items() for draft in one.drafts(letter)}
    drafts = await kept_drafts(wanted, keys)
    compared = {one: _compared(one, letter, drafts) for one, letter in open_to.items()}
    opened = [
        Shown(
            kind=ReadKind.DRAFT_CHANGES,
            purpose=purpose,
            standing=reader_in(procedures[letter.case_id], by).standing,
            concerned=Concerned.in_case(cases[letter.case_id]),
            letter_id=letter.id,
        )
        for one, letter in open_to.items()
        if not isinstance(compared[one], DomainError)
    ]
    await record_opened(opened, Reader.officer(by))
    return found | compared


def _not_yours(letter: LetterView, procedure: Procedure) -> Forbidden:
    return Forbidden(findings.error("reading.letter_not_yours", letter=letter.title, roles=named(procedure)))


def _compared(
    asked: Comparison, letter: LetterView, drafts: Mapping[tuple[UUID, int], KeptDraft]
) -> tuple[DraftChange, ...] | Invalid:
    first, last = asked.drafts(letter)
    before, after = drafts.get((letter.id, first)), drafts.get((letter.id, last))
    if before is None or after is None:
        missing, field = (first, "earlier") if before is None else (last, "later")
        said = findings.error(
            "letter.no_such_draft", field=field, letter=letter.title, value=missing, most=letter.draft
        )
        return Invalid((said,))
    return (*changes_between(before.frozen.context, after.frozen.context), *form_changes(before, after))


def form_changes(before: KeptDraft, after: KeptDraft) -> tuple[DraftChange, ...]:
    """What changed in how two drafts are set, whatever they say: the SOP's template, the office's house style."""
    template = (TEMPLATE_CHANGED,) if before.template_sha256 != after.template_sha256 else ()
    house = (HOUSE_CHANGED,) if before.house_sha256 != after.house_sha256 else ()
    return (*template, *house)
