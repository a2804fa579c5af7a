"""What changed between two drafts of a letter, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, TypeGuard

from laksana.cases.codec import canonical

LONG = 6
"""From so many words on, a text's changes are named word by word."""

ALIKE = 0.5
"""Texts that share less than this are named whole: word by word nobody could follow."""

LABELS: Mapping[str, str] = {
    "yth": "Kepada Yth.",
    "penerima": "Kepada Yth.",
    "di": "Tempat tujuan",
    "kop": "Kop surat",
    "pemerintah": "Kop surat, pemerintah",
    "instansi": "Kop surat, instansi",
    "lambang": "Kop surat, lambang",
    "alamat": "Alamat",
    "tempat": "Tempat surat dibuat",
    "kertas": "Ukuran kertas",
    "menggantikan": "Surat yang digantikan",
    "dasar": "Dasar",
    "klien_nama": "Nama klien",
}
"""Fields whose key does not read as a label."""

UNSPOKEN = frozenset({"isi", "kepala", "kop", "yth"})
"""Parts of a context that only hold others: what they hold is named alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftChange:
    """One difference: where in the context (`isi.kepala.hal`; list items count from 1), and a sentence about it."""

    field: str
    text: str


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[DraftChange, ...]:
    """Every difference between two contexts, in the order of the fields; none for equal ones."""
    return tuple(_of_mappings((), "", before, after))


def _of_values(path: tuple[str, ...], label: str, before: object, after: object) -> Iterator[DraftChange]:
    if canonical(before) == canonical(after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _of_mappings(path, label, before, after)
    elif _are_pairs(before) and _are_pairs(after):
        yield from _of_pairs(path, label, before, after)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(path, label, before, after)
    else:
        yield DraftChange(field=".".join(path), text=f"{label}: {_turned(before, after)}")


def _of_mappings(
    path: tuple[str, ...], label: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[DraftChange]:
    for key in dict.fromkeys((*before, *after)):
        named = LABELS.get(key) or key.replace("_", " ").capitalize()
        was, now = before.get(key), after.get(key)
        holds_others = key in UNSPOKEN and isinstance(was, Mapping) and isinstance(now, Mapping)
        inner = f"{label}, {named[:1].lower()}{named[1:]}" if label else named
        # What is absent prints like what is null.
        yield from _of_values((*path, key), label if holds_others else inner, was, now)


def _of_pairs(
    path: tuple[str, ...], label: str, before: Sequence[Sequence[Any]], after: Sequence[Sequence[Any]]
) -> Iterator[DraftChange]:
    """Labels with their values, as `details` sets them: each is named by its own label."""
    was, now = dict(map(tuple, before)), dict(map(tuple, after))
    for name in dict.fromkeys((*was, *now)):
        place = ".".join((*path, name))
        if name not in now:
            yield DraftChange(field=place, text=f"{label}: baris {_quoted(name)} dihapus, semula {_quoted(was[name])}")
        elif name not in was:
            yield DraftChange(field=place, text=f"{label}: ditambah baris {_quoted(name)}: {_quoted(now[name])}")
        elif canonical(was[name]) != canonical(now[name]):
            yield DraftChange(field=place, text=f"{label}, {name}: {_turned(was[name], now[name])}")
    kept = [name for name in was if name in now]
    if kept != [name for name in now if name in was]:
        yield DraftChange(field=".".join(path), text=f"{label}: urutan baris diubah")


def _of_lists(path: tuple[str, ...], label: str, before: list[Any], after: list[Any]) -> Iterator[DraftChange]:
    was, now = [canonical(item) for item in before], [canonical(item) for item in after]
    for kind, first, last, start, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        paired = zip_longest(range(first, last), range(start, end))
        for old, new in paired:
            if old is not None and new is not None:
                yield from _of_values((*path, str(new + 1)), f"{label} {new + 1}", before[old], after[new])
            elif new is not None:
                yield DraftChange(
                    field=".".join((*path, str(new + 1))), text=f"{label}: ditambah {_quoted(after[new])}"
                )
            elif old is not None:
                yield DraftChange(
                    field=".".join((*path, str(old + 1))), text=f"{label}: dihapus {_quoted(before[old])}"
                )


def _turned(before: object, after: object) -> str:
    if _is_empty(before) and not _is_empty(after):
        return f"diisi {_quoted(after)}"
    if _is_empty(after) and not _is_empty(before):
        return f"dikosongkan, semula {_quoted(before)}"
    if isinstance(before, str) and isinstance(after, str):
        return "; ".join(_of_words(before.split(), after.split())) or f"{_quoted(before)} menjadi {_quoted(after)}"
    return f"{_quoted(before)} menjadi {_quoted(after)}"


def _of_words(before: list[str], after: list[str]) -> Iterator[str]:
    """The words that a long text changed; nothing where the whole says it better."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if min(len(before), len(after)) < LONG or matcher.ratio() < ALIKE:
        return
    for kind, first, last, start, end in matcher.get_opcodes():
        old, new = " ".join(before[first:last]), " ".join(after[start:end])
        match kind:
            case "replace":
                yield f'kata "{old}" diganti "{new}"'
            case "delete":
                yield f'kata "{old}" dihapus'
            case "insert":
                yield f'ditambah kata "{new}"'
            case _:
                pass


def _quoted(value: object) -> str:
    return f'"{_said(value)}"'


def _said(value: object) -> str:
    """The value as a reader of the letter would say it."""
    match value:
        case None:
            return "-"
        case bool():
            return "ya" if value else "tidak"
        case [str() as name, str() | None as said]:
            return f"{name}: {_said(said)}"
        case Mapping():
            return "; ".join(_said(inner) for inner in value.values() if not _is_empty(inner))
        case list():
            return "; ".join(_said(inner) for inner in value)
        case _:
            return str(value)


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {})


def _are_pairs(value: object) -> TypeGuard[list[list[Any]]]:
    if not isinstance(value, list) or not value:
        return False
    pairs = [item for item in value if isinstance(item, list) and len(item) == 2 and isinstance(item[0], str)]
    scalar = all(not isinstance(item[1], list | Mapping) for item in pairs)
    return scalar and len(pairs) == len(value) == len({item[0] for item in pairs})
