from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from itertools import combinations, pairwise
from pathlib import Path
from random import Random

import pytest

from laksana_kit.form.binding import case_svg, form_pages
from laksana_kit.form.chart import Box, Chart, Flow, Lane, full_chart, signed_chart
from laksana_kit.form.cover import cover, printed_day
from laksana_kit.form.geometry import HEAD, Arrow, Page, Piece, Point, Rect, strip_of
from laksana_kit.form.layout import Paper, flowchart
from laksana_kit.form.measure import extent
from laksana_kit.form.table import FormTooLargeError
from laksana_sdk.procedure import Procedure
from laksana_sdk.reading import Reading, Symbol

SLUGS = ("lansia_terlantar", "pemulangan_orang_terlantar", "rehabilitasi_anak_lansia", "asistensi_rehabilitasi")
GENERATED = range(3)
WIDTH = 0.01
"""What two reckonings of one place may differ, in mm."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    chart: Chart
    pages: tuple[Page, ...]

    def arrows(self) -> Iterator[tuple[Page, Arrow]]:
        yield from ((page, arrow) for page in self.pages for arrow in page.arrows)

    def symbol(self, box: int) -> tuple[Page, Rect]:
        return next((page, shape.rect) for page in self.pages for shape in page.shapes if shape.box == box)

    def lane(self, page: Page, lane: int) -> Rect:
        """The column under the lane's head, to the foot of the page."""
        group = next(cell.rect for cell in page.cells if cell.text and cell.text.lines == ("Pelaksana",))
        heads = [cell.rect for cell in page.cells if cell.shaded and abs(cell.rect.y - group.bottom) < WIDTH]
        head = sorted((rect for rect in heads if group.x - WIDTH <= rect.x < group.right), key=lambda rect: rect.x)[
            lane
        ]
        return Rect(head.x, head.bottom, head.width, page.height - head.bottom)

    def row(self, page: Page, at: int) -> Rect:
        """The row's cells together."""
        _, symbol = self.symbol(at)
        cells = [cell.rect for cell in page.cells if not cell.shaded and cell.rect.y < symbol.y < cell.rect.bottom]
        left, right = min(cell.x for cell in cells), max(cell.right for cell in cells)
        return Rect(left, cells[0].y, right - left, cells[0].height)


def plugin(slug: str) -> tuple[Procedure, Reading]:
    module = import_module(f"laksana_sop.{slug}.r1.procedure")
    assert module.__file__ is not None
    return module.PROCEDURE, Reading.beside(Path(module.__file__))


@cache
def drawn(slug: str | int, kind: str, paper: Paper) -> Drawn:
    chart = (
        generated(slug) if isinstance(slug, int) else {"full": full_chart, "signed": signed_chart}[kind](*plugin(slug))
    )
    return Drawn(chart=chart, pages=tuple(flowchart(chart, paper)))


def generated(seed: int) -> Chart:
    """Any chart: up to nine lanes, rows of any length, decisions of up to five arms anywhere."""
    random = Random(seed)  # noqa: S311 - the same charts every time
    words = ("menerima", "berkas", "dari", "pelapor", "meneruskannya", "kepada", "rehabilitasi", "sosial")

    def text(most: int) -> str:
        return " ".join(random.choices(words, k=random.randint(0, most)))

    lanes, rows = random.randint(1, 9), random.randint(1, 24)
    boxes, flows = [], []
    for at in range(rows):
        arms = random.choice((1, 1, 1, 2, 3, 5)) if at + 1 < rows else random.choice((0, 2))
        targets = random.sample(range(rows), min(arms, rows))
        targets = [at + 1] if arms == 1 and random.random() < 0.8 else targets
        two = random.choice((("Ya", "Tidak"), ("Belum lengkap", "Lengkap")))
        labels = {1: (None,), 2: two}.get(len(targets), tuple("abcde"))
        flows += [Flow(at, target, label) for target, label in zip(targets, labels, strict=False)]
        boxes.append(
            Box(
                number=str(at + 1),
                activity=text(40),
                lane=random.randrange(lanes),
                symbol=Symbol.DECISION if len(targets) > 1 else random.choice(tuple(Symbol)[:2]),
                steps=(f"langkah_{at}",),
                implied=random.random() < 0.3,
                needs=text(12),
                time=random.choice(("", "10 Menit", "3 hari kerja")),
                output=text(8),
                remark=text(15),
            )
        )
    heads = tuple(
        Lane(name=random.choice(("", "KASI", "KEPALA DINAS SOSIAL", "Petugas Pelayanan"))) for _ in range(lanes)
    )
    sheet = plugin(SLUGS[0])[1].sheet
    return Chart(sheet=sheet, lanes=heads, boxes=tuple(boxes), flows=tuple(flows))


