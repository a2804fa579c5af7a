"""The whole form of an SOP, in the shapes in which it is given away: pages, PDF, HTML, a case's picture."""

from datetime import date
from html import escape

from laksana_kit.form.chart import full_chart, signed_chart
from laksana_kit.form.cover import cover
from laksana_kit.form.drawing import form_svg, page_svg
from laksana_kit.form.geometry import Page
from laksana_kit.form.layout import Paper, flowchart
from laksana_sdk.procedure import Procedure
from laksana_sdk.reading import Reading
from laksana_typeset import TypstDocument

# Every page is a drawing that fills it; Typst only binds them into a PDF with their fonts.
_BOUND = """#let form = json("context.json")
#set document(title: form.title)
#set page(width: form.width * 1mm, height: form.height * 1mm, margin: 0mm)
#for number in range(form.pages) {
  if number > 0 { pagebreak() }
  image("page-" + str(number) + ".svg", width: 100%, alt: form.title)
}
"""


def form_pages(
    procedure: Procedure, reading: Reading, *, paper: Paper, printed_only: bool = False, office: str | None = None
) -> list[Page]:
    """The form on landscape pages: the header block, then the table with its flowchart.

    `printed_only` leaves out every step that the sheet does not print. The office's name stands on no sheet; without
    one its place stays empty. Raises FormTooLargeError where the SOP does not fit on the paper.
    """
    chart = signed_chart(procedure, reading) if printed_only else full_chart(procedure, reading)
    return [*cover(reading.sheet, office=office, paper=paper), *flowchart(chart, paper)]


def form_document(pages: list[Page], *, title: str, day: date) -> TypstDocument:
    """The pages as a document for the typesetter, which makes a PDF with this day of it."""
    drawings = {f"page-{number}.svg": page_svg(page, title=title).encode() for number, page in enumerate(pages)}
    context = {"title": title, "width": pages[0].width, "height": pages[0].height, "pages": len(pages)}
    return TypstDocument(main=_BOUND, context=context, date=day, images=drawings)


def form_html(pages: list[Page], *, title: str) -> str:
    """The pages below each other in one file that needs nothing else, and prints a page a sheet."""
    drawings = "\n".join(page_svg(page, title=title) for page in pages)
    size = f"{pages[0].width:g}mm {pages[0].height:g}mm"
    return (
        f'<!doctype html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<style>@page {{ size: {size}; margin: 0 }} body {{ margin: 0 }}"
        " svg { display: block; max-width: 100%; height: auto; break-after: page }</style>\n"
        f"</head>\n<body>\n{drawings}\n</body>\n</html>\n"
    )


def case_svg(procedure: Procedure, reading: Reading, step: str | None, *, title: str) -> str:
    """The flowchart of a case as one picture, the symbol of its current step lit; None: a case that has ended.

    The title says the same in words, for whoever cannot see it. Raises FormTooLargeError as `form_pages` does.
    """
    return form_svg(flowchart(full_chart(procedure, reading), Paper.A4, lit=step), title=title)
