"""A process that signs a letter and is killed at each arrow of its way, by processes of its own; says what they did.

Run with the addresses and what to sign as JSON on standard input; each line of the answer is the arrow at which the
next process stood when SIGKILL came, with the hash of what it had signed.
"""

import asyncio
import hashlib
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from laksana.attachments import store
from laksana.procedures import installed
from laksana.procedures.loader import load_registry
from laksana.signing import signatory
from laksana.signing.inputs import SignElectronically
from laksana.signing.sign_electronically import sign_electronically
from laksana.vault.keys import install_master_key
from laksana_infra import clock
from laksana_infra.crypto import MasterKey
from laksana_infra.database import install, open_database
from laksana_infra.migrations import app_config
from laksana_infra.scope import Scope, scoped
from laksana_infra.settings import load_settings
from laksana_infra.signing.local import LocalSignatory
from laksana_infra.signing.port import Credentials, Validated
from laksana_infra.storage import open_storage
from laksana_tenants.resolve import actor_of

ARROWS = ("signed", "stored", "verified")
"""What each process has in its hands, and not yet written down, when it is killed."""
APPS = ("laksana_tenants.piccolo_app", "laksana.piccolo_app")


class Standing:
    """Stands still for ever at one arrow, after saying so."""

    def __init__(self, arrow: str, pipe: int) -> None:
        self.arrow = arrow
        self.pipe = pipe

    def reached(self, arrow: str, content: bytes) -> None:
        if arrow == self.arrow:
            os.write(self.pipe, hashlib.sha256(content).hexdigest().encode())
            time.sleep(600)


class StandingSignatory(LocalSignatory):
    """Signs as the product does, and may stand still with the signed bytes or with the verdict on them."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing

    async def sign(self, pdf: bytes, credentials: Credentials, *, at: datetime) -> bytes:
        signed = await super().sign(pdf, credentials, at=at)
        self.standing.reached("signed", signed)
        return signed

    async def validate(self, signed: bytes, *, final: bytes, roots: Sequence[bytes], at: datetime) -> Validated:
        seen = await super().validate(signed, final=final, roots=roots, at=at)
        self.standing.reached("verified", signed)
        return seen


async def sign(asked: dict[str, Any], standing: Standing) -> None:
    install_master_key(MasterKey(bytes.fromhex(asked["master_key"])))
    installed.install(load_registry())
    install(await open_database(asked["database"]), [table for app in APPS for table in app_config(app).table_classes])
    storage = open_storage(load_settings(asked["storage"]))
    put = storage.put

    async def put_and_stand(key: str, content: bytes, *, content_type: str) -> None:
        await put(key, content, content_type=content_type)
        standing.reached("stored", content)

    storage.put = put_and_stand  # type: ignore[method-assign]
    store.install(storage)
    signatory.install(StandingSignatory(standing))
    with clock.frozen(datetime.fromisoformat(asked["at"])), scoped(Scope(UUID(asked["tenant_id"]))):
        by = await actor_of(UUID(asked["officer_id"]), clock.now().date())
        assert by is not None
        wanted = SignElectronically(
            case_id=UUID(asked["case_id"]), letter_id=UUID(asked["letter_id"]), final_sha256=asked["final_sha256"]
        )
        await sign_electronically(wanted, by=by, key=asked["key"])


def main() -> None:
    asked = json.load(sys.stdin)
    for arrow in ARROWS:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            asyncio.run(sign(asked, Standing(arrow, writing)))
            os._exit(1)
        os.close(writing)
        held = os.read(reading, 64).decode()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        print(arrow, held, flush=True)


if __name__ == "__main__":
    main()
