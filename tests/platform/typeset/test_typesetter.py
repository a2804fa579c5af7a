"""Letters are set the same every time, from nothing but what they bring, by processes that survive bad templates."""

import asyncio
import hashlib
import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader
from tests.platform.typeset.example import SIGNED, letter

from laksana_typeset import TypesetCrash, TypesetError, Typesetter, TypesetTimeout, TypstDocument

NESTED_LOOPS = "#for a in range(9999) { for b in range(9999) { for c in range(9999) { } } }"


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    with Typesetter(processes=2) as running:
        yield running


def plain(main: str, **context: object) -> TypstDocument:
    return TypstDocument(main=main, context=context, date=date(2024, 6, 4))


def words(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_same_letter_has_the_same_bytes_in_every_process(typesetter: Typesetter) -> None:
    document = letter(**SIGNED)

    first = typesetter.compile(document)
    typesetter.compile(plain("between"))
    second = typesetter.compile(document)
    with Typesetter(processes=1) as other:
        third = other.compile(document)

    assert first == second == third


def test_a_letter_is_tagged_pdf_a_2b_of_its_own_date(typesetter: Typesetter) -> None:
    reader = PdfReader(io.BytesIO(typesetter.compile(letter(**SIGNED))))

    metadata = reader.metadata
    root: Any = reader.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()

    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  # a PDF boolean
    assert root["/StructTreeRoot"]["/K"]
    assert [intent["/S"] for intent in root["/OutputIntents"]] == ["/GTS_PDFA1"]
    assert root["/Lang"] == "id"
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == date(2024, 6, 4)
    assert metadata.title == "Pengantar Permohonan Bantuan Asistensi Rehabilitasi Sosial"


def test_an_endless_template_is_killed_and_the_next_letter_is_set() -> None:
    with Typesetter(processes=1) as typesetter:
        with pytest.raises(TypesetTimeout, match=r"not set within 0\.5 seconds"):
            typesetter.compile(plain(NESTED_LOOPS), timeout_seconds=0.5)

        assert "Lahat" in words(typesetter.compile(plain("Lahat")))


def test_a_template_that_eats_memory_is_killed_and_the_next_letter_is_set() -> None:
    with Typesetter(processes=1, memory_megabytes=256) as typesetter:
        with pytest.raises(TypesetCrash, match="memory limit"):
            typesetter.compile(plain("#range(30000000).map(str).len()"))

        assert "Lahat" in words(typesetter.compile(plain("Lahat")))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('#read("/etc/passwd")', "main.typ, line 1: file not found"),
        ('#read("../../../../../../etc/passwd")', "would escape the project root"),
        ('#read("/proc/self/environ")', "file not found"),
        ('#image("/etc/hostname")', "file not found"),
        ('#import "@preview/cetz:0.3.0"', "failed to download package"),
        ('#import "@local/house:0.1.0"', "package not found"),
        (
            '\n#set text(font: "Comic Sans MS")\nhai',
            "line 2: unknown font family: comic sans ms; use one of Liberation",
        ),
        ("satu\n\n#(", "main.typ, line 3: unclosed delimiter"),
        ('#panic("kop kosong")', "kop kosong"),
        ("nama 😀", "could not be displayed"),
    ],
)
def test_a_template_reads_nothing_but_its_own_files(typesetter: Typesetter, source: str, said: str) -> None:
    with pytest.raises(TypesetError) as refusal:
        typesetter.compile(plain(source))

    assert said in str(refusal.value)
    assert "/tmp" not in str(refusal.value)  # noqa: S108  # not used as a path


def test_a_confined_process_opens_neither_file_nor_connection() -> None:
    attempts = (
        "import socket, laksana_typeset.worker as worker\n"
        "worker.confine(memory_megabytes=1024)\n"
        "for attempt in (lambda: open('/etc/passwd'), socket.socket):\n"
        "    try: attempt()\n"
        "    except OSError as error: print(error.errno)\n"
    )

    printed = subprocess.run([sys.executable, "-c", attempts], capture_output=True, text=True, check=True).stdout

    assert printed.split() == ["24", "24"]


