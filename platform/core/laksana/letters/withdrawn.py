"""What a Surat Pencabutan says about the letter that it withdraws."""

from typing import Any
from uuid import UUID

from laksana.cases.ledger import LoadedCase
from laksana.cases.words import words_of_case
from laksana.letters.kept_drafts import kept_draft
from laksana_infra.database import fetch_one
from laksana_infra.scope import current_scope
from laksana_sdk.letters import WithdrawnFacts


async def withdrawn_facts(case: LoadedCase, letter_id: UUID) -> WithdrawnFacts:
    """The withdrawn letter by its marks, its subject and addressee as it was sent, and the reason that was written."""
    letter = case.state.letters[letter_id]
    kept = await kept_draft(letter_id, case.key)
    head = kept.frozen.context["isi"].get("kepala") or {} if kept else {}
    return WithdrawnFacts(
        title=case.procedure.template(letter.kind).title,
        number=letter.number,
        dated=letter.dated,
        reason=await _reason(case, letter_id),
        subject=head.get("hal"),
        addressee=tuple(_addressee(head.get("yth") or {})),
    )


def _addressee(yth: dict[str, Any]) -> list[str]:
    lines = [*yth.get("penerima", ()), yth.get("di")]
    return [line for line in lines if line]


async def _reason(case: LoadedCase, letter_id: UUID) -> str:
    row = await fetch_one(
        "select withdrawal_id from letter where tenant_id = $1 and id = $2", current_scope().tenant_id, letter_id
    )
    reasons = {words.id: words.content.get("reason") for words in await words_of_case(case.id, case.key)}
    return str(reasons[row["withdrawal_id"]]) if row else ""