every_form = pytest.mark.parametrize(
    ("slug", "kind", "paper"),
    [
        *((slug, kind, paper) for slug in SLUGS for kind in ("signed", "full") for paper in Paper),
        *((seed, "generated", tuple(Paper)[seed % 2]) for seed in GENERATED),
    ],
)


@every_form
def test_no_arrow_runs_through_words_or_through_a_symbol(slug: str | int, kind: str, paper: Paper) -> None:
    for page in drawn(slug, kind, paper).pages:
        words = [extent(cell.text) for cell in page.cells if cell.text]
        words += [extent(arrow.label) for arrow in page.arrows if arrow.label]
        solid = [*words, *(shape.rect for shape in page.shapes), *(sign.rect for sign in page.connectors)]
        inside = [rect.grown(-WIDTH) for rect in solid]
        for arrow in page.arrows:
            lines = [strip_of(piece) for piece in arrow.pieces()]
            assert not [rect for rect in inside for line in lines if line.meets(rect)], arrow


@every_form
def test_arrows_are_upright_and_lie_upon_each_other_only_where_they_come_from_or_lead_to_one_symbol(
    slug: str | int, kind: str, paper: Paper
) -> None:
    for page in drawn(slug, kind, paper).pages:
        pieces = [(piece, arrow) for arrow in page.arrows for piece in arrow.pieces()]
        for piece, arrow in pieces:
            assert piece[0] != piece[1]
            assert piece[0][0] == piece[1][0] or piece[0][1] == piece[1][1]
            for other, its in pieces:
                if {arrow.target, arrow.source + 0.5}.isdisjoint({its.target, its.source + 0.5}):
                    assert not on_one_line(piece, other), (arrow, its)


