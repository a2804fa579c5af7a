"""The letters of this SOP, and what each of them says."""

from collections.abc import Mapping
from typing import Any

from laksana_sdk.letters import Issue, LetterFacts, LetterTemplate, Register
from laksana_sdk.roles import KABID, KADIS, STAF


def receipt(facts: LetterFacts) -> Mapping[str, Any]:
    """The receipt at the counter."""
    return {"pemohon": facts.client.label, "agenda": facts.agenda_number}


def loan(facts: LetterFacts) -> Mapping[str, Any]:
    """The letter by which the chair is lent."""
    return {"pemohon": facts.client.label}


TANDA_TERIMA = LetterTemplate(
    kind="tanda_terima", title="Tanda Terima", template="tanda_terima.typ", signer=STAF, issue=Issue.ISSUED,
    register=Register.TANDA_TERIMA, context=receipt,
)  # fmt: skip
SURAT_PINJAM = LetterTemplate(
    kind="surat_pinjam", title="Surat Pinjam", template="surat_pinjam.typ", signer=KADIS, paraf=(KABID,), context=loan
)
