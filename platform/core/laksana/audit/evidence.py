"""The bucket that keeps roots: what is stored there cannot be changed or removed before its time."""

from laksana_infra.storage import Storage


class NoEvidenceError(RuntimeError):
    """No bucket with object lock was opened and installed."""


_installed: Storage | None = None


def install(storage: Storage | None) -> None:
    """Make this the process's bucket of evidence; None forgets it before it is closed."""
    global _installed  # noqa: PLW0603 - one bucket a process, set by the composition root
    _installed = storage


def evidence() -> Storage:
    """The installed bucket; NoEvidenceError before `install()`."""
    if _installed is None:
        raise NoEvidenceError("no bucket of evidence: install(open_storage(settings, evidence=True)) first")
    return _installed
