"""A draft says so and is the final but for number, date, signer and QR."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pypdf import PdfReader
from tests.platform.typeset.example import NUMBER, SIGNED, letter

from laksana_typeset import Typesetter, house_files

PIXEL = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h1v1H0zM1 1h1v1H1z" fill="#000"/></svg>'
)


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    with Typesetter(processes=1) as running:
        yield running


def lines(pdf: bytes) -> list[str]:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return [line.strip() for page in pages for line in page.extract_text().splitlines() if line.strip()]


def places(pdf: bytes) -> dict[str, tuple[int, int, int]]:
    """Where each piece of text stands: page, and the distance from left and bottom in points."""
    found: dict[str, tuple[int, int, int]] = {}
    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages):

        def visit(text: str, _: object, at: list[float], *__: object, number: int = number) -> None:
            if text.strip():
                found[text.strip()] = (number, round(at[4]), round(at[5]))

        page.extract_text(visitor_text=visit)
    return found


def test_draft_and_final_differ_in_number_date_and_signer_alone(typesetter: Typesetter) -> None:
    draft = lines(typesetter.compile(letter()))
    final = lines(typesetter.compile(letter(**SIGNED)))

    assert draft[0] == "KONSEP"
    assert [line for line in final if line not in draft] == [
        f"Nomor : {NUMBER} Lahat, 4 Juni 2024",
        "Plh. Kepala Dinas Sosial,",
        "Rahmawati, S.Sos., M.Si.",
        "Pembina Tingkat I (IV/b)",
        "NIP 19781211 200604 2 006",
    ]
    assert [re.sub(r"[. ]{3,}", " … ", line).strip() for line in draft[1:] if line not in final] == [
        "Nomor : … Lahat, …",
        "…",
        "…",
        "…",
        "NIP …",
    ]


def test_the_letter_prints_what_the_office_expects(typesetter: Typesetter) -> None:
    final = lines(typesetter.compile(letter(**SIGNED)))

    assert final[:5] == [
        "PEMERINTAH KABUPATEN LAHAT",
        "DINAS SOSIAL",
        "Komplek Perkantoran Pemkab Lahat",
        "Jl. Kol. H. Barlian Bandar Jaya - Lahat",
        "Kode Pos 31414",
    ]
    assert "No. Jenis yang dikirim Banyaknya Keterangan" in final
    assert final[-2:] == ["1. Bupati Lahat (sebagai laporan)", "2. Kepala Dinas Sosial Provinsi Sumatera Selatan"]


def test_a_deputy_signs_below_the_one_he_signs_for(typesetter: Typesetter) -> None:
    deputy = {"kapasitas": ["a.n. Kepala Dinas Sosial", "Sekretaris,"], "nama": "Ahmad Yani, S.E."}

    final = lines(typesetter.compile(letter(**{**SIGNED, "penandatangan": deputy})))

    start = final.index("a.n. Kepala Dinas Sosial")
    assert final[start : start + 4] == ["a.n. Kepala Dinas Sosial", "Sekretaris,", "Ahmad Yani, S.E.", "Tembusan:"]


@pytest.mark.parametrize(("paper", "millimetres"), [("A4", (210, 297)), ("F4", (215, 330)), (None, (215, 330))])
def test_paper_is_a4_or_f4(typesetter: Typesetter, paper: str | None, millimetres: tuple[int, int]) -> None:
    page = PdfReader(io.BytesIO(typesetter.compile(letter(kertas=paper)))).pages[0]

    size = tuple(round(float(points) / 72 * 25.4) for points in (page.mediabox.width, page.mediabox.height))

    assert size == millimetres


def test_the_second_page_says_which_letter_it_belongs_to(typesetter: Typesetter) -> None:
    template = letter().main.replace("#closing-paragraph", "#lorem(400)\n\n#closing-paragraph")

    pages = PdfReader(io.BytesIO(typesetter.compile(letter(template, **SIGNED)))).pages

    assert pages[1].extract_text().splitlines()[0] == f"Dinas Sosial - 2 - Nomor {NUMBER}"
    assert "- 1 -" not in pages[0].extract_text()


def test_the_signature_never_stands_on_a_page_alone(typesetter: Typesetter) -> None:
    closing = "Demikian surat pengantar ini"
    for filler in range(0, 60, 6):
        template = letter().main.replace("#closing-paragraph", f"#v({filler}mm)\n\n#closing-paragraph")

        pages = PdfReader(io.BytesIO(typesetter.compile(letter(template, **SIGNED)))).pages
        texts = [page.extract_text() for page in pages]

        assert [closing in text for text in texts] == ["Plh. Kepala Dinas Sosial" in text for text in texts]


def test_emblem_and_qr_find_their_room(typesetter: Typesetter) -> None:
    kop = {**letter().context["kop"], "lambang": "lambang.svg"}
    qr = {"gambar": "qr.svg", "kode": "7K3M-Q2XW", "alamat": "laksana.contoh.go.id/v"}
    document = replace(letter(**SIGNED, kop=kop, qr=qr), images={"lambang.svg": PIXEL, "qr.svg": PIXEL})

    with_images = places(typesetter.compile(document))
    without = places(typesetter.compile(letter(**SIGNED)))

    assert {text: at for text, at in with_images.items() if text in without} == without
    assert "7K3M-Q2XW" in with_images


def test_titled_documents_carry_two_signatures(typesetter: Typesetter) -> None:
    handover = """#import "house.typ": *
