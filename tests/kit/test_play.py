"""`laksana sop run`: a case played in the terminal without a database, and all that can happen to one."""

import json
from datetime import timedelta

from click.testing import CliRunner, Result

from laksana.procedures.loader import load_registry
from laksana_kit.explore.summary import Summary
from laksana_sdk.sheet import TimeBasis
from laksana_web.cli.commands import laksana

SLUG = "asistensi_rehabilitasi"


def run(*options: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(laksana, ["sop", "run", *options], input=typed)


def test_explored_cases_show_paths_with_printed_times_and_every_letter() -> None:
    result = run(SLUG, "--auto", "--cases", "40", "--json")

    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    procedure = load_registry().releases[SLUG, "r1"].procedure
    assert told["cases"] == 40
    assert told["steps_not_reached"] == told["letters_not_made"] == told["dead_ends"] == []
    assert {*told["letters"]} >= {template.kind for template in procedure.templates()}
    assert sum(path["cases"] for path in told["paths"]) == 40


def test_the_printed_times_of_a_path_are_added_up_each_time_that_a_row_is_met() -> None:
    summary = Summary(load_registry().releases[SLUG, "r1"].procedure)

    twice = summary.printed(("terima_laporan", "periksa_berkas", "laporkan", "periksa_berkas", "COMPLETED"))

    assert twice == {TimeBasis.OFFICE_TIME: timedelta(minutes=10 + 15 + 15 + 15)}


def test_the_same_seed_explores_the_same_cases() -> None:
    first, again = (run(SLUG, "--auto", "--cases", "3", "--json").stdout for _ in range(2))

    assert json.loads(first) == json.loads(again)


def test_a_case_is_played_by_hand_until_the_input_ends() -> None:
    result = run(SLUG, typed="\n" * 60)

    assert result.exit_code == 0
    assert "berkas belum dibuka" in result.stdout
    assert "[Draf] " in result.stdout
    assert "diminta menerima berkas dan memberi nomor agenda" in result.stdout
    assert "--- Bukti Penerimaan Permohonan" in result.stdout


def test_an_unknown_sop_is_named_with_those_that_are_installed() -> None:
    result = run("tidak_ada", "--auto")

    assert result.exit_code == 1
    assert "'tidak_ada' bukan SOP yang terpasang" in result.stderr
    assert SLUG in result.stderr
