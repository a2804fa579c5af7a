"""Letters read by one office."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

from laksana_engine.events import SignatureKind
from laksana_infra.database import fetch_as
from laksana_infra.scope import current_scope
from laksana_tenants.errors import NotFound

__all__ = [
    "LetterView", "ParafView", "SignatureKind", "letter_by_id", "letters_of_cases", "parafs_of_letters",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """A letter of a case; hashes are lower-case hex, object keys stay inside the service.

    `replaces` is the withdrawn letter in whose place it came, `withdraws` the letter that a Surat Pencabutan withdraws.
    """

    id: UUID
    case_id: UUID
    kind: str
    title: str
    stage: str
    draft: int
    draft_sha256: str | None
    number: str | None
    dated: date | None
    final_sha256: str | None
    signer_id: UUID | None
    capacity: str | None
    signed_as: str | None
    scan_id: UUID | None
    signed_at: datetime | None
    certificate_serial: str | None
    draft_key: str | None
    final_key: str | None
    withdrawn_at: datetime | None
    replaces: UUID | None
    withdraws: UUID | None
    created_at: datetime
    updated_at: datetime

    @property
    def signature(self) -> SignatureKind | None:
        """How the letter is signed; None while it is not."""
        if self.certificate_serial is not None:
            return SignatureKind.ELECTRONIC
        return SignatureKind.WET if self.scan_id is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParafView:
    """One role's initials on a draft; void ones stay on record."""

    letter_id: UUID
    draft_sha256: str
    role: str
    officer_id: UUID
    capacity: str
    at: datetime
    void_at: datetime | None


ViewT = TypeVar("ViewT")

_LETTER_COLUMNS = ", ".join(column.name for column in fields(LetterView))
_PARAF_COLUMNS = ", ".join(column.name for column in fields(ParafView))


async def letter_by_id(letter_id: UUID) -> LetterView:
    """The letter; raises NotFound, for another office's letter too."""
    found = await letters_by_ids([letter_id])
    if letter_id not in found:
        raise NotFound("letter", letter_id)
    return found[letter_id]


async def letters_by_ids(letter_ids: Sequence[UUID]) -> Mapping[UUID, LetterView]:
    """Those of these letters that the office has."""
    letters = await fetch_as(
        LetterView,
        f"select {_LETTER_COLUMNS} from letter where tenant_id = $1 and id = any($2)",  # noqa: S608 - a dataclass's columns
        current_scope().tenant_id, list(letter_ids),
    )  # fmt: skip
    return {letter.id: letter for letter in letters}


async def letters_of_cases(case_ids: Sequence[UUID]) -> Mapping[UUID, tuple[LetterView, ...]]:
    """The letters of these cases, oldest first."""
    letters = await fetch_as(
        LetterView,
        f"select {_LETTER_COLUMNS} from letter where tenant_id = $1 and case_id = any($2) order by created_at, id",  # noqa: S608
        current_scope().tenant_id, list(case_ids),
    )  # fmt: skip
    return _grouped(case_ids, letters, attrgetter("case_id"))


async def parafs_of_letters(letter_ids: Sequence[UUID]) -> Mapping[UUID, tuple[ParafView, ...]]:
    """Every paraf ever given on these letters, void ones included, oldest first."""
    parafs = await fetch_as(
        ParafView,
        f"select {_PARAF_COLUMNS} from letter_paraf where tenant_id = $1 and letter_id = any($2) order by at, id",  # noqa: S608
        current_scope().tenant_id, list(letter_ids),
    )  # fmt: skip
    return _grouped(letter_ids, parafs, attrgetter("letter_id"))


def _grouped(ids: Sequence[UUID], views: Iterable[ViewT], of: Callable[[ViewT], UUID]) -> dict[UUID, tuple[ViewT, ...]]:
    found: dict[UUID, list[ViewT]] = {key: [] for key in ids}
    for view in views:
        found[of(view)].append(view)
    return {key: tuple(views) for key, views in found.items()}
