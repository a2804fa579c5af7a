"""Files on their way into a case: announced, uploaded, confirmed."""

from dataclasses import replace
from uuid import UUID

from tests.support import files
from tests.support.two_offices import Desk

from laksana.attachments.confirm_upload import confirm_upload
from laksana.attachments.plan_upload import plan_upload
from laksana.attachments.views import AttachmentView, PlanUpload, UploadPlan
from laksana_infra.ids import new_id
from laksana_infra.storage import ObjectNotFound, Storage

PHOTO = files.jpeg()


def announced(case_id: UUID, content: bytes = PHOTO, /, **other: str | int) -> PlanUpload:
    asked = PlanUpload(
        case_id=case_id, purpose="ktp", file_name="KTP Ibu.jpg", content_type="image/jpeg", length=len(content)
    )
    return replace(asked, **other)  # type: ignore[arg-type]


async def planned(desk: Desk, case_id: UUID, content: bytes = PHOTO, /, **other: str | int) -> UploadPlan:
    return await plan_upload(announced(case_id, content, **other), by=desk.officer, key=f"plan-{new_id()}")


async def confirmed(desk: Desk, plan: UploadPlan) -> AttachmentView:
    return await confirm_upload(plan.attachment_id, by=desk.officer, key=f"confirm-{plan.attachment_id}")


async def uploaded(desk: Desk, case_id: UUID, content: bytes = PHOTO, /, **other: str | int) -> UploadPlan:
    plan = await planned(desk, case_id, content, **other)
    assert await files.put(plan.url, content, plan.headers) == 200
    await confirmed(desk, plan)
    return plan


async def is_there(s3: Storage, key: str) -> bool:
    try:
        await s3.head(key)
    except ObjectNotFound:
        return False
    return True
