"""CPU of a letter through the worker process against bare Typst, taken in turns in one run.

Run: python -m tests.benchmarks.typeset [letters]
"""

import os
import resource
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

import typst
from tests.platform.typeset.example import SIGNED, letter

from laksana_typeset import Typesetter, TypstDocument

TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(process_id: int) -> float:
    fields = Path(f"/proc/{process_id}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def own_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def documents(count: int) -> list[TypstDocument]:
    # Each letter differs, or Typst would answer from what it remembers.
    return [letter(**{**SIGNED, "nomor": f"400.9/{number}/Dinsos/VI/2024"}) for number in range(count)]


def bare(document: TypstDocument, *, fonts: typst.Fonts, root: str) -> int:
    sources = dict(document.sources())
    sources["main.typ"] = b'#set text(font: "Liberation Serif", lang: "id");' + sources["main.typ"]
    pdf = typst.compile(
        sources,  # type: ignore[call-overload]  # its stub lacks the mapping that it accepts
        root=root,
        font_paths=fonts,
        ignore_system_fonts=True,
        pdf_standards="a-2b",
        timestamp=document.timestamp(),
    )
    return len(pdf)


def packaged_fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(files("laksana_typeset") / "fonts")]
    )


def main(count: int, rounds: int = 5) -> None:
    fonts = packaged_fonts()
    letters = documents(count)
    spent = {"bare": 0.0, "worker": 0.0}
    with tempfile.TemporaryDirectory() as root, Typesetter(processes=1) as typesetter:
        for warm in letters[:10]:
            typesetter.compile(warm)
            bare(warm, fonts=fonts, root=root)
        assert typesetter._idle is not None
        process = typesetter._idle.queue[0]
        assert process is not None
        for _ in range(rounds):
            start = own_seconds()
            for document in letters:
                bare(document, fonts=fonts, root=root)
            middle = own_seconds()
            theirs = processor_seconds(process._process.pid)
            for document in letters:
                typesetter.compile(document)
            spent["bare"] += middle - start
            # Both sides of the socket count.
            spent["worker"] += own_seconds() - middle + processor_seconds(process._process.pid) - theirs
    for name, seconds in spent.items():
        print(f"{name:7} {seconds / (count * rounds) * 1000:6.2f} ms CPU a letter")
    print(f"ratio   {spent['worker'] / spent['bare']:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
