"""A process that signs a letter and is killed at an arrow of its way: a fork with connections of its own."""

import asyncio
import hashlib
import os
import signal
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.support.database import Urls

from laksana.attachments import store
from laksana.signing import signatory
from laksana_infra.database import install, open_database
from laksana_infra.migrations import app_config
from laksana_infra.scope import Scope, scoped
from laksana_infra.settings import Settings
from laksana_infra.signing.local import LocalSignatory
from laksana_infra.signing.port import Credentials, Validated
from laksana_infra.storage import open_storage
from laksana_tenants.actor import Actor

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Who wants what signed, under which key, and where the office's rows and files lie."""

    use_case: Callable[..., Awaitable[Any]]
    asked: object
    by: Actor
    key: str
    scope: Scope
    urls: Urls
    storage: Settings


def killed_at(arrow: str, wish: Wish) -> str:
    """The hash of what the process had signed when SIGKILL came at this arrow; empty when it never got there."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(_sign(wish, Standing(arrow, writing)))
        finally:
            os._exit(1)
    os.close(writing)
    held = os.read(reading, 64).decode()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    return held


async def _sign(wish: Wish, standing: Standing) -> None:
    # The connections of the process that was forked are its own: this one opens others.
    install(await open_database(wish.urls.app), [table for app in APPS for table in app_config(app).table_classes])
    storage = open_storage(wish.storage)
    put = storage.put

    async def put_and_stand(key: str, content: bytes, *, content_type: str) -> None:
        await put(key, content, content_type=content_type)
        standing.reached("stored", content)

    storage.put = put_and_stand  # type: ignore[method-assign]
    store.install(storage)
    signatory.install(StandingSignatory(standing))
    with scoped(wish.scope):
        await wish.use_case(wish.asked, by=wish.by, key=wish.key)
