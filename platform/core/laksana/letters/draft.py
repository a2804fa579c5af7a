"""A letter frozen as a draft: template and context as they were initialled; the final differs in four things alone."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from laksana.cases.codec import canonical, decoded
from laksana.verification.stamp import QR_FILE, Stamp
from laksana_infra.crypto import SecretKey, open_sealed, seal
from laksana_sdk.dates import indonesian_date
from laksana_sdk.letters import LetterFacts, LetterTemplate
from laksana_tenants.views import Emblem, Letterhead, SignerBlock
from laksana_typeset import TypstDocument, house_files

DIFFERS = frozenset({"nomor", "tanggal", "penandatangan", "qr"})
"""What alone a final may have other than its draft."""


class DraftChanged(RuntimeError):
    """The frozen draft no longer gives the bytes that were initialled; a new draft is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenDraft:
    """What a draft adds to the release's templates and the house style; `salt` keeps its hash unguessable."""

    template: str
    context: dict[str, Any]
    drafted_on: date
    salt: str
    emblem: Emblem | None = None

    def document(self, templates: Mapping[str, bytes], images: Mapping[str, bytes] | None = None) -> TypstDocument:
        """The draft as it is set."""
        files = {**house_files(), **templates}
        main = files.pop(self.template)
        return TypstDocument(
            main=main.decode(),
            context={**self.context, "garam": self.salt},
            date=self.drafted_on,
            files=files,
            images={**({self.emblem.file: self.emblem.svg.encode()} if self.emblem else {}), **(images or {})},
        )

    def final(
        self,
        templates: Mapping[str, bytes],
        *,
        number: str | None,
        dated: date,
        signer: SignerBlock | None,
        stamp: Stamp,
    ) -> TypstDocument:
        """The final as it is set: the draft with number, date, signer block and QR."""
        context = {
            **self.context,
            "nomor": number,
            "tanggal": indonesian_date(dated),
            "penandatangan": signer_context(signer) if signer else None,
            "qr": stamp.context(),
        }
        changed = {name for name, value in context.items() if self.context.get(name) != value}
        if not changed <= DIFFERS:
            raise DraftChanged(
                f"a final may differ from its draft in {sorted(DIFFERS)} alone, not in {sorted(changed)}"
            )
        return replace(self, context=context, drafted_on=dated).document(templates, {QR_FILE: stamp.qr})


def freeze(
    template: LetterTemplate, facts: LetterFacts, letterhead: Letterhead, *, on: date, replaces: str | None = None
) -> FrozenDraft:
    """The draft of a letter from the facts of its case: no number, no date, no signer.

    `replaces` names the withdrawn letter in whose place it comes, as it is printed.
    """
    content = template.context(facts)
    return frozen(template.template, content, letterhead, page=template.page, on=on, replaces=replaces)


def frozen(
    template: str,
    content: Mapping[str, Any],
    letterhead: Letterhead,
    *,
    page: str,
    on: date,
    replaces: str | None = None,
) -> FrozenDraft:
    """The draft that says this content in the office's house style: no number, no date, no signer."""
    context = {
        "kop": kop(letterhead),
        "tempat": letterhead.place,
        "kertas": page,
        **({"menggantikan": replaces} if replaces else {}),
        "nomor": None,
        "tanggal": None,
        "penandatangan": None,
        "qr": None,
        "isi": content,
    }
    # Through JSON once, so that what is frozen is exactly what is read back when the final is made.
    return FrozenDraft(
        template=template,
        context=decoded(canonical(context), dict),
        drafted_on=on,
        salt=secrets.token_hex(16),
        emblem=letterhead.emblem,
    )


def kop(letterhead: Letterhead) -> dict[str, Any]:
    """The letterhead as the house style reads it."""
    government, *agency = letterhead.heading
    emblem = letterhead.emblem
    return {
        "pemerintah": government,
        "instansi": " ".join(agency),
        "alamat": list(letterhead.address),
        **({"lambang": emblem.file} if emblem else {}),
    }


def signer_context(signer: SignerBlock) -> dict[str, Any]:
    """The signer as the house style reads them; a NIP in full, the house groups it."""
    return {
        "kapasitas": list(signer.capacity_lines),
        "nama": signer.name,
        "pangkat": signer.rank_line,
        "nip": signer.nip,
    }


def seal_draft(draft: FrozenDraft, key: SecretKey, letter_id: UUID) -> bytes:
    """The draft sealed with its case's key, for this letter alone."""
    return seal(key, canonical(draft).encode(), associated=_place(letter_id))


def open_draft(sealed: bytes, key: SecretKey, letter_id: UUID) -> FrozenDraft:
    """The draft that was sealed for this letter."""
    return decoded(open_sealed(key, sealed, associated=_place(letter_id)), FrozenDraft)


def _place(letter_id: UUID) -> bytes:
    return b"letter_draft/" + letter_id.bytes
