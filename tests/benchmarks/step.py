"""Steps performed over HTTP against the plain statements of one step by pgbench, in turns on one server.

Run: python -m tests.benchmarks.step [--seconds 3] [--rounds 5] [--processes 2] [--clients 8]
"""

import argparse
import asyncio
import re
import statistics
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from tests.benchmarks.clients import Answer, ask_for, operation
from tests.benchmarks.copied_cases import original, store_copies
from tests.benchmarks.installation import Installation, WebProcess, installation
from tests.support import forms

from laksana_infra.embedded.postgres import programs
from laksana_infra.logging import configure_logging
from laksana_infra.settings import LogFormat, LogLevel

PERFORM = """
mutation Perform($input: PerformStepInput!) {
  performStep(input: $input) {
    __typename
    ... on StepPerformed { caseId version notices { code } }
    ... on Refused { findings { code field message } }
    ... on Conflict { message }
  }
}
"""
SCRIPT = Path(__file__).with_suffix(".sql")
CASES_OF_A_CLIENT = 1_000
"""Of pgbench's: step.sql says the same number."""
# The trigger of a job row writes another one, which it looks for by the path of the session.
_JOBS_TOO = {"PGOPTIONS": "-c search_path=app,jobs"}
_TPS = re.compile(r"tps = ([\d.]+) \(without")


@dataclass(slots=True, kw_only=True)
class Race:
    """One step of Lahat, with cases that stand before it."""

    name: str
    step: str
    token: str
    form: forms.Form
    cases: Iterator[UUID]
    letter: bool
    took: list[float] = field(default_factory=list)

    def requests(self) -> Iterator[bytes]:
        """A request for each case that is left."""
        for case_id in self.cases:
            asked = {"key": f"step-{case_id}", "caseId": str(case_id), "step": self.step, "form": self.form}
            yield operation(self.token, PERFORM, {"input": asked})

    def seen(self, answer: Answer) -> None:
        """Counts a performed step; RuntimeError for any other answer."""
        if answer.status != 200 or b'"__typename":"StepPerformed"' not in answer.body:
            raise RuntimeError(f"{answer.status}: {answer.body.decode()[:2000]}")
        self.took.append(answer.seconds)


async def races(running: Installation, cases: int) -> tuple[Race, Race]:
    """A step that writes a form, and one that also asks for a letter."""
    world = running.world
    staff = await world.actor("STAF")
    made = []
    for group, step, role, form in (
        (1, "laporkan", "ANALIS", forms.LAPORAN_PERMOHONAN),
        (2, "edukasi", "STAF", forms.edukasi(str(staff.officer_id), on=world.today)),
    ):
        drive = await world.drive_to(step)
        with world.inside():
            source = await original(running.superuser, drive.id)
            await store_copies(running.superuser, source, numbered(group, cases))
            if group == 1:
                await store_copies(running.superuser, source, numbered(11, 9 * CASES_OF_A_CLIENT))
        token = await running.token_of(role)
        letter = step == "edukasi"
        name = "step with a form" + (" and a letter" if letter else "")
        made.append(
            Race(name=name, step=step, token=token, form=form, cases=iter(numbered(group, cases)), letter=letter)
        )
    await running.superuser.execute("vacuum analyze")
    return made[0], made[1]


def numbered(group: int, many: int) -> list[UUID]:
    """The ids of a group of copied cases."""
    return [UUID(f"{group:08x}-0000-7000-8000-{number:012x}") for number in range(many)]


def pgbench(running: Installation, race: Race, clients: int, seconds: int, officer: UUID) -> float:
    """Transactions a second of the plain statements."""
    command = [
        str(programs() / "bin" / "pgbench"), "--no-vacuum", "--protocol=simple", f"--file={SCRIPT}",
        f"--client={clients}", "--jobs=2", f"--time={seconds}", f"--define=tenant={running.world.lahat.id}",
        f"--define=officer={officer}", f"--define=letter={int(race.letter)}", running.urls.superuser,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=_JOBS_TOO)
    found = _TPS.search(done.stdout)
    if done.returncode or found is None:
        raise RuntimeError(f"pgbench: {done.stdout}{done.stderr}")
    return float(found.group(1))


async def run(race: Race, running: Installation, web: list[WebProcess], asked: argparse.Namespace) -> None:
    """The figures of one race, printed."""
    officer = (await running.world.actor("STAF")).officer_id
    ports, requests, rates, plain, spent = [process.port for process in web], race.requests(), [], [], [0.0, 0.0]
    ask_for(1, ports, asked.clients, requests, race.seen)  # caches are warm, connections open
    race.took.clear()
    for number in range(asked.rounds):
        before, theirs = sum(process.processor_seconds() for process in web), running.database_seconds()
        already = len(race.took)
        took = ask_for(asked.seconds, ports, asked.clients, requests, race.seen)
        if took < asked.seconds:
            raise RuntimeError("no case is left: prepare more of them with --most")
        spent[0] += sum(process.processor_seconds() for process in web) - before
        spent[1] += running.database_seconds() - theirs
        rates.append((len(race.took) - already) / took)
        plain.append(pgbench(running, race, asked.clients, asked.seconds, officer))
        print(
            f"  {number + 1}: {rates[-1]:7.1f} steps/s  {plain[-1]:7.1f} tps  {rates[-1] / plain[-1]:.3f}", flush=True
        )
    ratios = [ours / theirs for ours, theirs in zip(rates, plain, strict=True)]
    many = len(race.took)
    print(
        f"{race.name}: {statistics.median(rates):.1f} steps/s, pgbench {statistics.median(plain):.1f} tps, "
        f"ratio {statistics.median(ratios):.3f} (at least 0.12, goal 0.30)\n"
        f"  processor: web {spent[0] / many * 1000:.2f} ms a step, PostgreSQL {spent[1] / many * 1000:.2f} ms a step; "
        f"p50 {statistics.median(race.took) * 1000:.1f} ms, "
        f"p95 {statistics.quantiles(race.took, n=20)[-1] * 1000:.1f} ms",
        flush=True,
    )


async def main(asked: argparse.Namespace) -> None:
    configure_logging(level=LogLevel.ERROR, format=LogFormat.CONSOLE)
    cases = int((asked.rounds * asked.seconds + 4) * asked.most)
    async with installation() as running:
        both = await races(running, cases)
        # Eight clients of one person are no honest office: the limits are not what is raced.
        unlimited = {"LAKSANA_REQUESTS_PER_PERSON": "0", "LAKSANA_REQUESTS_PER_OFFICE": "0"}
        with running.web(asked.processes, **unlimited) as web:
            watchers = [process.pid for process in web]
            print(f"for py-spy record --subprocesses: {watchers}", flush=True)
            for race in both[: asked.races]:
                await run(race, running, web, asked)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--processes", type=int, default=2, choices=(1, 2))
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--most", type=int, default=700, help="steps a second for which cases are prepared")
    parser.add_argument("--races", type=int, default=2, choices=(1, 2))
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(arguments()))
