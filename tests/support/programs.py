"""Programs that some tests need beside the packages: Debian's clamd, pdfsig, qpdf, PostgreSQL 15."""

import os
import shutil

import pytest

DEBIAN_PACKAGES = {
    "clamd": "clamav-daemon",
    "initdb": "postgresql-15",
    "pdfsig": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
}
_FOLDERS = ("/usr/sbin", "/usr/lib/postgresql/15/bin")


def program(name: str) -> str:
    """The program's path; where it is missing the test skips with the reason, and fails in CI, which installs it."""
    path = shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", os.defpath), *_FOLDERS)))
    if path is not None:
        return path
    reason = f"{name} is not installed; it is in Debian's package {DEBIAN_PACKAGES[name]}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
