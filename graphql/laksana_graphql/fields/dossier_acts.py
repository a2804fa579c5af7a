"""What can be done with a case's dossier: have it made, fetch it."""

from typing import Annotated, TypeAlias
from uuid import UUID

import strawberry

from laksana.dossier.open_dossier import dossier_url
from laksana.dossier.request_dossier import request_dossier
from laksana_graphql.context import Info, office_actor
from laksana_graphql.described import act, doc
from laksana_graphql.fields.asking import Given
from laksana_graphql.inputs.dossiers import OpenDossierInput, RequestDossierInput
from laksana_graphql.types.results import DocumentOpened, Failure, OpenDocumentResult


@strawberry.type
class DossierRequested:
    """The dossier is being made; `openDossier` gives it when it is there."""

    case_id: UUID
    version: Annotated[int, doc("The case's version that it will show.")]


RequestDossierResult: TypeAlias = Annotated[DossierRequested | Failure, strawberry.union("RequestDossierResult")]


@strawberry.type
class DossierActs:
    """Every act on a case's dossier."""

    @act
    async def request_dossier(self, info: Info, asked: Given[RequestDossierInput]) -> RequestDossierResult | None:
        """Have letters, files, forms, timeline and proof of a case put into one ZIP. The request is logged."""
        made = await request_dossier(asked.asked(), by=office_actor(info), key=asked.key)
        return DossierRequested(case_id=made.case_id, version=made.version)

    @act
    async def open_dossier(self, info: Info, asked: Given[OpenDossierInput]) -> OpenDocumentResult | None:
        """Fetch the dossier: a URL for 60 seconds, for those who hold a role in the SOP. The opening is logged."""
        url = await dossier_url(
            asked.case_id, by=office_actor(info), purpose=info.context.purpose_of_opening(asked.purpose)
        )
        return DocumentOpened(url=url)
