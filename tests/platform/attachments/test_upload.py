import asyncio
import hashlib
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from tests.support import files
from tests.support.database import Urls
from tests.support.two_offices import Desk, TwoOffices, set_up_case
from tests.support.uploads import PHOTO, announced, confirmed, is_there, planned, uploaded

from laksana.attachments.confirm_upload import confirm_upload
from laksana.attachments.download import download_url
from laksana.attachments.inspect_attachment import InspectAttachment, inspect_attachment
from laksana.attachments.naming import object_key, open_original, original_key, quarantine_key
from laksana.attachments.plan_upload import plan_upload
from laksana.attachments.queries import attachment_by_id, attachments_of_cases, promoted_attachment
from laksana.attachments.views import Stage
from laksana.cases.ledger import case_key_of
from laksana.jobs.queries import jobs
from laksana.jobs.worker import drain
from laksana_infra.connection import Connection
from laksana_infra.database import fetch
from laksana_infra.scope import scoped
from laksana_infra.storage import Storage
from laksana_sdk.findings import text
from laksana_tenants.errors import Forbidden, Invalid, NotFound

SCAN = files.pdf()
SCANNED = {"file_name": "kk.pdf", "content_type": "application/pdf"}


async def file_count() -> int:
    return int((await fetch("select count(*) as n from attachment"))[0]["n"])


