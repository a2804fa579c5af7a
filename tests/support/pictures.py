"""The letters of the installed SOPs as pictures to look at: `python -m tests.support.pictures FOLDER [KIND ...]`."""

import sys
import tempfile
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from laksana.procedures.loader import load_registry
from laksana_typeset import TypstDocument
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


def draw(folder: Path, kinds: set[str]) -> int:
    """How many pictures there are now: each letter with each set of facts of its plugin's tests, final and draft."""
    count = 0
    for slug in load_registry().slugs:
        example = import_module(f"plugins.{slug}.tests.example")
        known = import_module(f"plugins.{slug}.tests.test_letters").FACTS
        for template in example.PROCEDURE.templates():
            if kinds and template.kind not in kinds:
                continue
            for name, facts in known.items():
                for final in (True, False):
                    document = example.document(template, facts, final=final)
                    for number, picture in enumerate(pictures(document), start=1):
                        place = folder / slug / name.replace(" ", "_") / ("final" if final else "draft")
                        place.mkdir(parents=True, exist_ok=True)
                        (place / f"{template.kind}-{number}.png").write_bytes(picture)
                        count += 1
    return count


if __name__ == "__main__":
    print(f"{draw(Path(sys.argv[1]), set(sys.argv[2:]))} pictures in {sys.argv[1]}")
