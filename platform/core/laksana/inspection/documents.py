"""PDF files: parsed whole, and refused when they would do anything by themselves."""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, PdfError, Stream

from laksana.inspection.images import MOST_PIXELS
from laksana.inspection.result import PDF, Inspected, refused
from laksana_sdk.findings import Finding, error

MOST_PAGES = 500
MOST_OBJECTS = 200_000
MOST_PIXELS_OF_A_SCAN = 4 * MOST_PIXELS
"""A page of A3 in black and white at 600 dots an inch has 70 million; viewers decode it in strips."""

_TAIL_BYTES = 2048
_END = b"%%EOF"
# What a file may do beside showing one of its pages, or an address of the web when a reader clicks on it.
_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ResetForm", "/ImportData", "/Rendition", "/Movie",
     "/Sound", "/Trans", "/GoTo3DView", "/RichMediaExecute", "/GoToDp"}
)  # fmt: skip
_SCRIPT_KEYS = frozenset({"/JS", "/JavaScript", "/XFA"})
_CARRIER_KEYS = frozenset({"/EmbeddedFiles", "/EF", "/RichMediaContent"})
_SELF_STARTING_KEYS = ("/OpenAction", "/AA")
_BROKEN = (PdfError, ValueError, TypeError, LookupError, OverflowError, RuntimeError)


def inspect_pdf(content: bytes) -> Inspected:
    """The PDF as it came, since a signature over it must stay whole, or what stands against it."""
    end = content.rfind(_END, -_TAIL_BYTES)
    if end < 0 or b"startxref" not in content:
        return refused(PDF, error("files.pdf_cut"))
    if content[end + len(_END) :].strip(b"\0\t\n\f\r "):
        return refused(PDF, error("files.pdf_trailing"))
    try:
        # Not repaired: two readers repair a broken file in two ways, and this one must see what a person will see.
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            fault = _fault(pdf)
    except pikepdf.PasswordError:
        fault = error("files.pdf_encrypted")
    except _BROKEN:
        fault = error("files.pdf_broken")
    return refused(PDF, fault) if fault else Inspected(content_type=PDF)


def _fault(pdf: Pdf) -> Finding | None:
    if pdf.is_encrypted:
        return error("files.pdf_encrypted")
    pages = len(pdf.pages)
    if pages > MOST_PAGES:
        return error("files.pdf_pages", pages=pages, most=MOST_PAGES)
    if pages == 0:
        return error("files.pdf_broken")
    if len(pdf.objects) > MOST_OBJECTS:
        return error("files.pdf_objects", size=len(pdf.objects), most=MOST_OBJECTS)
    return next((fault for found in pdf.objects for part in _within(found) if (fault := _fault_of(part))), None)


def _within(found: object) -> Iterator[Dictionary | Stream]:
    """Every dictionary in an object: what it refers to is an object of its own."""
    waiting = [found]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Dictionary | Stream):
            yield part
            parts = [value for _, value in part.items()]
        elif isinstance(part, Array):
            parts = list(part)
        else:
            continue
        waiting.extend(inner for inner in parts if not getattr(inner, "is_indirect", False))


def _fault_of(part: Dictionary | Stream) -> Finding | None:
    keys = set(part.keys())
    if keys & _SCRIPT_KEYS:
        return error("files.pdf_active", found="JavaScript")
    if keys & _CARRIER_KEYS:
        return error("files.pdf_embedded")
    action = str(part["/S"]) if isinstance(part.get("/S"), Name) else ""
    if action in _ACTIONS:
        return error("files.pdf_active", found=action.strip("/"))
    for key in _SELF_STARTING_KEYS:
        kind = _started(part[key]) if key in keys else None
        if kind is not None:
            return error("files.pdf_active", found=kind.strip("/"))
    if part.get("/Subtype") == Name.Image and _pixels(part) > MOST_PIXELS_OF_A_SCAN:
        return error("files.image_too_large", most=MOST_PIXELS_OF_A_SCAN)
    return None


def _started(begun: object) -> str | None:
    """What a file does by itself (`begun` is an action, or one for each occasion) beside showing a page of its own."""
    if not isinstance(begun, Dictionary):
        return None
    parts = (part for action in (begun, *(value for _, value in begun.items())) for part in _within(action))
    kinds = (str(part["/S"]) for part in parts if isinstance(part.get("/S"), Name))
    return next((kind for kind in kinds if kind not in {"/GoTo", "/Named"}), None)


def _pixels(image: Dictionary | Stream) -> int:
    width, height = image.get("/Width", 0), image.get("/Height", 0)
    return width * height if isinstance(width, int) and isinstance(height, int) else 0
