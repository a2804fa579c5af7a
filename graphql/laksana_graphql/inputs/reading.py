"""What a person says when they open a paper."""

from typing import Annotated

import strawberry

from laksana.attachments.download import FileVersion
from laksana.audit.views import ReadPurpose
from laksana_graphql.described import doc

strawberry.enum(ReadPurpose, description="What a paper is opened for; it is written down with who opened it.")
strawberry.enum(FileVersion, description="The file as it is served, or the small picture of an image.")

Purpose = Annotated[
    ReadPurpose | None,
    doc("What the paper is opened for; it is written down. Null: what the request says, or else casework."),
]