#show: titled-document.with(json("context.json"), title: "Berita Acara Serah Terima", signed: false)
#two-signatures(
  (kapasitas: ("Yang menyerahkan,",), nama: "Siti Aminah, S.Tr.Sos.", nip: "199003152019032004"),
  (kapasitas: ("Yang menerima,",)),
)
"""

    final = lines(typesetter.compile(letter(handover, **SIGNED)))

    title = final.index("BERITA ACARA SERAH TERIMA")
    assert final[title + 1] == f"NOMOR : {NUMBER}"
    assert any("NIP 19900315 201903 2 004" in line for line in final)
    assert "Plh. Kepala Dinas Sosial," not in final


def test_five_who_sign_stand_in_pairs_and_no_pair_is_parted(typesetter: Typesetter) -> None:
    witnesses = ", ".join(f'(kapasitas: ("Saksi {n}",), nama: "Nama Saksi {n}")' for n in range(1, 6))
    record = f"""#import "house.typ": *
#show: titled-document.with(json("context.json"), title: "Berita Acara", signed: false)
#v(FILLER)
#signatures({witnesses})
"""
    for filler in (0, 90, 130):
        pages = PdfReader(
            io.BytesIO(typesetter.compile(letter(record.replace("FILLER", f"{filler}mm"), **SIGNED)))
        ).pages
        texts = [page.extract_text() for page in pages]

        for left, right in (("1", "2"), ("3", "4"), ("5", "5")):
            (page,) = {text for text in texts if f"Saksi {left}" in text}
            assert all(f"Nama Saksi {number}" in page for number in (left, right))


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("SURYA LADANG MAHARDIKA, S.STP., M.A.P", ["SURYA LADANG MAHARDIKA, S.STP., M.A.P"]),
        (
            "Raden Ayu Siti Nurhaliza Tri Wahyuningsih binti Abdurrahman, S.Sos., M.Si.",
            ["Raden Ayu Siti Nurhaliza Tri Wahyuningsih", "binti Abdurrahman,", "S.Sos., M.Si."],
        ),
    ],
)
def test_a_long_name_breaks_before_its_titles_or_not_at_all(
    typesetter: Typesetter, name: str, printed: list[str]
) -> None:
    signed = {**SIGNED, "penandatangan": {**SIGNED["penandatangan"], "nama": name}}

    final = lines(typesetter.compile(letter(**signed)))

    start = final.index("Plh. Kepala Dinas Sosial,") + 1
    assert final[start : start + len(printed) + 1] == [*printed, "Pembina Tingkat I (IV/b)"]


def test_forty_enclosures_go_over_the_page_under_a_repeated_head(typesetter: Typesetter) -> None:
    papers = [{"jenis": f"Berkas ke-{number}", "banyaknya": "1 lembar"} for number in range(1, 41)]
    enclosed = {**letter().context["isi"], "berkas": papers}

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(typesetter.compile(letter(isi=enclosed)))).pages]

    assert len(pages) == 2
    assert [page.count("No. Jenis yang dikirim Banyaknya Keterangan") for page in pages] == [1, 1]
    assert [number for page in pages for number in range(1, 41) if f"Berkas ke-{number} " in page] == list(range(1, 41))


def test_no_line_breaks_within_a_date_or_an_address_of_the_web(typesetter: Typesetter) -> None:
    said = "tanggal 12 Maret 2026 pada laman www.lapor.go.id dengan baik."
    paragraphs = "\n\n".join(f"#box(width: {width}mm) {said}" for width in range(60, 160, 4))

    printed = lines(
        typesetter.compile(letter(letter().main.replace("#closing-paragraph", f"{paragraphs}\n\n#closing-paragraph")))
    )

    assert [line for line in printed if re.search(r"\b12( Maret)?$|(www|lapor|go)\.?$", line)] == []
    assert sum("12 Maret 2026" in line for line in printed) == sum("www.lapor.go.id" in line for line in printed) == 25


def test_a_receipt_without_number_and_signer_is_no_draft(typesetter: Typesetter) -> None:
    receipt = """#import "house.typ": *
#show: titled-document.with(json("context.json"), title: "Tanda Terima", numbered: false, signed: false)
Telah diterima.
"""

    dated = lines(typesetter.compile(letter(receipt, tanggal="4 Juni 2024")))
    undated = lines(typesetter.compile(letter(receipt)))

    assert "KONSEP" not in dated
    assert undated[0] == "KONSEP"
    assert not any(line.startswith("NOMOR") for line in dated)


def test_a_final_whose_officer_has_left_the_post_is_no_draft_and_leaves_room_to_sign(typesetter: Typesetter) -> None:
    unsigned = lines(typesetter.compile(letter(**{**SIGNED, "penandatangan": None})))

    assert "KONSEP" not in unsigned
    assert f"Nomor : {NUMBER} Lahat, 4 Juni 2024" in unsigned
    assert any(re.fullmatch(r"NIP [. ]{9,}", line) for line in unsigned)


def test_the_house_never_runs_text_as_code() -> None:
    for name, source in house_files().items():
        code = "\n".join(line for line in source.decode().splitlines() if not line.strip().startswith("//"))
        assert "eval" not in code, name
