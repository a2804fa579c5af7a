from pathlib import Path

import pytest
import yaml
from tests.kit.scorer import Score, score

from laksana_kit.importer.reading import import_sheet

SHEETS = Path(__file__).parent / "sheets"


@pytest.fixture(scope="module")
def result() -> Score:
    golds = sorted(SHEETS.glob("*.yaml"))
    assert len(golds) >= 30
    texts = {gold: gold.with_suffix(".txt").read_text("utf-8") for gold in golds}
    return score(
        (
            gold.stem,
            import_sheet(f"{gold.stem}.txt", text.encode()).sheet,
            yaml.safe_load(gold.read_text("utf-8")),
            text,
        )
        for gold, text in texts.items()
    )


@pytest.mark.parametrize(("share", "target"), [("steps", 0.95), ("printed", 0.95), ("iso", 0.95), ("header", 0.9)])
def test_files_as_offices_have_them_are_read(result: Score, share: str, target: float) -> None:
    assert getattr(result, share) >= target, "\n".join(result.misses)


def test_nothing_is_invented(result: Score) -> None:
    assert result.invented == 0, "\n".join(result.misses)
