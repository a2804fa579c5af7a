"""From the rows of a sheet to the steps of a procedure, with what the office must still be asked."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from laksana_kit.scaffold import wording
from laksana_kit.scaffold.actors import highest, named_first, role_of
from laksana_sdk.roles import KADIS, STAF, Role
from laksana_sdk.sheet import Sheet, SheetRow

_NO: Final = re.compile(r"(tidak|tdk|t|no|n|belum|kurang|ditolak|tolak|salah|gagal|tms)\b")
_OF_PAPERS: Final = re.compile(r"lengkap|persyaratan|berkas|syarat")
_SIGNS: Final = re.compile(r"\b(menandatangan\w*|tanda ?tangan\w*|penandatangan\w*)\b")
_DISPOSISI: Final = re.compile(r"disposisi")
_OPPOSITES: Final = {"ya": "Tidak", "y": "Tidak", "lengkap": "Belum lengkap", "sesuai": "Tidak sesuai"}
_POSITIVES: Final = {"tidak": "Ya", "tdk": "Ya", "t": "Ya", "belum lengkap": "Lengkap", "tidak lengkap": "Lengkap"}
# So that the lines of code in which they stand have at most 120 letters.
_BRANCH_LENGTH: Final = 24
_TIME_LENGTH: Final = 28
CLOSING: Final = "selesaikan"
BACK: Final = "DILENGKAPI"


class Kind(StrEnum):
    """What a row becomes."""

    INTAKE = "Intake"
    STEP = "Step"
    SIGNED_LETTER = "SignedLetter"
    WAIT = "Wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A branch of a decision: where it leads, as the code writes it."""

    code: str
    label: str
    then: str
    printed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One row as a step: `by` of the office does or enters it, `does` is who the sheet means."""

    kind: Kind
    row: int
    slug: str
    label: str
    kegiatan: str
    time: str | None
    by: Role
    does: Role
    reason: str
    then: str
    ways: tuple[Way, ...] = ()
    output: str | None = None

    @property
    def returns(self) -> bool:
        """Whether a branch goes back to whoever asks, for papers."""
        return any(way.then == BACK for way in self.ways)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the sheet leaves open, what the plugin does meanwhile, and how to ask the office (in Indonesian)."""

    finding: str
    decision: str
    steps: tuple[str, ...]
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The steps of a new procedure in the sheet's order, who stands where, and what is open."""

    name: str
    steps: tuple[Planned, ...]
    counter: Role
    head: Role
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Actor:
    """Who does a row, and why we think so; `sure` where the sheet says it."""

    role: Role
    reason: str
    sure: bool


def plan(slug: str, sheet: Sheet) -> Plan:
    """How the sheet could be carried out: one step a row, in its order, and one that closes the case."""
    actors = [_actor(row) for row in sheet.langkah]
    slugs = _slugs(sheet)
    known = tuple(actor.role for actor in actors)
    counter = known[0] if not known[0].outside else STAF
    head = highest((*known, *(role for role in map(role_of, sheet.kolom_pelaksana) if role)))
    steps = tuple(_planned(sheet, place, actors, slugs, counter) for place in range(len(slugs)))
    name = wording.label(sheet.nama_sop or sheet.judul or "") or wording.title(slug)
    return Plan(
        name=name, steps=steps, counter=counter, head=head, questions=tuple(_questions(sheet, steps, actors, head))
    )


def _actor(row: SheetRow) -> _Actor:
    for printed in row.pelaksana:
        if role := role_of(printed):
            return _Actor(role=role, reason=f"Printed for this row: {wording.label(printed)}.", sure=True)
    if role := named_first(row.kegiatan):
        return _Actor(role=role, reason="The activity begins with this actor.", sure=True)
    if _SIGNS.search(row.kegiatan.casefold()):
        return _Actor(
            role=KADIS, reason="Not printed where it could be read; a letter is mostly signed by KADIS.", sure=False
        )
    return _Actor(role=STAF, reason="Not printed where it could be read; STAF until the office says.", sure=False)


def _slugs(sheet: Sheet) -> list[str]:
    taken: list[str] = [CLOSING]
    for number, row in enumerate(sheet.langkah, start=1):
        taken.append(wording.slug(row.kegiatan, taken, f"langkah_{number}"))
    return taken[1:]


def _planned(sheet: Sheet, place: int, actors: list[_Actor], slugs: list[str], counter: Role) -> Planned:
    row, actor = sheet.langkah[place], actors[place]
    kind = _kind(place, row, actor.role)
    then = f'"{slugs[place + 1] if place + 1 < len(slugs) else CLOSING}"'
    # The intake has no way back: a decision of the second row returns the file to whoever brought it.
    back = f'"{slugs[place - 1]}"' if place > 1 and not _OF_PAPERS.search(row.kegiatan.casefold()) else BACK
    decides = kind is Kind.STEP and bool(row.keputusan)
    by = counter if actor.role.outside else actor.role
    if kind is Kind.SIGNED_LETTER:
        drafter = actors[place - 1].role
        by = counter if drafter.outside or drafter is actor.role else drafter
    return Planned(
        kind=kind,
        row=place + 1,
        slug=slugs[place],
        label=wording.label(row.kegiatan) or f"Langkah {place + 1}",
        kegiatan=wording.label(row.kegiatan),
        time=wording.label(row.waktu.printed, longest=_TIME_LENGTH) if row.waktu.printed else None,
        by=by,
        does=actor.role,
        reason=actor.reason,
        then=then,
        ways=_ways(row, then, back) if decides else (),
        output=wording.label(row.output) if row.output else None,
    )


