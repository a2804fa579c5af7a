"""What an intruder has got hold of, by what it is."""

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID, uuid4


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What an intruder has got hold of: ids of another office, or of nobody."""

    tenant_id: UUID
    client_id: UUID
    case_id: UUID
    letter_id: UUID
    attachment_id: UUID
    officer_id: UUID
    dispatch_id: UUID
    handover_id: UUID
    sent_handover_id: UUID
    paper_id: UUID
    number_id: UUID
    entry_id: UUID
    signature_id: UUID
    root_id: UUID
    activation_id: UUID
    plan_id: UUID
    institution: str
    nik: str
    draft_sha256: str
    final_sha256: str

    @classmethod
    def nobodys(cls) -> "Targets":
        """Ids that no office has."""
        ids: dict[str, Any] = {target.name: uuid4() for target in fields(cls) if target.type is UUID}
        return cls(
            **ids,
            institution=f"sentra_{uuid4().hex}",
            nik="6209010101019999",
            draft_sha256=uuid4().hex * 2,
            final_sha256=uuid4().hex * 2,
        )

    def named(self, text: str) -> str:
        """The text with each target's value replaced by the target's name, so that two answers can be compared."""
        for target in fields(self):
            text = text.replace(str(getattr(self, target.name)), f"<{target.name}>")
        return text
