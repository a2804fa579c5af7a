import pytest
from tests.support import files

from laksana.attachments.examine import MOST_PIXELS, examine
from laksana_sdk.findings import error


@pytest.mark.parametrize(
    ("content", "declared"),
    [
        (files.jpeg(), "image/jpeg"),
        (files.phone_jpeg(), "image/jpeg"),
        (files.png(), "image/png"),
        (files.pdf(), "application/pdf"),
    ],
    ids=["photo", "phone photo of two pictures", "drawing", "scan"],
)
def test_a_file_that_is_what_it_says_passes(content: bytes, declared: str) -> None:
    assert examine(content, declared=declared) == ()


@pytest.mark.parametrize(
    ("content", "declared", "found"),
    [
        (files.EXE, "image/jpeg", "application/vnd.microsoft.portable-executable"),
        (files.HTML, "image/png", "text/html"),
        (files.png(), "image/jpeg", "image/png"),
        (files.pdf(), "image/png", "application/pdf"),
        (b"PK\x03\x04" + b"\0" * 60, "application/pdf", "application/zip"),
        (files.GIF, "image/jpeg", "image/gif"),
    ],
    ids=["program as photo", "page as drawing", "PNG as JPEG", "PDF as PNG", "archive as PDF", "GIF as JPEG"],
)
def test_a_disguised_file_is_named_for_what_it_is(content: bytes, declared: str, found: str) -> None:
    assert examine(content, declared=declared) == (error("files.disguised", declared=declared, found=found),)


def test_bytes_of_no_known_type_are_unreadable() -> None:
    assert examine(b"halo dunia", declared="image/jpeg") == (error("files.unreadable", declared="image/jpeg"),)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize(("content", "declared"), [(files.jpeg(), "image/jpeg"), (files.png(400, 300), "image/png")])
def test_a_cut_image_is_broken(content: bytes, declared: str, share: float) -> None:
    assert examine(content[: int(len(content) * share)], declared=declared) == (error("files.image_broken"),)


@pytest.mark.parametrize("side", [8_001, 12_000, 60_000])
def test_a_pixel_bomb_is_turned_away_undecoded(side: int) -> None:
    bomb = files.pixel_bomb(side)

    assert len(bomb) < 20_000
    assert examine(bomb, declared="image/png") == (error("files.image_too_large", most=MOST_PIXELS),)


def test_a_cut_pdf_and_a_locked_one_are_refused() -> None:
    assert examine(files.pdf()[:-200], declared="application/pdf") == (error("files.pdf_cut"),)
    assert examine(files.encrypted_pdf(), declared="application/pdf") == (error("files.pdf_encrypted"),)
