"""An examining process of which a file decides whether it answers, hangs or dies."""

import os
import time
from multiprocessing.connection import Connection

import msgspec

from laksana.inspection.result import Inspected, ToInspect

if __name__ == "__main__":
    channel = Connection(0)
    channel.send_bytes(b"ready")
    while True:
        try:
            asked = msgspec.msgpack.decode(channel.recv_bytes(), type=ToInspect)
        except EOFError:
            break
        if asked.content == b"hang":
            time.sleep(60)
        if asked.content == b"die":
            os._exit(1)
        channel.send_bytes(msgspec.msgpack.encode(Inspected(content_type=asked.declared)))
