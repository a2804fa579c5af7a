"""Gather a case's dossier from its rows and objects."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from laksana.attachments.queries import attachments_of_cases, promoted_attachment
from laksana.attachments.store import store
from laksana.attachments.views import AttachmentView, Stage
from laksana.audit.queries import written_chain
from laksana.cases.ledger import case_key_of
from laksana.cases.queries import case_by_id, timelines_of_cases
from laksana.cases.views import CaseView
from laksana.cases.words import words_of_case
from laksana.correspondence.numbers import Bearer
from laksana.correspondence.queries import LetterView, letters_of_cases
from laksana.dispatches.queries import dispatch_by_id
from laksana.dossier.archive import Contents, packed
from laksana.dossier.signature import signature_facts
from laksana.dossier.told import Telling, timeline, writing
from laksana.procedures.installed import registry
from laksana.procedures.loader import LoadedRelease
from laksana.signing.queries import signature_of
from laksana.signing.views import Attempt
from laksana_engine.events import LeftInBatch
from laksana_infra.clock import now
from laksana_infra.scope import current_scope
from laksana_tenants.directory import officers_on
from laksana_tenants.queries import current_tenant

_README = """\
BERKAS KASUS

linimasa.txt      apa yang terjadi, kapan, oleh siapa
isian/            apa yang ditulis pada tiap langkah
surat/            naskah final surat; -tte ialah dokumen yang ditandatangani secara elektronik dan pemeriksaannya
unggahan/         berkas yang diunggah, termasuk pindaian surat bertanda tangan
sop/              lembar SOP yang dipakai, beserta rilisnya
rantai.json       rantai peristiwa: sidik tiap peristiwa mencakup peristiwa sebelumnya
hashes.json       sidik SHA-256 tiap dokumen
periksa.py        program pemeriksa

Cara memeriksa: ekstrak seluruh isi ke folder kosong, buka terminal di folder itu, jalankan
    python3 -I periksa.py
