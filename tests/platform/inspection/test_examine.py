import io
import struct

import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image
from tests.support import files

from laksana.inspection.documents import MOST_PAGES, MOST_PIXELS_OF_A_SCAN
from laksana.inspection.examine import examine
from laksana.inspection.images import MOST_PIXELS, THUMBNAIL_PIXELS
from laksana_sdk.findings import Finding, error

JPEG, PNG, PDF, HEIC = "image/jpeg", "image/png", "application/pdf", "image/heic"


def found(content: bytes, declared: str) -> tuple[Finding, ...]:
    return examine(content, declared).findings


def opened(content: bytes | None) -> Image.Image:
    assert content is not None
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(
    ("content", "declared", "served"),
    [
        (files.jpeg(), JPEG, JPEG),
        (files.phone_jpeg(), JPEG, JPEG),
        (files.png(), PNG, PNG),
        (files.heic(), HEIC, JPEG),
        (files.pdf(), PDF, PDF),
        (files.pdf_of(MOST_PAGES), PDF, PDF),
    ],
    ids=["photo", "phone photo of two pictures", "drawing", "HEIC", "scan", "long PDF"],
)
def test_inspection_passes_a_file_that_is_what_it_says(content: bytes, declared: str, served: str) -> None:
    inspected = examine(content, declared)

    assert (inspected.findings, inspected.content_type) == ((), served)
    assert (inspected.content is None, inspected.thumbnail is None) == (served == PDF, served == PDF)


