"""Look at a file's bytes and make of them what may be served."""

from laksana.inspection.documents import inspect_pdf
from laksana.inspection.images import inspect_image
from laksana.inspection.kinds import disguise
from laksana.inspection.result import PDF, Inspected, refused


def examine(content: bytes, declared: str) -> Inspected:
    """What may be served of these bytes as a file of the declared type, or everything that stands against them.

    It decodes foreign bytes: outside tests it runs in a process of `laksana.inspection.examiners` alone.
    """
    fault = disguise(content, declared)
    if fault is not None:
        return refused(declared, fault)
    return inspect_pdf(content) if declared == PDF else inspect_image(content, declared)
