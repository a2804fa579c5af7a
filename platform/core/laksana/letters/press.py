"""The process's typesetter."""

from laksana_typeset import Typesetter

_typesetter: Typesetter | None = None


def install(typesetter: Typesetter) -> None:
    """Make this started typesetter the process's."""
    global _typesetter  # noqa: PLW0603 - one typesetter a process, set by the composition root
    _typesetter = typesetter


def press() -> Typesetter:
    """The installed typesetter; RuntimeError before install()."""
    if _typesetter is None:
        raise RuntimeError("no typesetter is installed; call laksana.letters.press.install(Typesetter()) at start-up")
    return _typesetter
