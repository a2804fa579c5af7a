"""What can be done with a file."""

import strawberry

from laksana.attachments.confirm_upload import confirm_upload
from laksana.attachments.download import download_url
from laksana.attachments.plan_upload import plan_upload
from laksana_graphql.context import Info, office_actor
from laksana_graphql.described import act
from laksana_graphql.fields.asking import Given
from laksana_graphql.inputs import files as given
from laksana_graphql.types import results
from laksana_graphql.types.files import AttachmentType, UploadTarget


@strawberry.type
class FileActs:
    """Every act on a file."""

    @act
    async def plan_upload(self, info: Info, asked: Given[given.PlanUploadInput]) -> results.PlanUploadResult | None:
        """Announce a file of a case and learn where to put its bytes."""
        plan = await plan_upload(asked.asked(), by=office_actor(info), key=asked.key)
        info.context.loaders.forget()
        return results.UploadPlanned(target=UploadTarget.of(plan))

    @act
    async def confirm_upload(
        self, info: Info, asked: Given[given.ConfirmUploadInput]
    ) -> results.ConfirmUploadResult | None:
        """Say that the bytes have arrived, so that they are inspected."""
        file = await confirm_upload(asked.attachment_id, by=office_actor(info), key=asked.key)
        info.context.loaders.forget()
        return results.UploadConfirmed(attachment=AttachmentType.from_view(file))

    @act
    async def open_attachment(
        self, info: Info, asked: Given[given.OpenAttachmentInput]
    ) -> results.OpenDocumentResult | None:
        """Read a file that passed inspection: a URL for 60 seconds. Who opened it and what for is written down."""
        url = await download_url(
            asked.attachment_id,
            by=office_actor(info),
            purpose=info.context.purpose_of_opening(asked.purpose),
            version=asked.version,
        )
        return results.DocumentOpened(url=url)
