"""The process's virus scanner, where the installation has one."""

from laksana_infra.scanner import Clamd

_installed: Clamd | None = None


def install_scanner(scanner: Clamd | None) -> None:
    """Make this the process's scanner; None where there is none."""
    global _installed  # noqa: PLW0603 - one scanner a process, set by the composition root
    _installed = scanner


async def threat_in(content: bytes) -> str | None:
    """The name of what the scanner has against these bytes; None where it has nothing, or there is no scanner.

    Raises ScannerUnavailable: an installation that has a scanner serves nothing unscanned.
    """
    return await _installed.threat_in(content) if _installed else None
