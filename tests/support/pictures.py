"""The letters of the installed SOPs as pictures to look at: `python -m tests.support.pictures FOLDER [KIND ...]`."""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from laksana.procedures.loader import load_registry
from laksana.verification import stamp
from laksana_sdk.letters import LetterFacts, LetterTemplate, WithdrawnFacts
from laksana_sdk.withdrawal import SURAT_PENCABUTAN
from laksana_typeset import TypstDocument, house_files
from laksana_typeset.worker import FIRST_FAMILY

PIXELS_PER_INCH = 80


def pictures(document: TypstDocument) -> list[bytes]:
    """The letter's pages as PNG, set from the files that the PDF would be set from."""
    sources: Any = dict(document.sources())
    sources["main.typ"] = FIRST_FAMILY.encode() + sources["main.typ"]
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(files("laksana_typeset") / "fonts")]
    )
    with tempfile.TemporaryDirectory() as root:
        # Its stub does not know that several pages are a list.
        found: Any = typst.compile(
            sources, root=root, font_paths=fonts, ignore_system_fonts=True, format="png", ppi=PIXELS_PER_INCH
        )
    return found if isinstance(found, list) else [found]


CODE = "7K3M-Q2XW-9PTA-C4DE-H5JR-8NVB-60YG"
REPLACED = "Surat Pengantar Nomor 400.9/1/2026 tanggal 4 Maret 2026"
WITHDRAWN = WithdrawnFacts(
    title="Surat Pengantar",
    number="400.9/1/2026",
    dated=date(2026, 3, 4),
    reason="Nama lembaga tujuan keliru.",
    subject="Pengantar Pelayanan Lanjutan a.n. Siti Rohani",
    addressee=("Kepala Sentra Budi Perkasa", "Palembang"),
)


def letters(slug: str) -> Iterator[tuple[str, str, TypstDocument]]:
    """Each letter of the SOP by facts and kind: draft, final, as one that replaces another, and its withdrawal."""
    example = import_module(f"plugins.{slug}.tests.example")
    known: dict[str, LetterFacts] = import_module(f"plugins.{slug}.tests.test_letters").FACTS
    templates: tuple[LetterTemplate, ...] = example.PROCEDURE.templates()
    for name, facts in known.items():
        for template in templates:
            final = example.document(template, facts, final=True)
            yield f"{name}/draft", template.kind, example.document(template, facts, final=False)
            yield f"{name}/final", template.kind, stamped(final)
            if name == "everything known" and template.register:
                yield (
                    "replacing",
                    template.kind,
                    stamped(replace(final, context={**final.context, "menggantikan": REPLACED})),
                )
    said = SURAT_PENCABUTAN.context(replace(known["everything known"], withdrawn=WITHDRAWN))
    others = dict(house_files())
    main = others.pop(SURAT_PENCABUTAN.template).decode()
    notice = replace(example.document(templates[-1], facts, final=True), main=main, files=others)
    yield (
        "withdrawal",
        SURAT_PENCABUTAN.kind,
        stamped(replace(notice, context={**notice.context, "nomor": "400.9/2/2026", "isi": said})),
    )


def stamped(final: TypstDocument) -> TypstDocument:
    """The final with the QR that anyone checks it by."""
    mark = stamp.stamp_with(CODE)
    return replace(final, context={**final.context, "qr": mark.context()}, images={stamp.QR_FILE: mark.qr})


def draw(folder: Path, kinds: set[str]) -> int:
    """How many pictures there are now, by SOP, facts, and final or draft."""
    count = 0
    for slug in load_registry().slugs:
        for name, kind, document in letters(slug):
            if kinds and kind not in kinds:
                continue
            place = folder / slug / name.replace(" ", "_")
            place.mkdir(parents=True, exist_ok=True)
            for number, picture in enumerate(pictures(document), start=1):
                (place / f"{kind}-{number}.png").write_bytes(picture)
                count += 1
    return count


if __name__ == "__main__":
    stamp.install("https://laksana.contoh.go.id")
    print(f"{draw(Path(sys.argv[1]), set(sys.argv[2:]))} pictures in {sys.argv[1]}")
