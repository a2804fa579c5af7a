"""Why a backup cannot be made, believed or restored."""


class BackupError(Exception):
    """A backup cannot be made or restored; the text names the thing and the remedy, and says that nothing was written
    unless it says otherwise."""


class BackupDamagedError(BackupError):
    """The file is no backup, was cut or changed, or was encrypted to another key."""
