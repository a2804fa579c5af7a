"""The persons that cases are about."""

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from laksana.people.views import PersonView
from laksana_graphql.described import doc
from laksana_sdk.vocabulary import IdentityStatus

strawberry.enum(IdentityStatus, name="IdentityStatus", description="How well the office knows who a person is.")


@strawberry.type(name="Person")
class PersonType:
    """A person that a case is about. The NIK never leaves in full, the address not at all."""

    id: UUID
    label: Annotated[str, doc("The name, or the office's label for somebody whose name nobody knows.")]
    code: Annotated[str | None, doc("The code of somebody who came without a name: `TX-6271-2026-0007`.")]
    nik_masked: Annotated[str | None, doc("Like `6209••••••••0001`; null when no NIK is known.")]
    birth_date: date | None
    sex: Annotated[str | None, doc("`L` or `P`.")]
    identity_status: IdentityStatus

    @classmethod
    def from_view(cls, view: PersonView) -> "PersonType":
        """The person as the office's lists show them."""
        return cls(
            id=view.id,
            label=view.label,
            code=view.code,
            nik_masked=view.nik_masked,
            birth_date=view.birth_date,
            sex=view.sex,
            identity_status=view.identity_status,
        )
