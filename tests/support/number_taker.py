"""A process that numbers letters one after another, to be killed between a reservation and its use."""

import asyncio
import sys
from datetime import UTC, date, datetime
from uuid import UUID

from laksana.correspondence.numbers import Signer, mark_used, reserve_number
from laksana_infra.database import install, open_database, unit_of_work
from laksana_infra.scope import Scope, scoped
from laksana_sdk.letters import LetterTemplate
from laksana_sdk.roles import KADIS
from laksana_tenants.views import NumberFormat, NumberSource

DAY, AT = date(2026, 11, 16), datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
PATTERN = NumberFormat(
    register="SURAT_KELUAR",
    pattern="{kode}/{urut:03}/{unit}/{bulan_romawi}/{tahun}",
    source=NumberSource.SYSTEM,
    classification="400.9",
    unit="DINSOS",
)
LETTER = LetterTemplate(
    kind="surat_pengantar", title="Surat Pengantar", template="x.typ", signer=KADIS, context=lambda _facts: {}
)


async def take(letter_id: UUID, officer_id: UUID) -> str:
    """The letter's number, reserved in one transaction and used in the next."""
    signer = Signer(officer_id=officer_id, role="KADIS", capacity="DEFINITIF")
    async with unit_of_work():
        reserved = await reserve_number(letter_id, PATTERN, LETTER, dated=DAY, signer=signer, at=AT)
    print("reserved", flush=True)
    async with unit_of_work():
        await mark_used(letter_id, reserved.number)
    return reserved.number


async def _take_all(url: str, tenant_id: UUID, officer_id: UUID, letter_ids: list[UUID]) -> None:
    install(await open_database(url, max_size=2), [])
    with scoped(Scope(tenant_id)):
        for letter_id in letter_ids:
            await take(letter_id, officer_id)


if __name__ == "__main__":
    url, *ids = sys.argv[1:]
    tenant, officer, *letters = map(UUID, ids)
    asyncio.run(_take_all(url, tenant, officer, letters))
