"""The command `laksana`."""

from laksana_web.cli.commands import laksana

__all__ = ["laksana", "main"]


def main() -> None:
    """Run the command line of this process."""
    laksana(prog_name="laksana")
