"""LAKSANA_HOME: where the embedded services keep their data and the secrets that are made once."""

import base64
import json
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path


class EmbeddedError(Exception):
    """An embedded service cannot start; the text names the thing, the value and the remedy."""


def as_root() -> bool:
    """Whether this process is root, for whom PostgreSQL refuses to run."""
    return os.geteuid() == 0


def open_home(home: Path) -> Path:
    """The absolute LAKSANA_HOME, made when it is new; an existing folder keeps its mode."""
    home = home.resolve()
    make_folder(home)
    if not os.access(home, os.W_OK | os.X_OK):
        message = f"LAKSANA_HOME {str(home)!r} is not writable for this user; choose another folder or change its owner"
        raise EmbeddedError(message)
    return home


def make_folder(folder: Path) -> Path:
    """The folder, made when it is new: for its owner alone, except that root lets the database's user pass through."""
    if folder.is_dir():
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if folder.is_dir():
            return folder
        message = f"{str(folder)!r} is a file; move it away or set LAKSANA_HOME to another folder"
        raise EmbeddedError(message) from None
    except (PermissionError, NotADirectoryError) as error:
        message = f"{str(folder)!r} cannot be made ({error.strerror}); set LAKSANA_HOME to a folder of yours"
        raise EmbeddedError(message) from error
    if as_root():
        folder.chmod(0o711)  # to pass through, not to list; what is secret below has mode 0600
    return folder


def write_private(path: Path, content: bytes) -> None:
    """The file now holds the content with mode 0600, or is as it was: a kill leaves no half file."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _made_once(path: Path, make: Callable[[], bytes]) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)  # fails where another process was first: its secret counts
    except FileExistsError:
        return path.read_bytes()
    finally:
        Path(name).unlink(missing_ok=True)
    return path.read_bytes()


def passwords(path: Path, names: tuple[str, ...]) -> Mapping[str, str]:
    """The passwords of these names from the file (mode 0600), made when the file is new.

    Raises EmbeddedError when the file does not hold one for each name.
    """
    made = _made_once(path, lambda: json.dumps({name: secrets.token_urlsafe(24) for name in names}).encode())
    try:
        found = json.loads(made)
        return {name: str(found[name]) for name in names}
    except (ValueError, KeyError, TypeError) as error:
        message = f"{str(path)!r} does not hold the passwords {', '.join(names)}; restore it from a backup"
        raise EmbeddedError(message) from error


def master_key(home: Path) -> bytes:
    """The 32 bytes that wrap every office's key, made once in LAKSANA_HOME (mode 0600).

    Raises EmbeddedError when the file holds anything else: a new key would make all that is sealed unreadable.
    """
    path = open_home(home) / "master.key"
    made = _made_once(path, lambda: base64.b64encode(secrets.token_bytes(32)) + b"\n")
    try:
        key = base64.b64decode(made.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        message = f"{str(path)!r} does not hold 32 bytes in base64; restore it from a backup, never replace it"
        raise EmbeddedError(message)
    return key
