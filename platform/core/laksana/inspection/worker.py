"""The process that decodes foreign bytes, and that can neither open a file nor a connection while it does."""

import io
import resource
import sys
from multiprocessing.connection import Connection

import msgspec
import pikepdf
from PIL import Image

from laksana.inspection.examine import examine
from laksana.inspection.result import JPEG, PDF, PNG, Inspected, ToInspect

_ORIENTATION = 0x0112


def serve(channel: Connection, *, memory_megabytes: int) -> None:
    """Answer one request after another until the other side ends."""
    # Decoders load their parts when they first need them, which a confined process no longer can.
    before = _samples_examined()
    confine(memory_megabytes=memory_megabytes)
    if _samples_examined() != before:
        raise SystemExit("the decoders do not work confined; reinstall pillow and pikepdf")
    channel.send_bytes(b"ready")
    while True:
        try:
            request = msgspec.msgpack.decode(channel.recv_bytes(), type=ToInspect)
        except EOFError:
            return
        _limit_processor(request.processor_seconds)
        channel.send_bytes(msgspec.msgpack.encode(examine(request.content, request.declared)))


def confine(*, memory_megabytes: int) -> None:
    """From now on this process opens no file and no socket, leaves no core dump and has a limited address space."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_megabytes << 20, memory_megabytes << 20))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _samples_examined() -> list[Inspected]:
    return [examine(content, declared) for content, declared in (*_images(), _pdf(), (b"MZ", PDF), (b"GIF89a", PNG))]


def _images() -> list[tuple[bytes, str]]:
    turned = Image.Exif()
    turned[_ORIENTATION] = 6
    samples = []
    for kind, declared, options in (
        ("JPEG", JPEG, {"exif": turned}),
        ("MPO", JPEG, {"save_all": True, "append_images": [Image.new("RGB", (4, 4))]}),
        ("PNG", PNG, {"exif": turned}),
    ):
        content = io.BytesIO()
        Image.new("RGB", (8, 6)).save(content, kind, **options)
        samples.append((content.getvalue(), declared))
    return samples


def _pdf() -> tuple[bytes, str]:
    content = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(content)
    return content.getvalue(), PDF


def _limit_processor(seconds: int) -> None:
    # Should the parent die, nobody keeps the time: then this ends an endless decoder.
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    serve(Connection(0), memory_megabytes=int(sys.argv[1]))
