from pathlib import Path

import pytest
import yaml
from tests.kit.scorer import Score, score

from laksana_kit.importer.opening import open_document
from laksana_kit.importer.reading import import_sheet

OWN = Path(__file__).parent / "sheets"
BLIND = Path(__file__).parent / "blind"
ASIDE = Path(__file__).parent / "aside"
SECOND = Path(__file__).parent / "second"
LATER = ("second_aside", "third", "fourth", "fifth")


def _score(folder: Path) -> Score:
    golds = sorted(folder.glob("*.yaml"))
    assert len(golds) >= 10
    files = {gold: next(file for file in folder.glob(f"{gold.stem}.*") if file != gold) for gold in golds}
    return score(
        (
            gold.stem,
            import_sheet(file.name, file.read_bytes()).sheet,
            yaml.safe_load(gold.read_text("utf-8")),
            " ".join(row.text for row in open_document(file.name, file.read_bytes()).rows),
        )
        for gold, file in files.items()
    )


@pytest.fixture(scope="module")
def own() -> Score:
    return _score(OWN)


@pytest.fixture(scope="module")
def blind() -> Score:
    return _score(BLIND)


@pytest.fixture(scope="module")
def aside() -> Score:
    return _score(ASIDE)


@pytest.fixture(scope="module")
def second() -> Score:
    return _score(SECOND)


@pytest.fixture(scope="module")
def later() -> list[Score]:
    return [_score(Path(__file__).parent / folder) for folder in LATER]


@pytest.mark.parametrize(("share", "target"), [("steps", 0.95), ("printed", 0.95), ("iso", 0.95), ("header", 0.9)])
def test_files_as_offices_have_them_are_read(own: Score, share: str, target: float) -> None:
    assert getattr(own, share) >= target, "\n".join(own.misses)


@pytest.mark.parametrize(("share", "reached"), [("steps", 0.9), ("printed", 0.95), ("iso", 0.95), ("header", 0.95)])
def test_files_that_were_made_before_the_rules_are_read(blind: Score, share: str, reached: float) -> None:
    assert getattr(blind, share) >= reached, "\n".join(blind.misses)


@pytest.mark.parametrize(("share", "reached"), [("steps", 0.9), ("printed", 0.95), ("iso", 0.95), ("header", 0.95)])
def test_files_that_were_put_aside_are_read(aside: Score, share: str, reached: float) -> None:
    assert getattr(aside, share) >= reached, "\n".join(aside.misses)


@pytest.mark.parametrize("share", ["steps", "printed", "iso", "header"])
def test_files_of_a_second_batch_are_read(second: Score, share: str) -> None:
    assert getattr(second, share) >= 0.98, "\n".join(second.misses)


@pytest.mark.parametrize("share", ["steps", "printed", "iso", "header"])
def test_files_of_later_batches_are_read(later: list[Score], share: str) -> None:
    for batch, one in zip(LATER, later, strict=True):
        assert getattr(one, share) >= 0.95, "\n".join((batch, *one.misses))


def test_nothing_is_invented(own: Score, blind: Score, aside: Score, second: Score, later: list[Score]) -> None:
    for one in (own, blind, aside, second, *later):
        assert one.invented == 0, "\n".join(one.misses)
