"""CPU of the inspection of a 5 MB photo against Pillow's bare decoding, and memory over a thousand files.

Run: python -m tests.benchmarks.files [photos]
"""

import asyncio
import io
import os
import sys
import time
from pathlib import Path

from PIL import Image
from tests.support import files

from laksana.inspection.examiners import Examiners

TICKS = os.sysconf("SC_CLK_TCK")
MANY = 1_000


def photo(quality: int = 95) -> bytes:
    """A photo of 12 megapixels that lies on its side, of about 5 MB."""
    size = (4_000, 3_000)
    noise = Image.effect_noise((1_000, 750), 70).resize(size, Image.Resampling.BICUBIC)
    round_, straight = Image.radial_gradient("L").resize(size), Image.linear_gradient("L").resize(size)
    bands = Image.blend(noise, round_, 0.5), Image.blend(noise, straight, 0.6), Image.blend(straight, round_, 0.5)
    turned = Image.Exif()
    turned[0x0112] = 6
    content = io.BytesIO()
    Image.merge("RGB", bands).save(content, "JPEG", quality=quality, exif=turned)
    return content.getvalue()


def process_of(examiners: Examiners) -> int:
    process = examiners._idle.queue[-1]
    assert process is not None
    return process._process.pid


def processor_seconds(process_id: int) -> float:
    fields = Path(f"/proc/{process_id}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def megabytes(process_id: int) -> float:
    pages = int(Path(f"/proc/{process_id}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def bare_seconds(content: bytes, count: int) -> float:
    start = time.process_time()
    for _ in range(count):
        Image.open(io.BytesIO(content)).load()
    return (time.process_time() - start) / count


async def inspection_seconds(examiners: Examiners, content: bytes, count: int) -> float:
    theirs, ours = processor_seconds(process_of(examiners)), time.process_time()
    for _ in range(count):
        assert (await examiners.examine(content, "image/jpeg")).findings == ()
    return (processor_seconds(process_of(examiners)) - theirs + time.process_time() - ours) / count


async def main(count: int) -> None:
    examiners, content = Examiners(processes=1), photo()
    await examiners.examine(content, "image/jpeg")
    bare, whole = bare_seconds(content, count), await inspection_seconds(examiners, content, count)
    print(f"photo of {len(content) / 1e6:.1f} MB: decoded {bare * 1e3:.0f} ms CPU, inspected {whole * 1e3:.0f} ms CPU")
    print(f"ratio {whole / bare:.2f}, limit 300 ms: {'ok' if whole <= 0.3 else 'TOO SLOW'}")

    small, resident = (files.jpeg(), files.png(), files.heic()), []
    for number in range(MANY):
        await examiners.examine(small[number % 3], ("image/jpeg", "image/png", "image/heic")[number % 3])
        if number in {100, 400, MANY - 1}:
            resident.append((number + 1, megabytes(process_of(examiners)), megabytes(os.getpid())))
    for number, theirs, ours in resident:
        print(f"after {number} files: {theirs:.0f} MB there, {ours:.0f} MB here")
    examiners.stop()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10))
