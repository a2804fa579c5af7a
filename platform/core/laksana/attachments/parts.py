"""Large files arrive in parts, so that a broken connection costs one of them."""

from datetime import timedelta

from laksana.attachments.store import store
from laksana.attachments.views import UploadPart
from laksana_infra.storage import ObjectNotFound, StoredPart

IN_PARTS_ABOVE = 8 * 1024 * 1024
PART_BYTES = 5 * 1024 * 1024
"""S3 allows no smaller part but for the last."""


def ranges_of(length: int) -> tuple[tuple[int, int], ...]:
    """Start and length of each part of a file of so many bytes."""
    return tuple((start, min(PART_BYTES, length - start)) for start in range(0, length, PART_BYTES))


async def planned_parts(key: str, *, upload_id: str, length: int, expires: timedelta) -> tuple[UploadPart, ...]:
    """Every part of the file, with a URL for each that is still to come."""
    ranges = ranges_of(length)
    try:
        arrived = {part.number for part in await arrived_parts(key, upload_id=upload_id, length=length)}
    except ObjectNotFound:
        # The upload was completed by a confirmation.
        arrived = set(range(1, len(ranges) + 1))
    return tuple(
        UploadPart(
            number=number,
            start=start,
            length=size,
            url=None
            if number in arrived
            else store().presign_part(key, upload_id=upload_id, number=number, length=size, expires=expires),
        )
        for number, (start, size) in enumerate(ranges, start=1)
    )


async def arrived_parts(key: str, *, upload_id: str, length: int) -> tuple[StoredPart, ...]:
    """The parts that have arrived whole; raises ObjectNotFound when the upload has ended."""
    sizes = {number: size for number, (_, size) in enumerate(ranges_of(length), start=1)}
    parts = await store().list_parts(key, upload_id=upload_id)
    return tuple(part for part in parts if part.length == sizes.get(part.number))


async def put_together(key: str, *, upload_id: str, length: int) -> tuple[int, ...]:
    """The numbers of the parts that are missing; none when the parts are one object now, or were so before."""
    try:
        arrived = await arrived_parts(key, upload_id=upload_id, length=length)
        missing = set(range(1, len(ranges_of(length)) + 1)) - {part.number for part in arrived}
        if not missing:
            await store().complete_multipart(key, upload_id=upload_id, parts=arrived)
    except ObjectNotFound:
        return ()
    return tuple(sorted(missing))
