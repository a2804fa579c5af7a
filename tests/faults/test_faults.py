"""A whole case in which web server, worker, PostgreSQL and SeaweedFS are each killed once, where a seed says."""

import os
import random

from tests.faults.books import Account
from tests.faults.installation import Part, installed
from tests.faults.matrix import Cut, row, told
from tests.faults.story import counter

DEEP = int(os.environ.get("LAKSANA_DEEP", "0"))
SEED = 20261122
AT_THE_PREPARATION = Account(
    status="IN_PROGRESS",
    events={
        "CASE_OPENED": 1, "CASE_RECEIVED": 1, "PAPERS_CHECKED": 1, "STEP_ENTERED": 4, "STEP_PERFORMED": 2,
        "CORE_RECORDED": 1, "DISPOSISI_GIVEN": 1, "DISPOSISI_ANSWERED": 1, "LETTER_REQUESTED": 3, "LETTER_ISSUED": 3,
    },
    letters={"catatan_laporan ISSUED": 1, "tanda_terima_awal ISSUED": 1, "lembar_disposisi ISSUED": 1},
    files=2,
    rows={"entries of the agenda": 1, "batches": 10, "submissions": 5, "signatures that stand": 0, "numbers used": 1},
)  # fmt: skip
# Acts of the story that ask something of each part, and how many answers each gives at least.
PLACES = {
    Part.WEB: (range(1, 5), 20),
    Part.WORKER: (range(5, 6), 12),
    Part.POSTGRES: (range(9, 14), 15),
    Part.SEAWEEDFS: (range(8, 9), 3),
}


async def test_a_case_goes_on_when_each_part_is_killed_once_and_nothing_is_lost_or_doubled() -> None:
    chance = random.Random(SEED)  # noqa: S311 - drawn, not guessed
    cuts = {chance.choice(acts): Cut(part, chance.randint(1, answers)) for part, (acts, answers) in PLACES.items()}

    async with installed() as here:
        once = await told(here, tuple(Part), cuts.get, story=counter)

        assert once.account == AT_THE_PREPARATION
        assert once.faults == ()
        assert here.kills == len(once.struck) == len(Part)
        for part in Part if DEEP else ():
            assert (await row(here, part, every=max(1, 40 // DEEP), tell=print)).wrong == ()
