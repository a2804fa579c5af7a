"""CPU of a final (number, QR, setting, hash, store) against bare Typst, memory over a thousand, and a signature.

Run: python -m tests.benchmarks.letters [letters]
"""

import asyncio
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import typst
from tests.benchmarks import signing
from tests.benchmarks.typeset import bare, packaged_fonts, processor_seconds
from tests.support.beginnings import Beginnings
from tests.support.database import migrated_database
from tests.support.inhabited import installed
from tests.support.services import Run
from tests.support.storage import settings_of
from tests.support.world import World, built_world

from laksana.attachments.store import store
from laksana.cases.ledger import load_case
from laksana.cases.office import Office, office
from laksana.correspondence.numbers import Signer, reserve_number
from laksana.letters.draft import FrozenDraft
from laksana.letters.kept_drafts import kept_draft
from laksana.letters.press import press
from laksana.verification.stamp import stamp_of
from laksana_infra.clock import now
from laksana_infra.database import open_database, unit_of_work
from laksana_infra.embedded.postgres import attach_postgres
from laksana_infra.embedded.storage import attach_storage
from laksana_infra.ids import new_id
from laksana_infra.logging import configure_logging
from laksana_infra.settings import LogFormat, LogLevel
from laksana_infra.storage import open_storage
from laksana_sdk.letters import LetterTemplate
from laksana_tenants.actor import Actor
from laksana_tenants.resolve import signer_block
from laksana_tenants.views import SignerBlock
from laksana_typeset import Typesetter, TypstDocument

KIND = "surat_pengantar"
MANY = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An office's initialled draft and all that its finals take from the office."""

    here: Office
    head: Actor
    template: LetterTemplate
    templates: dict[str, bytes]
    draft: FrozenDraft
    block: SignerBlock

    async def final(self) -> TypstDocument:
        """One more final, under the next number of the register, set, hashed and stored."""
        letter_id, day = new_id(), self.here.day(now())
        signer = Signer(officer_id=self.head.officer_id, role=self.template.signer.code, capacity="DEFINITIF")
        assert self.template.register is not None
        pattern = self.here.number_format(self.template.register)
        async with unit_of_work():
            reserved = await reserve_number(letter_id, pattern, self.template, dated=day, signer=signer, at=now())
            stamp = await stamp_of(letter_id)
        document = self.draft.final(
            self.templates, number=reserved.number, dated=reserved.dated, signer=self.block, stamp=stamp
        )
        pdf = await press().compile_async(document)
        key = f"tenants/{self.here.settings.tenant.id}/letters/{letter_id}/final-{hashlib.sha256(pdf).hexdigest()}.pdf"
        await store().put(key, pdf, content_type="application/pdf")
        return document


async def desk(world: World) -> Desk:
    """Lahat's desk with the draft of a covering letter."""
    drive = await world.drive_to(KIND)
    drafted = await drive.draft(KIND)
    head = await world.actor("KADIS")
    with world.inside():
        case = await load_case(drive.id)
        kept = await kept_draft(drafted["letter_id"], case.key)
        here = await office()
        block = await signer_block(head, "KADIS", here.day(now()))
    assert block is not None
    assert kept is not None
    return Desk(
        here=here,
        head=head,
        template=case.procedure.template(KIND),
        templates=dict(case.templates),
        draft=kept.frozen,
        block=block,
    )


@asynccontextmanager
async def lahat(home: Path, typesetter: Typesetter) -> AsyncIterator[World]:
    """Lahat and Lamandau on services of their own."""
    run = Run(home=home, leader=os.getpid(), worker="benchmark")
    urls = await migrated_database(run, attach_postgres(run.require("postgres")), "benchmark")
    storage = open_storage(settings_of(run, attach_storage(run.require("storage"))))
    await storage.ensure_bucket()
    engines = await open_database(urls.app), await open_database(urls.province, min_size=0, provinces=True)
    superuser = await asyncpg.connect(urls.superuser)
    # A thousand finals of one draft: only the first has a letter in a case.
    await superuser.execute("alter table app.register_number drop constraint register_number_letter_id_fkey")
    try:
        with installed(*engines):
            async with built_world(urls, storage, typesetter, Beginnings(superuser)) as world:
                yield world
    finally:
        await superuser.close()
        for engine in engines:
            await engine.close_connection_pool()
        storage.close()
        run.stop()


def typist(typesetter: Typesetter) -> int:
    """The process that sets the letters."""
    assert typesetter._idle is not None
    process = typesetter._idle.queue[0]
    assert process is not None
    return process._process.pid


def megabytes(process_id: int) -> float:
    pages = int(Path(f"/proc/{process_id}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


async def main(count: int) -> None:
    configure_logging(level=LogLevel.ERROR, format=LogFormat.CONSOLE)
    fonts = packaged_fonts()
    with tempfile.TemporaryDirectory() as folder, Typesetter(processes=1) as typesetter:
        async with lahat(Path(folder), typesetter) as world:
            mine = await desk(world)
            with world.inside():
                await _cost(mine, count, typesetter, fonts, folder)
                await _memory(mine, typesetter)
    await signing.main(count)


async def _cost(mine: Desk, count: int, typesetter: Typesetter, fonts: typst.Fonts, root: str) -> None:
    for _ in range(10):
        bare(await mine.final(), fonts=fonts, root=root)
    theirs, ours = processor_seconds(typist(typesetter)), time.process_time()
    documents = [await mine.final() for _ in range(count)]
    final = time.process_time() - ours + processor_seconds(typist(typesetter)) - theirs
    start = time.process_time()
    for document in documents:
        bare(document, fonts=fonts, root=root)
    alone = time.process_time() - start
    print(f"bare Typst {alone / count * 1000:6.2f} ms CPU a letter")
    print(f"final      {final / count * 1000:6.2f} ms CPU a letter, both processes")
    print(f"ratio      {final / alone:6.2f} (at most 2.50)")


async def _memory(mine: Desk, typesetter: Typesetter) -> None:
    before = highest = megabytes(os.getpid()) + megabytes(typist(typesetter))
    for number in range(MANY):
        await mine.final()
        if number % 50 == 0:
            # Often enough to see a typist before it is replaced.
            highest = max(highest, megabytes(os.getpid()) + megabytes(typist(typesetter)))
    print(f"memory     {highest - before:+6.1f} MB at most over {MANY:,} letters (at most +50)")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
