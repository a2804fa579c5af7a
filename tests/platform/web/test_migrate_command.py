"""`laksana sop migrate` at a terminal: what is said and moved, and that a refusal moves and plans nothing.

Every command opens an installation of its own, about a second of CPU: the suite types three of the refusals that need
one, `LAKSANA_DEEP=1` all.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from uuid import UUID

import pytest
import pytest_asyncio
from click.testing import CliRunner, Result
from tests.support.database import digests, put_in_place
from tests.support.loans import Loans, loans
from tests.support.two_releases.loaded import POINT, SLUG
from tests.support.world import MASTER_KEY, World

from laksana.attachments import store
from laksana.cases.queries import case_by_id
from laksana.letters import press
from laksana.migration.inputs import PlanMigration
from laksana.migration.plan_migration import plan_migration
from laksana_infra.connection import Connection
from laksana_infra.settings import Settings
from laksana_infra.storage import Storage
from laksana_typeset import Typesetter
from laksana_web.cli.commands import laksana

__all__ = ["loans"]

DEEP = "LAKSANA_DEEP" in os.environ
Typed = Callable[..., Awaitable[Result]]
WHY = ("--reason", "SOP 2026 berlaku.")


@pytest_asyncio.fixture
async def typed(
    loans: Loans, installation: Mapping[str, str], storage: Storage, typesetter: Typesetter, tmp_path: Path
) -> AsyncIterator[Typed]:
    """`laksana sop migrate` with these words, where the SOP with two releases is installed."""
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(plugin_of_loans(tmp_path)))
        for name, value in installation.items():
            patched.setenv(name, value)

        async def type_in(*words: str) -> Result:
            try:
                return await asyncio.to_thread(CliRunner().invoke, laksana, ["sop", "migrate", *words])
            finally:
                # The command took its own parts with it when it ended.
                put_in_place()
                store.install(storage)
                press.install(typesetter)

        yield type_in


@pytest.fixture
def installation(world: World, storage_settings: Settings, tmp_path: Path) -> Mapping[str, str]:
    """The settings of the world's own database, bucket and key."""
    return {
        "LAKSANA_HOME": str(tmp_path),
        "LAKSANA_DATABASE_URL": world.urls.app,
        "LAKSANA_DATABASE_OWNER_URL": world.urls.owner,
        "LAKSANA_DATABASE_PROVINCE_URL": world.urls.province,
        "LAKSANA_MASTER_KEY": MASTER_KEY.to_text(),
        "LAKSANA_S3_ENDPOINT": storage_settings.s3_endpoint or "",
        "LAKSANA_S3_ACCESS_KEY": storage_settings.s3_access_key or "",
        "LAKSANA_S3_SECRET_KEY": storage_settings.s3_secret_key or "",
        "LAKSANA_S3_BUCKET": storage_settings.s3_bucket,
    }


def plugin_of_loans(site: Path) -> Path:
    """A folder in which the SOP with two releases is installed as any wheel is."""
    info = site / "sop_pinjam-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sop-pinjam\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{POINT.group}]\n{POINT.name} = {POINT.value}\n")
    return site


async def releases(loans: Loans, *case_ids: UUID) -> list[str]:
    with loans.world.inside():
        return [(await case_by_id(case_id)).release for case_id in case_ids]


