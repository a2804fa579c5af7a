"""Put an envelope together from a case: the chosen facts that are known, and files that passed inspection."""

from dataclasses import dataclass, field
from uuid import UUID

from laksana.attachments.queries import attachment_by_id, promoted_attachment
from laksana.attachments.require import require_promoted
from laksana.cases.ledger import LoadedCase
from laksana.cases.queries import case_by_id
from laksana.cases.views import CaseView
from laksana.handover.envelope import Envelope, EnvelopePaper
from laksana.handover.views import HandoverField
from laksana.people.queries import open_person
from laksana.people.record import PersonRecord
from laksana_engine.handing_over import handed_over_by
from laksana_infra.ids import new_id
from laksana_sdk import findings
from laksana_tenants.actor import Actor
from laksana_tenants.errors import Forbidden, Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """An envelope, and by the id that each paper has in it the case's own file."""

    envelope: Envelope = field(repr=False)
    files: dict[UUID, UUID]


def require_sender(case: LoadedCase, by: Actor) -> None:
    """Raises Forbidden unless the person may hand this case over."""
    allowed = handed_over_by(case.procedure, case.state)
    if not by.roles & {role.code for role in allowed}:
        raise Forbidden(findings.error("handover.not_yours", roles=", ".join(role.label for role in allowed)))


def require_known_fields(chosen: tuple[str, ...]) -> tuple[HandoverField, ...]:
    """The chosen fields, each once; raises Invalid for each code that is none."""
    known = ", ".join(HandoverField)
    unknown = [
        findings.error("handover.unknown_field", field=f"fields[{place}]", value=code[:40], known=known)
        for place, code in enumerate(chosen)
        if code not in HandoverField.__members__
    ]
    if unknown:
        raise Invalid(tuple(unknown))
    return tuple(dict.fromkeys(HandoverField[code] for code in chosen))


async def pack(
    case: LoadedCase, fields: tuple[HandoverField, ...], papers: tuple[UUID, ...], note: str | None
) -> Packed:
    """The envelope of this case; raises Invalid for files of another case or not inspected, NotFound for none."""
    chosen = tuple(dict.fromkeys(papers))
    await require_promoted(case.id, {f"papers[{place}]": file for place, file in enumerate(chosen)})
    view, person = await case_by_id(case.id), await open_person(case.client_id)
    files = {new_id(): attachment_id for attachment_id in chosen}
    envelope = Envelope(
        sop=case.procedure.name,
        facts={name.value: value for name in fields if (value := _fact(name, person, view))},
        note=note.strip() or None if note else None,
        papers=tuple([await _paper(paper_id, attachment_id) for paper_id, attachment_id in files.items()]),
    )
    return Packed(envelope=envelope, files=files)


async def _paper(paper_id: UUID, attachment_id: UUID) -> EnvelopePaper:
    file, inspected = await attachment_by_id(attachment_id), await promoted_attachment(attachment_id)
    return EnvelopePaper(
        id=paper_id,
        purpose=file.purpose,
        file_name=file.file_name,
        content_type=file.content_type,
        length=file.length,
        sha256=inspected.sha256,
    )


def _fact(name: HandoverField, person: PersonRecord, case: CaseView) -> str | None:
    match name:
        case HandoverField.NAME:
            return person.name
        case HandoverField.BIRTH_DATE:
            return person.birth_date.isoformat() if person.birth_date else None
        case (
            HandoverField.AGENDA_NUMBER
            | HandoverField.PPKS_CATEGORY
            | HandoverField.SPM_CODE
            | HandoverField.GUARDIAN_CONSENT
        ):
            return _text(getattr(case, name.value.lower()))
        case _:
            return _text(getattr(person, name.value.lower()))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