Program hanya memerlukan Python 3. Ia menyebut dokumen yang berubah, hilang, atau ditambahkan.
Surat pengiriman bersama tidak disertakan, sebab memuat nama pemohon lain; surat/bersama-...-tte.txt menyebut nomor,
penandatangan, dan sidiknya, bila surat itu ditandatangani secara elektronik.
"""


Told = Callable[[int, int], Awaitable[None]]


async def build_dossier(case_id: UUID, tell: Told | None = None) -> bytes:
    """The case's dossier as a ZIP, byte for byte the same as long as the case is; raises NotFound.

    It holds personal data in clear: whoever asks for it must be allowed to read the case. `tell` hears how many of how
    many parts are done: each document that comes from storage, and the ZIP.
    """
    case = await case_by_id(case_id)
    release = registry().release(case.sop_slug, case.release)
    letters = [letter for letter in (await letters_of_cases([case_id]))[case_id] if letter.final_key]
    telling = await _telling(case, release)
    files = await _accepted(case_id)
    gathered = _Gathered(len(letters) + len(files) + 1, tell)
    documents = {"BACA-SAYA.txt": _README.encode(), "sop/sheet.yaml": release.sheet, "sop/rilis.txt": _of(release)}
    documents["linimasa.txt"] = timeline(telling, (await timelines_of_cases([case_id]))[case_id]).encode()
    for place, words in enumerate(await words_of_case(case_id, await case_key_of(case_id)), start=1):
        documents[f"isian/{place:02d}-{words.step or words.kind}.txt"] = writing(telling, words).encode()
    finals, signatures, signed = dict(_finals(letters)), await _signatures(letters), dict[UUID, str]()
    for letter in letters:
        documents[finals[letter.id]] = await store().get(letter.final_key or "")
        if (signature := signatures.get(letter.id)) is not None:
            stem = finals[letter.id].removesuffix(".pdf")
            signed[letter.id] = f"{stem}-tte.pdf"
            documents[signed[letter.id]] = await store().get(signature.signed_key or "")
            documents[f"{stem}-tte.txt"] = signature_facts(telling, letter, signature).encode()
        await gathered.one_more()
    documents |= await _joint_signatures(telling)
    documents |= await _files(files, gathered)
    made = packed(Contents(documents=documents, chain=await _chain(case_id), finals=finals, signed=signed))
    await gathered.one_more()
    return made


class _Gathered:
    """Counts the parts of a dossier as they are done."""

    def __init__(self, total: int, tell: Told | None) -> None:
        self._done, self._total, self._tell = 0, total, tell

    async def one_more(self) -> None:
        self._done += 1
        if self._tell is not None:
            await self._tell(self._done, self._total)


async def _accepted(case_id: UUID) -> list[AttachmentView]:
    attachments = (await attachments_of_cases([case_id]))[case_id]
    return [attachment for attachment in attachments if attachment.stage is Stage.PROMOTED]


async def _telling(case: CaseView, release: LoadedRelease) -> Telling:
    office = await current_tenant()
    return Telling(
        case=case,
        office=office.name,
        procedure=release.procedure,
        zone=office.timezone,
        officers={found: person.name for found, person in (await officers_on(now().date())).items()},
        letters={letter.id: letter.title for letter in (await letters_of_cases([case.id]))[case.id]},
    )


def _of(release: LoadedRelease) -> bytes:
    return f"SOP: {release.slug}\nRilis: {release.name}\nSidik rilis: {release.hash}\n".encode()


def _finals(letters: Sequence[LetterView]) -> Iterator[tuple[UUID, str]]:
    for place, letter in enumerate(letters, start=1):
        yield letter.id, f"surat/{place:02d}-{letter.kind}.pdf"


async def _signatures(letters: Sequence[LetterView]) -> Mapping[UUID, Attempt]:
    """The electronic signatures of these letters; one that is still under way is none."""
    found = {letter.id: await signature_of(letter.id) for letter in letters}
    return {letter_id: signature for letter_id, signature in found.items() if signature}


async def _joint_signatures(telling: Telling) -> Mapping[str, bytes]:
    """What is known of the electronic signatures of the joint letters under which the case left, without the letters.

    Whatever became of such a letter afterwards is no fact of the case, whose dossier must not change with it.
    """
    entries = (await timelines_of_cases([telling.case.id]))[telling.case.id]
    left_with = [UUID(entry.data["dispatch_id"]) for entry in entries if entry.kind == LeftInBatch.kind]
    told = {}
    for place, dispatch_id in enumerate(left_with, start=1):
        dispatch, signature = await dispatch_by_id(dispatch_id), await signature_of(dispatch_id, Bearer.DISPATCH)
        if signature is not None:
            name = f"surat/bersama-{place:02d}-{dispatch.kind}-tte.txt"
            told[name] = signature_facts(telling, dispatch, signature).encode()
    return told


async def _files(accepted: Sequence[AttachmentView], gathered: _Gathered) -> Mapping[str, bytes]:
    files = {}
    for place, attachment in enumerate(accepted, start=1):
        file = await promoted_attachment(attachment.id)
        ending = PurePosixPath(file.file_name).suffix.lower()
        # Named by purpose, not as uploaded: a file name may hold anything, also a path.
        safe = ending if ending[1:].isalnum() and ending.isascii() else ""
        files[f"unggahan/{place:02d}-{attachment.purpose}{safe}"] = await store().get(file.object_key)
        await gathered.one_more()
    return files


async def _chain(case_id: UUID) -> Mapping[str, Any]:
    events = [
        {"seq": event.seq, "kind": event.kind, "cause": event.cause, "data": event.data, "hash": event.hash}
        for event in await written_chain(case_id)
    ]
    return {"tenant_id": str(current_scope().tenant_id), "case_id": str(case_id), "events": events}
