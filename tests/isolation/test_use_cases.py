"""Every use case, called with another office's ids, answers as if those did not exist, and writes nothing."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

import pytest
from tests.isolation.parts_of_use_cases import PARTS_OF_USE_CASES
from tests.isolation.rows import contents
from tests.isolation.targets import Targets
from tests.isolation.use_cases import ATTEMPTS, TOLD_AT, Asked, Own, UseCase, found
from tests.support.inhabited import Inhabited
from tests.support.sources import calls, product

import laksana.audit.evidence
from laksana.audit.views import ReadPurpose
from laksana.job_handlers import JOB_HANDLERS
from laksana.jobs.app import handlers
from laksana_infra.connection import Connection
from laksana_infra.scope import Scope, scoped
from laksana_infra.storage import Storage
from laksana_tenants.actor import Actor
from laksana_tenants.errors import DomainError, NotFound

USE_CASES = found()


def test_every_use_case_is_tried() -> None:
    assert set(ATTEMPTS) == set(USE_CASES)
    assert all("." in name and len(reason) > 20 for name, reason in PARTS_OF_USE_CASES.items())
    assert len(USE_CASES) >= 25


@pytest.mark.parametrize("name", sorted(set(USE_CASES) & set(ATTEMPTS)))
async def test_another_offices_ids_are_as_good_as_none(
    name: str, intruders: Inhabited, theirs: Targets, behind: Connection
) -> None:
    intruder, nobodys = await intruders.intruder(), Targets.nobodys()
    own = Own(case_id=intruders.own_case, attachment_id=intruders.own_attachment)
    before = await contents(behind, intruders.theirs.id)

    with scoped(Scope(intruders.ours.id)):
        to_theirs = [await answer(intruders, name, asked, intruder, theirs) for asked in ATTEMPTS[name](theirs, own)]
        to_nothing = [await answer(intruders, name, asked, intruder, nobodys) for asked in ATTEMPTS[name](nobodys, own)]

    assert to_theirs == to_nothing
    assert all(said.startswith(("NotFound", "Invalid")) for said in to_theirs)
    assert await contents(behind, intruders.theirs.id) == before


async def answer(intruders: Inhabited, name: str, asked: Asked, by: Actor, targets: Targets) -> str:
    """What the use case says, with the targets' values replaced by their names."""
    use_case: UseCase = USE_CASES[name]
    key = {"key": intruders.world.key()} if "key" in inspect.signature(use_case).parameters else {}
    try:
        said = repr(await use_case(**asked, by=by, **key))
    except DomainError as refusal:
        said = f"{type(refusal).__name__}: {refusal.findings}"
    return targets.named(said)


# What a job is told besides single ids, by the name of the payload's field.
OTHER_PAYLOADS: Mapping[str, Callable[[Targets], object]] = {
    "purpose": lambda _: ReadPurpose.SUPERVISION,
    "read_at": lambda _: TOLD_AT,
    "cases": lambda target: {target.tenant_id: (target.case_id,)},
}
JOBS = {registered.task: registered for registered in handlers().values() if registered.handle in JOB_HANDLERS}


def test_every_job_is_tried() -> None:
    declared = sum(len(list(calls(source, "handler"))) for source in product())

    assert len(JOBS) == len(JOB_HANDLERS) == declared


@pytest.fixture
def roots(storage: Storage) -> Iterator[None]:
    """A bucket where roots would lie: the nightly verification looks there."""
    laksana.audit.evidence.install(storage)
    yield
    laksana.audit.evidence.install(None)


@pytest.mark.parametrize("job", sorted(JOBS))
async def test_a_job_with_another_offices_ids_does_nothing(
    job: str, intruders: Inhabited, theirs: Targets, behind: Connection, roots: None
) -> None:
    before, payload = await contents(behind, intruders.theirs.id), JOBS[job].payload
    ids = {
        name: OTHER_PAYLOADS[name](theirs) if name in OTHER_PAYLOADS else getattr(theirs, name)
        for name in inspect.signature(payload).parameters
    }

    with scoped(Scope(intruders.ours.id)), suppress(NotFound):
        await JOBS[job].handle(payload(**ids))

    assert await contents(behind, intruders.theirs.id) == before