def test_inspection_serves_a_photo_upright_and_without_a_word_beside_its_pixels() -> None:
    content = files.tagged_jpeg(orientation=6)

    served = examine(content, JPEG).content

    image = opened(served)
    assert image.size == (20, 40)
    (red, _, blue), (red_below, _, blue_below) = image.getpixel((10, 5)), image.getpixel((10, 35))  # type: ignore[misc]
    assert red > 200 > blue
    assert red_below < 50 < blue_below
    assert dict(image.getexif()) == {}
    assert set(image.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert served is not None
    for word in (b"Kamera", b"2026:11", b"Bu Siti", b"profil", b"Exif"):
        assert word in content
        assert word not in served


def test_inspection_keeps_what_a_photo_shows() -> None:
    content = files.jpeg()

    before, after = opened(content), opened(examine(content, JPEG).content)

    assert after.quantization == before.quantization  # type: ignore[attr-defined]
    worst = max(abs(one - other) for one, other in zip(before.tobytes(), after.tobytes(), strict=True))
    assert worst < 24


def test_inspection_keeps_every_pixel_of_a_drawing_and_drops_its_words() -> None:
    drawing = Image.new("RGBA", (30, 20), (200, 30, 30, 128))
    said = io.BytesIO()
    drawing.save(said, "PNG", exif=b"Exif\0\0", dpi=(300, 300), icc_profile=b"profil")

    served = opened(examine(said.getvalue(), PNG).content)

    assert (served.mode, served.tobytes()) == ("RGBA", drawing.tobytes())
    assert served.info == {}


def test_inspection_makes_a_small_picture_of_an_image() -> None:
    thumbnail = opened(examine(files.png(1600, 900), PNG).thumbnail)

    assert (thumbnail.format, thumbnail.size) == ("JPEG", (THUMBNAIL_PIXELS, 180))


@pytest.mark.parametrize(
    ("content", "declared", "kind"),
    [
        (files.EXE, JPEG, "application/vnd.microsoft.portable-executable"),
        (files.HTML, PNG, "text/html"),
        (files.png(), JPEG, PNG),
        (files.heic(), JPEG, HEIC),
        (files.pdf(), PNG, PDF),
        (files.zip_bomb(), PDF, "application/zip"),
        (files.GIF, JPEG, "image/gif"),
        (b"#!/bin/sh\nrm -rf /\n", PDF, "text/x-script"),
    ],
    ids=[
        "program as photo",
        "page as drawing",
        "PNG as JPEG",
        "HEIC as JPEG",
        "PDF as PNG",
        "zip bomb as PDF",
        "GIF as JPEG",
        "script named .pdf",
    ],
)
def test_inspection_names_a_disguised_file_for_what_it_is(content: bytes, declared: str, kind: str) -> None:
    assert found(content, declared) == (error("files.disguised", declared=declared, found=kind),)


def test_inspection_finds_bytes_of_no_known_type_unreadable() -> None:
    assert found(b"halo dunia", JPEG) == (error("files.unreadable", declared=JPEG),)
    assert found(b"\n" + files.pdf(), PDF) != ()


def _with_comment(words: bytes) -> bytes:
    photo = files.jpeg(40, 30)
    return photo[:2] + b"\xff\xfe" + struct.pack(">H", len(words) + 2) + words + photo[2:]


@pytest.mark.parametrize(
    ("content", "declared", "kind"),
    [
        (files.jpeg() + files.archive(), JPEG, "application/zip"),
        (files.pdf() + files.archive(), PDF, "application/zip"),
        (_with_comment(files.HTML), JPEG, "text/html"),
        (files.png() + files.HTML.upper(), PNG, "text/html"),
        (_with_comment(files.pdf()[:200]), JPEG, PDF),
    ],
    ids=["GIFAR", "ZIP behind a PDF", "page in a comment", "page behind a drawing", "PDF in a photo"],
)
def test_inspection_refuses_a_file_that_is_two_kinds_at_once(content: bytes, declared: str, kind: str) -> None:
    assert found(content, declared) == (error("files.two_kinds", declared=declared, found=kind),)


def test_inspection_serves_a_photo_with_a_film_behind_it_without_the_film() -> None:
    film = b"\0\0\0\x18ftypmp42" + b"film" * 50

    inspected = examine(files.jpeg() + film, JPEG)

    assert inspected.findings == ()
    assert inspected.content is not None
    assert b"film" not in inspected.content


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize(
    ("content", "declared"), [(files.jpeg(), JPEG), (files.png(400, 300), PNG), (files.heic(), HEIC)]
)
def test_inspection_finds_a_cut_image_broken(content: bytes, declared: str, share: float) -> None:
    assert found(content[: int(len(content) * share)], declared) == (error("files.image_broken"),)


@pytest.mark.parametrize("side", [8_001, 12_000, 60_000])
def test_inspection_turns_a_pixel_bomb_away_undecoded(side: int) -> None:
    bomb = files.pixel_bomb(side)

    assert len(bomb) < 20_000
    assert found(bomb, PNG) == (error("files.image_too_large", most=MOST_PIXELS),)


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (files.pdf()[:-200], error("files.pdf_cut")),
        (files.pdf() + b"\nsesudah akhir", error("files.pdf_trailing")),
        (files.pdf().replace(b"startxref\n", b"startxref\n9"), error("files.pdf_broken")),
        (files.encrypted_pdf(), error("files.pdf_encrypted")),
        (files.pdf_of(3_000), error("files.pdf_pages", pages=3_000, most=MOST_PAGES)),
        (files.pdf_of(OpenAction=files.script()), error("files.pdf_active", found="JavaScript")),
        (files.pdf_of(page={"AA": Dictionary(O=files.script())}), error("files.pdf_active", found="JavaScript")),
        (files.pdf_of(OpenAction=files.script("Launch")), error("files.pdf_active", found="Launch")),
        (files.pdf_of(OpenAction=files.script("URI")), error("files.pdf_active", found="URI")),
        (files.pdf_of(AcroForm=Dictionary(XFA=Array([]))), error("files.pdf_active", found="JavaScript")),
        (
            files.pdf_of(page={"Annots": Array([Dictionary(Subtype=Name.Link, A=files.script("SubmitForm"))])}),
            error("files.pdf_active", found="SubmitForm"),
        ),
        (files.pdf_of(Names=files.attached()), error("files.pdf_embedded")),
        (
            files.pdf_of(page={"Thumb": Dictionary(Subtype=Name.Image, Width=60_000, Height=60_000)}),
            error("files.image_too_large", most=MOST_PIXELS_OF_A_SCAN),
        ),
    ],
    ids=[
        "cut",
        "data behind its end",
        "wrong table",
        "password",
        "3,000 pages",
        "script at opening",
        "script of a page",
        "launches a program",
        "opens an address",
        "form with scripts",
        "sends a form",
        "carries a file",
        "huge picture",
    ],
)
def test_inspection_refuses_a_pdf_that_is_more_or_less_than_pages(content: bytes, finding: Finding) -> None:
    assert found(content, PDF) == (finding,)


def test_inspection_passes_a_pdf_that_opens_at_a_page_and_links_to_the_web() -> None:
    link = Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="https://dinsos.example.go.id"))
    ordinary = files.pdf_of(2, OpenAction=Array([0, Name.Fit]), page={"Annots": Array([link])})

    assert found(ordinary, PDF) == ()


def test_inspection_sees_a_script_whose_name_is_written_in_code() -> None:
    # As long as the plain name, so that the file's table still fits.
    hidden = files.pdf_of(OpenAction=files.script("XXJavaScript")).replace(b"/XXJavaScript", b"/J#61vaScript ")

    assert found(hidden, PDF) == (error("files.pdf_active", found="JavaScript"),)
