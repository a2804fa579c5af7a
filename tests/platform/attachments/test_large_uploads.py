"""A large upload comes in parts, and goes on with those that are missing."""

from uuid import UUID

import pytest
from tests.support import files
from tests.support.database import Urls
from tests.support.two_offices import Desk
from tests.support.uploads import announced, confirmed

from laksana.attachments.download import download_url
from laksana.attachments.parts import PART_BYTES
from laksana.attachments.plan_upload import plan_upload
from laksana.attachments.queries import attachment_by_id, storage_usage
from laksana.attachments.views import Stage, UploadPlan
from laksana.jobs.queries import jobs
from laksana.jobs.worker import drain
from laksana_infra.connection import Connection
from laksana_infra.storage import Storage
from laksana_tenants.errors import Invalid

LARGE = files.padded_pdf(2 * PART_BYTES + 1)
SCAN = {"file_name": "berkas.pdf", "content_type": "application/pdf"}


async def planned_large(desk: Desk, case_id: UUID, key: str = "plan-large") -> UploadPlan:
    return await plan_upload(announced(case_id, LARGE, **SCAN), by=desk.officer, key=key)


async def put_parts(plan: UploadPlan, *numbers: int) -> list[int]:
    chosen = [part for part in plan.parts if part.number in numbers]
    return [await files.put(part.url, LARGE[part.start : part.start + part.length], {}) for part in chosen]


async def test_a_large_upload_goes_on_with_the_missing_parts_after_a_broken_connection(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls
) -> None:
    plan = await planned_large(here, case_id)
    assert plan.url is None
    assert [part.length for part in plan.parts] == [PART_BYTES, PART_BYTES, len(LARGE) - 2 * PART_BYTES]
    assert await files.put(plan.parts[1].url, b"too short", {}) == 403
    assert await put_parts(plan, 1, 3) == [200, 200]

    with pytest.raises(Invalid) as refused:
        await confirmed(here, plan)
    assert [(found.code, found.parameters["parts"]) for found in refused.value.findings] == [
        ("files.parts_missing", "2")
    ]
    assert await jobs() == ()

    again = await planned_large(here, case_id)
    assert again.attachment_id == plan.attachment_id
    assert [part.number for part in again.parts if part.url] == [2]
    assert await put_parts(again, 2) == [200]
    assert (await confirmed(here, again)).stage is Stage.UPLOADED
    assert [part.url for part in (await planned_large(here, case_id)).parts] == [None, None, None]

    await drain(postgres.app)
    view = await attachment_by_id(plan.attachment_id)
    assert (view.stage, view.findings) == (Stage.PROMOTED, ())
    content, _ = await files.get(await download_url(plan.attachment_id, by=here.officer))
    assert content == LARGE


async def test_an_upload_that_finds_no_room_is_refused_with_what_is_used(
    here: Desk, case_id: UUID, s3: Storage, owner: Connection
) -> None:
    await planned_large(here, case_id)
    room = 8 * 1024 * 1024
    await owner.execute(
        "update attachment set length = length + $1", 20 * 1024**3 - len(LARGE) - room
    )  # all but 8 MiB of the 20 GiB

    with pytest.raises(Invalid) as refused:
        await planned_large(here, case_id, "plan-another")

    limit = 20 * 1024**3
    (found,) = refused.value.findings
    assert (found.code, found.parameters["used"], found.parameters["limit"]) == ("files.no_room", limit - room, limit)
    usage = await storage_usage()
    assert (usage.files, usage.used, usage.limit) == (1, limit - room, limit)
