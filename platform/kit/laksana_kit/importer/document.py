"""A file as rows of cells, whatever format it came in."""

from dataclasses import dataclass


class UnreadableFileError(Exception):
    """The file cannot be read as a sheet; the sentence says the thing, the value and the remedy, in Indonesian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the file with its cells; a line that no table holds is one cell. `place` is where it stands."""

    place: str
    cells: tuple[str, ...]

    @property
    def is_table(self) -> bool:
        """Whether the line is a table's row."""
        return len(self.cells) > 1

    @property
    def text(self) -> str:
        """The cells that say something, one after another."""
        return " ".join(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The lines of a file that say something, in reading order."""

    rows: tuple[Row, ...]
