"""Who signs electronically for this process."""

from laksana_infra.signing.port import Signatory

_signatory: Signatory | None = None


def install(signatory: Signatory | None) -> None:
    """Make this the process's signatory; None where letters are signed on paper alone."""
    global _signatory  # noqa: PLW0603 - one signatory a process, set by the composition root
    _signatory = signatory


def signatory() -> Signatory | None:
    """The installed signatory; None where letters are signed on paper alone."""
    return _signatory
