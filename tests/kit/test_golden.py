"""Golden cases play as they did, and a release that decides one otherwise says why."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.two_releases import plugin

from laksana_kit.check.golden import golden_case_not_replayed
from laksana_kit.check.rule import Subject
from laksana_kit.golden.choose import golden_cases
from laksana_kit.golden.files import EXCEPTIONS, GoldenFileError, golden_file, read_golden, write_golden
from laksana_kit.golden.replay import difference
from laksana_sdk.procedure import Release

R1, R2 = plugin.laksana_releases()


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Release, Release]:
    """The two releases in a folder where files may be changed."""
    home = Path(shutil.copytree(R1.folder.parent, tmp_path / "loan"))
    return replace(R1, folder=home / "r1"), replace(R2, folder=home / "r2")


def remarks(release: Release) -> list[str]:
    return [remark.what for remark in golden_case_not_replayed(Subject(release))]


def test_the_kept_cases_play_as_they_did_and_the_successor_gives_its_reasons() -> None:
    assert remarks(R1) == []
    assert remarks(R2) == []


def test_chosen_cases_are_few_and_are_read_and_played_as_they_were_written(copies: tuple[Release, Release]) -> None:
    cases = golden_cases(R1.procedure)
    write_golden(copies[0], cases)

    assert read_golden(golden_file(copies[0])) == cases
    assert 1 < len(cases) <= 8
    assert [difference(R1.procedure, case) for case in cases] == [None] * len(cases)


def test_a_successor_without_a_reason_is_told_at_which_command_it_differs(copies: tuple[Release, Release]) -> None:
    (copies[1].folder / EXCEPTIONS).unlink()

    said = remarks(copies[1])

    assert [one.partition(":")[0] for one in said] == [f"r1 case-{number}" for number in (1, 2, 4, 5, 7)]
    assert 'Isian "Nomor kursi roda" belum diisi.' in said[0]
    assert said[2] == "r1 case-4: it ends at CANCELLED kunjungan, not at CANCELLED surat_pinjam"


def test_an_exception_that_is_not_needed_or_names_nothing_is_remarked_on(copies: tuple[Release, Release]) -> None:
    file = copies[1].folder / EXCEPTIONS
    idle = '  - {release: "r1", case: "case-3", why: "-"}\n  - {release: "r1", case: "case-99", why: "-"}\n'
    file.write_text(file.read_text("utf-8") + idle, "utf-8")

    assert remarks(copies[1]) == [
        "r1 case-3 is excepted, but plays as it did",
        "r1 case-99 is excepted, but there is no such golden case",
    ]


def test_a_case_that_comes_to_another_state_is_told_apart() -> None:
    first = read_golden(golden_file(R1))[0]

    shorter = replace(first, commands=first.commands[:1])

    assert difference(R1.procedure, first) is None
    assert difference(R1.procedure, shorter) == "it ends at DRAFT terima_permohonan, not at COMPLETED catat_kembali"


def test_a_file_that_holds_no_cases_says_where_and_what_to_do(copies: tuple[Release, Release]) -> None:
    golden_file(copies[0]).write_text("bukan kasus\n", "utf-8")

    with pytest.raises(GoldenFileError, match="line 1 is no golden case"):
        read_golden(golden_file(copies[0]))

    assert "line 1 is no golden case" in remarks(copies[0])[0]
