"""Installations with a known number of cases: filled the first time, taken as they are from then on."""

import shutil
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Final

from tests.benchmarks.load.fill import Plan, fill
from tests.benchmarks.load.home import KEPT_UNDER, Installation, entered, started
from tests.benchmarks.load.mould import mould_of
from tests.benchmarks.load.offices import LoadedOffice, made_offices
from tests.benchmarks.load.templates import SHARES, made_templates, template_world

from laksana.audit.examine_chain import examine_chain
from laksana.audit.queries import stored_chains
from laksana.cases.ledger import load_case
from laksana.cases.queries import case_by_id
from laksana.cases.words import words_of_case
from laksana_infra.embedded.postgres import discard_postgres
from laksana_infra.scope import Scope, scoped
from laksana_tenants.provision.apply_pack import apply_pack
from laksana_tenants.provision.packaged import packs_folder

SAMPLE: Final = 20
"""At how many offices every true case is verified after loading."""


@asynccontextmanager
async def filled(cases: int) -> AsyncIterator[Installation]:
    """A running installation of 514 offices with so many cases between them."""
    home = KEPT_UNDER / f"{cases}-cases"
    whole = home / "whole"
    if home.exists() and not whole.exists():
        discard_postgres(home)
        shutil.rmtree(home)
    with started(home) as installation:
        if not whole.exists():
            begun = time.monotonic()
            await _fill(installation, cases)
            whole.touch()
            print(f"filled in {time.monotonic() - begun:.0f} s", file=sys.stderr)
        yield installation


async def _fill(installation: Installation, cases: int) -> None:
    async with entered(installation) as superuser, template_world(installation, superuser) as world:
        await apply_pack(packs_folder() / "sumatera_selatan")
        offices = await made_offices(superuser, world.lahat.id)
        templates = await made_templates(world)
        with world.inside():
            moulds = {name: await mould_of(superuser, case_id) for name, case_id in templates.items()}
        others = [office for office in offices if office.id != world.lahat.id]
        await fill(superuser, moulds, Plan(offices=others, cases=cases), _show)
        await _verify(others)


async def _verify(offices: Sequence[LoadedOffice]) -> None:
    """Nothing, when the true cases' chains are whole, and their rows are what their events make of them."""
    verified = 0
    for office in offices[:SAMPLE]:
        with scoped(Scope(office.id)):
            # In the order of their ids, which is that of their times: the true cases are the oldest.
            chains = aiter(stored_chains())
            for chain in [await anext(chains) for _ in SHARES]:
                assert examine_chain(office.id, chain, None) == ()
                case, projected = await load_case(chain.case_id), await case_by_id(chain.case_id)
                made = (case.state.status, case.state.step, case.state.version, case.state.agenda_number)
                assert made == (projected.status, projected.step, projected.version, projected.agenda_number)
                assert await words_of_case(case.id, case.key)
                verified += 1
    print(f"{verified} true cases verified: chains whole, seals open, rows as events say", file=sys.stderr)


def _show(doing: str, done: int, of: int) -> None:
    bar = "#" * (40 * done // of)
    print(f"\r{doing:8} [{bar:40}] {done:,} of {of:,}", end="\n" if done == of else "", file=sys.stderr, flush=True)
