"""The process's S3 storage, for files and letters."""

from laksana_infra.storage import Storage


class NoStorageError(RuntimeError):
    """No storage was opened and installed."""


_installed: Storage | None = None


def install(storage: Storage | None) -> None:
    """Make this the process's storage; None forgets it before it is closed."""
    global _installed  # noqa: PLW0603 - one storage a process, set by the composition root
    _installed = storage


def store() -> Storage:
    """The installed storage; NoStorageError before `install()`."""
    if _installed is None:
        raise NoStorageError("no S3 storage: install(open_storage(settings)) first")
    return _installed
