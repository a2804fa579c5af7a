"""A file is given out for a purpose, for a minute, and never without a line in the log of reads."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from tests.support import files
from tests.support.database import Urls
from tests.support.two_offices import Desk
from tests.support.uploads import is_there, planned, uploaded

from laksana.attachments.download import FileVersion, download_url
from laksana.attachments.naming import quarantine_key
from laksana.attachments.open_original import open_original
from laksana.attachments.store import install
from laksana.audit.views import ReadPurpose
from laksana.jobs.worker import JobsFailed, drain
from laksana_infra.connection import Connection
from laksana_infra.settings import Settings
from laksana_infra.storage import Storage, StorageError, open_storage
from laksana_tenants.errors import Forbidden, Invalid

READS = """
select officer_id, role, capacity, post, purpose, case_id, person_id is not null, attachment_id, kind
from logged_read order by id
"""


async def test_each_opening_of_a_file_is_written_down_with_person_role_and_purpose(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls, owner: Connection
) -> None:
    photo = files.tagged_jpeg()
    plan = await uploaded(here, case_id, photo)
    await drain(postgres.app)
    file, by = plan.attachment_id, here.officer

    await download_url(file, by=by, purpose=ReadPurpose.COMPLAINT)
    small, _ = await files.get(await download_url(file, by=by, version=FileVersion.THUMBNAIL))
    original = await open_original(file, purpose=ReadPurpose.LEGAL, by=by)
    with pytest.raises(Forbidden) as daily:
        await open_original(file, purpose=ReadPurpose.CASEWORK, by=by)
    with pytest.raises(Forbidden):
        await open_original(file, purpose=ReadPurpose.LEGAL, by=replace(by, holdings=()))

    assert (original.content, original.file_name, original.content_type) == (photo, "KTP Ibu.jpg", "image/jpeg")
    assert (small[:3], b"Kamera" in small) == (b"\xff\xd8\xff", False)
    assert [found.code for found in daily.value.findings] == ["files.original_purpose"]
    frame = (by.officer_id, "STAF", "DEFINITIF", "Staf")
    assert [tuple(row.values()) for row in await owner.fetch(READS)] == [
        (*frame, "COMPLAINT", case_id, True, file, "FILE"),
        (*frame, "CASEWORK", case_id, True, file, "THUMBNAIL"),
        (*frame, "LEGAL", case_id, True, file, "ORIGINAL"),
    ]


async def test_a_file_that_may_not_be_read_leaves_no_line_and_no_url(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls, owner: Connection
) -> None:
    refused = await uploaded(here, case_id, files.EXE)
    scan = await uploaded(here, case_id, files.pdf(), file_name="a.pdf", content_type="application/pdf")
    await drain(postgres.app)

    for file, version, code in (
        (refused, FileVersion.FILE, "files.refused"),
        (scan, FileVersion.THUMBNAIL, "files.no_thumbnail"),
    ):
        with pytest.raises(Invalid) as said:
            await download_url(file.attachment_id, by=here.officer, version=version)
        assert [found.code for found in said.value.findings] == [code]

    assert await owner.fetch(READS) == []


async def test_an_upload_url_serves_neither_another_prefix_nor_after_its_time(
    here: Desk, case_id: UUID, s3: Storage
) -> None:
    content, headers = files.png(), {"Content-Type": "image/png"}
    plan = await planned(here, case_id, content, file_name="a.png", content_type="image/png")
    assert plan.url is not None
    elsewhere = plan.url.replace(str(here.scope.tenant_id), str(case_id))
    target = quarantine_key(here.scope.tenant_id, plan.attachment_id)
    short = s3.presign_put(target, length=len(content), content_type="image/png", expires=timedelta(seconds=1))

    assert await files.put(elsewhere, content, headers) == 403
    await asyncio.sleep(2)
    assert await files.put(short, content, headers) == 403
    assert not await is_there(s3, target)


async def test_an_upload_waits_for_a_storage_that_gives_nothing_out(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls, storage_settings: Settings
) -> None:
    plan = await uploaded(here, case_id)
    # A port where nobody listens would be the same error, three tries and ten seconds later.
    refusing = open_storage(replace(storage_settings, s3_secret_key="salah"))
    install(refusing)

    with pytest.raises(JobsFailed) as failed:
        await drain(postgres.app)

    refusing.close()
    install(s3)
    assert isinstance(failed.value.exceptions[0], StorageError)
    with pytest.raises(Invalid) as waiting:
        await download_url(plan.attachment_id, by=here.officer)
    assert [found.code for found in waiting.value.findings] == ["files.not_inspected"]
