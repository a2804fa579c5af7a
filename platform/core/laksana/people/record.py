"""What an office knows of a person, sealed with the office's key, and the digests that find it again."""

from dataclasses import dataclass, field, fields, replace
from datetime import date
from uuid import UUID

import msgspec

from laksana.vault.keys import person_search_key
from laksana_infra.crypto import SecretKey, keyed_digest, open_sealed, seal, sealed_anew
from laksana_sdk.identity import NIK
from laksana_sdk.letters import ClientFacts
from laksana_sdk.names import normalise_name


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """Everything the office knows of a person; None is not known. `label` is the name, or the label of the unknown.

    `sex` is L or P, `kecamatan` a region code, `phone` E.164. Its repr shows nothing of it.
    """

    label: str = field(repr=False)
    name: str | None = field(default=None, repr=False)
    nik: str | None = field(default=None, repr=False)
    birth_place: str | None = field(default=None, repr=False)
    birth_date: date | None = field(default=None, repr=False)
    sex: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)
    village: str | None = field(default=None, repr=False)
    kecamatan: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, client: ClientFacts, *, label: str, nik: NIK | None) -> "PersonRecord":
        """The record of a client seen for the first time; blank facts are unknown facts."""
        return cls(
            label=label,
            name=_stated(client.name),
            nik=nik.digits if nik else None,
            birth_place=_stated(client.birth_place),
            birth_date=client.birth_date,
            sex=_stated(client.sex),
            address=_stated(client.address),
            village=_stated(client.village),
            kecamatan=_stated(client.kecamatan),
            phone=_stated(client.phone),
        )

    def updated(self, latest: "PersonRecord") -> "PersonRecord":
        """The record with what was stated last; what was not stated this time stays known."""
        stated = {fact: value for fact in _FACTS if (value := getattr(latest, fact)) is not None}
        label = latest.label if latest.name else self.label
        return replace(self, **{**stated, "label": label})


_FACTS = tuple(fact.name for fact in fields(PersonRecord) if fact.name != "label")


def sealed(record: PersonRecord, *, person_id: UUID, key: SecretKey) -> bytes:
    """The record sealed with the office's key for this person."""
    return seal(key, msgspec.json.encode(record), associated=_place(person_id))


def opened(content: bytes, *, person_id: UUID, key: SecretKey) -> PersonRecord:
    """The record that was sealed for this person."""
    return msgspec.json.decode(open_sealed(key, content, associated=_place(person_id)), type=PersonRecord)


def resealed(content: bytes, *, person_id: UUID, key: SecretKey) -> bytes | None:
    """The record sealed by the version of the office's key that seals now; None where it is."""
    return sealed_anew(key, content, associated=_place(person_id))


async def nik_digest(nik: NIK) -> bytes:
    """What finds this NIK in every office's persons without being read; the same on the whole platform."""
    return keyed_digest(await person_search_key(), nik.digits.encode(), purpose="person.nik")


def name_digest(name: str | None, birth_date: date | None, *, key: SecretKey) -> bytes | None:
    """What finds this name with this birth date within the office; None when one of them is not known."""
    normalised = normalise_name(name or "")
    if not normalised or birth_date is None:
        return None
    return keyed_digest(key, f"{normalised}\0{birth_date.isoformat()}".encode(), purpose="person.name")


def _stated(text: str | None) -> str | None:
    return text.strip() or None if text is not None else None


def _place(person_id: UUID) -> bytes:
    return b"person/" + person_id.bytes
