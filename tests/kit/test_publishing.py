"""A published release keeps its bytes: what changes them is remarked on, and the service sets that release aside."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from tests.support.two_releases import plugin
from tests.support.two_releases.loaded import SLUG

from laksana.procedures.loader import GROUP, load_registry
from laksana_engine import RULES_VERSION
from laksana_kit.check.publication import golden_cases_changed
from laksana_kit.check.rule import Subject
from laksana_kit.publishing import UnpublishableError, publish
from laksana_sdk.procedure import Release
from laksana_sdk.published import FILE, file_hash, folder_hash, published_releases
from laksana_sdk.strict_yaml import PluginFileError

DAY = date(2026, 11, 22)
R1 = plugin.laksana_releases()[0]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The SOP with two releases in a source tree of its own, importable as `loan_of_a_chair`."""
    home = tmp_path / "loan_of_a_chair"
    shutil.copytree(R1.folder.parent, home, ignore=shutil.ignore_patterns("__pycache__", FILE))
    for file in home.rglob("*.py"):
        file.write_text(file.read_text("utf-8").replace("tests.support.two_releases", home.name), "utf-8")
    (tmp_path / "pyproject.toml").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield home
    for name in [name for name in sys.modules if name.startswith(home.name)]:
        sys.modules.pop(name)


def point(source: Path) -> EntryPoint:
    return EntryPoint(name=SLUG, value=f"{source.name}.plugin", group=GROUP)


def releases(source: Path) -> tuple[Release, ...]:
    return tuple(import_module(f"{source.name}.plugin").laksana_releases())


def test_a_published_release_is_written_down_once_with_its_bytes_and_rules(source: Path) -> None:
    r1, r2 = releases(source)

    publish(r1, on=DAY)
    with pytest.raises(UnpublishableError, match="belum mempunyai kasus emas"):
        publish(r2, on=DAY)
    (source / "golden" / "r2.jsonl").touch()
    publish(r2, on=date(2026, 12, 1))
    again = publish(r1, on=date(2027, 1, 1))

    assert again.published_on == DAY
    kept = published_releases(source / FILE)
    assert [(one.release, one.published_on, one.rules) for one in kept.values()] == [
        ("r1", DAY, RULES_VERSION),
        ("r2", date(2026, 12, 1), RULES_VERSION),
    ]
    assert kept["r1"].sha256 == folder_hash(source / "r1", rules=RULES_VERSION)
    assert kept["r1"].golden == file_hash(source / "golden" / "r1.jsonl")


def test_golden_cases_that_were_changed_after_publication_are_noticed_by_check_and_publishing(source: Path) -> None:
    r1, _ = releases(source)
    publish(r1, on=DAY)
    golden = source / "golden" / "r1.jsonl"
    was = golden.read_text("utf-8")

    golden.write_text(was.replace("COMPLETED", "REJECTED", 1), "utf-8")

    with pytest.raises(UnpublishableError, match="sudah diterbitkan pada 2026-11-22 dengan kasus emas lain"):
        publish(r1, on=DAY)
    assert [one.what for one in golden_cases_changed(Subject(r1))] == [
        "r1 was published on 2026-11-22 with other golden cases"
    ]
    golden.unlink()
    assert [one.what for one in golden_cases_changed(Subject(r1))] == [
        "r1 was published on 2026-11-22 with golden cases, which are gone"
    ]
    golden.write_text(was, "utf-8")
    assert [*golden_cases_changed(Subject(r1))] == []


def test_a_published_release_with_other_bytes_is_set_aside_and_the_others_run(source: Path) -> None:
    r1, _ = releases(source)
    publish(r1, on=DAY)
    whole = load_registry([point(source)])

    (source / "r1" / "templates" / "tanda_terima.typ").write_text("kosong")
    changed = load_registry([point(source)])

    assert [(key, release.published_on) for key, release in whole.releases.items()] == [
        ((SLUG, "r1"), DAY),
        ((SLUG, "r2"), None),
    ]
    assert [*changed.releases] == [(SLUG, "r2")]
    assert [(bad.name, bad.release) for bad in changed.quarantined] == [(SLUG, "r1")]
    assert "published on 2026-11-22 with other bytes; restore its folder" in changed.quarantined[0].reason
    with pytest.raises(UnpublishableError, match="sudah diterbitkan pada 2026-11-22 dengan isi lain"):
        publish(r1, on=DAY)


def test_a_later_version_of_the_engines_rules_leaves_a_published_release_published(source: Path) -> None:
    earlier = folder_hash(source / "r1", rules=7)
    (source / FILE).write_text(
        f'published:\n  - {{release: "r1", published_on: "2026-01-05", rules: 7, sha256: "{earlier}", golden: "0"}}\n'
    )

    registry = load_registry([point(source)])

    assert registry.quarantined == ()
    assert registry.release(SLUG, "r1").hash != earlier


def test_a_release_that_the_check_finds_wrong_is_not_published(source: Path) -> None:
    r1, _ = releases(source)
    (source / "r1" / "meddling.py").write_text("import laksana.cases\n", "utf-8")

    with pytest.raises(UnpublishableError, match=r"1 kesalahan \(imports laksana\.cases\)"):
        publish(r1, on=DAY)

    assert not (source / FILE).exists()


def test_an_installed_copy_is_not_published(source: Path) -> None:
    r1, _ = releases(source)
    (source.parent / "pyproject.toml").unlink()

    with pytest.raises(UnpublishableError, match="bukan pohon sumber"):
        publish(replace(r1, folder=source / "r1"), on=DAY)

    assert not (source / FILE).exists()


def test_a_file_of_published_releases_that_is_none_says_where(source: Path) -> None:
    line = 'release: "r1", published_on: "kemarin", rules: 1, sha256: "x", golden: "0"'
    (source / FILE).write_text(f"published:\n  - {{{line}}}\n")

    with pytest.raises(PluginFileError, match=r"published\[1\]\.published_on: 'kemarin' is no ISO day"):
        published_releases(source / FILE)

    assert "is no ISO day" in load_registry([point(source)]).quarantined[0].reason


def test_a_release_hash_changes_with_any_byte_or_name_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "sheet.yaml").write_text("a")
    before = folder_hash(tmp_path, rules=1)

    (tmp_path / "sheet.yaml").write_text("b")
    changed = folder_hash(tmp_path, rules=1)
    (tmp_path / "sheet.yaml").write_text("a")
    (tmp_path / "sheet.yaml").rename(tmp_path / "sheet.yml")
    renamed = folder_hash(tmp_path, rules=1)

    assert len({before, changed, renamed}) == 3


def test_compiled_files_do_not_change_a_release_hash(tmp_path: Path) -> None:
    (tmp_path / "procedure.py").write_text("a")
    before = folder_hash(tmp_path, rules=1)

    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "procedure.pyc").write_bytes(b"\0")

    assert folder_hash(tmp_path, rules=1) == before
