"""Letters that came, went or are made otherwise: who signs and initials them, and what they say."""

from collections.abc import Iterator, Mapping

from laksana_kit.diff.change import Change, Section, named, quoted
from laksana_sdk.batches import BatchLetter
from laksana_sdk.letters import LetterTemplate, Register
from laksana_sdk.paraf import ParafChain, stages
from laksana_sdk.procedure import Procedure, Release

REGISTERS = {
    Register.AGENDA_MASUK: "agenda surat masuk",
    Register.SURAT_KELUAR: "buku surat keluar",
    Register.SURAT_TUGAS: "buku surat tugas",
    Register.TANDA_TERIMA: "buku tanda terima",
}


def of_the_letters(old: Release, new: Release) -> Iterator[Change]:
    """Every letter that is new, is not made any more, or is made otherwise."""
    before, after = _letters(old.procedure), _letters(new.procedure)
    for kind, letter in after.items():
        if kind not in before:
            said = f"Surat baru: {quoted([letter.title])}, ditandatangani {letter.signer.label}."
            yield Change(section=Section.LETTERS, sentence=said)
        else:
            for said in _otherwise(before[kind], letter, _texts(old, before[kind]) != _texts(new, letter)):
                yield Change(section=Section.LETTERS, sentence=said)
    for kind, letter in before.items():
        if kind not in after:
            yield Change(section=Section.LETTERS, sentence=f"Surat {quoted([letter.title])} tidak dibuat lagi.")


def _letters(procedure: Procedure) -> Mapping[str, LetterTemplate | BatchLetter]:
    every = (*procedure.templates(), *((procedure.batch,) if procedure.batch else ()))
    return {letter.kind: letter for letter in every}


def _texts(release: Release, letter: LetterTemplate | BatchLetter) -> bytes | None:
    file = release.folder / "templates" / letter.template
    return file.read_bytes() if file.is_file() else None


def _otherwise(
    before: LetterTemplate | BatchLetter, after: LetterTemplate | BatchLetter, rewritten: bool
) -> Iterator[str]:
    said = f"Surat {quoted([after.title])}"
    if before.title != after.title:
        yield f"Surat {quoted([before.title])} kini berjudul {quoted([after.title])}."
    if before.signer != after.signer:
        yield f"{said} kini ditandatangani {after.signer.label}, sebelumnya {before.signer.label}."
    if before.paraf != after.paraf:
        yield f"{said} kini diparaf {_chain(after.paraf)}, sebelumnya {_chain(before.paraf)}."
    if before.register is not after.register:
        yield f"{said} kini dicatat di {_register(after.register)}, sebelumnya {_register(before.register)}."
    if before.strategic != after.strategic:
        may = "tidak boleh" if after.strategic else "boleh"
        yield f"{said} kini {may} ditandatangani Plt. atau Plh."
    if before.page != after.page:
        yield f"{said} kini dicetak pada kertas {after.page}, sebelumnya {before.page}."
    if rewritten:
        yield f"Naskah surat {quoted([after.title])} berubah."


def _chain(chain: ParafChain) -> str:
    return ", lalu ".join(named(stage) for stage in stages(chain)) or "tidak ada"


def _register(register: Register | None) -> str:
    return REGISTERS[register] if register else "tidak satu buku pun"
