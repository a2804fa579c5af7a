"""The Surat Pencabutan, by which an office says of a signed letter that it holds no longer: one for every SOP."""

from collections.abc import Mapping
from typing import Any

from laksana_sdk.letters import Issue, LetterFacts, LetterTemplate
from laksana_sdk.phrases import Pairs, day
from laksana_sdk.roles import KADIS


def surat_pencabutan(facts: LetterFacts) -> Mapping[str, Any]:
    """Which letter is withdrawn, by the marks its receivers know it by, and why."""
    letter = facts.withdrawn
    pairs: Pairs = [
        ("Surat", letter.title if letter else None),
        ("Nomor", letter.number if letter else None),
        ("Tanggal", day(letter.dated) if letter else None),
        ("Hal", letter.subject if letter else None),
        ("Ditujukan kepada", ", ".join(letter.addressee) if letter else None),
    ]
    return {
        "surat": [(label, value) for label, value in pairs if value],
        "alasan": letter.reason if letter else None,
    }


SURAT_PENCABUTAN = LetterTemplate(
    kind="surat_pencabutan",
    title="Surat Pencabutan",
    template="withdrawal.typ",
    signer=KADIS,
    context=surat_pencabutan,
    issue=Issue.ISSUED,
)
"""Issued in the name of whoever withdraws, the signer of the withdrawn letter; then signed like any other letter."""
