"""With a virus scanner, an upload is served only when the scanner has seen it."""

import socket
from collections.abc import Iterator
from uuid import UUID

import pytest
from tests.support import files
from tests.support.clamd import THREAT, running_clamd
from tests.support.database import Urls
from tests.support.two_offices import Desk
from tests.support.uploads import is_there, uploaded

from laksana.attachments.inspect_attachment import InspectAttachment, inspect_attachment
from laksana.attachments.naming import object_key, quarantine_key
from laksana.attachments.queries import attachment_by_id
from laksana.attachments.scanner import install_scanner
from laksana.attachments.views import Stage
from laksana.jobs.queries import JobStatus, jobs
from laksana.jobs.worker import JobsFailed, drain
from laksana_infra.scanner import Clamd, ClamdAddress, ScannerUnavailable
from laksana_infra.storage import Storage
from laksana_sdk.findings import text


@pytest.fixture(scope="module")
def clamd() -> Iterator[ClamdAddress]:
    with running_clamd() as address:
        yield address


@pytest.fixture
def scanner(clamd: ClamdAddress) -> Iterator[Clamd]:
    scanner = Clamd(clamd)
    install_scanner(scanner)
    yield scanner
    install_scanner(None)


async def test_an_upload_in_which_the_scanner_finds_something_is_refused_by_its_name(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls, scanner: Clamd
) -> None:
    bad = await uploaded(here, case_id, files.jpeg() + files.EICAR)
    good = await uploaded(here, case_id, files.jpeg())

    await drain(postgres.app)

    refused, promoted = await attachment_by_id(bad.attachment_id), await attachment_by_id(good.attachment_id)
    assert (refused.stage, [found.code for found in refused.findings]) == (Stage.REFUSED, ["files.infected"])
    assert THREAT in text(refused.findings[0])
    assert promoted.stage is Stage.PROMOTED
    for key in (object_key, quarantine_key):
        assert not await is_there(s3, key(here.scope.tenant_id, bad.attachment_id))


async def test_an_upload_waits_for_a_scanner_that_is_down_and_is_not_served_before(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls, scanner: Clamd
) -> None:
    install_scanner(Clamd(ClamdAddress(path="/nowhere/clamd.ctl")))
    plan = await uploaded(here, case_id)

    with pytest.raises(JobsFailed) as failed:
        await drain(postgres.app)

    assert isinstance(failed.value.exceptions[0], ScannerUnavailable)
    assert (await attachment_by_id(plan.attachment_id)).stage is Stage.UPLOADED
    assert not await is_there(s3, object_key(here.scope.tenant_id, plan.attachment_id))
    assert [job.status for job in await jobs()] == [JobStatus.TODO]

    install_scanner(scanner)
    await inspect_attachment(InspectAttachment(attachment_id=plan.attachment_id))
    assert (await attachment_by_id(plan.attachment_id)).stage is Stage.PROMOTED


async def test_inspection_does_not_take_a_scanners_silence_or_complaint_for_an_answer(clamd: ClamdAddress) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(ScannerUnavailable, match=f"tcp:127.0.0.1:{port} did not answer"):
            await Clamd(ClamdAddress(host="127.0.0.1", port=port), timeout_seconds=0.1).threat_in(b"foto")
    with pytest.raises(ScannerUnavailable, match=r"StreamMaxLength|BrokenPipe|ConnectionReset"):
        await Clamd(clamd).threat_in(bytes(31 * 1024 * 1024))