def test_a_letter_does_not_see_the_files_of_the_letter_before() -> None:
    with Typesetter(processes=1) as typesetter:
        first = TypstDocument(main='#include "isi.typ"', context={}, date=date(2024, 6, 4), files={"isi.typ": b"satu"})
        second = TypstDocument(main='#include "isi.typ"', context={}, date=date(2024, 6, 4), files={"isi.typ": b"dua"})

        texts = [words(typesetter.compile(document)) for document in (first, second)]

        assert texts == ["satu", "dua"]
        with pytest.raises(TypesetError, match="file not found"):
            typesetter.compile(plain('#include "isi.typ"'))


def test_context_strings_are_printed_and_never_run(typesetter: Typesetter) -> None:
    hostile = '#read("main.typ") *tebal* $x$ "kutip" \\ #{1+1}'

    pdf = typesetter.compile(plain('#json("context.json").nama', nama=hostile))

    assert " ".join(words(pdf).split()) == hostile


def test_eight_threads_share_two_processes(typesetter: Typesetter) -> None:
    texts: dict[int, str] = {}

    def set_letter(number: int) -> None:
        texts[number] = words(typesetter.compile(plain('#json("context.json").nomor', nomor=f"nomor-{number}")))

    threads = [threading.Thread(target=set_letter, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert texts == {number: f"nomor-{number}" for number in range(8)}


async def test_the_event_loop_goes_on_while_a_letter_is_set(typesetter: Typesetter) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    ticking = asyncio.create_task(tick())
    with pytest.raises(TypesetTimeout):
        await typesetter.compile_async(plain(NESTED_LOOPS), timeout_seconds=0.5)
    ticking.cancel()

    assert ticks > 10


def test_a_process_that_died_while_idle_is_replaced() -> None:
    with Typesetter(processes=1) as typesetter:
        typesetter.compile(plain("satu"))
        assert typesetter._idle is not None
        idle = typesetter._idle.queue[0]
        assert idle is not None
        idle._process.kill()
        idle._process.wait()

        assert words(typesetter.compile(plain("dua"))) == "dua"


def test_a_stopped_typesetter_says_what_to_do_and_leaves_no_process() -> None:
    typesetter = Typesetter(processes=1)
    typesetter.start()
    assert typesetter._idle is not None
    process = typesetter._idle.queue[0]
    typesetter.stop()

    with pytest.raises(RuntimeError, match=r"call start\(\) first"):
        typesetter.compile(plain("satu"))
    assert process is not None
    assert not process.is_alive()


@pytest.mark.parametrize("name", ["main.typ", "context.json", "/etc/passwd", "../rahasia.typ", ""])
def test_a_document_refuses_names_that_are_another_files(name: str) -> None:
    with pytest.raises(ValueError, match="file"):
        TypstDocument(main="", context={}, date=date(2024, 6, 4), files={name: b""})


def test_the_digest_of_a_document_changes_with_each_part() -> None:
    documents = [
        letter(),
        letter(hal="lain"),
        letter("lain"),
        TypstDocument(main="", context={}, date=date(2024, 6, 4)),
        TypstDocument(main="", context={}, date=date(2024, 6, 5)),
        TypstDocument(main="", context={}, date=date(2024, 6, 4), images={"lambang.png": b"1"}),
        TypstDocument(main="", context={}, date=date(2024, 6, 4), images={"lambang.png": b"2"}),
    ]

    assert len({document.sha256() for document in documents}) == len(documents)
    assert letter().sha256() == letter().sha256()


def test_a_pdf_is_reproduced_by_a_fresh_interpreter(typesetter: Typesetter) -> None:
    pdf = typesetter.compile(plain('Nomor #json("context.json").nomor', nomor="12"))
    script = (
        "import datetime, hashlib, json\n"
        "from laksana_typeset import Typesetter, TypstDocument\n"
        "document = TypstDocument(main='Nomor #json(\"context.json\").nomor', context={'nomor': '12'},"
        " date=datetime.date(2024, 6, 4))\n"
        "with Typesetter(processes=1) as typesetter:\n"
        "    print(json.dumps(hashlib.sha256(typesetter.compile(document)).hexdigest()))\n"
    )

    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert json.loads(printed) == hashlib.sha256(pdf).hexdigest()
