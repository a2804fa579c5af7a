"""What people wrote at an act: sealed with the case's key, referred to by id and keyed digest."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from laksana.cases.codec import canonical
from laksana_engine.events import SubmissionRef
from laksana_infra.changes import Change
from laksana_infra.crypto import SealedValueError, SecretKey, keyed_digest, open_sealed, seal
from laksana_infra.database import fetch
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One sealed submission, ready to be stored with the events that refer to it."""

    id: UUID
    kind: str
    step: str | None
    sealed: bytes
    digest: bytes

    @property
    def ref(self) -> SubmissionRef:
        """How an event refers to it."""
        return SubmissionRef(id=self.id, digest=self.digest.hex())


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedWords:
    """A submission in clear: `content` has `form`, `note`, `reason` or whatever the act asked for."""

    id: UUID
    kind: str
    step: str | None
    content: Content
    created_at: datetime


def seal_words(key: SecretKey, content: Content, *, kind: str, step: str | None) -> Words:
    """The content sealed for this case; `kind` is the command's, `step` where it was written."""
    submission_id = new_id()
    plaintext = canonical(content).encode()
    return Words(
        id=submission_id,
        kind=kind,
        step=step,
        sealed=seal(key, plaintext, associated=_place(submission_id)),
        digest=keyed_digest(key, plaintext, purpose="submission"),
    )


def stored_words(case_id: UUID, words: Iterable[Words], at: datetime) -> list[Change]:
    """What stores the submissions, in the unit of work of the events that refer to them."""
    return [
        Change.of(
            "insert into submission (tenant_id, id, case_id, step, kind, sealed, digest, created_at)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8)",
            current_scope().tenant_id, written.id, case_id, written.step, written.kind, written.sealed,
            written.digest, at,
        )
        for written in words
    ]  # fmt: skip


async def words_of_case(case_id: UUID, key: SecretKey) -> tuple[OpenedWords, ...]:
    """Everything people wrote in this case, in order; reading it is reading personal data."""
    return (await words_of_cases({case_id: key}))[case_id]


async def words_of_cases(keys: Mapping[UUID, SecretKey]) -> Mapping[UUID, tuple[OpenedWords, ...]]:
    """Everything people wrote in each of these cases, in order, opened with its key; it is personal data.

    Raises SealedValueError for one that does not open.
    """
    found: dict[UUID, list[OpenedWords]] = {case_id: [] for case_id in keys}
    for row in await _stored(keys):
        found[row["case_id"]].append(_opened(keys[row["case_id"]], row))
    return {case_id: tuple(words) for case_id, words in found.items()}


async def readable_words_of_cases(keys: Mapping[UUID, SecretKey]) -> Mapping[UUID, tuple[OpenedWords, ...]]:
    """The same of what opens: what was damaged is left out, for whoever has to go on with the other cases."""
    found: dict[UUID, list[OpenedWords]] = {case_id: [] for case_id in keys}
    for row in await _stored(keys):
        with suppress(SealedValueError):
            found[row["case_id"]].append(_opened(keys[row["case_id"]], row))
    return {case_id: tuple(words) for case_id, words in found.items()}


async def unreadable_words(case_id: UUID, key: SecretKey, digests: Mapping[UUID, str]) -> Mapping[UUID, str]:
    """Which of these submissions are `missing`, or `changed` since the event that carries their digest was written."""
    rows = await fetch(
        "select id, sealed from submission where tenant_id = $1 and case_id = $2",
        current_scope().tenant_id, case_id,
    )  # fmt: skip
    found = {row["id"]: row for row in rows}
    faults = dict.fromkeys(digests.keys() - found.keys(), "missing")
    for submission_id in digests.keys() & found.keys():
        try:
            plaintext = open_sealed(key, bytes(found[submission_id]["sealed"]), associated=_place(submission_id))
        except SealedValueError:
            faults[submission_id] = "changed"
            continue
        if keyed_digest(key, plaintext, purpose="submission").hex() != digests[submission_id]:
            faults[submission_id] = "changed"
    return faults


def forms_by_step(written: Iterable[OpenedWords]) -> dict[str, Mapping[str, Any]]:
    """The latest raw form of each step."""
    return {words.step: words.content["form"] for words in written if words.step and "form" in words.content}


async def _stored(keys: Mapping[UUID, SecretKey]) -> list[dict[str, Any]]:
    return await fetch(
        "select case_id, id, kind, step, sealed, created_at from submission"
        " where tenant_id = $1 and case_id = any($2) order by id",
        current_scope().tenant_id, list(keys),
    )  # fmt: skip


def _opened(key: SecretKey, row: Mapping[str, Any]) -> OpenedWords:
    plaintext = open_sealed(key, bytes(row["sealed"]), associated=_place(row["id"]))
    return OpenedWords(
        id=row["id"],
        kind=row["kind"],
        step=row["step"],
        content=msgspec.json.decode(plaintext),
        created_at=row["created_at"],
    )


def _place(submission_id: UUID) -> bytes:
    return b"submission/" + submission_id.bytes
