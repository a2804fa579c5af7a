"""Inputs of mutations of dossiers."""

from typing import Annotated
from uuid import UUID

import strawberry

from laksana.dossier.request_dossier import RequestDossier
from laksana_graphql.described import doc
from laksana_graphql.inputs.reading import Purpose


@strawberry.input
class RequestDossierInput:
    """Have everything of a case put into one file."""

    key: Annotated[str, doc("Idempotency key, 8 to 120 characters, new for each act: a UUID.")]
    case_id: UUID

    def asked(self) -> RequestDossier:
        """The use case's input."""
        return RequestDossier(case_id=self.case_id)


@strawberry.input
class OpenDossierInput:
    """Read a case's dossier."""

    case_id: UUID
    purpose: Purpose = None