def on_one_line(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    if (one[0][0] == one[1][0]) != (other[0][0] == other[1][0]):
        return False
    return strip_of(one).grown(0.2).meets(strip_of(other).grown(0.2))


@every_form
def test_where_an_arrow_leaves_a_symbol_none_comes_in_and_every_head_has_a_line_before_it(
    slug: str | int, kind: str, paper: Paper
) -> None:
    for page in drawn(slug, kind, paper).pages:
        left = {arrow.points[0] for arrow in page.arrows}
        entered = {arrow.points[-1] for arrow in page.arrows if arrow.head}
        assert not left & entered
        for arrow in page.arrows:
            strip = strip_of(arrow.pieces()[-1])
            assert not arrow.head or strip.width + strip.height > HEAD + 0.2, arrow


@every_form
def test_a_label_touches_no_line_and_a_short_one_no_border_of_a_column(
    slug: str | int, kind: str, paper: Paper
) -> None:
    form = drawn(slug, kind, paper)

    for page in form.pages:
        lines = [strip_of(piece) for arrow in page.arrows for piece in arrow.pieces()]
        borders = [Rect(lane.x, lane.y, 0, lane.height) for lane in (form.lane(page, at) for at in lanes_of(form))]
        for label in (arrow.label for arrow in page.arrows if arrow.label):
            words = extent(label)
            assert not [line for line in lines if line.meets(words.grown(0.1))], label
            if label.lines in {("Ya",), ("Tidak",)}:
                assert not [border for border in borders if border.meets(words)], label


def lanes_of(form: Drawn) -> range:
    return range(len(form.chart.lanes))


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("slug", SLUGS)
def test_on_the_signed_sheets_no_arrow_crosses_another(slug: str, paper: Paper) -> None:
    crossing = [
        (one, other)
        for page in drawn(slug, "signed", paper).pages
        for one, other in combinations(page.arrows, 2)
        if one.target != other.target and any(are_across(a, b) for a in one.pieces() for b in other.pieces())
    ]

    assert crossing == []


def are_across(one: Piece, other: Piece) -> bool:
    return strip_of(one).grown(0.01).meets(strip_of(other).grown(0.01))


@every_form
def test_every_flow_is_drawn_from_its_source_to_its_target(slug: str | int, kind: str, paper: Paper) -> None:
    form = drawn(slug, kind, paper)

    assert {(arrow.source, arrow.target) for _, arrow in form.arrows()} == {
        (flow.source, flow.target) for flow in form.chart.flows
    }
    for flow in form.chart.flows:
        parts = [(page, arrow) for page, arrow in form.arrows() if (arrow.source, arrow.target) == ends_of(flow)]
        (first, begins), (last, ends) = min(parts, key=is_head), max(parts, key=is_head)
        if len(parts) == 2 and not begins.head:
            leaving = next(sign for sign in first.connectors if sign.leaving and on_edge(begins.points[-1], sign.rect))
            coming = next(sign for sign in last.connectors if not sign.leaving and on_edge(ends.points[0], sign.rect))
            assert leaving.name == coming.name
        else:
            assert len(parts) == 1
        assert on_edge(begins.points[0], form.symbol(flow.source)[1])
        assert on_edge(ends.points[-1], form.symbol(flow.target)[1])
        assert ends.head
        assert (begins.label is None) == (flow.label is None)
        assert " ".join(begins.label.lines if begins.label else ()) == (flow.label or "")


def ends_of(flow: Flow) -> tuple[int, int]:
    return flow.source, flow.target


def is_head(part: tuple[Page, Arrow]) -> bool:
    return part[1].head


def on_edge(point: Point, rect: Rect) -> bool:
    x, y = point
    return (min(abs(x - rect.x), abs(x - rect.right)) < WIDTH and rect.y <= y <= rect.bottom) or (
        min(abs(y - rect.y), abs(y - rect.bottom)) < WIDTH and rect.x <= x <= rect.right
    )


@every_form
def test_every_connector_has_one_twin_of_its_name_in_the_other_direction(
    slug: str | int, kind: str, paper: Paper
) -> None:
    signs = [sign for page in drawn(slug, kind, paper).pages for sign in page.connectors]

    assert all(count == 1 for count in Counter((sign.name, sign.leaving) for sign in signs).values())
    assert {sign.name for sign in signs if sign.leaving} == {sign.name for sign in signs if not sign.leaving}


@every_form
def test_a_symbol_lies_in_its_actors_column_and_in_its_row(slug: str | int, kind: str, paper: Paper) -> None:
    form = drawn(slug, kind, paper)

    for at, box in enumerate(form.chart.boxes):
        page, symbol = form.symbol(at)
        assert form.lane(page, box.lane).holds(symbol)
        assert form.row(page, at).holds(symbol)


@every_form
def test_words_stay_in_their_cells_and_everything_on_the_page(slug: str | int, kind: str, paper: Paper) -> None:
    for page in drawn(slug, kind, paper).pages:
        whole = Rect(0, 0, page.width, page.height).grown(-5)
        for cell in page.cells:
            assert whole.holds(cell.rect)
            assert cell.text is None or cell.rect.holds(extent(cell.text)), cell
        placed = [extent(text) for text in (*page.texts, *(one.label for one in page.arrows if one.label))]
        placed += [shape.rect for shape in page.shapes] + [sign.rect for sign in page.connectors]
        placed += [strip_of(piece) for arrow in page.arrows for piece in arrow.pieces()]
        assert all(whole.holds(rect) for rect in placed)
        for one, other in pairwise(sorted((sign.rect for sign in page.connectors), key=lambda rect: (rect.x, rect.y))):
            assert not one.meets(other)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("slug", SLUGS)
def test_the_printed_form_has_every_word_of_the_sheet_and_no_other_in_its_table(slug: str, paper: Paper) -> None:
    procedure, reading = plugin(slug)

    pages = form_pages(procedure, reading, paper=paper, printed_only=True)

    table = [page for page in pages if page.shapes]
    cells = [squeezed(*cell.text.lines) for page in table for cell in page.cells if cell.text and not cell.shaded]
    assert cells == [
        squeezed(said)
        for row in reading.sheet.langkah
        for said in (row.no, row.kegiatan, row.kelengkapan, row.waktu.printed, row.output, row.keterangan)
        if said
    ]
    assert not any(shape.implied for page in table for shape in page.shapes)
    heads = [squeezed(*cell.text.lines) if cell.text else "" for cell in table[0].cells if cell.shaded]
    assert heads[:4] == ["Pelaksana", "MutuBaku", "No", "Kegiatan"]
    assert heads[4:-4] == [squeezed(name or "") for name in reading.sheet.kolom_pelaksana]


def squeezed(*words: str) -> str:
    """Without blanks, because a line may break anywhere in a long word."""
    return "".join("".join(part.split()) for part in words)


def test_the_cover_says_what_the_header_says_and_invents_nothing() -> None:
    sheet = plugin("asistensi_rehabilitasi")[1].sheet

    (page,) = cover(sheet, office=None, paper=Paper.F4)

    said = [squeezed(*cell.text.lines) for cell in page.cells if cell.text and not cell.shaded]
    assert said == [
        squeezed(words)
        for words in (
            sheet.nomor_sop, "4 Juni 2024", "6 Juni 2024", sheet.disahkan_oleh, sheet.nama_sop, *sheet.dasar_hukum,
            *sheet.kualifikasi_pelaksana, *sheet.keterkaitan, *sheet.peralatan, *sheet.peringatan,
            *sheet.pencatatan_pendataan,
        )
        if words
    ]  # fmt: skip


def test_a_long_cover_goes_on_on_the_next_page() -> None:
    sheet = replace(plugin(SLUGS[0])[1].sheet, dasar_hukum=("Undang-Undang tentang Kesejahteraan Sosial",) * 70)

    pages = cover(sheet, office="Dinas Sosial", paper=Paper.A4)

    laws = [line for page in pages for cell in page.cells if cell.text for line in cell.text.lines]
    numbers = [line for page in pages[:2] for text in page.texts[:1] for line in text.lines]
    assert len(pages) == 3
    assert laws.count("Undang-Undang tentang Kesejahteraan Sosial") == 70
    assert numbers[:70] == [f"{number}." for number in range(1, 71)]
    assert all(cell.rect.bottom <= page.height - 10 for page in pages for cell in page.cells)


def test_whoever_approved_signs_between_post_and_name_and_a_long_item_keeps_clear_of_its_number() -> None:
    sheet = plugin("rehabilitasi_anak_lansia")[1].sheet

    (page,) = cover(replace(sheet, dasar_hukum=("UU 11/2009 " * 15, "UU 13/1998")), office=None, paper=Paper.A4)

    approved = next(cell.text for cell in page.cells if cell.text and "NIP." in cell.text.lines[-1])
    assert [line for line in approved.lines if line] == [
        "Kepala Dinas Sosial ,", "H. AKHMAD FAULIANSYAH,", "Pembina Utama Muda", "NIP. 19630118 198211 1 00",
    ]  # fmt: skip
    assert approved.lines[1:4] == ("", "", "")
    laws = next(cell.text for cell in page.cells if cell.text and cell.text.lines[-1] == "UU 13/1998")
    numbers = page.texts[0]
    assert numbers.lines == ("1.", *[""] * (len(laws.lines) - 2), "2.")
    assert extent(numbers).right < laws.x


def test_ya_and_tidak_ask_whether_the_case_goes_on_two_ways_onward_have_letters() -> None:
    chart = full_chart(*plugin("rehabilitasi_anak_lansia"))
    at = {box.steps[0]: number for number, box in enumerate(chart.boxes)}

    def arms(step: str) -> list[str | None]:
        return [flow.label for flow in chart.flows if flow.source == at[step]]

    assert arms("identifikasi") == ["Ya", "Tidak"]
    assert arms("pertimbangan") == ["a", "b"]
    assert chart.boxes[at["identifikasi"]].remark == "Ya: Lengkap\nTidak: Belum lengkap"


def test_a_day_of_the_header_is_printed_in_words() -> None:
    assert [printed_day(day) for day in ("2024-06-04", "2010-05", None)] == ["4 Juni 2024", "Mei 2010", ""]


def test_a_case_is_shown_with_its_current_step_lit() -> None:
    procedure, reading = plugin("lansia_terlantar")

    pages = flowchart(full_chart(procedure, reading), Paper.A4, lit="surat_penolakan")
    picture = case_svg(procedure, reading, "surat_penolakan", title="Kasus pada Surat penolakan")

    lit = [shape.box for page in pages for shape in page.shapes if shape.lit]
    assert lit == [procedure.order("surat_penolakan")]
    assert picture.count("#ffd54a") == 1
    assert "<title>Kasus pada Surat penolakan</title>" in picture
    assert "#ffd54a" not in case_svg(procedure, reading, None, title="Kasus sudah berakhir")


def test_a_row_taller_than_a_page_is_refused_with_its_number() -> None:
    chart = drawn(SLUGS[0], "signed", Paper.A4).chart
    long = replace(chart, boxes=(replace(chart.boxes[0], output="berkas " * 800), *chart.boxes[1:]))

    with pytest.raises(FormTooLargeError, match="baris 1 lebih tinggi"):
        flowchart(long, Paper.A4)


def test_more_columns_than_the_paper_holds_are_refused() -> None:
    chart = replace(drawn(SLUGS[0], "signed", Paper.A4).chart, lanes=(Lane(name="KASI"),) * 15)

    with pytest.raises(FormTooLargeError, match="15 kolom Pelaksana tidak muat"):
        flowchart(chart, Paper.A4)