async def test_cases_are_tried_moved_and_moved_back_and_each_that_stays_is_named(loans: Loans, typed: Typed) -> None:
    same = [await loans.received() for _ in range(2)]
    differing = await loans.judged("perlu_dilihat")
    to_r2 = (SLUG, "--to", "r2", "--tenant", "lahat", *WHY)

    tried = await typed(*to_r2, "--dry-run", "--json")

    said = json.loads(tried.stdout)
    (one,) = said["cases"]
    assert (tried.exit_code, said["phase"], said["to_release"]) == (0, "DECIDED", "r2")
    assert said["counts"] == dict.fromkeys(said["counts"], 0) | {"cases": 3, "same_state": 2, "differs": 1}
    assert (one["case"], one["code"], one["seq"]) == (str(differing), "migration.differs", 9)
    deciding = [f"{phase} dari 3 kasus" for phase in ("Memutuskan ulang: 0", "Memutuskan ulang: 3")]
    deciding += ["Sudah diputuskan ulang: 3 dari 3 kasus"]
    assert tried.stderr.splitlines() == deciding
    assert await releases(loans, *same, differing) == ["r1"] * 3

    done = await typed(*to_r2)

    plan_id = done.stdout.split()[1].rstrip(":")
    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [
            f"Rencana {plan_id}: SOP {SLUG} ke rilis r2. Sudah dipindahkan.",
            "3 kasus berjalan: 2 sama menurut rilis itu, 1 berbeda, 2 sudah pindah.",
            f"  {differing}: {one['sentence']}",
        ],
    )
    moving = [f"{phase} dari 2 kasus" for phase in ("Memindahkan: 0", "Memindahkan: 2", "Sudah dipindahkan: 2")]
    assert done.stderr.splitlines() == [*deciding, *moving]
    assert await releases(loans, *same, differing) == ["r2", "r2", "r1"]

    await loans.accept(same[0], "ktp")
    back = await typed(SLUG, "--revert", plan_id, "--tenant", "lahat", "--reason", "SOP 2026 ditunda.", "--json")

    said = json.loads(back.stdout)
    assert (back.exit_code, said["phase"], said["counts"]["reverted"], said["counts"]["held"]) == (0, "REVERTED", 1, 1)
    assert [(one["case"], one["code"]) for one in said["cases"]] == [
        (str(same[0]), "migration.held.acted_in"),
        (str(differing), "migration.differs"),
    ]
    assert await releases(loans, *same, differing) == ["r2", "r1", "r1"]


async def kept(owner: Connection) -> dict[str, str]:
    """A digest of every table; any command makes the key of an office that has none yet."""
    return {table: digest for table, digest in (await digests(owner)).items() if table != "app.office_key"}


async def test_what_cannot_be_migrated_is_refused_in_a_sentence_and_nothing_is_planned(
    loans: Loans, typed: Typed, owner: Connection
) -> None:
    case_id = await loans.received()
    asked = PlanMigration(sop=SLUG, to_release="r2", reason="SOP 2026 berlaku.")
    plan_id = str((await loans.world.act(plan_migration, asked, "KADIS")).plan_id)
    await loans.world.drain()
    opening = [
        (("pinjam_sepeda", "--to", "r2", "lahat"), "SOP pinjam_sepeda tidak punya rilis r2 di pemasangan ini"),
        ((SLUG, "--to", "r9", "lahat"), f"SOP {SLUG} tidak punya rilis r9 di pemasangan ini; yang terpasang: r1, r2."),
        ((SLUG, "--to", "r2", "lahta"), "Kantor lahta tidak dikenal. Periksa ejaannya"),
        ((SLUG, "--to", "r1", "lahat"), f"Di kantor ini tidak ada kasus SOP {SLUG} yang berjalan di luar rilis r1"),
        ((SLUG, "--revert", plan_id, "lamandau"), f"Pemindahan kasus {plan_id} tidak ada di kantor ini"),
    ]
    at_once = ((SLUG, "lahat"), "sebutkan --to RILIS untuk memindahkan, atau --revert RENCANA")
    foreseen = (at_once, *opening[:: 1 if DEEP else 2])
    before = await kept(owner)

    refused = [await typed(*words, "--tenant", office, *WHY) for (*words, office), _ in foreseen]

    said = [ended.stderr for ended in refused]
    assert [found[: len(wanted)] for found, (_, wanted) in zip(said, foreseen, strict=True)] == [
        wanted for _, wanted in foreseen
    ]
    assert {(ended.exit_code, ended.stdout, ended.stderr.count("\n")) for ended in refused} == {(1, "", 1)}
    assert await kept(owner) == before
    assert await releases(loans, case_id) == ["r1"]
