"""Who is asked follows the office's mapping of roles to posts to people on the day, and nothing else does."""

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.support.stations import finding
from tests.support.world import SOP, World

from laksana.attachments.plan_upload import plan_upload
from laksana.attachments.views import PlanUpload
from laksana.cases import inputs
from laksana.cases.check_papers import check_papers
from laksana.cases.open_case import open_case
from laksana.cases.queries import inbox, timelines_of_cases
from laksana.cases.read_forms import read_forms
from laksana.letters.finalise_letter import finalise_letter
from laksana.letters.paraf_letter import paraf_letter
from laksana_infra.connection import Connection
from laksana_infra.database import fetch
from laksana_sdk.findings import text
from laksana_tenants.actor import Actor
from laksana_tenants.errors import DomainError, Forbidden, Invalid
from laksana_tenants.provision.apply_pack import apply_pack
from laksana_tenants.provision.packaged import packs_folder
from laksana_tenants.resolve import actor_of

ANALYST_IS_SECRETARY = ('  - role: "ANALIS"\n    post: "analis_rehsos"', '  - role: "ANALIS"\n    post: "sekretaris"')
DIVISION_HEAD = '  - post: "kabid_rehsos"\n    person: "agus_wijaya"\n    valid_from: "2024-01-01"'
DIVISION_HEAD_LEFT = (DIVISION_HEAD, f'{DIVISION_HEAD}\n    valid_until: "2026-11-01"')
NEW_DIVISION_HEAD = '  - post: "kabid_rehsos"\n    person: "dewi_anggrek"\n    valid_from: "2026-11-02"\n'
ANALYST_IS_DIVISION_HEAD_TOO = ("holders:\n", f'holders:\n{NEW_DIVISION_HEAD}    fixture: "true"\n')


def changed_pack(folder: Path, *changes: tuple[str, str]) -> Path:
    """Lahat's pack with these pieces of its files replaced."""
    pack = Path(shutil.copytree(packs_folder() / "lahat", folder / "lahat"))
    for old, new in changes:
        (file,) = [file for file in pack.glob("*.yaml") if old in file.read_text("utf-8")]
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    return pack


async def person(world: World, code: str) -> Actor:
    """The person of Lahat with that code, as they act today."""
    with world.inside():
        rows = await fetch("select id from officer where code = $1", code)
        found = await actor_of(rows[0]["id"], world.clock.now().date())
    assert found is not None
    return found


async def asked_of(world: World, code: str) -> list[tuple[UUID, str]]:
    """What stands in the person's inbox: cases with steps."""
    by = await person(world, code)
    with world.inside():
        return [(task.case_id, task.step) for task in await inbox(by, size=10)]


async def everything_of(owner: Connection, case_id: UUID) -> list[str]:
    """Every row of the case, as text."""
    columns = await owner.fetch(
        "select table_name from information_schema.columns where table_schema = 'app' and column_name = 'case_id'"
    )
    tables = [(column["table_name"], "case_id") for column in columns if "view" not in column["table_name"]]
    rows = []
    for table, key in [*sorted(tables), ("case_", "id")]:
        found = await owner.fetch(f"select t::text as row from app.{table} t where {key} = $1 order by 1", case_id)
        rows += [f"{table} {row['row']}" for row in found]
    return rows


async def test_a_role_given_to_another_post_changes_who_is_asked_and_nothing_else(
    world: World, owner: Connection, tmp_path: Path
) -> None:
    drive = await world.drive_to("laporkan")
    before = await everything_of(owner, drive.id)
    assert await asked_of(world, "dewi_anggrek") == [(drive.id, "laporkan")]
    assert await asked_of(world, "hesti_wulandari") == []

    await apply_pack(changed_pack(tmp_path, ANALYST_IS_SECRETARY))

    assert await asked_of(world, "dewi_anggrek") == []
    assert await asked_of(world, "hesti_wulandari") == [(drive.id, "laporkan")]
    assert await everything_of(owner, drive.id) == before
    await drive.report()
    with world.inside():
        performed = [e for e in (await timelines_of_cases([drive.id]))[drive.id] if e.kind == "STEP_PERFORMED"][-1]
    assert (performed.role, performed.officer_id) == ("ANALIS", (await person(world, "hesti_wulandari")).officer_id)


async def test_a_person_with_two_roles_is_asked_in_both_and_each_act_bears_its_own(
    world: World, tmp_path: Path
) -> None:
    await apply_pack(changed_pack(tmp_path, DIVISION_HEAD_LEFT, ANALYST_IS_DIVISION_HEAD_TOO))
    dewi = await person(world, "dewi_anggrek")
    assert dewi.roles == {"ANALIS", "KABID"}
    first = await world.drive_to("laporkan")
    second = await world.drive_to("surat_pengantar")
    draft = await second.draft("surat_pengantar")

    asked = await asked_of(world, "dewi_anggrek")
    await second.do(paraf_letter, inputs.ParafLetter(**draft), "KABID")

    assert set(asked) == {(first.id, "laporkan"), (second.id, "surat_pengantar")}
    with world.inside():
        timeline = (await timelines_of_cases([second.id]))[second.id]
        with pytest.raises(Invalid) as refusal:
            await finalise_letter(inputs.FinaliseLetter(**draft), by=dewi, key=world.key())
    told = [(entry.kind, entry.role) for entry in timeline if entry.officer_id == dewi.officer_id]
    assert ("STEP_PERFORMED", "ANALIS") in told
    assert ("DISPOSISI_ANSWERED", "KABID") in told
    assert told[-2:] == [("LETTER_DRAFTED", "ANALIS"), ("LETTER_PARAFED", "KABID")]
    assert finding(refusal.value, "role.not_held", None).blocks


async def test_a_person_without_a_post_does_nothing_and_reads_nothing(
    world: World, owner: Connection, tmp_path: Path
) -> None:
    drive = await world.drive_to("periksa_berkas")
    await apply_pack(changed_pack(tmp_path, DIVISION_HEAD_LEFT))
    agus = await person(world, "agus_wijaya")
    assert agus.roles == frozenset()
    before = await everything_of(owner, drive.id)
    check = (inputs.PaperCheck(paper="pc_kk", result="ACCEPTED"),)
    file = PlanUpload(case_id=drive.id, purpose="pc_kk", file_name="kk.png", content_type="image/png", length=100)
    attempts: tuple[tuple[Callable[[], Awaitable[Any]], type[DomainError]], ...] = (
        (lambda: check_papers(inputs.CheckPapers(case_id=drive.id, checks=check), by=agus, key=world.key()), Invalid),
        (lambda: open_case(inputs.OpenCase(sop=SOP, form={}), by=agus, key=world.key()), Invalid),
        (lambda: plan_upload(file, by=agus, key=world.key()), Forbidden),
        (lambda: read_forms(drive.id, by=agus), Forbidden),
    )

    for attempt, expected in attempts:
        with world.inside(), pytest.raises(expected) as refusal:
            await attempt()
        assert all(text(found) for found in refusal.value.findings)

    assert await asked_of(world, "agus_wijaya") == []
    assert await everything_of(owner, drive.id) == before
