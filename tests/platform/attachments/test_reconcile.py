"""Files and their records are compared both ways, and what is nobody's is cleared."""

from datetime import timedelta
from uuid import UUID

from structlog.testing import capture_logs
from tests.support import files
from tests.support.database import Urls
from tests.support.two_offices import Desk
from tests.support.uploads import PHOTO, is_there, planned, uploaded

from laksana.attachments.naming import object_key, original_key, quarantine_key
from laksana.attachments.queries import attachment_by_id
from laksana.attachments.reconcile import Difference, reconcile_files
from laksana.attachments.views import Stage
from laksana.jobs.queries import jobs
from laksana.jobs.rounds import begin_round, rounds
from laksana.jobs.worker import drain
from laksana_infra import clock
from laksana_infra.backup.snapshot import reading
from laksana_infra.ids import new_id
from laksana_infra.storage import Storage


async def test_an_office_whose_files_are_all_there_has_no_difference(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls
) -> None:
    await uploaded(here, case_id)
    await drain(postgres.app)
    await planned(here, case_id)

    compared = await reconcile_files(apply=True)

    assert (compared.files, compared.objects, compared.found) == (2, 3, ())


async def test_what_is_nobodys_is_reported_and_then_cleared_and_an_original_never(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls
) -> None:
    tenant_id, nobody = here.scope.tenant_id, new_id()
    lost, left = await uploaded(here, case_id), await uploaded(here, case_id)
    await drain(postgres.app)
    await s3.delete(object_key(tenant_id, lost.attachment_id))
    await s3.put(quarantine_key(tenant_id, left.attachment_id), PHOTO, content_type="image/jpeg")
    for key in (object_key(tenant_id, nobody), original_key(tenant_id, nobody)):
        await s3.put(key, PHOTO, content_type="image/jpeg")
    away, waiting = await planned(here, case_id), await uploaded(here, case_id)
    assert await files.put(away.url, PHOTO, away.headers) == 200

    with clock.frozen(clock.now() + timedelta(hours=25)):
        reported = await reconcile_files(apply=False)
        assert await is_there(s3, object_key(tenant_id, nobody))
        cleared = await reconcile_files(apply=True)
        again = await reconcile_files(apply=False)

    kinds = {(one.kind, one.attachment_id) for one in reported.found}
    assert kinds == {
        (Difference.LOST, lost.attachment_id),
        (Difference.LEFT_OVER, left.attachment_id),
        (Difference.UNKNOWN, None),
        (Difference.ABANDONED, away.attachment_id),
        (Difference.UNINSPECTED, waiting.attachment_id),
    }
    assert not any(one.cleared for one in reported.found)
    kept = {(one.kind, one.key) for one in cleared.found if not one.cleared}
    assert kept == {
        (Difference.LOST, object_key(tenant_id, lost.attachment_id)),
        (Difference.UNKNOWN, original_key(tenant_id, nobody)),
    }
    assert {one.kind for one in again.found} == {Difference.LOST, Difference.UNKNOWN, Difference.UNINSPECTED}
    assert (await attachment_by_id(away.attachment_id)).stage is Stage.ABANDONED
    assert not await is_there(s3, quarantine_key(tenant_id, away.attachment_id))
    assert not await is_there(s3, object_key(tenant_id, nobody))
    assert await is_there(s3, original_key(tenant_id, nobody))
    assert [job.payload["attachment_id"] for job in await jobs()].count(str(waiting.attachment_id)) == 2


async def test_the_nightly_round_clears_what_is_nobodys_and_says_which_file_is_lost(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls
) -> None:
    tenant_id, lost = here.scope.tenant_id, await uploaded(here, case_id)
    await drain(postgres.app)
    await s3.delete(object_key(tenant_id, lost.attachment_id))
    nobodys = object_key(tenant_id, new_id())
    await s3.put(nobodys, PHOTO, content_type="image/jpeg")

    assert rounds()["reconcile_files"] == "23 19 * * *"
    await begin_round("reconcile_files")
    with capture_logs() as logged:
        await drain(postgres.app)

    said = {entry["event"]: entry for entry in logged if entry.get("tenant_id") == str(tenant_id)}
    assert (said["file_lost"]["log_level"], said["file_lost"]["attachment_id"]) == ("error", str(lost.attachment_id))
    compared = said["files_reconciled"]
    assert (compared["files"], compared["lost"], compared["unknown"]) == (1, 1, 1)
    assert not await is_there(s3, nobodys)


async def test_while_a_backup_runs_nothing_is_deleted_and_afterwards_the_round_clears_it(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls
) -> None:
    tenant_id, plan = here.scope.tenant_id, await uploaded(here, case_id)
    left = quarantine_key(tenant_id, plan.attachment_id)

    async with reading(postgres.superuser):
        await drain(postgres.app)
        during = await reconcile_files(apply=True)

        assert (await attachment_by_id(plan.attachment_id)).stage is Stage.PROMOTED
        assert [(one.kind, one.cleared) for one in during.found] == [(Difference.LEFT_OVER, False)]
        assert await is_there(s3, left)
    assert [one.cleared for one in (await reconcile_files(apply=True)).found] == [True]
    assert not await is_there(s3, left)
