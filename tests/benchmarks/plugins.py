"""CPU of the plugin kit's work: sheets read in, forms set as PDF, plugins checked, a hundred loaded, cases redecided.

Run: python -m tests.benchmarks.plugins [rounds]
"""

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path

from tests.support.kept_cases import KeptCase, kept_cases
from tests.support.two_releases.loaded import SLUG, two_releases

from laksana.cases.kept import given_again
from laksana.procedures.loader import GROUP, load_registry
from laksana_engine.redeciding import redecided
from laksana_kit.check.opened import releases_of
from laksana_kit.check.rules import check
from laksana_kit.explore.hours import ORDINARY_CALENDAR
from laksana_kit.form.binding import form_document, form_pages
from laksana_kit.form.layout import Paper
from laksana_kit.importer.reading import import_sheet
from laksana_kit.scaffold.planting import plant
from laksana_sdk.reading import Reading
from laksana_typeset import Typesetter

SHEETS = Path(__file__).parents[1] / "kit" / "sheets"
SLUGS = ("asistensi_rehabilitasi", "lansia_terlantar", "pemulangan_orang_terlantar", "rehabilitasi_anak_lansia")
PLUGINS = 100
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What one piece of work may take, in ms of CPU."""

    name: str
    most: float
    work: Callable[[], object]
    only_once: bool = False
    """Done again it would find everything imported."""


def read_in(slug: str) -> object:
    return import_sheet(f"{slug}.txt", (SHEETS / f"{slug}.txt").read_bytes())


def drawn(slug: str, typesetter: Typesetter, *, printed_only: bool) -> object:
    module = import_module(f"laksana_sop.{slug}.r1.procedure")
    reading = Reading.beside(str(module.__file__))
    pages = form_pages(module.PROCEDURE, reading, paper=Paper.F4, printed_only=printed_only)
    return typesetter.compile(form_document(pages, title=slug, day=date(2026, 1, 5)))


def checked(slug: str) -> object:
    return [list(check(release)) for release in releases_of(slug)]


def planted(folder: Path) -> list[EntryPoint]:
    """So many plugins made by the scaffold, importable from one folder as installed ones are."""
    site = folder / "site" / "laksana_sop"
    site.mkdir(parents=True)
    slugs = [f"sop_ke_{number:03}" for number in range(PLUGINS)]
    for slug in slugs:
        made = plant(slug, sheet=None, folder=folder / "made").folder
        (made / "src" / "laksana_sop" / slug).rename(site / slug)
    sys.path.append(str(site.parent))
    return [EntryPoint(name=slug, value=f"laksana_sop.{slug}.plugin", group=GROUP) for slug in slugs]


def loaded(points: list[EntryPoint]) -> None:
    assert len(load_registry(points).slugs) == PLUGINS


def decided_again(cases: list[KeptCase]) -> None:
    """A thousand running cases, each half way, decided again under the other release of the invented SOP."""
    r1, r2 = (two_releases().release(SLUG, name).procedure for name in ("r1", "r2"))
    for case in (case for _ in range(1000 // len(cases)) for case in cases):
        kept = case.batches[: max(2, len(case.batches) // 2)]
        redecided(partial(given_again, kept, case.words, calendar=ORDINARY_CALENDAR), under=r2, instead_of=r1)


def worker_seconds(typesetter: Typesetter) -> float:
    assert typesetter._idle is not None
    process = typesetter._idle.queue[0]
    assert process is not None
    fields = Path(f"/proc/{process._process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def spent(typesetter: Typesetter) -> float:
    """Seconds of CPU of this process, of its children that have ended, and of the typesetter's worker."""
    return sum(os.times()[:4]) + worker_seconds(typesetter)


def main(rounds: int) -> None:
    with Typesetter(processes=1) as typesetter, tempfile.TemporaryDirectory(prefix="laksana-benchmark-") as folder:
        budgets = [Budget(name=f"import {slug}", most=1000, work=partial(read_in, slug)) for slug in SLUGS]
        budgets += [
            Budget(
                name=f"{name} sheet to PDF {slug}",
                most=300,
                work=partial(drawn, slug, typesetter, printed_only=printed),
            )
            for name, printed in (("signed", True), ("full", False))
            for slug in SLUGS
        ]
        loans = kept_cases(two_releases().release(SLUG, "r1").procedure, 7, at_most=100)
        budgets.append(Budget(name="1,000 cases decided again", most=2000, work=partial(decided_again, loans)))
        budgets += [Budget(name=f"check {slug}", most=2000, work=partial(checked, slug)) for slug in SLUGS]
        points = planted(Path(folder))
        budgets.append(
            Budget(name=f"{PLUGINS} plugins loaded", most=3000, work=partial(loaded, points), only_once=True)
        )
        drawn(SLUGS[0], typesetter, printed_only=True)
        for budget in budgets:
            times, before = 1 if budget.only_once else rounds, spent(typesetter)
            for _ in range(times):
                budget.work()
            took = (spent(typesetter) - before) / times * 1000
            print(f"{budget.name:48} {took:7.1f} ms CPU  {'ok' if took <= budget.most else f'over {budget.most:g}'}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
