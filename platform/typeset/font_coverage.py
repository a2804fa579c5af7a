"""Write which code points every packaged face can set; run it after the fonts have changed."""

from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FONTS = Path(__file__).parent / "laksana_typeset" / "fonts"


def coverage() -> str:
    """The ranges of code points that all faces share, one a line in hex: what sets in bold must set in italic too."""
    faces = [set(TTFont(path).getBestCmap()) for path in sorted(FONTS.glob("*.ttf"))]
    # The fonts map control characters to empty glyphs, which Typst does not use.
    shared = sorted(point for point in set.intersection(*faces) if point >= 0x20 and not 0x7F <= point < 0xA0)
    lines: list[str] = []
    start = previous = shared[0]
    for point in [*shared[1:], -1]:
        if point != previous + 1:
            lines.append(f"{start:04X}-{previous:04X}")
            start = point
        previous = point
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (FONTS / "coverage.txt").write_text(coverage(), "ascii")
