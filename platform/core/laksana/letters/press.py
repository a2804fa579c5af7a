"""The process's typesetter, and what a template that it cannot set costs: its own letter, at last its release."""

import time

import structlog

from laksana.procedures.guard import PluginFailed
from laksana.procedures.quarantine import quarantine
from laksana.procedures.views import PluginCall
from laksana_sdk.findings import error
from laksana_tenants.errors import Suspended
from laksana_typeset import TypesetCrash, TypesetError, Typesetter, TypesetTimeout, TypstDocument

_typesetter: Typesetter | None = None

_log = structlog.stdlib.get_logger("laksana.letters")


def install(typesetter: Typesetter) -> None:
    """Make this started typesetter the process's."""
    global _typesetter  # noqa: PLW0603 - one typesetter a process, set by the composition root
    _typesetter = typesetter


def press() -> Typesetter:
    """The installed typesetter; RuntimeError before install()."""
    if _typesetter is None:
        raise RuntimeError("no typesetter is installed; call laksana.letters.press.install(Typesetter()) at start-up")
    return _typesetter


class PluginOverran(PluginFailed, Suspended):
    """A template took too long or too much this time: a busy machine may be why, so later work tries again."""


async def printed(document: TypstDocument, template: str, *, sop: str, release: str) -> bytes:
    """The letter as PDF, set from this template of the release.

    Raises PluginFailed when it cannot be set, and PluginQuarantined. A template that loops or eats memory has cost a
    typesetting process: that is an overrun of its release (PluginOverran), of which three within an hour quarantine it.
    """
    quarantine().refuse(sop, release)
    began = time.monotonic()
    try:
        return await press().compile_async(document)
    except TypesetError as fault:
        # What Typst says may quote the letter.
        _log.error("letter_not_set", sop=sop, release=release, template=template, error=type(fault).__name__)
        said = error("plugin.failed", sop=sop, release=release, hook="template", function=template)
        if isinstance(fault, TypesetTimeout | TypesetCrash):
            call = PluginCall(sop=sop, release=release, hook="template", function=template)
            quarantine().overran(call, time.monotonic() - began)
            raise PluginOverran((said,)) from fault
        raise PluginFailed((said,)) from fault
