"""Persons of the office: by id, in batches, by NIK, by name with birth date; the full record only when opened."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from laksana.people.record import PersonRecord, name_digest, nik_digest, opened
from laksana.people.views import PersonView
from laksana.vault.keys import office_key
from laksana_infra.crypto import SecretKey
from laksana_infra.database import fetch, fetch_one
from laksana_infra.scope import current_scope
from laksana_sdk.identity import NIK, mask
from laksana_sdk.vocabulary import IdentityStatus
from laksana_tenants.errors import NotFound

BATCH_LIMIT = 500
NAMESAKE_LIMIT = 20

_SELECT = "select id, code, identity_status, sealed, created_at, updated_at from person"


async def person_by_id(person_id: UUID) -> PersonView:
    """The person, NIK masked; raises NotFound, for another office's person too."""
    row = await fetch_one(f"{_SELECT} where tenant_id = $1 and id = $2", current_scope().tenant_id, person_id)
    if row is None:
        raise NotFound("person", person_id)
    return _view(row, await office_key())


async def persons_by_ids(person_ids: Sequence[UUID]) -> Mapping[UUID, PersonView]:
    """The persons of these ids (at most 500), NIK masked; ids that the office does not have are left out."""
    if len(person_ids) > BATCH_LIMIT:
        message = f"{len(person_ids)} persons at once; ask for at most {BATCH_LIMIT}"
        raise ValueError(message)
    rows = await fetch(
        f"{_SELECT} where tenant_id = $1 and id = any($2::uuid[])", current_scope().tenant_id, list(person_ids)
    )
    return {view.id: view for view in await _views(rows)}


async def open_person(person_id: UUID) -> PersonRecord:
    """Everything known of the person, NIK and address in full; raises NotFound. Reading it is reading personal data."""
    row = await fetch_one(
        "select sealed from person where tenant_id = $1 and id = $2", current_scope().tenant_id, person_id
    )
    if row is None:
        raise NotFound("person", person_id)
    return opened(bytes(row["sealed"]), person_id=person_id, key=await office_key())


async def find_by_nik(nik: NIK) -> PersonView | None:
    """The office's person with this NIK; None also when only another office knows them."""
    rows = await fetch(
        f"{_SELECT} where tenant_id = $1 and nik_digest = $2", current_scope().tenant_id, await nik_digest(nik)
    )
    found = await _views(rows)
    return found[0] if found else None


async def find_by_name(name: str, birth_date: date) -> tuple[PersonView, ...]:
    """The office's persons of this name (titles, case and spelling signs aside) born on this day, at most 20."""
    tenant_id = current_scope().tenant_id
    # Who has no person has no key yet either, and a read cannot make one.
    if not await fetch("select 1 from person where tenant_id = $1 limit 1", tenant_id):
        return ()
    digest = name_digest(name, birth_date, key=await office_key())
    if digest is None:
        return ()
    rows = await fetch(
        f"{_SELECT} where tenant_id = $1 and name_digest = $2 order by id limit {NAMESAKE_LIMIT}", tenant_id, digest
    )
    return await _views(rows)


async def _views(rows: Sequence[Mapping[str, Any]]) -> tuple[PersonView, ...]:
    if not rows:
        return ()
    key = await office_key()
    return tuple(_view(row, key) for row in rows)


def _view(row: Mapping[str, Any], key: SecretKey) -> PersonView:
    record = opened(bytes(row["sealed"]), person_id=row["id"], key=key)
    return PersonView(
        id=row["id"],
        code=row["code"],
        label=record.label,
        nik_masked=mask(record.nik) if record.nik else None,
        birth_date=record.birth_date,
        sex=record.sex,
        identity_status=IdentityStatus[row["identity_status"]],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )
