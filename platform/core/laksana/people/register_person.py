"""Register the person a case is about, or find them again by their NIK; nobody is ever merged by resemblance."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from laksana.people.label import unknown_person
from laksana.people.record import PersonRecord, name_digest, nik_digest, opened, sealed
from laksana.people.views import PersonRef
from laksana.vault.keys import office_key
from laksana_infra.clock import now
from laksana_infra.crypto import SecretKey
from laksana_infra.database import execute, fetch, fetch_one
from laksana_infra.ids import new_id
from laksana_infra.scope import current_scope
from laksana_sdk.findings import Finding, warning
from laksana_sdk.identity import NIK, parse_nik
from laksana_sdk.letters import ClientFacts
from laksana_sdk.names import normalise_name
from laksana_sdk.vocabulary import IdentityStatus
from laksana_tenants.errors import Invalid, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    client: ClientFacts = field(repr=False)
    nik: NIK | None
    nik_digest: bytes | None = field(repr=False)
    name_digest: bytes | None = field(repr=False)
    key: SecretKey = field(repr=False)

    @property
    def name(self) -> str:
        return (self.client.name or "").strip()


async def register_person(client: ClientFacts, *, tenant_region: str) -> PersonRef:
    """The person of this client inside the caller's unit of work: found by NIK and brought up to date, or new.

    Someone of the same name and birth date is only warned about. Who has no name gets the office's next label
    (`TX-6271-2026-0007 "Mr. X"`; `tenant_region` is the office's dotted code). Raises Invalid for a malformed NIK.
    """
    asked = await _asked(client)
    if asked.nik_digest is not None:
        known = await _locked(asked.nik_digest)
        if known is not None:
            return await _update(known, asked)
    namesakes = await _namesakes(asked)
    person = await _insert(asked, tenant_region=tenant_region, warnings=namesakes)
    if person is not None:
        return person
    # Someone registered this NIK between our look and our insert, and has committed: it is the same person.
    assert asked.nik_digest is not None  # noqa: S101
    known = await _locked(asked.nik_digest)
    if known is None:
        raise RuntimeError("a person's NIK was taken, yet nobody has it; the transaction sees an older snapshot")
    return await _update(known, asked)


async def meet_again(person_id: UUID, client: ClientFacts) -> PersonRef | None:
    """The known person, brought up to date with what is stated of them now; None when the NIK stated is another's.

    Inside the caller's unit of work. Raises NotFound, and Invalid for a malformed NIK.
    """
    asked = await _asked(client)
    known = await fetch_one(
        "select id, code, identity_status, sealed, nik_digest from person where tenant_id = $1 and id = $2 for update",
        current_scope().tenant_id, person_id,
    )  # fmt: skip
    if known is None:
        raise NotFound("person", person_id)
    if asked.nik_digest is None:
        return await _update(known, asked)
    holder = await _locked(asked.nik_digest)
    before = known["nik_digest"]
    if (holder is not None and holder["id"] != person_id) or (before and bytes(before) != asked.nik_digest):
        return None
    return await _update(known, asked)


async def _asked(client: ClientFacts) -> _Asked:
    nik: NIK | None = None
    if client.nik and client.nik.strip():
        nik, found = parse_nik(client.nik, field="nik")
        if nik is None:
            raise Invalid(tuple(finding for finding in found if finding.blocks))
    key = await office_key()
    return _Asked(
        client=client,
        nik=nik,
        nik_digest=await nik_digest(nik) if nik else None,
        name_digest=name_digest(client.name, client.birth_date, key=key),
        key=key,
    )


async def _locked(digest: bytes) -> dict[str, Any] | None:
    return await fetch_one(
        "select id, code, identity_status, sealed from person where tenant_id = $1 and nik_digest = $2 for update",
        current_scope().tenant_id, digest,
    )  # fmt: skip


async def _namesakes(asked: _Asked) -> tuple[Finding, ...]:
    """A warning for each person of that name and birth date, but not for those whose other NIK tells them apart."""
    if asked.name_digest is None:
        return ()
    rows = await fetch(
        "select id from person where tenant_id = $1 and name_digest = $2 and (nik_digest is null or not $3)"
        " order by id limit 5",
        current_scope().tenant_id, asked.name_digest, asked.nik_digest is not None,
    )  # fmt: skip
    return tuple(warning("person.maybe_same", field="name", person=str(row["id"])) for row in rows)


async def _insert(asked: _Asked, *, tenant_region: str, warnings: tuple[Finding, ...]) -> PersonRef | None:
    """The new person; None when another transaction has just registered the same NIK."""
    person_id, at = new_id(), now()
    record = PersonRecord.of(asked.client, label=asked.name, nik=asked.nik)
    content = sealed(record, person_id=person_id, key=asked.key)
    inserted = await execute(
        "insert into person (tenant_id, id, identity_status, sealed, nik_digest, name_digest, birth_year, sex,"
        " created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)"
        " on conflict (tenant_id, nik_digest) where nik_digest is not null do nothing",
        current_scope().tenant_id, person_id, _status(asked).value, content, asked.nik_digest, asked.name_digest,
        _birth_year(record), record.sex, at,
    )  # fmt: skip
    if not inserted:
        return None
    if asked.name:
        return PersonRef(id=person_id, code=None, label=asked.name, is_new=True, warnings=warnings)
    return await _label(person_id, record, asked.key, tenant_region)


async def _label(person_id: UUID, record: PersonRecord, key: SecretKey, tenant_region: str) -> PersonRef:
    # Only now: a label taken before an insert that finds the NIK taken would leave a gap.
    code, label = await unknown_person(tenant_region, sex=record.sex)
    await execute(
        "update person set code = $3, sealed = $4 where tenant_id = $1 and id = $2",
        current_scope().tenant_id, person_id, code, sealed(replace(record, label=label), person_id=person_id, key=key),
    )  # fmt: skip
    return PersonRef(id=person_id, code=code, label=label, is_new=True)


async def _update(known: dict[str, Any], asked: _Asked) -> PersonRef:
    person_id: UUID = known["id"]
    before = opened(bytes(known["sealed"]), person_id=person_id, key=asked.key)
    stated = PersonRecord.of(asked.client, label=asked.name or before.label, nik=asked.nik)
    after = before.updated(stated)
    status = IdentityStatus[known["identity_status"]]
    if status is IdentityStatus.UNKNOWN:
        status = _status(asked)
    await execute(
        "update person set sealed = $3, name_digest = $4, birth_year = $5, sex = $6, identity_status = $7,"
        " updated_at = $8, nik_digest = coalesce(nik_digest, $9) where tenant_id = $1 and id = $2",
        current_scope().tenant_id, person_id, sealed(after, person_id=person_id, key=asked.key),
        name_digest(after.name, after.birth_date, key=asked.key), _birth_year(after), after.sex, status.value, now(),
        asked.nik_digest,
    )  # fmt: skip
    return PersonRef(
        id=person_id,
        code=known["code"],
        label=after.label,
        is_new=False,
        warnings=_differences(before, stated, person_id),
    )


def _differences(before: PersonRecord, stated: PersonRecord, person_id: UUID) -> tuple[Finding, ...]:
    """Warnings where the same NIK comes with another name or birth date: one of the two may be a slip of the pen."""
    found: list[Finding] = []
    if before.name and stated.name and normalise_name(before.name) != normalise_name(stated.name):
        found.append(warning("person.other_name", field="name", person=str(person_id)))
    if before.birth_date and stated.birth_date and before.birth_date != stated.birth_date:
        found.append(warning("person.other_birth_date", field="birth_date", person=str(person_id)))
    return tuple(found)


def _status(asked: _Asked) -> IdentityStatus:
    return IdentityStatus.SELF_DECLARED if asked.nik or asked.name else IdentityStatus.UNKNOWN


def _birth_year(record: PersonRecord) -> int | None:
    return record.birth_date.year if record.birth_date else None
