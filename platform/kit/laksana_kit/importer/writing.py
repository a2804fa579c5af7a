"""An imported sheet as JSON and as the files `sheet.yaml` and `report.yaml`."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

import yaml

from laksana_kit.importer.document import UnreadableFileError
from laksana_kit.importer.reading import Imported
from laksana_sdk.sheet import Sheet

READ_FROM: Final = "# Read from {source} by `laksana sop import`: compare it with the signed sheet before use.\n"


def as_json(imported: Imported) -> str:
    """One object: the sheet's keys, and the report beside them."""
    return json.dumps({**_plain(imported.sheet), "report": imported.report.plain()}, ensure_ascii=False)


def write_files(imported: Imported, folder: Path) -> tuple[Path, Path]:
    """The sheet and the report as files of the folder, both or neither.

    Raises UnreadableFileError where one is there already: a corrected sheet is never overwritten.
    """
    sheet, report = folder / "sheet.yaml", folder / "report.yaml"
    for file in (sheet, report):
        if file.exists():
            raise UnreadableFileError(f"{file} sudah ada; pindahkan dulu, atau pilih folder lain dengan --out")
    texts = {sheet: sheet_text(imported.sheet, head=READ_FROM.format(source=imported.report.source))}
    texts[report] = _yaml(imported.report.plain())
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in texts.items():
        file.with_suffix(".part").write_text(text, "utf-8")
    for file in texts:
        file.with_suffix(".part").replace(file)
    return sheet, report


def sheet_text(sheet: Sheet, *, head: str) -> str:
    """The content of `sheet.yaml`, below a comment."""
    return head + _yaml(_plain(sheet))


def _plain(sheet: Sheet) -> dict[str, object]:
    plain: dict[str, object] = json.loads(json.dumps(asdict(sheet)))
    return plain


def _yaml(plain: dict[str, object]) -> str:
    written: str = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=100_000)
    return written
