"""The process that sets letters, and that can neither open a file nor a connection while it does."""

import re
import resource
import socket
import sys
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import typst

from laksana_typeset.errors import TypesetError
from laksana_typeset.messages import receive, send

FAMILIES = ("Liberation Serif", "Liberation Sans")
# Without a known family Typst drops what it cannot set and says nothing; with one, PDF/A makes it an error.
FIRST_FAMILY = f'#set text(font: "{FAMILIES[0]}", lang: "id");'
_EVERY_FACE = "".join(
    f'#text(font: "{family}", weight: "{weight}", style: "{style}")[Laksana]'
    for family in FAMILIES
    for weight in ("regular", "bold")
    for style in ("normal", "italic")
)


def confine(*, memory_megabytes: int) -> None:
    """From now on this process opens no file and no socket, leaves no core dump and has a limited address space."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_megabytes << 20, memory_megabytes << 20))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def compile_pdf(sources: Mapping[str, bytes], *, fonts: typst.Fonts, root: str, timestamp: int) -> bytes:
    """The PDF/A-2b of these files. Raises TypesetError, also for a font family that is not packaged."""
    main = FIRST_FAMILY.encode() + sources["main.typ"]
    try:
        pdf, warnings = typst.compile_with_warnings(
            {**sources, "main.typ": main},  # type: ignore[call-overload]  # its stub lacks the mapping that it accepts
            root=root,
            font_paths=fonts,
            ignore_system_fonts=True,
            package_path=root,
            package_cache_path=root,
            pdf_standards="a-2b",
            timestamp=timestamp,
        )
    except typst.TypstError as error:
        raise TypesetError(explain(error)) from error
    for warning in warnings:
        if "font family" in warning.message:
            raise TypesetError(f"{explain(warning)}; use one of {', '.join(FAMILIES)}")
    return bytes(pdf)


def explain(error: typst.TypstError | typst.TypstWarning) -> str:
    """The fault in one line: file, line, what Typst says, what it advises; never the text around it."""
    place = re.search(r"┌─ (?:[^\s/]+/)?([^\s:]+):(\d+):\d+", error.diagnostic or "")
    where = f"{place[1]}, line {place[2]}: " if place else ""
    # The private root's path says nothing to the reader.
    message = re.sub(r" \((?:searched|https)[^)]*\)", "", error.message)
    return where + "; ".join((message, *error.hints))


def serve(channel: socket.socket, *, root: str, memory_megabytes: int) -> None:
    """Answer one request after another until the other side ends."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(files("laksana_typeset") / "fonts")]
    )
    trial = {"main.typ": _EVERY_FACE.encode()}
    # Typst reads a font when it first needs it; all must be in memory before files can no longer be opened.
    before = compile_pdf(trial, fonts=fonts, root=root, timestamp=0)
    confine(memory_megabytes=memory_megabytes)
    if compile_pdf(trial, fonts=fonts, root=root, timestamp=0) != before:
        raise SystemExit("the packaged fonts cannot all be read; reinstall laksana-typeset")
    send(channel, {"ready": True}, seconds=None)
    while True:
        try:
            request, body = receive(channel, seconds=None)
        except EOFError:
            return
        answer, pdf = _answer(request, body, fonts=fonts, root=root)
        send(channel, answer, [pdf], seconds=None)


def _answer(
    request: Mapping[str, Any], body: bytes, *, fonts: typst.Fonts, root: str
) -> tuple[dict[str, str | None], bytes]:
    _limit_processor(request["processor_seconds"])
    sources: dict[str, bytes] = {}
    start = 0
    for name, size in request["files"]:
        sources[name] = body[start : start + size]
        start += size
    try:
        return {"error": None}, compile_pdf(sources, fonts=fonts, root=root, timestamp=request["timestamp"])
    except TypesetError as error:
        return {"error": str(error)}, b""


def _limit_processor(seconds: int) -> None:
    # Should the parent die, nobody keeps the time: then this ends an endless template.
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    with socket.socket(fileno=0) as standard_input:
        serve(standard_input, root=sys.argv[1], memory_megabytes=int(sys.argv[2]))
