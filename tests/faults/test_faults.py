"""A case arrives while web server and PostgreSQL are each killed once, where a seed says; all parts by LAKSANA_DEEP."""

import os
import random

from tests.faults.books import Account
from tests.faults.installation import Part, installed
from tests.faults.matrix import Cut, row, told
from tests.faults.story import arrival

DEEP = int(os.environ.get("LAKSANA_DEEP", "0"))
SEED = 20261122
ARRIVED = Account(
    status="RECEIVED",
    events={
        "CASE_OPENED": 1, "CASE_RECEIVED": 1, "CORE_RECORDED": 1, "LETTER_ISSUED": 2, "LETTER_REQUESTED": 2,
        "STEP_ENTERED": 1,
    },
    letters={"catatan_laporan ISSUED": 1, "tanda_terima_awal ISSUED": 1},
    files=0,
    rows={"entries of the agenda": 1, "batches": 4, "submissions": 2, "signatures that stand": 0, "numbers used": 1},
)  # fmt: skip
# Which act asks something of each part, and how many answers that gives at least.
PLACES = {Part.WEB: (1, 15), Part.POSTGRES: (2, 15)}


async def test_a_case_goes_on_when_web_server_and_database_are_killed_and_nothing_is_lost_or_doubled() -> None:
    chance = random.Random(SEED)  # noqa: S311 - drawn, not guessed
    cuts = {act: Cut(part, chance.randint(1, answers)) for part, (act, answers) in PLACES.items()}

    async with installed() as here:
        once = await told(here, tuple(PLACES), cuts.get, story=arrival)

        assert once.account == ARRIVED
        assert once.faults == ()
        assert here.kills == len(once.struck) == len(PLACES)
        for part in Part if DEEP else ():
            assert (await row(here, part, every=max(1, 40 // DEEP), tell=print)).wrong == ()