async def test_a_photo_is_uploaded_inspected_promoted_and_read(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls
) -> None:
    plan = await uploaded(here, case_id)
    assert (await attachment_by_id(plan.attachment_id)).stage is Stage.UPLOADED

    assert await drain(postgres.app) == 1

    view = await attachment_by_id(plan.attachment_id)
    assert (view.stage, view.file_name, view.findings) == (Stage.PROMOTED, "KTP Ibu.jpg", ())
    content, headers = await files.get(await download_url(plan.attachment_id, by=here.officer))
    assert (view.length, view.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert view.original_sha256 == hashlib.sha256(PHOTO).hexdigest()
    assert headers["content-disposition"].startswith('attachment; filename="KTP Ibu.jpg"')
    assert headers["content-type"] == "image/jpeg"
    assert not await is_there(s3, quarantine_key(here.scope.tenant_id, plan.attachment_id))


async def test_a_pdf_upload_is_served_byte_for_byte(here: Desk, case_id: UUID, s3: Storage, postgres: Urls) -> None:
    plan = await uploaded(here, case_id, SCAN, file_name="surat.pdf", content_type="application/pdf")
    await drain(postgres.app)

    view = await attachment_by_id(plan.attachment_id)
    content, _ = await files.get(await download_url(plan.attachment_id, by=here.officer))

    assert content == SCAN
    assert view.sha256 == view.original_sha256 == hashlib.sha256(SCAN).hexdigest()
    assert not view.has_thumbnail
    assert not await is_there(s3, original_key(here.scope.tenant_id, plan.attachment_id))


async def test_a_heic_upload_is_served_as_jpeg_and_its_original_lies_sealed(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls
) -> None:
    heic = files.heic()
    plan = await uploaded(here, case_id, heic, file_name="KTP.HEIC", content_type="image/heic")
    await drain(postgres.app)

    view = await attachment_by_id(plan.attachment_id)
    content, headers = await files.get(await download_url(plan.attachment_id, by=here.officer))
    sealed = await s3.get(original_key(here.scope.tenant_id, plan.attachment_id))

    assert (view.file_name, view.content_type, view.has_thumbnail) == ("KTP.jpg", "image/jpeg", True)
    assert (headers["content-type"], content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert b"Contoh" in heic
    assert b"Contoh" not in content + sealed
    key = await case_key_of(case_id)
    assert open_original(sealed, attachment_id=plan.attachment_id, key=key) == heic


async def test_an_upload_is_confirmed_by_nobody_but_who_announced_it_or_holds_a_role_in_the_sop(
    here: Desk, case_id: UUID, s3: Storage
) -> None:
    plan = await planned(here, case_id)
    assert await files.put(plan.url, PHOTO, plan.headers) == 200
    stranger = replace(here.officer, officer_id=uuid4(), holdings=())

    with pytest.raises(Forbidden) as refused:
        await confirm_upload(plan.attachment_id, by=stranger, key="confirm-stranger")

    assert [found.code for found in refused.value.findings] == ["files.not_yours"]
    assert await jobs() == ()
    assert (await confirmed(here, plan)).stage is Stage.UPLOADED


async def test_a_file_is_opened_by_nobody_without_a_role_in_the_sop(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls
) -> None:
    plan = await uploaded(here, case_id)
    await drain(postgres.app)

    with pytest.raises(Forbidden) as refused:
        await download_url(plan.attachment_id, by=replace(here.officer, holdings=()))

    assert [found.code for found in refused.value.findings] == ["files.not_yours"]


@pytest.mark.parametrize(
    ("content", "other", "code"),
    [
        (files.EXE, {}, "files.disguised"),
        (files.HTML, {"file_name": "kk.png", "content_type": "image/png"}, "files.disguised"),
        (PHOTO[: len(PHOTO) // 2], {}, "files.image_broken"),
        (files.pixel_bomb(), {"file_name": "kk.png", "content_type": "image/png"}, "files.image_too_large"),
        (files.encrypted_pdf(), SCANNED, "files.pdf_encrypted"),
        (files.pdf_of(OpenAction=files.script()), SCANNED, "files.pdf_active"),
        (files.zip_bomb(), SCANNED, "files.disguised"),
    ],
    ids=["program", "page", "cut photo", "pixel bomb", "locked PDF", "PDF with script", "zip bomb"],
)
async def test_a_bad_file_is_refused_by_name_and_never_leaves_quarantine(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls, content: bytes, other: dict[str, str], code: str
) -> None:
    plan = await uploaded(here, case_id, content, **other)

    await drain(postgres.app)

    view = await attachment_by_id(plan.attachment_id)
    assert (view.stage, [found.code for found in view.findings], view.sha256) == (Stage.REFUSED, [code], None)
    assert view.file_name in text(view.findings[0])
    assert not await is_there(s3, object_key(here.scope.tenant_id, plan.attachment_id))
    assert not await is_there(s3, quarantine_key(here.scope.tenant_id, plan.attachment_id))
    with pytest.raises(Invalid) as refused:
        await download_url(plan.attachment_id, by=here.officer)
    assert [found.code for found in refused.value.findings] == ["files.refused"]


@pytest.mark.parametrize(
    ("other", "codes"),
    [
        ({"content_type": "application/x-msdownload"}, ["files.type_not_allowed"]),
        ({"content_type": "image/heic"}, ["files.name_extension"]),
        ({"length": 25 * 1024 * 1024 + 1}, ["files.too_large"]),
        ({"length": 0}, ["files.empty"]),
        ({"length": -5}, ["files.empty"]),
        ({"file_name": "ktp.exe"}, ["files.name_extension"]),
        ({"file_name": "  "}, ["files.name_empty"]),
        ({"file_name": "../../etc/ktp.jpg"}, ["files.name_signs"]),
        ({"file_name": "ktp\u202egpj.exe"}, ["files.name_signs"]),
        ({"file_name": "k" * 200 + ".jpg"}, ["files.name_too_long"]),
        ({"purpose": "KTP; drop table"}, ["files.purpose_unusable"]),
        ({"content_type": "text/html", "length": 0}, ["files.type_not_allowed", "files.empty"]),
    ],
)
async def test_an_unacceptable_announcement_is_refused_with_every_fault(
    here: Desk, case_id: UUID, s3: Storage, other: dict[str, str | int], codes: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        await planned(here, case_id, **other)

    assert [found.code for found in refused.value.findings] == codes
    assert all(text(found, "id") and text(found, "en") for found in refused.value.findings)
    assert await file_count() == 0


async def test_a_name_in_any_script_is_kept(here: Desk, case_id: UUID, s3: Storage, postgres: Urls) -> None:
    plan = await uploaded(here, case_id, file_name="صورة 📷 ktp.JPG")
    await drain(postgres.app)

    _, headers = await files.get(await download_url(plan.attachment_id, by=here.officer))

    assert (await attachment_by_id(plan.attachment_id)).file_name == "صورة 📷 ktp.JPG"
    assert "filename*=UTF-8''%D8%B5" in headers["content-disposition"]


async def test_the_name_lies_sealed(here: Desk, case_id: UUID, s3: Storage, owner: Connection) -> None:
    await planned(here, case_id)

    (row,) = await owner.fetch("select a::text as text, sealed_name from attachment a")

    assert "KTP Ibu" not in row["text"]
    assert b"KTP Ibu" not in row["sealed_name"]


async def test_s3_takes_nothing_but_what_was_announced(here: Desk, case_id: UUID, s3: Storage) -> None:
    plan = await planned(here, case_id)

    assert await files.put(plan.url, PHOTO + b"x", plan.headers) == 403
    assert await files.put(plan.url, PHOTO, {"Content-Type": "text/html"}) == 403
    assert not await is_there(s3, quarantine_key(here.scope.tenant_id, plan.attachment_id))


async def test_nothing_is_confirmed_before_it_has_arrived(here: Desk, case_id: UUID, s3: Storage) -> None:
    plan = await planned(here, case_id)

    with pytest.raises(Invalid) as refused:
        await confirmed(here, plan)

    assert [(found.code, found.parameters["file"]) for found in refused.value.findings] == [
        ("files.not_uploaded", "KTP Ibu.jpg")
    ]
    assert (await attachment_by_id(plan.attachment_id)).stage is Stage.PLANNED
    assert await jobs() == ()


async def test_something_else_than_was_announced_is_not_confirmed(here: Desk, case_id: UUID, s3: Storage) -> None:
    plan = await planned(here, case_id)
    await s3.put(quarantine_key(here.scope.tenant_id, plan.attachment_id), b"short", content_type="image/jpeg")

    with pytest.raises(Invalid) as refused:
        await confirmed(here, plan)

    (found,) = refused.value.findings
    assert (found.code, found.parameters["size"], found.parameters["planned_size"]) == (
        "files.upload_differs",
        5,
        len(PHOTO),
    )
    assert await jobs() == ()


async def test_planning_again_with_the_same_key_is_the_same_file(here: Desk, case_id: UUID, s3: Storage) -> None:
    asked = announced(case_id)

    first = await plan_upload(asked, by=here.officer, key="plan-once")
    again = await plan_upload(asked, by=here.officer, key="plan-once")
    with pytest.raises(Invalid) as refused:
        await plan_upload(replace(asked, purpose="kk"), by=here.officer, key="plan-once")

    assert again.attachment_id == first.attachment_id
    assert [found.code for found in refused.value.findings] == ["case.key_reused"]
    assert await file_count() == 1


async def test_confirming_many_times_at_once_inspects_once(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls
) -> None:
    plan = await planned(here, case_id)
    await files.put(plan.url, PHOTO, plan.headers)

    views = await asyncio.gather(
        *(confirm_upload(plan.attachment_id, by=here.officer, key=f"confirm-{i % 3}-key") for i in range(6))
    )

    assert {view.stage for view in views} == {Stage.UPLOADED}
    assert len(await jobs()) == 1
    await drain(postgres.app)
    later = await confirm_upload(plan.attachment_id, by=here.officer, key="confirm-0-key")
    assert later.stage is Stage.PROMOTED


async def test_bytes_exchanged_after_the_inspection_are_not_served(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls
) -> None:
    plan = await uploaded(here, case_id)
    await drain(postgres.app)

    before, _ = await files.get(await download_url(plan.attachment_id, by=here.officer))

    evil = files.EXE.ljust(len(PHOTO), b"\0")[: len(PHOTO)]
    assert await files.put(plan.url, evil, plan.headers) == 200
    content, _ = await files.get(await download_url(plan.attachment_id, by=here.officer))

    assert content == before


async def test_an_inspection_killed_before_its_record_ends_the_same_when_run_again(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls
) -> None:
    plan = await uploaded(here, case_id)
    await s3.put(object_key(here.scope.tenant_id, plan.attachment_id), b"half of i", content_type="image/jpeg")

    await drain(postgres.app)

    view = await attachment_by_id(plan.attachment_id)
    served = await s3.get(object_key(here.scope.tenant_id, plan.attachment_id))
    assert (view.stage, view.sha256) == (Stage.PROMOTED, hashlib.sha256(served).hexdigest())


async def test_an_inspection_killed_after_its_record_still_clears_the_quarantine(
    here: Desk, case_id: UUID, s3: Storage, postgres: Urls
) -> None:
    plan = await uploaded(here, case_id)
    await drain(postgres.app)
    before = await attachment_by_id(plan.attachment_id)
    await s3.put(quarantine_key(here.scope.tenant_id, plan.attachment_id), PHOTO, content_type="image/jpeg")

    await inspect_attachment(InspectAttachment(attachment_id=plan.attachment_id))

    assert await attachment_by_id(plan.attachment_id) == before
    assert not await is_there(s3, quarantine_key(here.scope.tenant_id, plan.attachment_id))


async def test_bytes_that_vanished_are_a_finding(here: Desk, case_id: UUID, s3: Storage, postgres: Urls) -> None:
    plan = await uploaded(here, case_id)
    await s3.delete(quarantine_key(here.scope.tenant_id, plan.attachment_id))

    await drain(postgres.app)

    view = await attachment_by_id(plan.attachment_id)
    assert (view.stage, [found.code for found in view.findings]) == (Stage.REFUSED, ["files.vanished"])


async def test_a_file_in_inspection_cannot_be_read_or_used(here: Desk, case_id: UUID, s3: Storage) -> None:
    plan = await uploaded(here, case_id)

    with pytest.raises(Invalid) as refused:
        await promoted_attachment(plan.attachment_id, case_id=case_id, field="scanId")

    assert [(found.code, found.field) for found in refused.value.findings] == [("files.not_inspected", "scanId")]


async def test_a_file_serves_its_own_case_alone(here: Desk, case_id: UUID, s3: Storage, postgres: Urls) -> None:
    other_case = await set_up_case(here)
    plan = await uploaded(here, case_id)
    await drain(postgres.app)

    with pytest.raises(Invalid) as refused:
        await promoted_attachment(plan.attachment_id, case_id=other_case)

    assert [found.code for found in refused.value.findings] == ["files.other_case"]
    served = await s3.get(object_key(here.scope.tenant_id, plan.attachment_id))
    promoted = await promoted_attachment(plan.attachment_id, case_id=case_id)
    assert promoted.sha256 == hashlib.sha256(served).hexdigest()


async def test_files_come_by_case_in_one_go(here: Desk, case_id: UUID, s3: Storage) -> None:
    empty_case = await set_up_case(here)
    first, second = await planned(here, case_id), await planned(here, case_id, purpose="scan")

    found = await attachments_of_cases([case_id, empty_case])

    assert {case: [view.id for view in views] for case, views in found.items()} == {
        case_id: [first.attachment_id, second.attachment_id],
        empty_case: [],
    }


async def test_another_offices_case_and_file_do_not_exist_here(
    offices: TwoOffices, s3: Storage, postgres: Urls
) -> None:
    with scoped(offices.palangka_raya.scope):
        case_id = await set_up_case(offices.palangka_raya)
        plan = await uploaded(offices.palangka_raya, case_id)
        await drain(postgres.app)

    other = offices.lahat
    with scoped(other.scope):
        with pytest.raises(NotFound):
            await planned(other, case_id)
        with pytest.raises(NotFound):
            await confirmed(other, plan)
        with pytest.raises(NotFound):
            await download_url(plan.attachment_id, by=other.officer)
        with pytest.raises(NotFound):
            await inspect_attachment(InspectAttachment(attachment_id=plan.attachment_id))
        assert await attachments_of_cases([case_id]) == {case_id: ()}
        assert await file_count() == 0
