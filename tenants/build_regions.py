"""Build the packaged region tree: `python tenants/build_regions.py wilayah.csv`, with the columns kode,nama."""

import csv
import hashlib
import io
import json
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "laksana_tenants" / "regions_data"
EDITION = "kepmendagri-300.2.2-2138-2025"
SOURCE = "github.com/cahyadsn/wilayah (MIT), Kepmendagri 300.2.2-2138 of 2025"
SPELLINGS = {"62.71": "Kota Palangka Raya"}
"""Names that the region itself writes otherwise than the data set."""


def rows(source: Path) -> Iterator[tuple[str, str, int, str]]:
    """Code, parent's code ('' for a province), level (1 province to 4 village) and name, parents first.

    Raises ValueError with the line when a code stands twice or before its parent.
    """
    seen = {""}
    with source.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            code, name = row["kode"], row["nama"].strip()
            parent = code.rpartition(".")[0]
            if code in seen or parent not in seen or not name:
                msg = f"{source}:{line}: {code!r} {name!r} is double, nameless or stands before {parent!r}"
                raise ValueError(msg)
            seen.add(code)
            yield code, parent, code.count(".") + 1, SPELLINGS.get(code, name)


def build(source: Path) -> int:
    """The number of regions written to the package data, beside their edition and digest."""
    text = io.StringIO(newline="")
    tree = list(rows(source))
    csv.writer(text, lineterminator="\n").writerows(tree)
    content = text.getvalue().encode()
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "regions.csv.xz").write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))
    edition = {
        "version": f"{EDITION}+{hashlib.sha256(content).hexdigest()[:12]}",
        "source": SOURCE,
        "regions": len(tree),
    }
    (FOLDER / "edition.json").write_text(json.dumps(edition, indent=2) + "\n", encoding="utf-8")
    return len(tree)


if __name__ == "__main__":
    sys.stdout.write(f"{build(Path(sys.argv[1]))} regions\n")
