"""What anyone may ask about a paper that they hold, whichever office it came from; nobody has to say who they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from laksana.correspondence.numbers import Bearer
from laksana.correspondence.queries import LetterView, letter_by_id, letters_of_cases
from laksana.dispatches.queries import dispatch_by_id
from laksana.dispatches.views import DispatchStatus, DispatchView
from laksana.verification.codes import code_digest
from laksana.verification.marks import Mark
from laksana.verification.views import PublicLetter, Standing
from laksana_infra.database import fetch_one
from laksana_infra.scope import Scope, scoped, system_scope
from laksana_tenants.calendar import local_day
from laksana_tenants.queries import current_tenant
from laksana_tenants.views import TenantView

_MARK = """
select kind, office_id, letter_id, dispatch_id from verification_mark
where digest = $1 and (kind = 'CODE') = $2 and ($3::uuid is null or $3 in (letter_id, dispatch_id))
order by made_at desc, id desc limit 1
"""
_LETTER_STANDINGS = {
    "FINAL": Standing.UNSIGNED,
    "WITHDRAWN": Standing.WITHDRAWN,
}
_SIGNED = frozenset({"SIGNED", "DISPATCHED"})
_DISPATCH_STANDINGS = {
    DispatchStatus.FINAL: Standing.UNSIGNED,
    DispatchStatus.DISCARDED: Standing.WITHDRAWN,
    DispatchStatus.WITHDRAWN: Standing.WITHDRAWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedFile:
    """A file whose bytes are an office's: which document of which letter it is."""

    mark: Mark
    letter: PublicLetter


@dataclass(frozen=True, slots=True)
class _Found:
    mark: Mark
    office_id: UUID
    bearer: Bearer
    bearer_id: UUID


async def letter_of_code(typed: str) -> PublicLetter | None:
    """The letter that carries this code; None, after the same work, for whatever else was typed."""
    found = await _found(code_digest(typed), of_code=True)
    return await _public(found) if found else None


async def file_of_bytes(sha256: bytes, *, code: str | None = None) -> RecognisedFile | None:
    """Which letter's document has these bytes, None when no office made or received it.

    With the code of a letter only that letter's documents are recognised: nobody learns about others' from it.
    """
    asked = await _found(code_digest(code), of_code=True) if code is not None else None
    if code is not None and asked is None:
        return None
    found = await _found(sha256, of_code=False, bearer_id=asked.bearer_id if asked else None)
    return RecognisedFile(mark=found.mark, letter=await _public(found)) if found else None


async def _found(digest: bytes, *, of_code: bool, bearer_id: UUID | None = None) -> _Found | None:
    with system_scope("whoever holds a paper knows neither the office nor has an account there"):
        row = await fetch_one(_MARK, digest, of_code, bearer_id)
    if row is None:
        return None
    bearer = Bearer.LETTER if row["letter_id"] else Bearer.DISPATCH
    return _Found(Mark(row["kind"]), row["office_id"], bearer, row[bearer.value])


async def _public(found: _Found) -> PublicLetter:
    with scoped(Scope(found.office_id)):
        office = await current_tenant()
        match found.bearer:
            case Bearer.LETTER:
                letter = await letter_by_id(found.bearer_id)
                beside = (await letters_of_cases([letter.case_id]))[letter.case_id]
                return _of_letter(letter, beside, office)
            case Bearer.DISPATCH:
                return _of_dispatch(await dispatch_by_id(found.bearer_id), office)


def _of_letter(letter: LetterView, beside: Sequence[LetterView], office: TenantView) -> PublicLetter:
    signed = [other for other in beside if other.stage in _SIGNED]
    return PublicLetter(
        office=office.name,
        kind=letter.title,
        number=letter.number,
        dated=letter.dated,
        signed_as=letter.signed_as,
        standing=_LETTER_STANDINGS.get(letter.stage, Standing.VALID),
        withdrawn_on=local_day(letter.withdrawn_at, office.timezone) if letter.withdrawn_at else None,
        withdrawn_by=next((other.number for other in beside if other.withdraws == letter.id), None),
        replaced_by=next((other.number for other in reversed(signed) if other.replaces == letter.id), None),
    )


def _of_dispatch(dispatch: DispatchView, office: TenantView) -> PublicLetter:
    return PublicLetter(
        office=office.name,
        kind=dispatch.title,
        number=dispatch.number,
        dated=dispatch.dated,
        signed_as=dispatch.signed_as,
        standing=_DISPATCH_STANDINGS.get(dispatch.status, Standing.VALID),
    )