def _kind(place: int, row: SheetRow, role: Role) -> Kind:
    if place == 0:
        return Kind.INTAKE
    if role.outside:
        return Kind.WAIT
    return Kind.SIGNED_LETTER if _SIGNS.search(row.kegiatan.casefold()) and not row.keputusan else Kind.STEP


def _ways(row: SheetRow, onward: str, back: str) -> tuple[Way, ...]:
    """Every printed branch, and the opposite of one that stands alone."""
    printed = [wording.label(branch, longest=_BRANCH_LENGTH) for branch in row.keputusan]
    known = [branch.casefold() for branch in printed]
    against = [_NO.match(branch) is not None for branch in known]
    added = []
    if all(against):
        added = [(_POSITIVES.get(known[0], "Lanjut"), onward)]
    elif not any(against):
        added = [(_OPPOSITES.get(known[0], "Tidak"), back)]
    ways: dict[str, Way] = {}
    for said, words, no in zip(row.keputusan, printed, against, strict=True):
        code = wording.slug(words, ways, "cabang", longest=wording.CODE_LENGTH)
        ways[code] = Way(code=code, label=words or said, then=back if no else onward, printed=said)
    for words, then in added:
        code = wording.slug(words, ways, "cabang", longest=wording.CODE_LENGTH)
        ways[code] = Way(code=code, label=words, then=then, printed=None)
    return tuple(sorted(ways.values(), key=lambda way: way.then != onward))


def _questions(sheet: Sheet, steps: tuple[Planned, ...], actors: list[_Actor], head: Role) -> list[Question]:
    unsure = [step for step, actor in zip(steps, actors, strict=True) if not actor.sure]
    found = [_who(unsure)] if unsure else []
    for step in steps:
        if step.ways:
            found.append(_where_to(step))
        if step.kind is Kind.WAIT:
            found.append(_how_long(step))
        if step.kind is Kind.SIGNED_LETTER:
            found.append(_what_it_says(step))
        elif _DISPOSISI.search(sheet.langkah[step.row - 1].kegiatan.casefold()):
            found.append(_to_whom(step))
    if head not in {actor.role for actor in actors}:
        found.append(_who_decides(head))
    return found


def _who(unsure: list[Planned]) -> Question:
    rows = ", ".join(str(step.row) for step in unsure)
    return Question(
        finding=f"Nobody could be read as the actor of row {rows}.",
        decision="STAF does it, KADIS signs, until the office says who.",
        steps=tuple(step.slug for step in unsure),
        ask=f"Siapa pelaksana langkah {rows}? Untuk sementara Staf, dan Kepala Dinas untuk menandatangani.",
    )


def _where_to(step: Planned) -> Question:
    way = next(way for way in step.ways if way.then != step.then)
    to = "pemohon, untuk melengkapi berkas" if way.then == BACK else f"langkah {way.then.strip(chr(34))}"
    return Question(
        finding=f"Row {step.row} decides; the arrow of '{way.label}' is not read from a sheet.",
        decision="Back to whoever brought the papers." if way.then == BACK else "Back to the row above.",
        steps=(step.slug,),
        ask=f"Langkah {step.row}: bila '{way.label}', apakah kembali ke {to}?",
    )


def _how_long(step: Planned) -> Question:
    return Question(
        finding=f"Row {step.row} is done by {step.does.code}, outside the office.",
        decision="A wait of which the counter is reminded after 14 working days.",
        steps=(step.slug,),
        ask=f"Langkah {step.row}: setelah berapa hari kerja {step.does.label} diingatkan? Untuk sementara 14.",
    )


def _what_it_says(step: Planned) -> Question:
    return Question(
        finding=f"Row {step.row} signs a letter of which the sheet has no text.",
        decision="A short letter in templates/surat.typ.",
        steps=(step.slug,),
        ask=f"Langkah {step.row}: apa isi suratnya, dan siapa yang memaraf sebelum ditandatangani?",
    )


def _to_whom(step: Planned) -> Question:
    return Question(
        finding=f"Row {step.row} speaks of a disposisi, and not to whom.",
        decision="A plain step; write Disposisi with its receivers once they are known.",
        steps=(step.slug,),
        ask=f"Langkah {step.row}: disposisi ini ditujukan kepada siapa?",
    )


def _who_decides(head: Role) -> Question:
    return Question(
        finding="The sheet names nobody who may refuse a request or let a step be passed over.",
        decision=f"{head.code} may.",
        steps=(),
        ask=f"Siapa yang boleh menolak permohonan? Untuk sementara {head.label}.",
    )


def role_of_column(printed: str | None) -> tuple[Role, str]:
    """The role of a printed column, and why."""
    role = role_of(printed)
    return (role, "Printed.") if role else (STAF, "Unnamed or unknown; STAF until the office says.")
